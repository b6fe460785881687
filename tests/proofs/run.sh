#!/usr/bin/env bash
# run.sh [BUILD] - machine-checks the error bounds: every *.g here with Gappa, then every root of unity with roots.c and the
# library in BUILD (default: build of this source tree).
#
# One line per proof, then 'N passed, N failed, N skipped'; the exit status is 0 if nothing failed.  A script counts as proved
# if Gappa proves all its claims without a warning and does not prove the variant that its line '# Must fail:' makes by sed
# (from hypotheses that contradict each other everything would follow).  Without Gappa, which is installed if that is possible
# (NO_INSTALL=1: never), the scripts are skipped.
# SPDX-License-Identifier: GPL-3.0-or-later
set -u
cd "$(dirname "$0")" || exit 1
build=$(cd ../.. && cd "${1:-build}" 2>/dev/null && pwd)
passed=0 failed=0 skipped=0
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

result() { # NAME passed|failed|skipped TEXT
  printf '%s: %s\n' "$1" "$3"
  eval "$2=\$(($2 + 1))"
}

have_gappa() {
  command -v gappa >/dev/null && return
  test -z "${NO_INSTALL:-}" && command -v apt-get >/dev/null || return
  local sudo=
  test "$(id -u)" = 0 || sudo="sudo -n"
  $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends gappa >"$scratch/install" 2>&1
  command -v gappa >/dev/null
}

# Constants like 1/6 need more than the 60 bits that Gappa computes with by itself.
prove() {
  timeout 300 gappa -Eprecision=200 "$1" >"$scratch/out" 2>&1 && ! grep -q '^Warning' "$scratch/out"
}

claim() {
  sed -n '/^# Claim: /,/^#$/p' "$1" | sed 's/^# Claim: //; s/^# *//' | tr '\n' ' ' | sed "s/[. ]*$//"
}

check_script() {
  local name=${1%.g} false_variant
  if ! prove "$1"; then
    result "$name" failed "NOT PROVED: $(grep -v '^Results' "$scratch/out" | tr '\n' ' ')"
    return
  fi
  false_variant=$(sed -n 's/^# Must fail: //p' "$1")
  sed "$false_variant" "$1" >"$scratch/variant.g"
  if [ -z "$false_variant" ] || cmp -s "$1" "$scratch/variant.g"; then
    result "$name" failed "NOT CHECKED: no false variant"
  elif timeout 10 gappa -Eprecision=200 "$scratch/variant.g" >/dev/null 2>&1; then
    result "$name" failed "NOT PROVED: the hypotheses contradict each other, $false_variant is proved too"
  else
    result "$name" passed "proved: $(claim "$1")"
  fi
}

check_roots() {
  if [ -z "$build" ] || [ ! -e "$build/librome.a" ]; then
    result roots skipped "skipped: no librome.a in ${1:-build}"
  elif ! ${CC:-cc} -std=c11 -O2 -ffp-contract=off -I../../src roots.c "$build/librome.a" -lgsl -lgslcblas -lm -o "$scratch/roots" 2>"$scratch/out"; then
    result roots failed "NOT PROVED: $(head -n 3 "$scratch/out" | tr '\n' ' ')"
  elif timeout 60 "$scratch/roots" >"$scratch/out" 2>&1; then
    result roots passed "proved: $(cat "$scratch/out")"
  else
    result roots failed "NOT PROVED: $(cat "$scratch/out")"
  fi
}

if have_gappa; then
  for script in *.g; do check_script "$script"; done
else
  for script in *.g; do result "${script%.g}" skipped "skipped: Gappa is not installed"; done
fi
check_roots "$@"
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ]
