#!/usr/bin/env bash
# variants.sh - builds the library with other options and compilers: all must give the same bits, and a library built with
# -ffast-math must refuse to work.  TAP on standard output; BUILD and CC from the environment.
set -u
cd "$(dirname "$0")/../.."
work=${BUILD:-build}/variants
cc=${CC:-cc}
rm -rf "$work"
mkdir -p "$work"

kernel_flags='-ftree-vectorize -fvect-cost-model=dynamic'
libs='-lgsl -lgslcblas -lfftw3 -lpthread -lm'

processor_has() { grep -m 1 '^flags' /proc/cpuinfo 2>/dev/null | grep -qw "$1"; }
is_clang() { "$1" --version 2>/dev/null | grep -qi clang; }
openmp_of() { echo 'int main (void) { return 0; }' | "$1" -fopenmp -x c - -o "$work/openmp" 2>/dev/null && echo -fopenmp; }
in_parallel() { xargs -P "$(nproc)" -I COMMAND sh -c COMMAND >>"$work/log" 2>&1; }

# ---- the variants: name | compiler | options | instruction sets | same or refused ----
variants() {
  local sets='plain'
  case $(uname -m) in x86_64 | amd64) sets='plain avx2 avx512' ;; esac
  echo "O0|$cc|-O0|$sets|same"
  echo "O2|$cc|-O2|$sets|same"
  echo "O3|$cc|-O3|$sets|same"
  echo "O2-plain-only|$cc|-O2|plain|same"
  if [ "$sets" != plain ] && processor_has avx2 && processor_has fma; then
    echo "O3-haswell|$cc|-O3 -mavx2 -mfma -march=haswell|$sets|same"
    echo "O3-haswell-no-fma|$cc|-O3 -march=haswell -mno-fma|$sets|same"
    echo "O3-native|$cc|-O3 -march=native|$sets|same"
  fi
  echo "clang-O2|clang|-O2|$sets|same"
  echo "Ofast|$cc|-Ofast|$sets|refused"
  echo "O2-fast-math|$cc|-O2 -ffast-math|$sets|refused"
}

# compile_commands NAME COMPILER OPTIONS SETS: one line per object
compile_commands() {
  local flags="-std=c11 -ffp-contract=off -fPIC -w $(openmp_of "$2") $3 -Isrc" kernels=$kernel_flags have='' source set set_flags
  if is_clang "$2"; then kernels=''; fi
  case $4 in *avx2*) have=-DROME_HAVE_AVX ;; esac
  for set in $4; do
    # a variant without FMA has none in its AVX2 kernels either
    case $set in
      avx2) set_flags='-mavx2 -mf16c -mprfchw -mfma' ;;
      avx512) set_flags='-mavx512f -mavx512bw -mavx512dq -mavx512vl -mf16c -mprfchw -mfma' ;;
      *) set_flags='' ;;
    esac
    case $3 in *-mno-fma*) set_flags=${set_flags% -mfma} ;; esac
    echo "$2 $flags $kernels $set_flags -c src/kernels/$set.c -o $work/$1/$set.o"
  done
  for source in src/*.c; do
    echo "$2 $flags -c $source -o $work/$1/$(basename "$source" .c).o"
  done
  echo "$2 $flags $have -c src/kernels/dispatch.c -o $work/$1/dispatch.o"
}

# Calls COMMAND NAME COMPILER OPTIONS SETS EXPECTED for every variant that can be built.
each() {
  local name compiler options sets expected
  while IFS='|' read -r name compiler options sets expected; do
    command -v "$compiler" >/dev/null && "$1" "$name" "$compiler" "$options" "$sets" "$expected"
  done < <(variants)
}

compile() {
  mkdir -p "$work/$1"
  compile_commands "$1" "$2" "$3" "$4"
}

# without the options of the variant: a linker that sees -ffast-math changes the processor's modes
link() {
  echo "$2 $(openmp_of "$2") $work/$1/*.o $work/hash.o $libs -o $work/$1/hash"
}

ask() {
  local set
  if [ "$5" = refused ]; then
    echo "timeout 120 $work/$1/hash refused >$work/$1/refused || echo 'still works' >>$work/$1/refused"
  else
    for set in $4; do
      echo "ROME_INSTRUCTION_SET=$set timeout 120 $work/$1/hash >$work/$1/hash-$set"
    done
  fi
}

# The program that asks is the same in all variants.
"$cc" -std=c11 -O2 -ffp-contract=off -w -Isrc -Itests/c -c tests/variants/hash.c -o "$work/hash.o"
each compile | in_parallel
each link | in_parallel
export OMP_WAIT_POLICY=passive
each ask | in_parallel

# ---- what they said ----
number=0 reference=''

# result OK|"not ok" TEXT
result() {
  number=$((number + 1))
  echo "$1 $number - $2"
}

check_same() {
  local out=$work/$1/hash-$2 hash
  hash=$(sed -n 's/^all *//p' "$out")
  : "${reference:=$out}"
  if [ -z "$hash" ]; then
    result 'not ok' "$1, kernels $2: $(tail -n 1 "$out")"
  elif cmp -s "$reference" "$out"; then
    result ok "$1, kernels $2: $hash"
  else
    result 'not ok' "$1, kernels $2: $hash, differs in $(diff "$reference" "$out" | sed -n 's/^> \([^ ]*\).*/\1/p' | tr '\n' ' ')"
  fi
}

check() {
  local set
  if [ ! -x "$work/$1/hash" ]; then
    result 'not ok' "$1 does not build: see $work/log"
  elif [ "$5" != refused ]; then
    for set in $4; do
      check_same "$1" "$set"
    done
  elif grep -q '^still works' "$work/$1/refused"; then
    result 'not ok' "$1 does not refuse: $(head -n 1 "$work/$1/refused")"
  else
    result ok "$1 refuses to work: $(head -n 1 "$work/$1/refused")"
  fi
}

each check
command -v clang >/dev/null || result ok 'clang # SKIP not installed'
echo "1..$number"
