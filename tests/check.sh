#!/usr/bin/env bash
# check.sh BUILD - runs every test and counts; the last line is 'N passed, N failed, N skipped'.
#
# C tests are the cmocka programs in BUILD/tests; Octave tests are the %! blocks of oct/*.cc, m/*.m and m/ref/*.m and the
# files tests/octave/*.tst, each in a process of its own, so that a crash is one failure and not the end.
# CHECK_PARTS names the parts to run: c, variants, octave, mex, package.  JOBS tests run at once: one for each processor, at most four.
set -u
cd "$(dirname "$0")/.." || exit
build=${1:-build}
octave=${OCTAVE:-octave-cli}
log=$build/check.log
processors=$(nproc 2>/dev/null || echo 1)
jobs=${JOBS:-$((processors < 4 ? processors : 4))}
# threads that wait for each other sleep: the others need the processors
export OMP_WAIT_POLICY=${OMP_WAIT_POLICY:-passive}

# start COMMAND ...: a test, beside those that still run
running=0
start() {
  if [ "$running" -ge "$jobs" ]; then
    wait -n
    running=$((running - 1))
  fi
  "$@" &
  running=$((running + 1))
}

# count NAME PASSED FAILED SKIPPED
count() {
  echo "$2 $3 $4" >>"$counts"
  printf '%-44s %5d passed %3d failed %3d skipped\n' "$1" "$2" "$3" "$4"
}

# after COMMAND ...: what is said of one test stands together
after() {
  {
    flock 9
    "$@"
  } 9>>"$log"
}

# run_tap NAME COMMAND ...: a program that prints TAP
run_tap() {
  local name=$1 status=0 out
  out=$(mktemp "$build/tests/out.XXXXXX")
  shift
  CMOCKA_MESSAGE_OUTPUT=TAP timeout 5000 "$@" >"$out" 2>&1 || status=$?
  after say_tap "$name" "$status" "$out"
  rm -f "$out"
}

# say_tap NAME STATUS OUTPUT
say_tap() {
  local bad skip good
  cat "$3" >>"$log"
  skip=$(grep -cE '^(not )?ok.*# SKIP' "$3") bad=$(grep '^not ok' "$3" | grep -vc '# SKIP') good=$(grep '^ok' "$3" | grep -vc '# SKIP')
  # what a test measured, and what failed
  grep -E '^(# |not ok|measured)' "$3" | grep -v '^# ok'
  if [ "$2" -ne 0 ] && [ "$bad" -eq 0 ]; then
    tail -n 5 "$3"
    bad=1 # it crashed or hung
  fi
  count "$1" "$good" "$bad" "$skip"
}

# run_octave FILE [FOLDER OF THE BUILTINS]
run_octave() {
  local out
  out=$(mktemp "$build/tests/out.XXXXXX")
  timeout 900 "$octave" -qf --no-history --path tests/octave --path "${2:-$build}" --path m --path m/ref --eval "run_one ('$1')" >"$out" 2>&1
  after say_octave "$1${2:+ by MEX}" "$out"
  rm -f "$out"
}

# say_octave NAME OUTPUT
say_octave() {
  local found out=$2
  cat "$out" >>"$log"
  found=$(sed -n 's/^COUNTS //p' "$out" | tail -n 1)
  if [ -z "$found" ]; then
    tail -n 5 "$out"
    found="0 1 0" # it died
  fi
  # shellcheck disable=SC2086
  set -- "$1" $found
  [ "$3" -eq 0 ] || grep -v '^COUNTS' "$out" | tail -n 40
  count "$@"
}

# programs PATTERN: every executable of that name that is no by-product of the compiler
programs() {
  local program
  for program in $1; do
    case ${program##*/} in *.*) continue ;; esac
    [ -x "$program" ] && start run_tap "${program#"$build"/}" "$program"
  done
}

octave_files() {
  local file
  for file in oct/*.cc m/*.m m/ref/*.m tests/octave/*.tst; do
    case $file in
      *.tst) start run_octave "$file" ;;
      *) if grep -q '^%!' "$file"; then start run_octave "$file"; fi ;;
    esac
  done
}

mex_files() {
  local file
  for file in oct/*.cc; do
    case $file in oct/rome_memory.cc | oct/rome_probe.cc) continue ;; esac
    if grep -q '^%!' "$file"; then start run_octave "$file" "$build/mex"; fi
  done
}

parts=" ${CHECK_PARTS:-c variants octave mex package} "
mkdir -p "$build/tests"
: >"$log"
counts=$(mktemp "$build/tests/counts.XXXXXX")
trap 'rm -f "$counts"' EXIT
case $parts in *' c '*) programs "$build/tests/test_*" ;; esac
# the Octave package, made and installed as a user would; early, for it is the longest
case $parts in *' package '*) start run_tap package env BUILD="$build" OCTAVE="$octave" tests/package/package.sh ;; esac
# the same bits from every compiler option, and none from a build that breaks the arithmetic
case $parts in *' variants '*) start run_tap variants env BUILD="$build" tests/variants/variants.sh ;; esac
if [ -n "${ROME_LONG:-}" ]; then programs "$build/long/test_*"; fi
case $parts in *' octave '*) octave_files ;; esac
# the tests of the builtins once more, through the MEX file, where memory is not ours to recycle or to choose
case $parts in *' mex '*) mex_files ;; esac

wait
passed=0 failed=0 skipped=0
while read -r p f k; do
  passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + k))
done <"$counts"
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
