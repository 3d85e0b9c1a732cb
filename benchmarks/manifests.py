"""Invents apps and writes them down in each of the three forms."""

from __future__ import annotations

from collections.abc import Callable

import vocabulary as words
from dice import Dice

Manifest = dict


def sentence(dice: Dice) -> str:
    return (
        f"{dice.pick(words.SUBJECTS)} {dice.pick(words.VERBS)} {dice.pick(words.PLACES)}"
        f"{dice.pick(words.ENDINGS)}."
    )


def paragraph(dice: Dice, sentences: int) -> str:
    return " ".join(sentence(dice) for _ in range(sentences))


def uuid(dice: Dice) -> str:
    return "-".join((dice.digits(8), dice.digits(4), "4" + dice.digits(3),
                     dice.pick("89ab") + dice.digits(3), dice.digits(12)))


def invent(dice: Dice, number: int, size: float = 1.0) -> Manifest:
    """A sound app; `size` makes it longer or shorter."""
    vendor = dice.pick(words.VENDOR_FIRST) + dice.pick(words.VENDOR_LAST)
    host = f"{vendor}.{dice.pick(words.DOMAINS)}"
    app = {
        "name": f"{dice.pick(words.APP_FIRST)} {dice.pick(words.APP_LAST)} {number}",
        "version": f"{dice.between(1, 6)}.{dice.between(0, 20)}.{dice.between(0, 9)}",
        "publisher": vendor.capitalize(),
        "host": host,
        "support": f"support@{host}" if dice.chance(0.6) else f"https://help.{host}/contact",
        "release_notes": paragraph(dice, dice.between(1, 3)),
        "instruction": _instruction(dice, host, size),
    }
    kind = dice.random()
    if kind < 0.85:
        app["permissions"] = _permissions(dice, size)
    if kind > 0.4:
        app["sidepanel"] = _component(dice, app, "sidepanel", size)
    if kind < 0.2 or kind > 0.7:
        app["fullscreen"] = _component(dice, app, "fullscreen", size)
    return app


def _instruction(dice: Dice, host: str, size: float) -> dict:
    paragraphs = [paragraph(dice, dice.between(1, 3)) for _ in range(max(1, round(2 * size)))]
    instruction = {"notes": "\n".join(paragraphs)}
    if dice.chance(0.02):
        instruction["notes"] += "\nReady in minutes \U0001f680"
    if dice.chance(0.8):
        page = dice.pick(("setup", "start", "docs/first-steps"))
        instruction["page"] = {"url": f"https://help.{host}/{page}", "label": "Set-up guide"}
    return instruction


def _permissions(dice: Dice, size: float) -> dict:
    permissions: dict = {}
    for scope, low, high in (("company", 1, 3), ("project", 2, 6)):
        tools = [tool for tool in words.TOOLS if tool.scope == scope]
        count = max(1, round(dice.between(low, high) * size))
        for tool in dice.sample(tools, count):
            writes = bool(tool.writes) and tool.name not in words.FINANCIAL and dice.chance(0.4)
            calls = dice.sample(tool.reads, dice.between(1, 2))
            if writes:
                calls += dice.sample(tool.writes, dice.between(1, 2))
            permissions.setdefault(scope, {})[tool.name] = {
                "level": "standard" if writes else "readonly",
                "reason": f"{'Files' if writes else 'Reads'} {tool.purpose}",
                "uses": calls,
            }
    return permissions


def _component(dice: Dice, app: Manifest, name: str, size: float) -> dict:
    fields = dice.sample(words.FIELDS, max(1, round(dice.between(1, 3) * size)))
    properties = {}
    for key, label, description in fields:
        properties[key] = {"name": label, "type": "string", "description": description}
        if dice.chance(0.15):
            properties[key]["support_link"] = {
                "url": f"https://help.{app['host']}/fields/{key.lower()}",
                "label": "Where to find it",
            }
    schema: dict = {"type": "object"}
    if dice.chance(0.8):
        schema["required"] = [key for key in properties if dice.chance(0.6)] or [fields[0][0]]
    schema["properties"] = properties
    query = "&project={{procore.project.id}}"
    query += "".join(f"&{key}={{{{{key}}}}}" for key in properties)
    component = {
        "uuid": uuid(dice),
        "source_url": f"https://app.{app['host']}/{name}"
                      f"?company={{{{procore.company.id}}}}{query}",
        "description": sentence(dice),
        "user_configuration": {"schema": schema},
    }
    if name == "sidepanel":
        granted = list(app.get("permissions", {}).get("project", {}))
        tools = [tool for tool in granted if tool in words.VIEWS] or list(words.VIEWS)
        views = [view for tool in tools for view in words.VIEWS[tool]]
        component["views"] = dice.sample(views, dice.between(1, 5))
    return component


def source(app: Manifest, dice: Dice) -> Manifest:
    """The authored form: `app` first, grants with reasons and calls where someone wrote them."""
    head = {key: app[key] for key in ("name", "version")}
    if "permissions" in app:
        if dice.chance(0.7):
            head["authentication"] = ["service_account", "user_level"]
    elif dice.chance(0.8):
        head["authentication"] = ["user_level"]
    head |= {key: app[key] for key in ("publisher", "support", "release_notes")}
    manifest = {"schema_version": app.get("schema_version", "4.1"), "app": head}
    if "instruction" in app:
        manifest["post_installation_instruction"] = app["instruction"]
    for component in ("fullscreen", "sidepanel"):
        if component in app:
            manifest[component] = app[component]
    for scope, grants in app.get("permissions", {}).items():
        for tool, grant in grants.items():
            kept = dict(grant)
            if "uses" in kept and dice.chance(0.55):
                del kept["uses"]
                if tool != "incidents" and grant["level"] == "readonly" and dice.chance(0.4):
                    kept = grant["level"]
            manifest.setdefault("permissions", {}).setdefault(scope, {})[tool] = kept
    schemas = [manifest[component]["user_configuration"]["schema"]
               for component in ("fullscreen", "sidepanel") if component in manifest]
    fields = [field for schema in schemas for field in schema["properties"].values()]
    if fields and dice.chance(0.1):
        manifest["x-help"] = {"url": f"https://help.{app['host']}/fields", "label": "All fields"}
        for field in fields:
            field["support_link"] = manifest["x-help"]
    if dice.chance(0.06) and "permissions" in manifest:
        manifest["x-reading"] = {"level": "readonly"}
    elif dice.chance(0.03) and "permissions" in manifest:
        manifest["permissions"].setdefault("project", {})["budgeting"] = {
            "level": "standard", "reason": "Books approved changes, which a person confirms first"}
        manifest["ignored"] = {
            ("project", "budgeting"): ("financial-write", "each booking is confirmed by a person")}
    return manifest


def portal(app: Manifest, dice: Dice) -> Manifest:
    """The form that the developer portal keeps, with what it writes itself."""
    manifest: Manifest = {"schema_version": app.get("schema_version", "4.1")}
    if dice.chance(0.8):
        manifest["app_manifest"] = {"uid": dice.digits(64), "name": app["name"]}
    if "instruction" in app:
        manifest["post_installation_instruction"] = app["instruction"]
    for component in ("fullscreen", "sidepanel"):
        if component in app:
            manifest[component] = app[component]
    if "permissions" in app:
        manifest["permissions"] = _levels(app["permissions"])
    return manifest


def legacy(app: Manifest, dice: Dice) -> Manifest:
    """The 3.x form: components as lists of instances."""
    manifest: Manifest = {"schema_version": dice.pick(("3", "3.2", 3))}
    manifest["app_manifest"] = {"id": str(dice.between(10**9, 10**10))}
    if "instruction" in app:
        manifest["post_installation_instruction"] = app["instruction"]
    grant_type = "client_credentials" if "permissions" in app else "authorization_code"
    account = {"grant_type": grant_type, "uid": dice.digits(64), "uuid": uuid(dice)}
    if "permissions" in app:
        account["permissions"] = _levels(app["permissions"])
    frames = []
    for kind in ("fullscreen", "sidepanel"):
        if kind not in app:
            continue
        component = app[kind]
        frame = {"name": app["name"], "type": kind, "uuid": component["uuid"]}
        if "views" in component:
            frame["views"] = component["views"]
        frame |= {"required": dice.chance(0.5), "iframe_src": component["source_url"],
                  "description": component["description"],
                  "configuration": component["user_configuration"]}
        frames.append(frame)
    manifest["components"] = {"oauth": {"instances": [account]}}
    if frames:
        manifest["components"]["iframe"] = {"instances": frames}
    return manifest


def _levels(permissions: dict) -> dict:
    return {scope: {tool: grant["level"] for tool, grant in grants.items()}
            for scope, grants in permissions.items()}


# What people get wrong, one or two to a manifest.

def spoil(app: Manifest, dice: Dice) -> None:
    """Puts in mistakes that linting finds."""
    for flaw in dice.sample(FLAWS, dice.between(1, 2)):
        flaw(app, dice)


def _component_of(app: Manifest) -> dict | None:
    return app.get("sidepanel") or app.get("fullscreen")


def _insecure(app: Manifest, _: Dice) -> None:
    if component := _component_of(app):
        component["source_url"] = component["source_url"].replace("https:", "http:")


def _local(app: Manifest, _: Dice) -> None:
    if component := _component_of(app):
        host = f"app.{app['host']}"
        component["source_url"] = component["source_url"].replace(host, "localhost:8080")


def _undeclared(app: Manifest, _: Dice) -> None:
    if component := _component_of(app):
        component["source_url"] += "&zone={{zoneCode}}"


def _unused(app: Manifest, _: Dice) -> None:
    if component := _component_of(app):
        component["user_configuration"]["schema"]["properties"]["legacyCode"] = {
            "name": "Former code", "type": "string", "description": "The code used before 2022"}


def _views(app: Manifest, dice: Dice) -> None:
    if "sidepanel" in app:
        views = app["sidepanel"]["views"]
        views.append(dice.pick((views[0], "hange_events.edit", "rfi.details",
                                "commitments.purchase_orders.detail")))


def _spelling(app: Manifest, dice: Dice) -> None:
    for grants in app.get("permissions", {}).values():
        for grant in grants.values():
            if grant["level"] == "readonly":
                grant["level"] = dice.pick(("read_only", "Read-only", "read"))
                return


def _grant(scope: str, tool: str, level: str) -> Callable[[Manifest, Dice], None]:
    def add(app: Manifest, _: Dice) -> None:
        grants = app.setdefault("permissions", {}).setdefault(scope, {})
        grants[tool] = {"level": level, "reason": "Needed since the last release"}
    return add


def _unfinished(app: Manifest, _: Dice) -> None:
    if "instruction" in app:
        app["instruction"]["notes"] += "\nTODO: describe the second step."


def _silent(app: Manifest, _: Dice) -> None:
    app.pop("instruction", None)


def _numeric(app: Manifest, _: Dice) -> None:
    app["schema_version"] = 4.1


FLAWS = (
    _insecure, _local, _undeclared, _unused, _views, _spelling, _unfinished, _silent, _numeric,
    _grant("company", "directory", "admin"), _grant("project", "photos", "readonly"),
    _grant("project", "commitments", "standard"), _grant("project", "budget", "readonly"),
    _grant("company", "admin", "standard"), _grant("project", "punch_lists", "readonly"),
    _grant("project", "meetings", "none"),
)
