#!/usr/bin/env bash
# coverage.sh BUILD - which lines of src/ the tests run: the C tests with the kernels of each instruction set, then the Octave tests.
#
# Reports every file and the lines that nothing runs; those are explained in tests/trust/README.md.  Fails below 95 %.
# COVERAGE_PARTS names the parts to run: c, octave.
set -uo pipefail
cd "$(dirname "$0")/../.."
build=$1
parts=" ${COVERAGE_PARTS:-c octave} "
find "$build" -name '*.gcda' -delete
failed=0
case $parts in *' c '*)
  for set in plain avx2 avx512; do
    for program in "$build"/tests/test_*; do
      [ -x "$program" ] || continue
      ROME_INSTRUCTION_SET=$set CMOCKA_MESSAGE_OUTPUT=TAP timeout 3000 "$program" >"$build/coverage.log" 2>&1 || {
        echo "$program with $set: fails"
        grep '^not ok' "$build/coverage.log"
        failed=1
      }
    done
  done
  ;;
esac
case $parts in *' octave '*) CHECK_PARTS=octave tests/check.sh "$build" | tail -n 1 || failed=1 ;; esac
gcovr --root . --object-directory "$build/obj" --filter 'src/' --gcov-ignore-parse-errors --txt "$build/coverage.txt" --csv "$build/coverage.csv" \
  --fail-under-line 95 "$build/obj" || failed=1
cat "$build/coverage.txt"
exit "$failed"
