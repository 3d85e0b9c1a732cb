#!/usr/bin/env python3
"""Fetches a company from a server that answers as the platform does, and imports what was saved.

    Tests/company/fetch.py [--dmsa PATH]

The server has the answers of `examples/fetch-company/answers`, two things a page: one list tells the
total, one links to the next page, the others end with an empty page. It refuses whoever has no
token, is too busy once, and keeps one project's tools from everybody; later it keeps back, or fails
at, the second page of a list, of which nothing is to be saved then, and lets the token run out. What was saved gives the
company that the example's answers give, but for those tools. The token is on no command line and in
no file, and a folder that is there already is left alone.
"""

import json
import os
import re
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import parse_qs, urlsplit

import harness

EXAMPLE = harness.ROOT / "examples" / "fetch-company"
ANSWERS = EXAMPLE / "answers"
COMPANY = "1234"
TOKEN = "ey.stand-in_0123456789"
KEPT = "12739"
"""The project whose tools nobody may see."""


def load(path):
    """All that an answer lists, whatever its form."""
    things = json.loads(path.read_text("utf-8"))
    if isinstance(things, dict) and "data" in things:
        things = things["data"]
    return things


def listed(stem):
    files = [ANSWERS / f"{stem}.json", *sorted(ANSWERS.glob(f"{stem}_[0-9]*.json"))]
    return [thing for file in files if file.exists() for thing in load(file)]


class Platform:
    """What the server answers: by path, a list that has pages or a thing that has none."""

    def __init__(self):
        self.busy = 1
        self.second = None
        """What the second page of the list of users is answered with instead, if anything."""
        self.ended = None
        """Where the token runs out: what a path begins with, if anything."""
        self.seen = []
        company = f"/rest/v1.0/companies/{COMPANY}"
        templates = listed("permission_templates")
        plain = [
            {key: template[key] for key in ("id", "name", "type")} for template in templates
        ]
        installations = listed("app_installations")
        self.lists = {
            "/rest/v1.1/projects": listed("projects"),
            f"/rest/v1.3/companies/{COMPANY}/users": listed("users"),
            f"{company}/users/inactive": listed("users_inactive"),
            f"{company}/permission_templates": plain,
            "/rest/v1.0/app_installations": installations,
            f"{company}/app_configurations": listed("app_configurations"),
        }
        self.things = {"/rest/v1.0/me": {"id": 381002, "login": "sam@ca.example"}}
        self.open = {}
        for template in templates:
            self.things[f"{company}/permission_templates/{template['id']}"] = template
        for file in (ANSWERS / "project_assignments").iterdir():
            path = f"{company}/users/{file.stem}/project_assignments"
            self.lists[path] = load(file)
        for file in (ANSWERS / "project_tools").iterdir():
            self.lists[f"/rest/v1.0/projects/{file.stem}/tools"] = load(file)
        for installation in installations:
            uid = installation["app_uid"]
            self.open[f"/signed/{uid}"] = load(ANSWERS / "app_manifests" / f"{uid}.json")
            self.things[f"/rest/v1.0/app_installations/{installation['id']}"] = installation
        self.permissions = load(ANSWERS / "settings_permissions_381002.json")

    def answer(self, handler):
        """The status, the headers and the body of an answer."""
        url = urlsplit(handler.path)
        query = {key: values[0] for key, values in parse_qs(url.query).items()}
        self.seen.append(url.path)
        if url.path in self.open:
            given = "Authorization" in handler.headers
            return (500 if given else 200), {}, self.open[url.path]
        if handler.headers.get("Authorization") != f"Bearer {TOKEN}":
            return 401, {}, {"errors": "unauthorised"}
        if self.ended and url.path.startswith(self.ended):
            return 401, {}, {"errors": "expired"}
        if handler.headers.get("Procore-Company-Id") != COMPANY:
            return 400, {}, {"errors": "which company?"}
        if self.busy and url.path.endswith("/users"):
            self.busy -= 1
            return 429, {"Retry-After": "0"}, {"errors": "slow down"}
        if url.path == f"/rest/v1.0/projects/{KEPT}/tools":
            return 403, {}, {"errors": "forbidden"}
        if url.path == "/rest/v1.0/settings/permissions":
            return (200, {}, self.permissions) if "company_id" in query else (404, {}, {})
        if url.path in self.things:
            thing = self.things[url.path]
            if url.path.startswith("/rest/v1.0/app_installations/"):
                host = handler.headers["Host"]
                thing = thing | {"manifest_url": f"http://{host}/signed/{thing['app_uid']}?key=1"}
            return 200, {}, thing
        if self.second and url.path.endswith("/users") and query["page"] == "2":
            return self.second, {}, {"errors": "not this one"}
        if url.path in self.lists:
            return self.page(url.path, query)
        return 404, {}, {"errors": "not there"}

    def page(self, path, query):
        things = self.lists[path]
        kind = query.get("filters[type]")
        if kind == "project_tools":
            things = [thing for thing in things if thing["type"] == "project_specific"]
        elif kind:
            things = [thing for thing in things if thing["type"] == kind]
        number = int(query["page"])
        shown = things[2 * number - 2 : 2 * number]
        headers = {}
        if path.endswith("/projects"):
            headers = {"Total": str(len(things)), "Per-Page": "2"}
        elif path.endswith("/users") and 2 * number < len(things):
            headers = {"Link": f'<http://x{path}?page={number + 1}>; rel="next"'}
        elif path.endswith("/users"):
            headers = {"Link": f'<http://x{path}?page=1>; rel="first"'}
        elif path.endswith("/project_assignments"):
            # No pages at all: whatever is asked for, everything comes.
            shown = things
        body = {"data": shown} if path.endswith("/app_configurations") else shown
        return 200, headers, body


def serve(platform):
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            status, headers, body = platform.answer(self)
            data = json.dumps(body).encode()
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def wrapped_curl(folder):
    """A `curl` that notes how it is called, before the real one runs."""
    log = folder / "curl.log"
    curl = folder / "bin" / "curl"
    curl.parent.mkdir()
    real = subprocess.run(["sh", "-c", "command -v curl"], capture_output=True, text=True)
    curl.write_text(
        f'#!/bin/sh\nprintf "%s\\n" "$*" >>"{log}"\nenv >>"{log}"\n'
        f'exec {real.stdout.strip()} "$@"\n'
    )
    curl.chmod(0o755)
    return curl.parent, log


def main():
    given = harness.arguments(__doc__)
    checks = harness.Checks()
    with TemporaryDirectory(prefix="dmsa-fetch-") as name:
        folder = Path(name)
        platform = Platform()
        server = serve(platform)
        commands, log = wrapped_curl(folder)

        address = f"127.0.0.1:{server.server_port}"

        def fetch(target, token=TOKEN, company=COMPANY, url=f"http://{address}"):
            environment = os.environ | {
                "PROCORE_TOKEN": token,
                "PROCORE_URL": url,
                "PATH": f"{commands}:{os.environ['PATH']}",
            }
            for key in list(environment):
                if key.lower().endswith("_proxy"):
                    del environment[key]
            return subprocess.run(
                [EXAMPLE / "fetch-company.sh", company, target],
                env=environment, capture_output=True, text=True, timeout=120, check=False,
            )

        def dmsa(*arguments):
            return subprocess.run(
                [given.dmsa.resolve(), *arguments], cwd=folder, capture_output=True, text=True, check=False
            )

        saved = folder / "saved"
        run = fetch(saved)
        checks.hold(run.returncode == 0, "a company is fetched", run.stderr)
        checks.hold("(403)" in run.stderr, "what isn't allowed is said", run.stderr)
        checks.hold(platform.busy == 0, "a busy server is asked again")
        files = sorted(str(file.relative_to(saved)) for file in saved.rglob("*") if file.is_file())
        wanted = {
            "projects.json", "projects_2.json", "users.json", "users_2.json",
            "users_inactive.json", "permission_templates_levels_11.json",
            "project_assignments/381001.json", "app_installations.json",
            "app_manifests/dc2b6d0e.json", "app_configurations.json", "project_tools/12738.json",
            "project_tools/12738_2.json",
            "settings_permissions_381002.json",
        }
        checks.hold(wanted <= set(files), "every answer is saved", f"{wanted - set(files)}")
        checks.hold(
            not [file for file in files if not re.fullmatch(r"[^.].*\.json", Path(file).name)],
            "nothing else is left", "\n".join(files),
        )
        checks.hold("projects_3.json" not in files, "a total ends the pages")
        checks.hold("users_3.json" not in files, "a last page without a link ends them")
        checks.hold(
            "project_assignments/381001_2.json" not in files, "what has no pages comes once"
        )
        texts = [run.stdout, run.stderr, log.read_text("utf-8")]
        texts += [(saved / file).read_text("utf-8") for file in files]
        checks.hold(
            not any(TOKEN in text for text in texts),
            "the token is on no command line, in no environment of another's and in no file",
        )
        checks.hold(
            all(not (saved / file).stat().st_mode & 0o077 for file in files),
            "nobody else may read the answers",
        )

        exports = []
        for number, answers in enumerate([saved, ANSWERS]):
            store = f"{number}.dmsa"
            run = dmsa("company", "import", "--api", answers, "--company", store)
            checks.hold(run.returncode == 0, f"{answers.name} is imported", run.stderr)
            exports.append(dmsa("company", "export", "--company", store).stdout)
        # The tools that were kept back are what nobody knows.
        tools = re.compile(rf"(id: {KEPT}, name: [^,]*, active: true), tools: \[[^]]*\]")
        expected = tools.sub(r"\1", exports[1])
        expected = expected.replace(
            "  - project/12800\n", f"  - project/{KEPT}\n  - project/12800\n"
        )
        checks.hold(
            exports[0] == expected and expected != exports[1],
            "the company is that of the answers", f"{exports[0]}\n---\n{expected}",
        )

        platform.second = 403
        run = fetch(folder / "partial")
        checks.hold(
            run.returncode == 0 and "the whole list is left out" in run.stderr,
            "a list that lacks a page is told", run.stderr,
        )
        files = [file.name for file in (folder / "partial").iterdir()]
        checks.hold(
            not {"users.json", "users_2.json", ".pages"} & set(files) and "projects_2.json" in files,
            "and nothing of it is saved", "\n".join(files),
        )
        run = dmsa("company", "import", "--api", "partial", "--company", "partial.dmsa")
        checks.hold(
            run.returncode == 0 and "who is in the directory" in run.stdout,
            "so it is unknown", run.stdout + run.stderr,
        )
        platform.second = 410
        run = fetch(folder / "stopped")
        files = [file.name for file in (folder / "stopped").iterdir()]
        checks.hold(
            run.returncode == 1 and not {"users.json", "users_2.json", ".pages"} & set(files),
            "nor where the server fails there", "\n".join([run.stderr, *files]),
        )
        checks.hold(
            "incomplete.txt" in files and "is incomplete" in run.stderr,
            "which the folder says, and the run", "\n".join([run.stderr, *files]),
        )
        platform.second = None
        platform.ended = f"/rest/v1.0/companies/{COMPANY}/permission_templates/"
        run = fetch(folder / "ended")
        files = [file.name for file in (folder / "ended").iterdir()]
        checks.hold(
            run.returncode == 1 and "incomplete.txt" in files and ".templates" not in files,
            "a token that runs out leaves a folder that says so", "\n".join([run.stderr, *files]),
        )
        platform.ended = None

        seen = len(platform.seen)
        checks.hold(fetch(saved).returncode == 1, "a folder that is there is refused")
        checks.hold(fetch(folder / "a", company="12a").returncode == 1, "so is a company's name")
        checks.hold(fetch(folder / "b", token="").returncode == 1, "so is no token")
        checks.hold(
            fetch(folder / "c", token='a"\nurl = "http://elsewhere').returncode == 1,
            "so is a token that would say more to curl",
        )
        for url in (f"http://127.0.0.1:1@{address}", f"http://localhost/@{address}"):
            run = fetch(folder / "e", url=url)
            checks.hold(
                run.returncode == 1 and "PROCORE_URL" in run.stderr, f"so is {url}", run.stderr
            )
        checks.hold(len(platform.seen) == seen, "and nothing is asked then")
        run = fetch(folder / "d", token="another")
        checks.hold(
            run.returncode == 1 and "not accepted" in run.stderr, "a wrong token is told", run.stderr
        )
        server.shutdown()
    return checks.finish()


if __name__ == "__main__":
    sys.exit(main())
