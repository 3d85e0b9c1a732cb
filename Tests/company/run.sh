#!/usr/bin/env bash
# Tries a company's store hard: kills, eight processes at once, files that are no store. And fetches
# a company from a server that answers as the platform does.
#
#   Tests/company/run.sh [--dmsa PATH] [--seed N]
#
# Tries `dist/dmsa` (`make release`), or the program given with `--dmsa`. Wants Python 3 and
# curl. Each of the four harnesses says at its top what it holds dmsa to, and can be run alone.
set -uo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
status=0
for harness in fetch damage concurrency crash; do
  echo "== $harness"
  python3 "$here/$harness.py" "$@" || { result=$?; [ $result -gt $status ] && status=$result; }
done
exit "$status"
