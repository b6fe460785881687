#!/usr/bin/env bash
# valgrind.sh BUILD [NAME ...] - the C tests under memcheck: nothing read before it is written, nothing out of bounds, nothing lost.
#
# Its processor has no AVX-512, hence avx2; of rounding modes and flushing (isolation) it knows only part.
set -uo pipefail
build=$1
shift
names=("$@")
[ $# -gt 0 ] || for program in "$build"/tests/test_*; do case $program in *.*) ;; *) [ -x "$program" ] && names+=("${program##*/test_}") ;; esac; done
failed=0
for name in "${names[@]}"; do
  log=$build/valgrind-$name.log
  if ROME_INSTRUCTION_SET=avx2 OMP_NUM_THREADS=1 valgrind -q --trace-children=yes --leak-check=full --show-leak-kinds=definite \
    --errors-for-leak-kinds=definite --error-exitcode=99 "$build/tests/test_$name" >"$log" 2>&1 && ! grep -q '^==[0-9]*== [A-Z]' "$log"; then
    echo "$name: clean"
  else
    echo "$name: see $log"
    grep '^==' "$log" | head -n 12
    failed=1
  fi
done
exit "$failed"
