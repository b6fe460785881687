#!/usr/bin/env bash
# coverage.sh BUILD - which lines of src/ the tests run: all C tests with the best kernels, those that reach the kernels with the plain
# and the AVX2 ones too, then the Octave tests.
#
# Reports every file and the lines that nothing runs; those are explained in tests/trust/README.md.  Fails below 95 %.
# COVERAGE_PARTS names the parts to run: c, octave.
set -uo pipefail
cd "$(dirname "$0")/../.."
build=$1
parts=" ${COVERAGE_PARTS:-c octave} "
find "$build" -name '*.gcda' -delete
failed=0
# run SET NAME ...
run() {
  local name
  for name in "${@:2}"; do
    ROME_INSTRUCTION_SET=$1 CMOCKA_MESSAGE_OUTPUT=TAP timeout 3000 "$build/tests/test_$name" >"$build/coverage.log" 2>&1 || {
      echo "test_$name with $1: fails"
      grep '^not ok' "$build/coverage.log"
      failed=1
    }
  done
}

case $parts in *' c '*)
  names=$(for source in tests/c/test_*.c; do basename "${source#*/test_}" .c; done)
  # shellcheck disable=SC2086
  run best $names
  # the others: what reaches the kernels
  for set in plain avx2; do run "$set" dispatch rotate truth cache matrix; done
  ;;
esac
case $parts in *' octave '*) CHECK_PARTS=octave tests/check.sh "$build" | tail -n 1 || failed=1 ;; esac
gcovr --root . --object-directory "$build/obj" --filter 'src/' --gcov-ignore-parse-errors --txt "$build/coverage.txt" --csv "$build/coverage.csv" \
  --fail-under-line 95 "$build/obj" || failed=1
cat "$build/coverage.txt"
exit "$failed"
