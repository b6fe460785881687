#!/usr/bin/env bash
# check.sh BUILD - runs every test and counts; the last line is 'N passed, N failed, N skipped'.
#
# C tests are the cmocka programs in BUILD/tests; Octave tests are the %! blocks of oct/*.cc, m/*.m and m/ref/*.m and the
# files tests/octave/*.tst, each in a process of its own, so that a crash is one failure and not the end.
# CHECK_PARTS names the parts to run: c, variants, octave, mex, package.
set -u
cd "$(dirname "$0")/.."
build=${1:-build}
octave=${OCTAVE:-octave-cli}
log=$build/check.log
passed=0 failed=0 skipped=0
: >"$log"

# count NAME PASSED FAILED SKIPPED
count() {
  passed=$((passed + $2)) failed=$((failed + $3)) skipped=$((skipped + $4))
  printf '%-44s %5d passed %3d failed %3d skipped\n' "$1" "$2" "$3" "$4"
}

# run_tap NAME COMMAND ...: a program that prints TAP
run_tap() {
  local out="$build/tests/out" status=0 name=$1
  shift
  CMOCKA_MESSAGE_OUTPUT=TAP timeout 5000 "$@" >"$out" 2>&1 || status=$?
  cat "$out" >>"$log"
  local bad skip good
  skip=$(grep -cE '^(not )?ok.*# SKIP' "$out") bad=$(grep '^not ok' "$out" | grep -vc '# SKIP') good=$(grep '^ok' "$out" | grep -vc '# SKIP')
  # what a test measured, and what failed
  grep -E '^(# |not ok|measured)' "$out" | grep -v '^# ok'
  if [ "$status" -ne 0 ] && [ "$bad" -eq 0 ]; then
    tail -n 5 "$out"
    bad=1 # it crashed or hung
  fi
  count "$name" "$good" "$bad" "$skip"
}

# run_octave FILE [FOLDER OF THE BUILTINS]
run_octave() {
  local out="$build/tests/out" status=0
  timeout 900 "$octave" -qf --no-history --path tests/octave --path "${2:-$build}" --path m --path m/ref --eval "run_one ('$1')" >"$out" 2>&1 || status=$?
  cat "$out" >>"$log"
  local counts
  counts=$(sed -n 's/^COUNTS //p' "$out" | tail -n 1)
  if [ -z "$counts" ]; then
    tail -n 5 "$out"
    counts="0 1 0" # it died
  fi
  # shellcheck disable=SC2086
  set -- "$1${2:+ by MEX}" $counts
  [ "$3" -eq 0 ] || grep -v '^COUNTS' "$out" | tail -n 40
  count "$@"
}

# programs PATTERN: every executable of that name that is no by-product of the compiler
programs() {
  local program
  for program in $1; do
    case ${program##*/} in *.*) continue ;; esac
    [ -x "$program" ] && run_tap "${program#"$build"/}" "$program"
  done
}

octave_files() {
  local file
  for file in oct/*.cc m/*.m m/ref/*.m tests/octave/*.tst; do
    case $file in
      *.tst) run_octave "$file" ;;
      *) if grep -q '^%!' "$file"; then run_octave "$file"; fi ;;
    esac
  done
}

mex_files() {
  local file
  for file in oct/*.cc; do
    case $file in oct/rome_memory.cc | oct/rome_probe.cc) continue ;; esac
    if grep -q '^%!' "$file"; then run_octave "$file" "$build/mex"; fi
  done
}

parts=" ${CHECK_PARTS:-c variants octave mex package} "
mkdir -p "$build/tests"
case $parts in *' c '*) programs "$build/tests/test_*" ;; esac
# the same bits from every compiler option, and none from a build that breaks the arithmetic
case $parts in *' variants '*) run_tap variants env BUILD="$build" tests/variants/variants.sh ;; esac
if [ -n "${ROME_LONG:-}" ]; then programs "$build/long/test_*"; fi
case $parts in *' octave '*) octave_files ;; esac
# the tests of the builtins once more, through the MEX file, where memory is not ours to recycle or to choose
case $parts in *' mex '*) mex_files ;; esac
# the Octave package, made and installed as a user would
case $parts in *' package '*) run_tap package env BUILD="$build" OCTAVE="$octave" tests/package/package.sh ;; esac

echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
