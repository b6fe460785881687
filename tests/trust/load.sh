#!/usr/bin/env bash
# load.sh BUILD SECONDS [PROCESSES] - mixed calls from several Octave processes at once, each result compared with its stored hash
# (tests/trust/load/hashes.txt): no wrong bit, no growth of memory.
set -uo pipefail
cd "$(dirname "$0")/../.."
build=$1 seconds=$2 processes=${3:-4}
out=$build/load
mkdir -p "$out"
pids=() failed=0
for seed in $(seq "$processes"); do
  # threads that wait without spinning: there are more of them than processors
  OMP_WAIT_POLICY=passive ${OCTAVE:-octave-cli} -qf --no-history --path tests/trust/load --path "$build" --path m --path m/ref \
    --eval "load_worker ($seed, $seconds, load_hashes ('tests/trust/load/hashes.txt'))" >"$out/$seed.log" 2>&1 &
  pids+=($!)
done
for pid in "${pids[@]}"; do wait "$pid" || failed=1; done
cat "$out"/*.log
[ "$failed" -eq 0 ] || echo 'load: wrong bits, or memory that grew'
exit "$failed"
