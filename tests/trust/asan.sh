#!/usr/bin/env bash
# asan.sh BUILD - runs the tests of a sanitized build, inside Octave too: a finding ends its process and counts as a failure.
set -euo pipefail
cd "$(dirname "$0")/../.."
build=$1
runtime="$(gcc -print-file-name=libasan.so) $(gcc -print-file-name=libubsan.so)"
# Octave itself is not sanitized: the runtime has to be there before it, and its own leaks are not ours.
cat >"$build/octave" <<SCRIPT
#!/bin/sh
ROME_SANITIZED=1 LD_PRELOAD="$runtime" ASAN_OPTIONS=detect_leaks=0:allocator_may_return_null=1 UBSAN_OPTIONS=print_stacktrace=1 exec ${OCTAVE:-octave-cli} "\$@"
SCRIPT
chmod +x "$build/octave"
export ASAN_OPTIONS=detect_leaks=1:allocator_may_return_null=1 UBSAN_OPTIONS=print_stacktrace=1
CHECK_PARTS='c octave' OCTAVE="$PWD/$build/octave" tests/check.sh "$build"
