#!/usr/bin/env bash
# Tries the pre-commit hooks with the real pre-commit, in scratch repositories outside this one.
#
#   Tests/precommit/run.sh [--with-swift] [--dmsa PATH]
#
# system   `.pre-commit-hooks.yaml`, with dmsa on PATH
# python   `packaging/mirror`, which installs the wheel of `packaging/build_wheel.py`
# swift    `.pre-commit-hooks.yaml`, for which pre-commit clones this repository (its last commit, not
#          what is uncommitted) and builds it with `swift build -c release`: minutes, so only with
#          `--with-swift`. Wants a Swift toolchain and the headers of libyaml and SQLite, as any
#          user of it does.
#
# The first two try `dist/dmsa` (`make release`), or the program given with `--dmsa`. Wants Python 3
# with venv, git, and PyPI for pre-commit, wheel and setuptools.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
program=$root/dist/dmsa
with_swift=false
while [ $# -gt 0 ]; do
  case $1 in
    --with-swift) with_swift=true; shift ;;
    --dmsa) program=${2:?--dmsa takes a path}; shift 2 ;;
    *) echo "run.sh: unknown argument \`$1\`, allowed are --with-swift and --dmsa PATH" >&2; exit 2 ;;
  esac
done
if [ ! -x "$program" ] || [ -d "$program" ]; then
  echo "run.sh: \`$program\` is no executable file; build it with \`make release\`" >&2
  exit 2
fi

scratch=$(mktemp -d "${TMPDIR:-/tmp}/dmsa-precommit.XXXXXX")
trap 'rm -rf "$scratch"' EXIT

# A git hook that runs this script must not lead git back to its own repository.
# shellcheck disable=SC2046
unset $(git rev-parse --local-env-vars)
unset FORCE_COLOR CLICOLOR_FORCE
cat >"$scratch/gitconfig" <<CONFIG
[include]
  path = ${GIT_CONFIG_GLOBAL:-$HOME/.gitconfig}
[user]
  name = Scratch
  email = scratch@localhost
[init]
  defaultBranch = main
[commit]
  gpgSign = false
[safe]
  directory = *
CONFIG
export GIT_CONFIG_GLOBAL=$scratch/gitconfig
export PRE_COMMIT_HOME=$scratch/home PRE_COMMIT_COLOR=never NO_COLOR=1

passed=0
failed=0

# check WHAT COMMAND…: counts one check, and shows what was said where it fails.
check() {
  local what=$1
  shift
  : >"$scratch/output"
  if "$@" >>"$scratch/output" 2>&1; then
    passed=$((passed + 1))
    echo "ok      $what"
  else
    failed=$((failed + 1))
    echo "FAILED  $what"
    sed 's/^/        | /' "$scratch/output"
  fi
}

# new_repository PATH: what is in the folder, committed; prints the commit.
new_repository() {
  git -C "$1" init --quiet
  git -C "$1" add --all --force
  git -C "$1" commit --quiet --no-verify --message "scratch"
  git -C "$1" rev-parse HEAD
}

said() { grep --quiet --regexp="$1" "$scratch/output"; }

# commit FILE…: stages and commits them through the hooks.
commit() {
  git add --all -- "$@" && git commit --quiet --message "$1"
}

# stopped RULE PLACE FILE…: the hooks refuse the commit for that rule and name the place.
stopped() {
  local rule=$1 place=$2
  shift 2
  if commit "$@"; then return 1; fi
  said "$rule" && said "$place"
}

drop() { git rm --quiet --cached -- "$@" && rm -f -- "$@"; }

# use_hook REPOSITORY COMMIT HOOK: writes the configuration of the working folder's repository.
use_hook() {
  printf 'repos:\n  - repo: %s\n    rev: %s\n    hooks:\n      - id: %s\n' "$@" \
    >.pre-commit-config.yaml
}

bad_manifest() {
  cat <<'MANIFEST'
schema_version: "4.1"
app:
  name: Archive
  version: 1.0.0
post_installation_instruction:
  notes: Add the projects to archive.
permissions:
  company:
    directory:
      level: admin
      reason: Easier than asking for what it takes
MANIFEST
}

bad_json() {
  printf '{"schema_version": "4.1",\n "post_installation_instruction": {"notes": "Add projects."},\n'
  printf ' "permissions": {"company": {\n  "directory": "admin"}}}\n'
}

mendable_manifest() {
  cat <<'MANIFEST'
schema_version: "4.1"
app:
  name: Archive
  version: 1.0.0
post_installation_instruction:
  notes: Add the projects to archive.
permissions:
  project:
    images: read_only # the level's name in the API
MANIFEST
}

# try_way NAME REPOSITORY COMMIT SUFFIX: all that the hooks promise, in a repository of its own.
try_way() {
  local name=$1 repository=$2 revision=$3 suffix=$4
  mkdir "$scratch/$name"
  cd "$scratch/$name"
  git init --quiet
  use_hook "$repository" "$revision" "dmsa-lint$suffix"
  local before=$SECONDS
  check "$name: pre-commit installs the hook" pre-commit install --install-hooks
  echo "        $((SECONDS - before)) s"
  check "$name: a commit without a manifest passes, nothing is linted" \
    passes_unlinted .pre-commit-config.yaml

  bad_manifest >other.yaml
  bad_manifest >bad.manifest.yaml.txt
  bad_manifest >manifest.yaml
  check "$name: files of other names are not chosen" \
    passes_unlinted other.yaml bad.manifest.yaml.txt manifest.yaml

  mkdir -p apps/deep
  bad_manifest >apps/deep/bad.manifest.yaml
  bad_manifest >"with blank.manifest.yml"
  bad_json >bad.manifest.json
  check "$name: a bad manifest stops the commit, file and line named" \
    stopped company-directory-admin 'apps/deep/bad\.manifest\.yaml:10\b' apps/deep/bad.manifest.yaml
  drop apps/deep/bad.manifest.yaml
  check "$name: so does one that ends in .yml and has a blank in its name" \
    stopped company-directory-admin 'with blank\.manifest\.yml:10\b' "with blank.manifest.yml"
  drop "with blank.manifest.yml"
  check "$name: so does one that ends in .json" \
    stopped company-directory-admin 'bad\.manifest\.json:4\b' bad.manifest.json
  drop bad.manifest.json

  cp "$root/manifests/daily-sync.manifest.yaml" good.manifest.yaml
  check "$name: a sound manifest passes, and was linted" passes_linted good.manifest.yaml
  bad_manifest >bad.manifest.yaml
  cp good.manifest.yaml second.manifest.yaml
  check "$name: a sound one beside a bad one doesn't hide it" \
    stopped company-directory-admin 'bad\.manifest\.yaml:10\b' bad.manifest.yaml second.manifest.yaml
  drop bad.manifest.yaml second.manifest.yaml

  use_hook "$repository" "$revision" "dmsa-fix$suffix"
  check "$name: the configuration changes to dmsa-fix" passes_unlinted .pre-commit-config.yaml
  mendable_manifest >mend.manifest.yaml
  check "$name: dmsa-fix mends the file and stops the commit" mended mend.manifest.yaml
  check "$name: the mended file passes" passes_linted mend.manifest.yaml
  cd "$root"
}

passes_unlinted() { commit "$@" && said 'no files to check'; }
passes_linted() { commit "$@" && said '^dmsa lint.*Passed'; }

mended() {
  if commit "$1"; then return 1; fi
  said 'files were modified by this hook' \
    && diff <(mendable_manifest | sed 's/read_only/readonly/') "$1"
}

python3 -m venv "$scratch/tools"
export PATH="$scratch/tools/bin:$PATH"
pip install --quiet --disable-pip-version-check pre-commit wheel

# system
mkdir -p "$scratch/on-path" "$scratch/hooks"
ln -s "$(realpath "$program")" "$scratch/on-path/dmsa"
cp "$root/.pre-commit-hooks.yaml" "$scratch/hooks"
revision=$(new_repository "$scratch/hooks")
check "the hooks' definitions are valid" \
  pre-commit validate-manifest "$root/.pre-commit-hooks.yaml" \
  "$root/packaging/mirror/.pre-commit-hooks.yaml"
with_path=$PATH
PATH="$scratch/on-path:$PATH"
try_way system "$scratch/hooks" "$revision" -system
PATH=$with_path

# python: a local version, which the package index can't have, so that this wheel alone will do.
version=0.0.0+precommit
platform=()
if [ "$(head -c 2 "$program")" = '#!' ]; then
  platform=(--platform "$(python3 -c 'import sysconfig
print(sysconfig.get_platform().replace("-", "_").replace(".", "_"))')")
fi
build_wheel() {
  python3 "$root/packaging/build_wheel.py" "$version" --binary "$program" --output "$1" \
    ${platform[@]+"${platform[@]}"} 2>/dev/null
}
wheel_name=$(basename "$(build_wheel "$scratch/wheels")")
echo "        $wheel_name"
build_wheel "$scratch/again" >/dev/null
check "wheel: the same program gives the same bytes" \
  cmp "$scratch/wheels/$wheel_name" "$scratch/again/$wheel_name"
# `wheel unpack` compares every file with its digest in RECORD.
check "wheel: RECORD agrees with what is packed" \
  wheel unpack --dest "$scratch/unpacked" "$scratch/wheels/$wheel_name"
python3 -m venv "$scratch/installed"
check "wheel: pip takes it on this machine" "$scratch/installed/bin/pip" install --quiet \
  --disable-pip-version-check --no-index --find-links "$scratch/wheels" "dmsa==$version"
check "wheel: what it installs is the program" cmp "$program" "$scratch/installed/bin/dmsa"
check "wheel: and can be executed" test -x "$scratch/installed/bin/dmsa"

cp -R "$root/packaging/mirror" "$scratch/mirror"
sed "s/\"dmsa==[^\"]*\"/\"dmsa==$version\"/" "$root/packaging/mirror/pyproject.toml" \
  >"$scratch/mirror/pyproject.toml"
check "mirror: it depends on one exact version" \
  grep --quiet --fixed-strings "\"dmsa==$version\"" "$scratch/mirror/pyproject.toml"
revision=$(new_repository "$scratch/mirror")
export PIP_FIND_LINKS="${PIP_FIND_LINKS:+$PIP_FIND_LINKS }$scratch/wheels"
try_way python "$scratch/mirror" "$revision" ""

# swift
if $with_swift; then
  git clone --quiet "$root" "$scratch/source"
  if [ -n "$(git -C "$root" status --porcelain)" ]; then
    echo "        swift: what is uncommitted is left out"
  fi
  try_way swift "$scratch/source" "$(git -C "$scratch/source" rev-parse HEAD)" ""
else
  echo "skipped swift: minutes of building, tried with --with-swift"
fi

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
