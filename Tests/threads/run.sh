#!/usr/bin/env bash
# Lints many files on two to eight threads by a program that ThreadSanitizer watches.
#
#   Tests/threads/run.sh PROGRAM
#
# Fails where it reports a race, or where the findings are others than those of one thread.
set -uo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
program=$(realpath "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

# All fixtures, several times over, so that each thread has files at any time; a config and its
# extensions of the catalog in one of the folders, for threads change between catalogs.
find "$root/Tests/Golden" "$root/examples" "$root/manifests" -type f \
  \( -name '*.yaml' -o -name '*.yml' -o -name '*.json' \) | sort >fixtures
for round in 1 2 3 4; do
  mkdir -p "files/$round"
  number=0
  while read -r file; do
    number=$((number + 1))
    cp "$file" "files/$round/$number.manifest.${file##*.}"
  done <fixtures
done
cat >files/3/.dmsa.yaml <<'CONFIG'
tools: [{scope: project, key: warp_drive, name: Warp Drive, levels: [readonly, admin]}]
views: [warp.detail]
rules: {missing-setup-notes: note}
CONFIG
count=$(find files -name '*.manifest.*' | wc -l)

lint() { "$program" lint files --persona auditor --format json --fail-on never --jobs "$1"; }

lint 1 >one 2>one.error || { cat one.error; exit 1; }
status=0
for jobs in 2 3 4 5 6 7 8; do
  lint "$jobs" >many 2>many.error
  result=$?
  races=$(grep -c 'WARNING: ThreadSanitizer' many.error)
  verdict=sound
  [ "$result" -eq 0 ] && [ "$races" -eq 0 ] && cmp -s one many || verdict=broken status=1
  echo "$count files, $jobs threads: $races races, exit $result, $verdict"
  [ $verdict = sound ] || head -60 many.error
done
exit $status
