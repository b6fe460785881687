#!/usr/bin/env bash
# lint.sh BUILD - gcc -fanalyzer, cppcheck and clang-tidy (.clang-tidy says which checks and why) over the library and the
# builtins: no finding, or one explained here.
set -uo pipefail
cd "$(dirname "$0")/../.."
build=${1:-build}
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

# ---- clang-tidy ----
explained_tidy=(
  # no blocks, no runs: axes have at least one block
  -e '^oct/builtin_rope_(apply|lagscore)\.c:.*optin\.portability\.UnixAPI'
  # the runs that rome_pairing_runs has counted, it has written
  -e '^oct/builtin_rope_apply\.c:.*core\.CallAndMessage'
  -e '^src/rotate\.c:.*core\.uninitialized\.Assign'
  # the number of axes is at least 1
  -e '^oct/positions_options\.c:.*core\.DivideZero'
  # a rotation without tokens or columns has no plan
  -e '^src/rotate_plan\.c:.*core\.DivideZero'
  # half of an even number
  -e '^src/rules_base\.c:.*bugprone-integer-division'
  # whole pages, for madvise
  -e '^(oct/octave_result\.cc|src/cache\.c):.*performance-no-int-to-ptr'
)

# tidy FILE FLAG ...: once for each finding, however many files include it
tidy() {
  local said
  said=$(clang-tidy --quiet "$1" -- -O2 -ffp-contract=off -fopenmp -Isrc -Ioct "${@:2}" 2>&1 | sed "s|^$PWD/||; s|^$build/lint/../../||" |
    grep -E '(warning|error): ' | grep -vE "${explained_tidy[@]}" | sort -u)
  if [ -n "$said" ]; then
    echo "$said"
    failed=1
  fi
}

avx512='-mavx512f -mavx512bw -mavx512dq -mavx512vl'
for source in src/*.c src/kernels/*.c oct/*.c; do
  flags=-std=c11
  case $(uname -m):$source in
    *:*/dispatch.c | *:*/plain.c) ;;
    x86_64:*/avx2.c) flags+=' -mavx2 -mfma -mf16c -mprfchw' ;;
    x86_64:*/avx512.c) flags+=" $avx512 -mfma -mf16c -mprfchw" ;;
    x86_64:*/amx.c) flags+=" $avx512 -mamx-tile -mamx-bf16" ;;
    *:src/kernels/*) continue ;;
  esac
  # shellcheck disable=SC2086
  tidy "$source" $flags
done
# Octave's headers take half a minute: all C++ sources at once
mkdir -p "$build/lint"
for source in oct/*.cc; do echo "#include \"../../$source\" // NOLINT(bugprone-suspicious-include)"; done >"$build/lint/all.cc"
# shellcheck disable=SC2046
tidy "$build/lint/all.cc" -std=gnu++17 $(${MKOCTFILE:-mkoctfile} -p INCFLAGS)
echo "clang-tidy: src, src/kernels, oct"
exit "$failed"
