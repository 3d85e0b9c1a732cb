#!/usr/bin/env bash
# Writes corpus/plans anew: a saved plan of each verb on company.yaml, as `dmsa` saves it.
#
#   Tests/Fuzz/make_plans.sh [PATH OF DMSA]
#
# Wanted where the form of plans or company.yaml changes: a plan that doesn't fit the company gets
# no further than its reader. Wants `dist/dmsa` (`make release`) and Python 3.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")"
dmsa=$(realpath "${1:-../../dist/dmsa}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cat >"$work/app.manifest.yaml" <<'MANIFEST'
schema_version: "4.1"
app: {name: Crew Sync, version: 1.0.0}
fullscreen: {source_url: "https://crewsync.io/"}
permissions:
  company: {directory: readonly}
  project: {daily_log: standard}
MANIFEST
sed -e 's/Crew Sync/Photo Box/; s/1\.0\.0/1.1.0/; s/standard/admin/' \
  "$work/app.manifest.yaml" >"$work/update.manifest.yaml"
sed -e 's/Crew Sync/Note Pad/; /permissions/,$d' \
  "$work/app.manifest.yaml" >"$work/user.manifest.yaml"
cat >"$work/portfolio.yaml" <<'PORTFOLIO'
format_version: "1.0"
company: 1
apps:
  - {manifest: app.manifest.yaml, projects: [101, 102]}
permission_templates:
  - {name: Field, scope: project, permissions: {rfi: standard}}
PORTFOLIO

plan() {
  local name=$1
  shift
  "$dmsa" "$@" --company company.yaml --no-config --now 2026-11-24T09:00:00Z --quiet \
    --out "$work/plan.json" >"$work/log" 2>&1 || { cat "$work/log"; exit 1; }
  # In one line: what a byte costs the fuzzer is better spent on values than on blanks.
  python3 -c 'import json, sys; print(json.dumps(json.load(sys.stdin), separators=(",", ":")))' \
    <"$work/plan.json" >"corpus/plans/$name.json"
}

rm -f corpus/plans/*.json
plan install install "$work/app.manifest.yaml" --project 101 --as ada@acme.example
plan install-user install "$work/user.manifest.yaml"
plan update update "$work/update.manifest.yaml"
plan uninstall uninstall "Photo Box"
plan projects-add projects add "Photo Box" 102
plan projects-remove projects remove "Photo Box" 101
plan configure configure "Photo Box" --title Annex --set area=south --project 101
plan template-create template create Office --scope company --set home=standard
plan template-set template set Field --scope project --set rfi=admin
plan user-set user set tom@acme.example --company-template Owner
plan user-inactive user set tom@acme.example --inactive
plan account-create service-account create Hours --contact ada@acme.example
plan request request-install "$work/app.manifest.yaml" --as tom@acme.example
plan approve requests approve 701
plan deny requests deny 701
plan settings settings allow-user-installs off
plan portfolio plan "$work/portfolio.yaml"
