#!/usr/bin/env python3
"""Writes the JSON Schemas of what people write, and of what is planned for a company.

    python3 schemas/generate.py            write them anew
    python3 schemas/generate.py --check    write nothing; exit 1 where one is out of date

Tools, levels, risks and views come from Sources/Catalog/Data, rules from Sources/Linting/Rules, all
else from the scripts here. The same sources give the same bytes. Takes nothing but the standard
library.
"""

import argparse
import json
import sys

# No folder of bytecode among the schemas.
sys.dont_write_bytecode = True

import company
from pieces import (
    CALL,
    E_MAIL,
    HTTPS,
    LEVELS,
    NAME,
    ROOT,
    SCHEMAS,
    SEVERITIES,
    UUID,
    VERSION,
    VIEW,
    Rule,
    document,
    levels_of,
    listing,
    mapping,
    parts,
    reference,
    reference_only,
    sentence,
    summary_of,
    table,
    told,
    words,
)


# Manifests --------------------------------------------------------------------------------------


class ManifestSchema:
    """The schema of one form; source says more than portal and takes known keys alone."""

    def __init__(self, is_source):
        self.is_source = is_source
        self.risks = table("risk")
        self.tools = table("tools")
        self.views = table("views")

    def mapping(self, properties, required=()):
        return mapping(properties, required, closed=self.is_source)

    # In YAML a text need not be quoted: `name: 2024` is one.
    def text(self, **others):
        types = ["string", "number"] if self.is_source else "string"
        return {"type": types, "minLength": 1} | others

    def schema(self):
        title, text = {
            True: (
                "App manifest, source form",
                "The manifest of a Procore app as its authors keep it: the portal's version 4.1, "
                "with `app`, reasons and uses besides. `dmsa lint` checks what no schema can.",
            ),
            False: (
                "App manifest, portal form 4.1",
                "The manifest of a Procore app as the Developer Portal took it, version 4.1.",
            ),
        }[self.is_source]
        properties = {
            "schema_version": told(
                words(["4.1"]) | {"default": "4.1"},
                "Version of the form",
                "The text `\"4.1\"`, in quotes: without them it is a number.",
            ),
            "app_manifest": told(
                self.mapping(
                    {
                        "uid": told(self.text(), "Identity", "The app's, as the portal gave it."),
                        "name": told(self.text(), "Name", "The app's, as the portal knows it."),
                    }
                ),
                "What the portal wrote",
                "Written by the portal; it overrides whatever is given.",
            ),
            "post_installation_instruction": told(
                self.setup(),
                "What to do after the install",
                "Shown to the admin who installed the app, and later in App Management.",
            ),
            "fullscreen": told(
                self.component(),
                "Embedded, full width",
                "A page of the app's own over the whole content area.",
            ),
            "sidepanel": told(
                self.component(
                    views=told(
                        listing(reference("view"), minItems=1, uniqueItems=True),
                        "Views",
                        "The views beside which the panel can be opened.",
                    )
                ),
                "Embedded, side panel",
                "A page of the app's own, 400 pixels wide, beside a view of a tool.",
            ),
            "permissions": told(
                self.permissions(),
                "Grants",
                "What the app's service account may do. Each tool that isn't named is `none`; "
                "admins see this list before they install or update the app.",
            ),
        }
        required = ["schema_version"]
        if self.is_source:
            properties["app"] = told(self.app(), "The app", "What the app is; not compiled.")
            required.append("app")
        schema = self.mapping(properties, required)
        if self.is_source:
            schema["patternProperties"] = {
                "^x-": told({}, "The author's own", "A place for anchors; not compiled.")
            }
        schema["examples"] = [self.example()]
        name = "source" if self.is_source else "portal"
        return document(name, title, text, schema, self.definitions())

    def definitions(self):
        definitions = {
            "configuration": self.configuration(),
            "link": self.link(),
            "url": {
                "type": "string",
                "format": "uri",
                "pattern": HTTPS,
                "patternErrorMessage": "Write an https URL.",
            },
            "view": self.view(),
        }
        if self.is_source:
            for tool in self.tools:
                levels = levels_of(tool)
                definitions[self.long_name(levels)] = self.long_grant(levels)
        return definitions

    def app(self):
        return mapping(
            {
                "name": told(
                    self.text(maxLength=80, pattern=NAME, examples=["Crew Sync"]),
                    "Name",
                    "1 to 80 characters; the name of the app's user in a company is made from it.",
                ),
                "version": told(
                    {
                        "type": "string",
                        "pattern": VERSION,
                        "patternErrorMessage": "Write three whole numbers, such as 1.4.0.",
                        "examples": ["1.0.0"],
                    },
                    "Version",
                    "Three whole numbers, `X.Y.Z`. Each version is higher than the last; the first "
                    "number is for changes that break something.",
                ),
                "authentication": told(
                    listing(words(["service_account", "user_level"])),
                    "Ways to sign in",
                    "`service_account`: the app acts by itself, with the grants below. "
                    "`user_level`: it acts as the person who signed in, and may do what they may. "
                    "Left out, both where there are `permissions`, else neither.",
                ),
                "publisher": told(self.text(), "Publisher", "Who answers for the app."),
                "support": told(
                    {
                        "anyOf": [
                            {"type": "string", "format": "email", "pattern": E_MAIL},
                            reference("url"),
                        ],
                        "examples": ["support@crewsync.io", "https://crewsync.io/support"],
                    },
                    "Support",
                    "An e-mail address or an https URL.",
                ),
                "release_notes": told(
                    self.text(),
                    "Release notes",
                    "For the admins who decide on the update: what is new, what new access is for.",
                ),
            },
            required=["name", "version"],
        )

    def setup(self):
        return self.mapping(
            {
                "notes": told(self.text(), "Notes", "The steps to take, as text."),
                "page": told(reference_only("link"), "Page", "A page with more on it."),
            }
        )

    def link(self, closed=None):
        return mapping(
            {
                "url": told(reference_only("url"), "URL", "Where the link leads; https."),
                "label": told(self.text(), "Label", "The text of the link."),
            },
            required=["url"],
            closed=self.is_source if closed is None else closed,
        )

    def component(self, **others):
        required = ["source_url", *others]
        return self.mapping(
            {
                "uuid": told(
                    {"type": "string", "pattern": UUID},
                    "Identity",
                    "The component's; written by the portal, so leave it out.",
                ),
                "source_url": told(
                    {
                        "type": "string",
                        "pattern": HTTPS,
                        "patternErrorMessage": "Write an https URL.",
                        "examples": [
                            "https://app.crewsync.io/board?on={{procore.project.id}}&team={{team}}"
                        ],
                    },
                    "Page",
                    "The https URL of the page that is shown. `{{name}}` in its subdomain, path or "
                    "query is replaced: `procore.company.id`, `procore.company.name`, "
                    "`procore.project.id`, `procore.project.name`, or a field of "
                    "`user_configuration`.",
                ),
                "description": told(self.text(), "Description", "What an admin reads of it."),
                "user_configuration": told(
                    reference_only("configuration"),
                    "Fields to fill in",
                    "What an admin enters before the component is shown.",
                ),
                **others,
            },
            required=required,
        )

    # Inside a field's schema keys that aren't known are let through, in both forms.
    def configuration(self):
        field = mapping(
            {
                "name": told(self.text(), "Label", "What the field is called in the form."),
                "type": told(
                    (words(["string"]) if self.is_source else self.text()) | {"default": "string"},
                    "Type",
                    "`string`; no other type was ever documented.",
                ),
                "description": told(self.text(), "Description", "What to enter."),
                "support_link": told(
                    self.link(closed=False), "Help", "A page that helps further."
                ),
            },
            closed=False,
        )
        schema = mapping(
            {
                "type": told(words(["object"]) | {"default": "object"}, "Type", "Always `object`."),
                "required": told(
                    listing(self.text()), "Required", "The fields that may not be left empty."
                ),
                "properties": told(
                    {
                        "type": "object",
                        "additionalProperties": told(
                            field,
                            "Field",
                            "Its key is what `{{…}}` in `source_url` names.",
                        ),
                    },
                    "Fields",
                    "Each by its key.",
                ),
            },
            closed=False,
        )
        return self.mapping({"schema": told(schema, "Form", "A small part of JSON Schema.")})

    def view(self):
        known, former = [], []
        for row in self.views:
            if row["status"] in ("current", "unmerged"):
                known.append(row["view_key"])
                continue
            instead = f"; write {row['replaced_by']}" if row["replaced_by"] else ""
            fault = "a misspelling" if row["status"] == "typo" else "no longer listed"
            former.append(
                {"const": row["view_key"], "deprecationMessage": sentence(fault + instead)}
            )
        former.sort(key=lambda view: view["const"])
        return {
            "anyOf": [
                words(sorted(known)),
                *former,
                {
                    "type": "string",
                    "pattern": VIEW,
                    "not": {"enum": [view["const"] for view in former]},
                },
            ],
            "examples": ["rfi.detail"],
        }

    # Grants

    def permissions(self):
        return self.mapping(
            {
                "company": told(
                    self.scope("company"), "Company tools", "Grants on tools of the company."
                ),
                "project": told(
                    self.scope("project"),
                    "Project tools",
                    "Grants on tools of projects; they hold in the projects that an admin permits.",
                ),
            }
        )

    def scope(self, scope):
        properties = {}
        for tool in self.tools:
            if tool["scope"] != scope:
                continue
            grant = self.grant(levels_of(tool))
            properties[tool["key"]] = told(grant, tool["name"], summary_of(tool, self.risks))
            for key in parts(tool["retired_keys"]):
                retired = told(grant, tool["name"], f"What `{tool['key']}` was called once.")
                properties[key] = retired | {
                    "deprecated": True,
                    "deprecationMessage": f"Retired; write {tool['key']}.",
                    "doNotSuggest": True,
                }
        return {
            "type": "object",
            "properties": properties,
            "additionalProperties": told(
                self.grant(LEVELS),
                "Another tool",
                "Not in the catalog, which need not be wrong: no list of all tools was ever "
                "published. `tools` in `.dmsa.yaml` adds it.",
            ),
        }

    def grant(self, levels):
        if not self.is_source:
            return words(levels)
        return {"anyOf": [words(levels), reference(self.long_name(levels))]}

    @staticmethod
    def long_name(levels):
        return "grant-" + ("any" if levels == LEVELS else "-".join(levels))

    def long_grant(self, levels):
        return mapping(
            {
                "level": told(words(levels), "Level", "How much of the tool the app needs."),
                "reason": told(
                    self.text(examples=["Matches crew leads to users by their e-mail addresses"]),
                    "Reason",
                    "Why the app needs it, for whoever reviews the grant.",
                ),
                "uses": told(
                    listing(
                        self.text(
                            pattern=CALL,
                            patternErrorMessage="Write a method and a path, such as GET /rest/….",
                            examples=["GET /rest/v1.0/companies/{company_id}/users"],
                        )
                    ),
                    "Uses",
                    "The calls that the grant serves; the level is held against what they need.",
                ),
            },
            required=["level"],
        )

    def example(self):
        if self.is_source:
            return {
                "schema_version": "4.1",
                "app": {"name": "Crew Sync", "version": "1.0.0"},
                "post_installation_instruction": {"notes": "Permit the projects to keep in step."},
                "permissions": {
                    "company": {
                        "directory": {
                            "level": "readonly",
                            "reason": "Matches crew leads by their e-mail addresses",
                            "uses": ["GET /rest/v1.0/companies/{company_id}/users"],
                        }
                    },
                    "project": {"daily_log": "standard"},
                },
            }
        return {
            "schema_version": "4.1",
            "post_installation_instruction": {"notes": "Permit the projects to keep in step."},
            "permissions": {"project": {"daily_log": "standard"}},
        }


# The config -------------------------------------------------------------------------------------


def config():
    rules = Rule.all()
    settings = {}
    for rule in rules:
        persona = "" if rule.persona == "regular" else f", from persona {rule.persona} on"
        fixed = "" if rule.can_be_off else " Can't be turned off."
        settings[rule.id] = told(
            words((["off"] if rule.can_be_off else []) + SEVERITIES),
            rule.id,
            f"{sentence(rule.summary)} Category {rule.category}, severity {rule.severity}{persona}."
            f"{fixed}",
        )
    texts = listing({"type": "string", "minLength": 1})
    tool = mapping(
        {
            "scope": told(words(["company", "project"]), "Scope", "Where the tool stands."),
            "key": told(
                {"type": "string", "minLength": 1}, "Key", "As `permissions` of a manifest name it."
            ),
            "name": told({"type": "string", "minLength": 1}, "Name", "As people see it."),
            "levels": told(
                listing(words(LEVELS)),
                "Levels",
                "Those that can be granted; all four where this is left out, `none` always.",
            ),
        },
        required=["scope", "key"],
    )
    schema = mapping(
        {
            "include": told(
                texts | {"examples": [["apps/**/manifest.yaml"]]},
                "Files besides",
                "Patterns, as in .gitignore, of files to lint whatever they are called.",
            ),
            "exclude": told(
                texts | {"examples": [["vendor/", "**/drafts/**"]]},
                "Files left out",
                "Patterns, as in .gitignore, of what is never linted, named by hand or not.",
            ),
            "fail-on": told(
                words(["error", "warning", "note", "never"]) | {"default": "warning"},
                "Fail on",
                "From which severity on `dmsa lint` exits 1; `--fail-on` overrides it.",
            ),
            "rules": told(
                reference_only("rules"),
                "Rules",
                "What is made of a rule's findings. A rule named here runs in every persona.",
            ),
            "forbid-ignores": told(
                listing(words(settings)),
                "Not to be ignored",
                "Rules that no comment in a manifest may silence.",
            ),
            "per-file": told(
                {
                    "type": "object",
                    "additionalProperties": mapping(
                        {"rules": told(reference_only("rules"), "Rules", "As above.")}
                    ),
                    "examples": [{"legacy/*": {"rules": {"undocumented-grant": "off"}}}],
                },
                "By file",
                "Settings for the files that a pattern matches, or that it doesn't where it begins with"
                " `!`; the last one counts.",
            ),
            "trusted-hosts": told(
                texts | {"examples": [["crewsync.io"]]},
                "Trusted hosts",
                "The hosts that URLs of a manifest may name; unset, any.",
            ),
            "tools": told(
                listing(tool),
                "Tools besides",
                "Tools that the catalog lacks; `dmsa tools import` writes this part.",
            ),
            "views": told(
                texts | {"examples": [["rfi.list"]]},
                "Views besides",
                "Views that the catalog lacks.",
            ),
            "update-policy": told(
                words(["reset", "keep"]) | {"default": "reset"},
                "Update policy",
                "Whether an app's permitted projects are reset when a new version is installed.",
            ),
        }
    )
    definitions = {"rules": mapping(settings)}
    text = "What `.dmsa.yaml` says: which files and rules, how strictly, what the catalog lacks."
    return document("config", "Config of dmsa", text, schema, definitions)


# ------------------------------------------------------------------------------------------------


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing, say what is old")
    check = parser.parse_args().check
    schemas = {
        "source": ManifestSchema(is_source=True).schema(),
        "portal": ManifestSchema(is_source=False).schema(),
        "config": config(),
        "snapshot": company.snapshot(),
        "portfolio": company.portfolio(),
        "plan": company.plan(),
        "access": company.access(),
    }
    stale = 0
    for name, schema in schemas.items():
        path = SCHEMAS / f"{name}.schema.json"
        text = json.dumps(schema, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
        data = text.encode("utf-8")
        if path.exists() and path.read_bytes() == data:
            continue
        stale += 1
        if not check:
            path.write_bytes(data)
        print(f"{path.relative_to(ROOT)}: {'out of date' if check else 'written'}")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
