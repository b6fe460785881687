#!/usr/bin/env bash
# cross.sh BUILD MACHINE ARCHITECTURE - the library and its tests for another processor, run by qemu: the same bits as here, and the C
# tests pass.  MACHINE as gcc and qemu call it (aarch64, s390x), ARCHITECTURE as Debian does (arm64, s390x).
#
# Debian's cross compiler, and that architecture's GSL, FFTW and cmocka unpacked below BUILD/root; nothing of it is installed.
set -uo pipefail
cd "$(dirname "$0")/../.."
build=$1 machine=$2 architecture=$3
root=$PWD/$build/root lib=$PWD/$build/root/usr/lib/$machine-linux-gnu
failed=0
mkdir -p "$build/obj" "$build/apt/lists/partial" "$build/apt/cache/archives/partial" "$root"

fetch() {
  local apt=$PWD/$build/apt
  printf '%s\n' "APT::Architecture \"$architecture\";" "APT::Architectures { \"$architecture\"; };" "Dir::State::Lists \"$apt/lists\";" "Dir::Cache \"$apt/cache\";" \
    "Dir::State::status \"$apt/status\";" >"$apt/apt.conf"
  : >"$apt/status"
  (cd "$apt" && export APT_CONFIG=$apt/apt.conf && apt-get -qq update \
    && apt-get -qq download libgsl27 libgslcblas0 libgsl-dev libfftw3-double3 libfftw3-dev libcmocka0 libcmocka-dev) || return 1
  for package in "$apt"/*.deb; do dpkg -x "$package" "$root"; done
}
[ -e "$lib/libgsl.so" ] || fetch || { echo "cross: the $architecture builds of GSL and FFTW could not be fetched"; exit 1; }

# gcc for s390x computes float in double when it is told to be C11 to the letter: rounded twice
flags="-std=c11 -fexcess-precision=fast -O2 -ffp-contract=off -fopenmp -Isrc -Ioct -Itests/c -isystem $root/usr/include"
libs="-L$lib -lgsl -lgslcblas -lfftw3 -lpthread -lm -Wl,-rpath-link,$lib"
ls src/*.c oct/*.c src/kernels/plain.c src/kernels/dispatch.c | xargs -P "$(nproc)" -I{} sh -c \
  "$machine-linux-gnu-gcc $flags -Wall -c {} -o $build/obj/\$(echo {} | tr / _).o" || exit 1
rm -f "$build/librome.a"
$machine-linux-gnu-ar rcs "$build/librome.a" "$build"/obj/src_*.o

# cross PROGRAM SOURCE ...
cross() {
  # shellcheck disable=SC2086
  $machine-linux-gnu-gcc $flags -Wno-missing-field-initializers -DDATA="\"$PWD/data\"" "${@:2}" "$build/librome.a" $libs -lcmocka -o "$build/$1"
}
on_it() { ROME_EMULATED=1 QEMU_LD_PREFIX=/usr/$machine-linux-gnu QEMU_SET_ENV=LD_LIBRARY_PATH=$lib timeout 1800 "qemu-$machine" "$@"; }

# the last lines have GSL's digits in them, and Debian's GSL for some processors fuses multiplications and additions
cross hash tests/variants/hash.c || exit 1
cc -std=c11 -O2 -w -fopenmp -Isrc -Itests/c tests/variants/hash.c build/librome.a -lgsl -lgslcblas -lfftw3 -lgomp -lpthread -lm -o "$build/hash-here" || exit 1
"$build/hash-here" | grep -v '^low-parts-and-gsl\|^all ' >"$build/here.txt"
on_it "$build/hash" | grep -v '^low-parts-and-gsl\|^all ' >"$build/there.txt"
if [ -s "$build/there.txt" ] && diff "$build/here.txt" "$build/there.txt"; then
  echo "hashes of $(wc -l <"$build/there.txt") parts: as on $(uname -m)"
else
  failed=1
fi

for source in tests/c/test_*.c; do
  name=$(basename "$source" .c) with=()
  # __float128 is not to be had there
  if grep -q 'quadmath\|__float128' "$source" || grep -l 'quadmath\|__float128' $(sed -n 's|^#include "\(.*\)"|tests/c/\1|p' "$source") >/dev/null 2>&1; then continue; fi
  case $name in
    test_faults) with=("$build"/obj/oct_*.o -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc,--wrap=aligned_alloc,--wrap=free) ;;
    test_lagscore) with=(-lfftw3_threads) ;;
    test_isolation) with=("$build"/obj/oct_*.o) ;;
  esac
  if cross "$name" "$source" "${with[@]}" && on_it "$build/$name" >"$build/$name.log" 2>&1; then
    echo "$name: passes"
  else
    echo "$name: FAILS, see $build/$name.log"
    failed=1
  fi
done
exit "$failed"
