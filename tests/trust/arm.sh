#!/usr/bin/env bash
# arm.sh BUILD - the library and its tests for 64-bit Arm, run by qemu: the same bits as here, and the C tests pass.
#
# Debian's cross compiler, and the Arm builds of GSL, FFTW and cmocka unpacked below BUILD/root; nothing of it is installed.
set -uo pipefail
cd "$(dirname "$0")/../.."
build=$1
root=$PWD/$build/root lib=$PWD/$build/root/usr/lib/aarch64-linux-gnu
failed=0
mkdir -p "$build/obj" "$build/apt/lists/partial" "$build/apt/cache/archives/partial" "$root"

fetch() {
  local apt=$PWD/$build/apt
  printf '%s\n' 'APT::Architecture "arm64";' 'APT::Architectures { "arm64"; };' "Dir::State::Lists \"$apt/lists\";" "Dir::Cache \"$apt/cache\";" \
    "Dir::State::status \"$apt/status\";" >"$apt/apt.conf"
  : >"$apt/status"
  (cd "$apt" && export APT_CONFIG=$apt/apt.conf && apt-get -qq update \
    && apt-get -qq download libgsl27 libgslcblas0 libgsl-dev libfftw3-double3 libfftw3-dev libcmocka0 libcmocka-dev) || return 1
  for package in "$apt"/*.deb; do dpkg -x "$package" "$root"; done
}
[ -e "$lib/libgsl.so" ] || fetch || { echo 'arm: the Arm builds of GSL and FFTW could not be fetched'; exit 1; }

flags="-std=c11 -O2 -ffp-contract=off -fopenmp -Isrc -Ioct -Itests/c -isystem $root/usr/include"
libs="-L$lib -lgsl -lgslcblas -lfftw3 -lpthread -lm -Wl,-rpath-link,$lib"
ls src/*.c oct/*.c src/kernels/plain.c src/kernels/dispatch.c | xargs -P "$(nproc)" -I{} sh -c \
  "aarch64-linux-gnu-gcc $flags -Wall -c {} -o $build/obj/\$(echo {} | tr / _).o" || exit 1
rm -f "$build/librome.a"
aarch64-linux-gnu-ar rcs "$build/librome.a" "$build"/obj/src_*.o

# cross PROGRAM SOURCE ...
cross() {
  # shellcheck disable=SC2086
  aarch64-linux-gnu-gcc $flags -Wno-missing-field-initializers -DDATA="\"$PWD/data\"" "${@:2}" "$build/librome.a" $libs -lcmocka -o "$build/$1"
}
on_arm() { QEMU_LD_PREFIX=/usr/aarch64-linux-gnu QEMU_SET_ENV=LD_LIBRARY_PATH=$lib timeout 900 qemu-aarch64 "$@"; }

# the last lines have GSL's digits in them, and Debian's GSL for Arm fuses multiplications and additions
cross hash tests/variants/hash.c || exit 1
cc -std=c11 -O2 -w -fopenmp -Isrc -Itests/c tests/variants/hash.c build/librome.a -lgsl -lgslcblas -lfftw3 -lgomp -lpthread -lm -o "$build/hash-here" || exit 1
"$build/hash-here" | grep -v '^low-parts-and-gsl\|^all ' >"$build/here.txt"
on_arm "$build/hash" | grep -v '^low-parts-and-gsl\|^all ' >"$build/arm.txt"
if [ -s "$build/arm.txt" ] && diff "$build/here.txt" "$build/arm.txt"; then
  echo "hashes of $(wc -l <"$build/arm.txt") parts: as on $(uname -m)"
else
  failed=1
fi

for source in tests/c/test_*.c; do
  name=$(basename "$source" .c) with=()
  # __float128 is not to be had there
  if grep -q 'quadmath\|__float128' "$source" || grep -l 'quadmath\|__float128' $(sed -n 's|^#include "\(.*\)"|tests/c/\1|p' "$source") >/dev/null 2>&1; then continue; fi
  case $name in
    test_faults) with=("$build"/obj/oct_*.o -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc,--wrap=aligned_alloc,--wrap=free) ;;
    test_isolation) with=("$build"/obj/oct_*.o) ;;
  esac
  if cross "$name" "$source" "${with[@]}" && on_arm "$build/$name" >"$build/$name.log" 2>&1; then
    echo "$name: passes"
  else
    echo "$name: FAILS, see $build/$name.log"
    failed=1
  fi
done
exit "$failed"
