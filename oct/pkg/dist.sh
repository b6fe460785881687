#!/usr/bin/env bash
# dist.sh BUILD - assembles the Octave package BUILD/rome-X.Y.Z.tar.gz from the checkout and prints its name.
#
# The version is that of src/rome.h, the date that of the first line of NEWS, which must name the same version.  The same
# files give the same archive, byte for byte, whoever packs them and when.
# SPDX-License-Identifier: GPL-3.0-or-later
set -euo pipefail
cd "$(dirname "$0")/../.."
build=${1:-build}
version=$(sed -n 's/^#define ROME_VERSION "\(.*\)"$/\1/p' src/rome.h)
date=$(sed -n "1s/^rome $version (\(....-..-..\))\$/\1/p" oct/pkg/NEWS)
[ -n "$version" ] && [ -n "$date" ] || {
  echo "dist: the first line of oct/pkg/NEWS must be 'rome $version (YYYY-MM-DD)', the version of src/rome.h" >&2
  exit 1
}

name=rome-$version
root=$build/dist/$name
rm -rf "$build/dist"
mkdir -p "$root/inst/data" "$root/doc"

# the package's own files
cp COPYING oct/pkg/INDEX oct/pkg/NEWS "$root/"
sed "s/@VERSION@/$version/; s/@DATE@/$date/" oct/pkg/DESCRIPTION >"$root/DESCRIPTION"
cp oct/pkg/PKG_ADD oct/pkg/PKG_DEL "$root/inst/"
# functions and their data; what is drawn and made while working stays behind
cp -R m/. "$root/inst/"
cp data/*.json data/SHA256SUMS "$root/inst/data/"
# sources, in the folders of the project
cp -R src oct "$root/"
rm -rf "$root/oct/pkg"
cp oct/pkg/Makefile "$root/src/Makefile"
# without the targets that need the tests, which stay behind
sed '/^include tests\//d' Makefile >"$root/rome.mk"
# texts
cp README.md notebooks/*.md "$root/doc/"
find notebooks -maxdepth 1 -name '*.ipynb' -exec cp {} "$root/doc/" \;

tar --sort=name --mtime="$date 00:00:00 UTC" --owner=0 --group=0 --numeric-owner --mode='u+rwX,go+rX,go-w' --format=ustar \
  -C "$build/dist" -cf - "$name" | gzip -n -9 >"$build/$name.tar.gz"
echo "$build/$name.tar.gz"
