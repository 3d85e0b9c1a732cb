#!/usr/bin/env bash
# Installs what dmsa links and what its tests run, or says exactly what to run.
set -euo pipefail

missing=()
have() { printf '#include <%s>\n' "$1" | cc -E -x c - >/dev/null 2>&1; }
have yaml.h || missing+=(libyaml-dev)
have sqlite3.h || missing+=(libsqlite3-dev)
command -v curl >/dev/null || missing+=(curl)

[ ${#missing[@]} -eq 0 ] && exit 0

if command -v brew >/dev/null 2>&1; then
  exec brew install libyaml sqlite curl
fi
if ! command -v apt-get >/dev/null 2>&1; then
  echo "missing: ${missing[*]} (Debian's names); install them with this system's package manager" >&2
  exit 1
fi
install=(apt-get install -y --no-install-recommends "${missing[@]}")
if [ "$(id -u)" -eq 0 ]; then
  apt-get update -qq || true
  DEBIAN_FRONTEND=noninteractive "${install[@]}"
elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
  sudo apt-get update -qq || true
  sudo DEBIAN_FRONTEND=noninteractive "${install[@]}"
else
  echo "missing: ${missing[*]}; run: sudo ${install[*]}" >&2
  exit 1
fi
