#!/usr/bin/env bash
# Judges the reports of a dmsa binary by the public schemas of their formats.
#
#   Tests/conformance/run.sh DATA_DIR DMSA
#
# DATA_DIR holds sarif-schema-2.1.0.json and junit-10.xsd. Needs Python with jsonschema, and xmllint
# or Python's lxml; what is missing of these two packages comes from PyPI, into a folder that is
# removed again. Prints each failure, then `N passed, N failed`.
set -euo pipefail

if [ $# -ne 2 ]; then
  echo "usage: $0 DATA_DIR DMSA" >&2
  exit 2
fi
data=$(cd "$1" && pwd)
dmsa=$(cd "$(dirname "$2")" && pwd)/$(basename "$2")
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d "${TMPDIR:-/tmp}/dmsa-conformance.XXXXXX")
trap 'rm -rf "$work"' EXIT

wanted=()
python3 -c 'import jsonschema' 2>/dev/null || wanted+=(jsonschema)
command -v xmllint >/dev/null || python3 -c 'import lxml' 2>/dev/null || wanted+=(lxml)
python=python3
if [ ${#wanted[@]} -gt 0 ]; then
  python3 -m venv --system-site-packages "$work/venv"
  "$work/venv/bin/pip" install --quiet --disable-pip-version-check "${wanted[@]}"
  python=$work/venv/bin/python
fi
mkdir "$work/files"
"$python" "$here/check.py" "$data" "$dmsa" "$work/files"
