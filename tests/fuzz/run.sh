#!/usr/bin/env bash
# run.sh BUILD LIMIT [NAME ...] - runs the fuzzers one after the other from the seeds in tests/fuzz/seeds, and says how many inputs each
# has tried.  LIMIT: so many seconds each, or runs=N, so many inputs.  What is new goes to BUILD/corpus; a finding is left in BUILD/findings.
set -uo pipefail
cd "$(dirname "$0")/../.."
build=$1
case $2 in runs=*) limit=-runs=$(printf '%.0f' "${2#runs=}") ;; *) limit=-max_total_time=$2 ;; esac
shift 2
names=("$@")
[ $# -gt 0 ] || for program in "$build"/fuzz_*; do [ -x "$program" ] && names+=("${program##*/fuzz_}"); done
# An unwound stack for each allocation would take most of the time.
export ASAN_OPTIONS=malloc_context_size=1:quarantine_size_mb=4:allocator_may_return_null=1
# Threads are few, and sleep while they wait: calls that ask for thousands would measure nothing else.
export OMP_NUM_THREADS=2 OMP_THREAD_LIMIT=2 OMP_WAIT_POLICY=passive KMP_BLOCKTIME=0
failed=0
mkdir -p "$build/findings"
for name in "${names[@]}"; do
  # few inputs need more; short ones are cheap
  case $name in builtins) longest=256 ;; frequencies | truth | cache) longest=160 ;; *) longest=64 ;; esac
  mkdir -p "$build/corpus/$name" "tests/fuzz/seeds/$name"
  log=$build/$name.log
  # seconds by the clock: a process that was stopped meanwhile must not count as one that hangs
  "$build/fuzz_$name" "$limit" -timeout=600 -entropic=0 -rss_limit_mb=4096 -max_len="$longest" -print_final_stats=1 \
    -artifact_prefix="$build/findings/$name-" "$build/corpus/$name" "tests/fuzz/seeds/$name" >"$log" 2>&1
  status=$?
  runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log" | tail -n 1)
  if [ "$status" -eq 0 ]; then
    printf '%-14s %12s executions, no finding\n' "$name" "$runs"
  else
    failed=1
    printf '%-14s FINDING, see %s\n' "$name" "$log"
    tail -n 20 "$log"
  fi
done
exit "$failed"
