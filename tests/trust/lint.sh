#!/usr/bin/env bash
# lint.sh - gcc -fanalyzer and cppcheck over the C sources of the library and the builtins: no finding, or one explained here.
set -uo pipefail
cd "$(dirname "$0")/../.."
failed=0
# The kernels are one loop body instantiated per format: hours for the analyzer, and without a branch that it could follow.
for source in src/*.c oct/*.c; do
  said=$(gcc -std=c11 -O1 -fanalyzer -ffp-contract=off -fopenmp -Wall -Wextra -Isrc -Ioct -c "$source" -o /dev/null 2>&1)
  if [ -n "$said" ]; then
    echo "$said"
    failed=1
  fi
done
echo "gcc -fanalyzer: $(ls src/*.c oct/*.c | wc -l) files"
explained=(
  --suppress=missingIncludeSystem
  # coarse[j] is read only where j is a coarse index: the ?: before it says so
  --suppress=arrayIndexOutOfBounds:src/point.c
  # memory that is handed out piece by piece and written before it is read
  --suppress=uninitMemberVar:oct/octave_view.h
)
cppcheck --enable=warning,performance --std=c11 --quiet --error-exitcode=1 -Isrc -Ioct "${explained[@]}" src oct || failed=1
echo "cppcheck: src, oct"
exit "$failed"
