#!/bin/sh
# Saves what the platform's REST API answers about a company, for `dmsa company import --api`.
#
#   PROCORE_TOKEN=... ./fetch-company.sh COMPANY FOLDER
#
# COMPANY is the company's number, FOLDER a new folder for the answers. PROCORE_TOKEN is an access
# token; it is handed to curl on its standard input, never on a command line, and never written.
# PROCORE_URL is where the API is, https://api.procore.com unless it is set. Everything is read,
# nothing is changed. Wants curl and Python 3.
set -eu
umask 077

say() { printf 'fetch-company: %s\n' "$*" >&2; }
die() { say "$*"; exit 1; }

[ $# -eq 2 ] || { say 'usage: PROCORE_TOKEN=... fetch-company.sh COMPANY FOLDER'; exit 2; }
company=$1
folder=$2
token=${PROCORE_TOKEN:-}
unset PROCORE_TOKEN
url=${PROCORE_URL:-https://api.procore.com}
url=${url%/}/rest

case $company in '' | *[!0-9]*) die "\`$company\` is no company's number" ;; esac
[ -n "$token" ] || die 'PROCORE_TOKEN is not set; it holds the access token'
# What a token never has would be read by curl as something else.
case $token in *[!A-Za-z0-9._~+/=-]*) die 'PROCORE_TOKEN holds what no access token does' ;; esac
# Who is named before an `@` is no host: what stands behind it gets the token.
case $url in
  *[!A-Za-z0-9.:/_~-]*) die 'PROCORE_URL holds what the address of the API does not' ;;
esac
case $url in
  https://* | http://127.0.0.1[:/]* | http://localhost[:/]*) ;;
  *) die 'PROCORE_URL has to start with https://, for a token goes there' ;;
esac
mkdir "$folder" || die "the answers need a folder of their own"
partial=$folder/incomplete.txt
echo 'Not all was saved: fetch-company.sh is at work, or was stopped.' >"$partial"
mkdir "$folder/project_assignments" "$folder/project_tools" "$folder/app_manifests"

answer=$folder/.answer
headers=$folder/.headers
pages=$folder/.pages
templates=$folder/.templates
finish() {
  rm -rf "$answer" "$headers" "$pages" "$templates"
  [ ! -e "$partial" ] || say "stopped before all was saved: $folder is incomplete"
}
trap finish EXIT
trap 'exit 1' HUP INT TERM

# get URL: the answer to $answer, its headers to $headers; false where the token may not read it.
get() {
  status=$(printf 'header = "Authorization: Bearer %s"\n' "$token" |
    curl --config - --header "Procore-Company-Id: $company" --header 'Accept: application/json' \
      --globoff --silent --show-error --retry 5 --connect-timeout 30 --max-time 300 \
      --dump-header "$headers" --output "$answer" --write-out '%{http_code}' "$1") ||
    die "no answer to $1"
  case $status in
    200) ;;
    401) die 'the token is not accepted, or has expired' ;;
    403 | 404) say "not allowed, or not there ($status): ${1#"$url"}"; return 1 ;;
    *) die "status $status for $1" ;;
  esac
}

# members FILE KEY: a member of each thing in an answer, one a line; `-` counts the things.
# What becomes part of a URL or of a file's name is a number or made of plain characters.
members() {
  python3 -c '
import json, re, sys
with open(sys.argv[1], encoding="utf-8") as file:
    answer = json.load(file)
if isinstance(answer, dict) and "data" in answer and "id" not in answer:
    answer = answer["data"]
things = answer if isinstance(answer, list) else [answer]
if sys.argv[2] == "-":
    print(len(things))
else:
    for thing in things:
        value = thing.get(sys.argv[2]) if isinstance(thing, dict) else None
        if re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*|https?://[^\s\"\\]+", str(value or "")):
            print(value)
' "$@"
}

# header NAME: the value of a header of the last answer, by its name in lower case.
header() {
  tr -d '\r' <"$headers" | awk -v name="$1:" '
    tolower($1) == name { value = $0; sub(/^[^:]*: */, "", value) }
    END { print value }'
}

# fetch STEM PATH: all pages of a list, to STEM.json, STEM_2.json and so on. The last page is known
# by the total or the link to a next one where the answer has such a header, else by being empty.
# A list of which a page is missing is left out, for it would pass for the whole of it.
fetch() {
  rm -rf "$pages"
  mkdir "$pages"
  page=1
  got=0
  separator='?'
  case $2 in *'?'*) separator='&' ;; esac
  while :; do
    if ! get "$url$2${separator}page=$page&per_page=100"; then
      [ "$page" -eq 1 ] || say "the whole list is left out: $2"
      return 0
    fi
    count=$(members "$answer" -) || die "no JSON came from $2"
    if [ "$page" -gt 1 ]; then
      [ "$count" -gt 0 ] || break
      # Some lists have no pages and come whole each time.
      ! cmp -s "$answer" "$pages/$((page - 1))" || break
    fi
    got=$((got + count))
    mv "$answer" "$pages/$page"
    page=$((page + 1))
    [ "$count" -gt 0 ] || break
    total=$(header total)
    link=$(header link)
    case $total in
      '' | *[!0-9]*) case $link in '' | *'rel="next"'*) ;; *) break ;; esac ;;
      *) [ "$got" -lt "$total" ] || break ;;
    esac
  done
  for file in "$pages"/*; do
    page=${file##*/}
    if [ "$page" -eq 1 ]; then mv "$file" "$folder/$1.json"; else mv "$file" "$folder/$1_$page.json"; fi
  done
}

# one STEM PATH: an answer that has no pages.
one() {
  if get "$url$2"; then mv "$answer" "$folder/$1.json"; fi
}

# each STEM KEY: a member of each thing in all pages of a list.
each() {
  for file in "$folder/$1".json "$folder/$1"_[0-9]*.json; do
    [ ! -e "$file" ] || members "$file" "$2"
  done | sort -u
}

say 'projects'
fetch projects "/v1.1/projects?company_id=$company&filters[by_status]=All"
each projects id | while read -r project; do
  fetch "project_tools/$project" "/v1.0/projects/$project/tools"
done

say 'permission templates'
for type in company_tools project_tools global; do
  fetch "permission_templates_$type" \
    "/v1.0/companies/$company/permission_templates?filters[type]=$type"
  each "permission_templates_$type" id
done >"$templates"
sort -u "$templates" | while read -r template; do
  one "permission_templates_levels_$template" \
    "/v1.0/companies/$company/permission_templates/$template"
done
rm "$templates"

say 'users and their projects'
fetch users "/v1.3/companies/$company/users"
fetch users_inactive "/v1.0/companies/$company/users/inactive"
{ each users id; each users_inactive id; } | sort -u | while read -r user; do
  fetch "project_assignments/$user" \
    "/v1.0/companies/$company/users/$user/project_assignments"
done

say 'apps, their manifests and configurations'
fetch app_installations "/v1.0/app_installations?company_id=$company"
each app_installations id | while read -r installation; do
  one "app_installations_whole_$installation" \
    "/v1.0/app_installations/$installation?company_id=$company"
  whole=$folder/app_installations_whole_$installation.json
  [ -e "$whole" ] || continue
  app=$(members "$whole" app_uid)
  manifest=$(members "$whole" manifest_url)
  # A signed link to another host, to which the token doesn't go.
  if [ -n "$app" ] && [ -n "$manifest" ]; then
    printf 'url = "%s"\n' "$manifest" |
      curl --config - --globoff --silent --show-error --fail --retry 5 --max-time 300 \
        --output "$folder/app_manifests/$app.json" || say "no manifest of the app $app"
  fi
done
fetch app_configurations "/v1.0/companies/$company/app_configurations"

say 'what the token itself may do'
if get "$url/v1.0/me?company_id=$company"; then
  me=$(members "$answer" id)
  if [ -n "$me" ]; then
    one "settings_permissions_$me" "/v1.0/settings/permissions?company_id=$company"
    each projects id | while read -r project; do
      one "settings_permissions_${me}_$project" "/v1.0/settings/permissions?project_id=$project"
    done
  fi
fi

rm "$partial"
say "saved in $folder"
