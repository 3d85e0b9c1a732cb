#!/usr/bin/env bash
# Fuzzes each target for some seconds, and says how many inputs ran.
#
#   Tests/Fuzz/run.sh PROGRAM WORK [SECONDS [TARGET …]]
#
# PROGRAM is the one that `make fuzz` builds, WORK keeps what was found to reach new code from run
# to run, and in WORK/found the inputs that broke a promise. Exits 1 where there is one.
#
# Of libFuzzer's own limits only the last resort is used: its seconds are those of the clock, which
# count what other processes take, and its memory is all of the process, the corpus and
# AddressSanitizer's shadow among it. The program itself holds each input to one second of processor
# time and to 256 MiB of heap at once.
set -uo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
program=$1 work=$2 seconds=${3:-60}
shift $(($# < 3 ? $# : 3))
[ $# -gt 0 ] || set -- lint rewrite snapshot plan

# One allocation of more than 256 MiB is a mistake by itself.
options=(
  -timeout=60 -malloc_limit_mb=256 -rss_limit_mb=4096 -detect_leaks=0
  -dict="$here/words.dict" -print_final_stats=1 -reload=0
)
# A report of the runtime takes longer than the rest of the run, and libFuzzer prints its own.
export SWIFT_BACKTRACE=enable=no ASAN_OPTIONS=quarantine_size_mb=32:malloc_context_size=8

# The linter's own fixtures are seeds too.
mkdir -p "$work/found" "$work/fixtures"
find "$here/../Golden/lint" "$here/../Golden/fmt" -type f \( -name '*.yaml' -o -name '*.json' \) |
  while read -r file; do cp "$file" "$work/fixtures/$(basename "$(dirname "$file")")-${file##*/}"; done

status=0
printf '%-10s %12s %10s %10s  %s\n' target inputs seconds coverage found
for target in "$@"; do
  case $target in
    lint | rewrite) seeds=("$here/corpus/manifests" "$work/fixtures") longest=4096 ;;
    snapshot) seeds=("$here/corpus/snapshots") longest=4096 ;;
    plan) seeds=("$here/corpus/plans") longest=8192 ;;
    *) echo "no target $target" >&2; exit 2 ;;
  esac
  mkdir -p "$work/corpus/$target"
  before=$(find "$work/found" -name "$target-*" | wc -l)
  log=$work/$target.log
  TIMEFORMAT='%U %S'
  spent=$({ time DMSA_TARGET=$target "$program" "${options[@]}" -max_len=$longest \
    -max_total_time="$seconds" -artifact_prefix="$work/found/$target-" \
    "$work/corpus/$target" "${seeds[@]}" >"$log" 2>&1; } 2>&1)
  runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log" | tail -1)
  coverage=$(grep -o 'cov: [0-9]*' "$log" | tail -1 | cut -d' ' -f2)
  found=$(($(find "$work/found" -name "$target-*" | wc -l) - before))
  printf '%-10s %12s %10.0f %10s  %s\n' "$target" "${runs:-none}" \
    "$(awk '{ print $1 + $2 }' <<<"$spent")" "${coverage:-none}" "$found"
  # A run that ended without its figures broke in another way than by an input.
  if [ "$found" -gt 0 ] || [ -z "$runs" ]; then
    status=1
    grep -m1 -E 'broken promise|ERROR|SUMMARY' "$log"
    find "$work/found" -name "$target-*" -newer "$work/fixtures"
  fi
done
exit $status
