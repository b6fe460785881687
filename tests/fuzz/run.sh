#!/usr/bin/env bash
# run.sh BUILD SECONDS [NAME ...] - runs the fuzzers one after the other from the seeds in tests/fuzz/seeds, and says how many
# inputs each has tried.  What is new goes to BUILD/corpus; a finding is left in BUILD/findings.
set -uo pipefail
cd "$(dirname "$0")/../.."
build=$1 seconds=$2
shift 2
names=("$@")
[ $# -gt 0 ] || for program in "$build"/fuzz_*; do [ -x "$program" ] && names+=("${program##*/fuzz_}"); done
failed=0
mkdir -p "$build/findings"
for name in "${names[@]}"; do
  mkdir -p "$build/corpus/$name" "tests/fuzz/seeds/$name"
  log=$build/$name.log
  "$build/fuzz_$name" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=4096 -max_len=512 -print_final_stats=1 \
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
