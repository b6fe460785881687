#!/usr/bin/env bash
# package.sh - the package as a user meets it: made twice with the same bytes, installed offline by pkg into an empty home,
# loaded, tested, described, uninstalled without a trace.  TAP on standard output; BUILD and OCTAVE from the environment.
# SPDX-License-Identifier: GPL-3.0-or-later
set -u
cd "$(dirname "$0")/../.."
build=${BUILD:-build}
octave=${OCTAVE:-octave-cli}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
log=$build/package.log
: >"$log"
count=0

# check NAME COMMAND ...: one test, and what it said if it fails
check() {
  local what=$1 out
  shift
  count=$((count + 1))
  if out=$("$@" 2>&1); then
    echo "ok $count - $what"
  else
    echo "not ok $count - $what"
    tail -n 15 <<<"$out" | sed 's/^/# /'
  fi
  printf '== %s\n%s\n' "$what" "$out" >>"$log"
}

# Octave of a user who has nothing else: no network, no start-up files, none of this checkout on the path
run() {
  local offline=()
  unshare -rn true 2>/dev/null && offline=(unshare -rn)
  (cd "$work" && env -u OCTAVE_PATH HOME="$work/home" LC_ALL=C "${offline[@]}" "$octave" -qf --no-history --eval "$1")
}

tarball=$(oct/pkg/dist.sh "$build") || exit 1
tarball=$(realpath "$tarball")
name=$(basename "$tarball" .tar.gz)
version=${name#rome-}

same_bytes() {
  local first
  first=$(sha256sum <"$tarball")
  # other times, other rights, another place
  mkdir -p "$work/copy" && cp -R Makefile README.md COPYING oct src m notebooks data "$work/copy/" || return 1
  (umask 077 && cd "$work/copy" && find . -exec touch -d '2001-02-03' {} + && oct/pkg/dist.sh build >/dev/null) || return 1
  [ "$(sha256sum <"$work/copy/build/$name.tar.gz")" = "$first" ]
}
check 'the same files give the same bytes' same_bytes

listed() { # no binaries, no traces of the machine; one folder at the top
  local list
  list=$(tar -tf "$tarball") || return 1
  grep -vE "^$name/" <<<"$list" && return 1
  grep -E '\.(o|a|oct|mex|so)$|~$|/\.' <<<"$list" && return 1
  for file in COPYING DESCRIPTION INDEX NEWS src/Makefile src/rome.h oct/gate.h inst/rope_config.m inst/ref/rope_ref.m inst/data/models.json inst/data/SHA256SUMS; do
    grep -qx "$name/$file" <<<"$list" || { echo "$file is missing" && return 1; }
  done
}
check 'what is in the archive' listed

mkdir -p "$work/home"
check 'pkg install, offline, in an empty home' run "pkg install -local $tarball; l = pkg ('list', 'rome'); assert (l{1}.version, '$version')"
check 'pkg load; builtins, functions, models and data are found' run "
  pkg load rome
  [c, s] = rope_cache (64, 16);
  x = rand (64, 16);
  y = rope_apply (x, c, s);
  assert (isequal (y, rope_ref (x, c, s), rome_apply (x, rome_matrix (16), c, s)));
  assert (rope_config ('llama-3.1-8b').dim, 128);
  assert (rome_info ().version, '$version');
  assert (any (strfind (get_help_text ('rope_apply'), 'rope_apply')));
  assert (any (strfind (evalc ('rome_setup'), 'installed package')));
  d = pkg ('list', 'rome'){1}.dir;
  assert (exist (fullfile (d, 'doc', 'numerics.md'), 'file'), 2);"
check 'nothing is found before pkg load' run "assert (exist ('rope_cache'), 0); assert (exist ('rope_ref'), 0)"
check 'pkg unload takes everything off again' run "
  before = path ();
  pkg load rome
  pkg unload rome
  assert (path (), before); assert (exist ('rope_ref'), 0)"

# pkg test exits with 0 whatever happens: read its summary
tests_pass() {
  local out
  out=$(run "set (0, 'defaultfigurevisible', 'off'); pkg test rome") || { echo "$out"; return 1; }
  echo "$out"
  [ "$(sed -n 's/^ *FAIL *//p' <<<"$out")" = 0 ] && [ "$(sed -n 's/^ *PASS *//p' <<<"$out")" -gt "${LEAST_TESTS:-100}" ]
}
check 'pkg test rome' tests_pass
check 'pkg describe -verbose names every function of INDEX' run "
  text = evalc ('pkg describe -verbose rome');
  names = regexp (fileread ('$PWD/oct/pkg/INDEX'), '^ (\w+)', 'tokens', 'lineanchors');
  assert (numel (names) > 25)
  for k = 1:numel (names)
    assert (any (strfind (text, names{k}{1})), 'not described: %s', names{k}{1});
  end
  assert (any (strfind (text, '$version')));"
check 'news rome' run "news rome"
check 'pkg uninstall leaves nothing' run "
  pkg uninstall -local rome
  names = cellfun (@(p) p.name, pkg ('list'), 'UniformOutput', false);
  assert (! any (strcmp (names, 'rome')));
  [~, left] = system ('find \"\$HOME\" -path \"*rome*\"');
  assert (left, '');"
echo "1..$count"
