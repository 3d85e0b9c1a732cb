"""The schemas of a company: snapshots and portfolios, plans and answers about access."""

from pieces import (
    LEVELS,
    VERSION,
    Rule,
    document,
    levels_of,
    listing,
    mapping,
    parts,
    reference,
    reference_only,
    report,
    sentence,
    summary_of,
    table,
    told,
    words,
)

SCOPES = ["company", "project"]
STATES = ["installed", "uninstalled"]
COMPONENTS = ["fullscreen", "sidepanel"]
RELATIONS = ["equal", "narrower", "wider", "incomparable"]
DIGEST = r"^sha256:[0-9a-f]{64}$"
HASH = r"^[0-9a-f]{64}$"
DAY = r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"
MOMENT = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$"

TEXT = {"type": "string", "minLength": 1}
ID = {"type": "integer", "minimum": 1}
COUNT = {"type": "integer", "minimum": 0}
FLAG = {"type": "boolean"}
# What the scope beside it says more of.
ANY_LEVELS = {"type": "object", "additionalProperties": True}


def without(*keys):
    """None of these keys may be there."""
    if len(keys) == 1:
        return {"not": {"required": list(keys)}}
    return {"not": {"anyOf": [{"required": [key]} for key in keys]}}


def tool_levels(scope, only_own):
    """Levels by tool; a tool's own alone, or all."""
    risks = table("risk")
    properties = {}
    for tool in table("tools"):
        if tool["scope"] != scope:
            continue
        level = words(levels_of(tool) if only_own else LEVELS)
        properties[tool["key"]] = told(level, tool["name"], summary_of(tool, risks))
        for key in parts(tool["retired_keys"]):
            retired = told(level, tool["name"], f"What `{tool['key']}` was called once.")
            properties[key] = retired | {
                "deprecated": True,
                "deprecationMessage": f"Retired; write {tool['key']}.",
                "doNotSuggest": True,
            }
    other = (
        "Not in the catalog; `tools` in `.dmsa.yaml` adds it."
        if only_own
        else "Not in the catalog; it counts as a tool of this company's own, with every level."
    )
    return {
        "type": "object",
        "properties": properties,
        "additionalProperties": told(words(LEVELS), "Another tool", other),
    }


def tool_keys(scope):
    known = sorted(tool["key"] for tool in table("tools") if tool["scope"] == scope)
    return listing({"anyOf": [words(known), TEXT]})


def gaps():
    """What no source said of a company, and what was concluded."""
    addresses = listing(TEXT | {"examples": ["user/101"]})
    return {
        "unknown": told(addresses, "Unknown", "Addresses of what no source said."),
        "assumed": told(addresses, "Assumed", "Addresses of what was concluded, not read."),
    }


def levels_definitions(only_own):
    return {f"{scope}_levels": tool_levels(scope, only_own) for scope in SCOPES}


def levels_by_scope(beside_company):
    """Which tools a template has follows from its scope."""
    return {
        "if": {"properties": {"scope": words(["company"])}, "required": ["scope"]},
        "then": {
            "properties": {"permissions": reference("company_levels")},
            **(without("project") if beside_company else {}),
        },
        "else": {"properties": {"permissions": reference("project_levels")}},
    }


# Things of a company ----------------------------------------------------------------------------


class Things:
    """What a snapshot says of each thing; as files have it, or as plans do.

    A file may leave out what has a default, and nothing may be in it that isn't known. A plan has
    all defaults, and later versions may add to it.
    """

    def __init__(self, of_plan):
        self.of_plan = of_plan

    def thing(self, properties, required=(), defaulted=(), **others):
        """A thing; the keys that are `defaulted` are always there in a plan."""
        required = [*required, *(defaulted if self.of_plan else [])]
        return mapping(properties, required, closed=not self.of_plan) | others

    def reference(self, name):
        return {"$ref": f"#/$defs/{name}"} if self.of_plan else reference_only(name)

    def levels(self, scope):
        if self.of_plan:
            return {"type": "object", "additionalProperties": words(LEVELS)}
        return self.reference(f"{scope}_levels")

    def tools(self, scope):
        return listing(TEXT) if self.of_plan else self.reference(f"{scope}_tools")

    def default(self, schema, value):
        return schema if self.of_plan else schema | {"default": value}

    def one_of_two(self, first, second):
        """Never both; in a plan always one."""
        both = {"not": {"required": [first, second]}}
        if not self.of_plan:
            return both
        return both | {"anyOf": [{"required": [first]}, {"required": [second]}]}

    def company(self, with_settings):
        properties = {
            "id": told(ID, "Id", "The company's, as the platform has it."),
            "name": told(TEXT, "Name", "As people see it."),
            "tools": told(
                self.tools("company"), "Tools", "The company tools that are on; left out, all."
            ),
            "own_tools": told(
                listing(self.reference("own_tool")),
                "Tools of its own",
                "Tools that the catalog lacks and nothing else names.",
            ),
        }
        if with_settings:
            properties["settings"] = told(
                self.settings(), "Settings", "What holds for the whole company."
            )
        else:
            properties |= gaps()
        return self.thing(properties, ["id", "name"])

    def settings(self):
        return self.thing(
            {
                "allow_user_installs": told(
                    self.default(FLAG, False),
                    "Allow user installs",
                    "Whether people may install apps for themselves.",
                )
            },
            defaulted=["allow_user_installs"],
        )

    def own_tool(self):
        return self.thing(
            {
                "scope": told(words(SCOPES), "Scope", "Where it is a tool."),
                "key": told(TEXT, "Key", "What manifests and levels call it."),
            },
            ["scope", "key"],
        )

    def project(self):
        return self.thing(
            {
                "id": told(ID, "Id", "The project's, as the platform has it."),
                "name": told(TEXT, "Name", "As people see it."),
                "active": told(
                    self.default(FLAG, True),
                    "Active",
                    "Nobody can do anything in a project that isn't.",
                ),
                "tools": told(
                    self.tools("project"), "Tools", "The project tools that are on; left out, all."
                ),
            },
            ["id", "name"],
            ["active"],
        )

    def template(self):
        levels = {} if self.of_plan else levels_by_scope(beside_company=True)
        return self.thing(
            {
                "id": told(ID, "Id", "The template's."),
                "name": told(TEXT, "Name", "As people see it."),
                "scope": told(words(SCOPES), "Scope", "Whose tools it has levels for."),
                "project": told(
                    ID, "Project", "The only one that it is for; left out, it is for all."
                ),
                "permissions": told(
                    self.levels("project") if self.of_plan else ANY_LEVELS,
                    "Levels",
                    "Levels by tool; `none` for those left out.",
                ),
                "assignable": told(
                    listing(ID), "Assignable", "The templates that its holders may assign."
                ),
            },
            ["id", "name", "scope"],
            ["permissions", "assignable"],
            **levels,
        )

    def user(self):
        properties = {
            "id": told(ID, "Id", "The directory user's."),
            "name": told(TEXT, "Name", "As people see it."),
            "login": told(TEXT, "Login", "An e-mail address; case makes no difference."),
            "active": told(
                self.default(FLAG, True), "Active", "A user who isn't can do nothing."
            ),
            "company_template": told(
                ID, "Company template", "The template with the levels on company tools."
            ),
            "permissions": told(
                self.levels("company"),
                "Company levels",
                "Levels of the user's own on company tools, in place of a template.",
            ),
            "default_project_template": told(
                ID, "Default project template", "What the user gets in new projects."
            ),
            "add_to_new_projects": told(
                self.default(FLAG, False),
                "Add to new projects",
                "Whether the user becomes a member of each new project.",
            ),
        }
        if not self.of_plan:
            properties["memberships"] = told(
                listing(self.reference("membership")), "Memberships", "One a project."
            )
        return self.thing(
            properties,
            ["id", "name", "login"],
            ["active", "add_to_new_projects"],
            **self.one_of_two("company_template", "permissions"),
        )

    def membership(self):
        return self.thing(
            {
                "project": told(ID, "Project", "Where the user is a member."),
                "template": told(
                    ID, "Template", "The template with the levels on the project's tools."
                ),
                "permissions": told(
                    self.levels("project"),
                    "Levels",
                    "Levels of the user's own there, in place of a template.",
                ),
            },
            ["project"],
            **self.one_of_two("template", "permissions"),
        )

    def service_account(self):
        # A plan says that there is a secret, never which: it is drawn when the plan is applied.
        digest = {"type": "null"} if self.of_plan else nullable({"type": "string", "pattern": DIGEST})
        return self.thing(
            {
                "name": told(TEXT, "Name", "The account's."),
                "user": told(ID, "User", "Its directory user."),
                "client_id": told(TEXT, "Client id", "The public half of its credentials."),
                "secret_digest": told(
                    digest, "Secret's digest", "Of the secret, which is never kept itself."
                ),
                "contact": told(TEXT, "Contact", "Who answers for it."),
            },
            ["name", "user"],
        )

    def recorded(self):
        """The keys that an app and a wish for one have in common."""
        return {
            "version": told(
                TEXT | {"pattern": VERSION}, "Version", "Three whole numbers, `X.Y.Z`."
            ),
            "manifest": told(
                self.reference("manifest"),
                "Manifest",
                "In the portal's form 4.1, as `dmsa compile` writes it.",
            ),
            "authentication": told(
                listing(words(["service_account", "user_level"])),
                "Ways to sign in",
                "`service_account`: as itself; `user_level`: as the person who signed in. Left "
                "out, what follows from the manifest.",
            ),
            "digest": told(TEXT, "Digest", "The manifest's; left out, it is computed."),
        }

    @staticmethod
    def manifest():
        return {
            "type": "object",
            "properties": {
                "schema_version": told(words(["4.1"]), "Version of the form", "Always `4.1`.")
            },
            "required": ["schema_version"],
            "additionalProperties": True,
            **told({}, "Manifest", "As `portal.schema.json` has it."),
        }

    def app(self):
        login = "A login, or `os:` and a name."
        properties = {
            "name": told(TEXT, "Name", "The app's, as the company knows it."),
            "uid": told(TEXT, "Identity", "The app's, as the portal gave it."),
            "state": told(
                self.default(words(STATES), "installed"), "State", "Whether it is installed."
            ),
            "source": told(
                self.default(words(["marketplace", "custom"]), "custom"),
                "Source",
                "Where it came from.",
            ),
            "user": told(
                ID, "User", "The directory user of its service account, deleted by hand or not."
            ),
            "permitted_projects": told(
                listing(ID), "Permitted projects", "Where it holds its project levels."
            ),
            "adopted": told(
                listing(self.reference("adopted")),
                "Adopted",
                "Edits by hand that an admin took for right until the next update.",
            ),
            **self.recorded(),
        }
        for verb in ["installed", "updated", "uninstalled"]:
            properties[f"{verb}_by"] = told(TEXT, f"{verb.capitalize()} by", login)
            properties[f"{verb}_at"] = told(TEXT, f"{verb.capitalize()} at", "When.")
        if not self.of_plan:
            properties["configurations"] = told(
                listing(self.reference("configuration")),
                "Configurations",
                "Of the embedded components; titles differ. Left out, those there are stay.",
            )
            properties["requests"] = told(
                listing(self.reference("requests")),
                "Requests",
                "How many a day. Left out, those there are stay.",
            )
            properties["used_by"] = told(
                listing(self.reference("use")),
                "Used by",
                "Who installed or used it. Left out, those there are stay.",
            )
        return self.thing(
            properties,
            ["name", "version", "manifest"],
            ["state", "source", "permitted_projects", "authentication", "adopted"],
        )

    def adopted(self):
        actual = {"type": ["object", "null"], "additionalProperties": True}
        return self.thing(
            {
                "kind": told(TEXT, "Kind", "What was edited, as `dmsa drift` names it."),
                "address": told(TEXT, "Address", "Of the thing that was edited."),
                "actual": told(actual, "Actual", "What was found there; null for nothing."),
            },
            ["kind", "address", "actual"],
        )

    def configuration(self):
        return self.thing(
            {
                "title": told(TEXT, "Title", "Names the configuration within its app."),
                "values": told(
                    {"type": "object", "additionalProperties": {"type": "string"}},
                    "Values",
                    "By the key of the field.",
                ),
                "projects": told(
                    {"anyOf": [listing(ID), words(["future", "company"])]},
                    "Projects",
                    "Ids; or `future`, all active and new ones; or `company`, the company level.",
                ),
            },
            ["title", "projects"],
            ["values"],
        )

    def requests(self):
        return self.thing(
            {
                "date": told(TEXT | {"pattern": DAY}, "Date", "`YYYY-MM-DD`, once each."),
                "count": told(COUNT, "Count", "Requests to the platform's API on that day."),
            },
            ["date", "count"],
        )

    def use(self):
        return self.thing(
            {
                "user": told(ID, "User", "Who, once each."),
                "last": told(TEXT | {"pattern": DAY}, "Last", "`YYYY-MM-DD`."),
            },
            ["user"],
        )

    def install_request(self):
        return self.thing(
            {
                "id": told(ID, "Id", "The request's."),
                "app": told(TEXT, "App", "The name of the app that is wished for."),
                "by": told(ID, "By", "The user who wishes for it."),
                "at": told(TEXT, "At", "When."),
                "note": told(TEXT, "Note", "What the user wants it for."),
                "state": told(
                    self.default(words(["pending", "approved", "denied"]), "pending"),
                    "State",
                    "What became of it.",
                ),
                **self.recorded(),
            },
            ["id", "app", "version", "manifest", "by"],
            ["authentication", "state"],
        )


def snapshot():
    things = Things(of_plan=False)
    definitions = {
        "adopted": things.adopted(),
        "app": things.app(),
        "company_tools": tool_keys("company"),
        "configuration": things.configuration(),
        "install_request": things.install_request(),
        "manifest": things.manifest(),
        "membership": things.membership(),
        "own_tool": things.own_tool(),
        "permission_template": things.template(),
        "project": things.project(),
        "project_tools": tool_keys("project"),
        "requests": things.requests(),
        "service_account": things.service_account(),
        "use": things.use(),
        "user": things.user(),
        **levels_definitions(only_own=False),
    }
    schema = mapping(
        {
            "format_version": told(
                words(["1.0"]), "Version of the form", "The text `\"1.0\"`, in quotes."
            ),
            "company": told(things.company(with_settings=True), "Company", "Whose snapshot it is."),
            "projects": told(listing(reference("project")), "Projects", "All of them."),
            "permission_templates": told(
                listing(reference("permission_template")),
                "Permission templates",
                "Of the company, of all projects and of single ones.",
            ),
            "users": told(
                listing(reference("user")), "Directory users", "People, apps, service accounts."
            ),
            "service_accounts": told(
                listing(reference("service_account")),
                "Service accounts",
                "Those of the old kind; their users are among `users`.",
            ),
            "apps": told(listing(reference("app")), "Apps", "Those that are installed or were."),
            "install_requests": told(
                listing(reference("install_request")),
                "Install requests",
                "What users asked their admins for.",
            ),
            **gaps(),
        },
        ["format_version", "company"],
    )
    text = (
        "A company as `dmsa company import` reads it, and as `dmsa company export` and "
        "`dmsa company show --format json` print it. The import checks what no schema can."
    )
    return document("snapshot", "Snapshot of a company", text, schema, definitions)


# Portfolio --------------------------------------------------------------------------------------


def portfolio():
    projects = listing(reference("project"))
    template = mapping(
        {
            "name": told(TEXT, "Name", "Together with the scope it says which one is meant."),
            "scope": told(words(SCOPES), "Scope", "Whose tools it has levels for."),
            "project": told(
                reference_only("project"), "Project", "The only one that it is for."
            ),
            "permissions": told(
                ANY_LEVELS, "Levels", "Levels by tool; tools left out become `none`."
            ),
        },
        ["name", "scope"],
    ) | levels_by_scope(beside_company=True)
    configuration = mapping(
        {
            "title": told(TEXT, "Title", "Names the configuration within its app."),
            "values": told(
                {
                    "type": "object",
                    "additionalProperties": {"type": ["string", "number"]},
                },
                "Values",
                "By the key of the field.",
            ),
            "projects": told(
                {"anyOf": [projects, words(["future", "company"])]},
                "Projects",
                "Named ones; or `future`, all active and new ones; or `company`, the company "
                "level.",
            ),
        },
        ["title", "projects"],
    )
    risks = {
        rule.id: told(TEXT, rule.id, f"Why it is accepted. {sentence(rule.summary)}")
        for rule in Rule.all()
        if rule.category == "risk"
    }
    app = mapping(
        {
            "manifest": told(
                TEXT | {"examples": ["apps/crew-sync.manifest.yaml"]},
                "Manifest",
                "A path from this file.",
            ),
            "name": told(TEXT, "Name", "The app's, where the manifest has none."),
            "version": told(
                TEXT | {"pattern": VERSION},
                "Version",
                "`X.Y.Z`, where the manifest has none.",
            ),
            "state": told(
                words(STATES) | {"default": "installed"}, "State", "What the app is to be."
            ),
            "projects": told(
                {"anyOf": [projects, words(["all"])]},
                "Permitted projects",
                "All of them, the others go; `all` is those that are active now. Left out, they "
                "stay as they are.",
            ),
            "add_to_new_projects": told(
                FLAG, "Add to new projects", "Whether the app reaches each new project too."
            ),
            "configurations": told(
                listing(reference("configuration")),
                "Configurations",
                "All of them, the others go. Left out, they stay as they are.",
            ),
            "accept_risk": told(
                mapping(risks), "Accepted risks", "Rules of category risk, each with the reason."
            ),
        },
    ) | {
        "anyOf": [
            {"required": ["manifest"]},
            {
                "required": ["name", "state"],
                "properties": {"state": words(["uninstalled"])},
            },
        ]
    }
    schema = mapping(
        {
            "format_version": told(
                words(["1.0"]), "Version of the form", "The text `\"1.0\"`, in quotes."
            ),
            "company": told(ID, "Company", "Its id; a store of another company is refused."),
            "settings": told(
                mapping(
                    {
                        "allow_user_installs": told(
                            FLAG,
                            "Allow user installs",
                            "Whether people may install apps for themselves.",
                        )
                    }
                ),
                "Settings",
                "What holds for the whole company.",
            ),
            "permission_templates": told(
                listing(reference("permission_template")),
                "Permission templates",
                "Created where they aren't there, else set; others are left alone.",
            ),
            "apps": told(
                listing(reference("app")),
                "Apps",
                "What is to be installed, and how. Apps that aren't named are left alone.",
            ),
        },
        ["format_version"],
    )
    schema["examples"] = [
        {
            "format_version": "1.0",
            "apps": [{"manifest": "apps/crew-sync.manifest.yaml", "projects": [6, "Tower"]}],
        }
    ]
    definitions = {
        "app": app,
        "configuration": configuration,
        "permission_template": template,
        "project": told({"anyOf": [ID, TEXT]}, "Project", "By its id, or by its exact name."),
        **levels_definitions(only_own=True),
    }
    text = (
        "What a company's apps, templates and settings are to be; `dmsa plan` works out the way "
        "there, `dmsa apply` goes it."
    )
    return document("portfolio", "Portfolio of a company", text, schema, definitions)


# Plans ------------------------------------------------------------------------------------------


def defined(name):
    return {"$ref": f"#/$defs/{name}"}


def opened(properties, optional=()):
    """A part of a report: all keys are there but the optional ones, others may be added."""
    return mapping(properties, [key for key in properties if key not in optional], closed=False)


def nullable(schema):
    return {"anyOf": [schema, {"type": "null"}]}


FORMAT = {
    "format_version": told(
        {"type": "string", "pattern": r"^1\.[0-9]+$"},
        "Format version",
        "The version of this format.",
    )
}
OPEN_OBJECT = {"type": ["object", "null"], "additionalProperties": True}

# The kinds of what is changed, each with the definition of the thing.
KINDS = {
    "app": "app",
    "company": "company",
    "company_template": "permission_template",
    "configuration": "configuration",
    "install_request": "install_request",
    "membership": "membership",
    "project": "project",
    "project_template": "permission_template",
    "service_account": "service_account",
    "setting": "setting",
    "user": "user",
}


def by_kind(change):
    """A change whose `before` and `after` are things of its kind."""
    return change | {
        "allOf": [
            {
                "if": {"properties": {"kind": {"const": kind}}, "required": ["kind"]},
                "then": {
                    "properties": {
                        "before": nullable(defined(thing)),
                        "after": nullable(defined(thing)),
                    }
                },
            }
            for kind, thing in KINDS.items()
        ]
    }


def changed():
    """What a change has in a plan and in the log."""
    return {
        "address": told(TEXT, "Address", "Names the thing, such as `user/101`."),
        "kind": told(words(KINDS), "Kind", "What it is."),
        "actions": told(
            listing(words(["create", "update", "delete"]), minItems=1),
            "Actions",
            "One, or `delete` and `create`.",
        ),
        "before": told(OPEN_OBJECT, "Before", "As in a snapshot; null where there is none yet."),
        "after": told(OPEN_OBJECT, "After", "As in a snapshot; null where it goes."),
    }


def plan():
    things = Things(of_plan=True)
    relation = words(RELATIONS)
    by = told(TEXT, "By", "A login, or `os:` and a name.")
    at = told(TEXT | {"pattern": MOMENT}, "At", "In Coordinated Universal Time.")
    change = {
        "id": told(ID, "Id", "Its place in the plan, from 1."),
        "reason": told(TEXT, "Reason", "The verb that it comes from."),
        "relation": told(
            relation,
            "Relation",
            "How it changes what directory users may do, after all changes before it.",
        ),
        "depends_on": told(listing(ID), "Depends on", "Earlier changes that this one builds on."),
        **changed(),
    }
    metrics = opened(
        {
            "requests": told(listing(defined("requests")), "Requests", "How many a day."),
            "used_by": told(listing(defined("use")), "Used by", "Who installed or used it."),
        }
    )
    required = sorted(set(change) - set(changed()))
    change["metrics"] = told(
        opened(
            {
                "before": told(nullable(metrics), "Before", "Null for an app that is new."),
                "after": told(metrics, "After", "All of it."),
            }
        ),
        "Metrics",
        "What an import makes of how an app is used.",
    )
    drifts = told(listing(defined("drift_entry")), "Drift", "What differs, by app and address.")
    uncompared = told(
        listing(TEXT),
        "Unknown",
        "Addresses of what can't be compared, for nobody knows it; absent where there is none.",
    )
    definitions = {
        "accepted_risk": opened(
            {
                "app": told(TEXT, "App", "The app's name."),
                "rule": told(TEXT, "Rule", "The rule that was accepted."),
                "reason": told({"type": "string"}, "Reason", "The reason that was given."),
            }
        ),
        "adopted": things.adopted(),
        "app": things.app(),
        "change": defined("logged_change") | {"required": required},
        "company": things.company(with_settings=False),
        "configuration": things.configuration(),
        "install_request": things.install_request(),
        "manifest": things.manifest(),
        "membership": things.membership(),
        "own_tool": things.own_tool(),
        "permission_template": things.template(),
        "project": things.project(),
        "requests": things.requests(),
        "use": things.use(),
        "read": opened(
            {
                "fact": told(TEXT, "Fact", "Names what was read, such as `project/6`."),
                "hash": told(
                    nullable({"type": "string", "pattern": DIGEST}),
                    "Hash",
                    "Of what was there; null for nothing.",
                ),
                "fields": told(
                    listing(TEXT), "Fields", "The keys that were looked at; left out, all."
                ),
            },
            optional=["fields"],
        ),
        "refusal": opened(
            {
                "rule": told(
                    {"type": ["string", "null"]}, "Rule", "Null where none stands for it."
                ),
                "message": told(TEXT, "Message", "Why nothing is planned."),
            }
        ),
        "page": opened(
            {
                "address": told(TEXT, "Address", "Of the configuration."),
                "component": told(words(COMPONENTS), "Component", "What is shown."),
                "project": told(
                    nullable(ID), "Project", "Null where the URL is not for one alone."
                ),
                "url": told({"type": "string"}, "URL", "The component's, its variables filled in."),
            }
        ),
        "service_account": things.service_account(),
        "setting": things.settings(),
        "user": things.user(),
        "warning": opened(
            {
                "rule": told(TEXT, "Rule", "The rule that warns."),
                "message": told(TEXT, "Message", "What deserves a look."),
                "projects": told(listing(ID), "Projects", "The projects that it is about."),
            },
            optional=["projects"],
        ),
        # Other documents about a company; no plan refers to them.
        "check": told(
            opened(
                {
                    **FORMAT,
                    "sound": told(FLAG, "Sound", "Whether there is neither damage nor drift."),
                    "problems": told(listing(TEXT), "Problems", "What is damaged."),
                    "drift": drifts,
                    "unknown": uncompared,
                },
                optional=["unknown"],
            ),
            "Check of a company",
            "What `dmsa company check --format json` prints.",
        ),
        "drift": told(
            opened({**FORMAT, "drift": drifts, "unknown": uncompared}, optional=["unknown"]),
            "Drift",
            "What `dmsa drift --format json` prints.",
        ),
        "drift_entry": opened(
            {
                "id": told(TEXT, "Id", "What `--adopt` and `--revert` name."),
                "app": told(TEXT, "App", "Its name, or its uid where two share the name."),
                "kind": told(
                    words(
                        [
                            "levels-edited",
                            "membership-added",
                            "membership-edited",
                            "membership-removed",
                            "template-applied",
                            "template-out-of-step",
                            "user-deactivated",
                            "user-deleted",
                            "user-renamed",
                        ]
                    ),
                    "Kind",
                    "What was edited.",
                ),
                "address": told(TEXT, "Address", "Of the thing that was edited."),
                "expected": told(OPEN_OBJECT, "Expected", "What was to be there, null: nothing."),
                "actual": told(OPEN_OBJECT, "Actual", "What is there, null: nothing."),
                "relation": told(relation, "Relation", "Of what is there to what was to be."),
            }
        ),
        "import": told(
            opened(
                {
                    **FORMAT,
                    "company": opened(
                        {
                            "id": told(ID, "Id", "The company's."),
                            "name": told(TEXT, "Name", "The company's."),
                        }
                    ),
                    "imported": told(
                        opened({what: COUNT for what in ["projects", "users", "apps"]}),
                        "Imported",
                        "How many there are of each.",
                    ),
                    "applied": told(
                        opened({"at": at, "by": by}), "Applied", "By whom; not in a dry run."
                    ),
                },
                ["applied"],
            ),
            "Import into a new store",
            "What `dmsa company import --format json` prints where there is no company yet.",
        ),
        "launch": told(
            opened(
                {
                    **FORMAT,
                    "app": told(TEXT, "App", "The app's name."),
                    "project": told(nullable(ID), "Project", "Null at the company level."),
                    "component": told(
                        nullable(words(COMPONENTS)), "Component", "Null where the app has none."
                    ),
                    "title": told(
                        {"type": ["string", "null"]},
                        "Title",
                        "Of the configuration that applies; null where not one alone does.",
                    ),
                    "url": told(
                        {"type": ["string", "null"]}, "URL", "What is opened; null for nothing."
                    ),
                    "visible": told(
                        nullable(FLAG),
                        "Visible",
                        "Whether anything is to be seen; null where that rests on something unknown.",
                    ),
                    "invisible_because": told(
                        nullable(
                            words(
                                [
                                    "not-installed",
                                    "no-embedded-component",
                                    "inactive",
                                    "not-a-member",
                                    "no-configuration",
                                    "several-configurations",
                                    "incomplete-configuration",
                                ]
                            )
                        ),
                        "Invisible because",
                        "The first reason that holds; null where it is visible, or nobody knows.",
                    ),
                    "unknown": told(
                        listing(TEXT), "Unknown", "The addresses of what nobody knows, if any."
                    ),
                },
                ["unknown"],
            ),
            "Launch of an embedded app",
            "What `dmsa launch --format json` prints.",
        ),
        "log": told(
            opened(
                {
                    **FORMAT,
                    "entries": told(listing(defined("log_entry")), "Entries", "Oldest first."),
                }
            ),
            "Log of a company",
            "What `dmsa log --format json` prints.",
        ),
        "log_entry": opened(
            {
                "seq": told(ID, "Number", "From 1, without a gap."),
                "at": at,
                "who": by,
                "verb": told(TEXT, "Verb", "What was done."),
                "plan": told(
                    nullable({"type": "string", "pattern": DIGEST}),
                    "Plan",
                    "The plan's digest; null where there was none.",
                ),
                "changes": told(listing(defined("logged_change")), "Changes", "In order."),
                "previous": told(
                    {"type": "string", "pattern": HASH},
                    "Previous",
                    "The hash of the entry before; 64 zeros in the first one.",
                ),
                "hash": told(
                    {"type": "string", "pattern": HASH},
                    "Hash",
                    "SHA-256 of the entry's canonical JSON without it.",
                ),
            }
        ),
        # The log has less of a change that no plan made.
        "logged_change": by_kind(opened(change, optional=set(change) - set(changed()))),
    }
    schema = opened(
        {
            **FORMAT,
            "made": told(
                opened({"at": at, "by": by, "verb": told(TEXT, "Verb", "What it does.")}),
                "Made",
                "Who made it, when, and with which verb.",
            ),
            "company": told(
                opened(
                    {
                        "id": told(ID, "Id", "The company's."),
                        "name": told(TEXT, "Name", "As people see it."),
                    }
                ),
                "Company",
                "What it is a plan for.",
            ),
            "base": told(
                opened(
                    {
                        "store": told(TEXT, "Store", "The random id of the store."),
                        "reads": told(listing(defined("read")), "Reads", "What it rests on."),
                    }
                ),
                "Base",
                "The facts that it was worked out from.",
            ),
            "changes": told(
                listing(defined("change")), "Changes", "In order, at most one an address."
            ),
            "warnings": told(listing(defined("warning")), "Warnings", "What deserves a look."),
            "approvals": told(
                listing({"type": "string", "pattern": r"^(widen|remove|risk:[a-z0-9-]+)$"}),
                "Approvals",
                "What applying it takes: `widen`, `remove`, `risk:RULE`.",
            ),
            "unmanaged": told(
                listing(TEXT), "Unmanaged", "Apps that the portfolio doesn't speak of."
            ),
            "summary": told(
                opened(
                    {
                        "create": told(COUNT, "Create", "Things that are created."),
                        "update": told(COUNT, "Update", "Things that change."),
                        "delete": told(COUNT, "Delete", "Things that go."),
                        "projects_affected": told(
                            COUNT, "Projects", "Those in which a member or configuration changes."
                        ),
                        "relation": told(
                            relation,
                            "Relation",
                            "How all that directory users may do stands to what they could.",
                        ),
                        "requires_consent": told(
                            FLAG, "Requires consent", "Whether an admin has to agree anew."
                        ),
                    }
                ),
                "Summary",
                "What it comes to.",
            ),
            "applyable": told(
                FLAG, "Applyable", "Whether it isn't refused and there is something to do."
            ),
            "digest": told(
                {"type": "string", "pattern": DIGEST},
                "Digest",
                "SHA-256 of the plan's canonical JSON without `digest`, `applied` and `secret`.",
            ),
            "refused": told(
                listing(defined("refusal"), minItems=1), "Refused", "Why nothing is planned."
            ),
            "drift": told(
                listing(defined("drift_entry")),
                "Drift",
                "Edits by hand that were found on the way and that the plan sets anew.",
            ),
            "pages": told(
                listing(defined("page"), minItems=1),
                "Pages",
                "The URLs that configurations come to which are created or changed.",
            ),
            "unknown": told(
                listing(TEXT, minItems=1),
                "Unknown",
                "The addresses of what nobody knows on which the effect on access rests; it counts as "
                "whatever it may be.",
            ),
            "accepted_risks": told(
                listing(defined("accepted_risk")),
                "Accepted risks",
                "What a portfolio accepts, with its reasons.",
            ),
            "applied": told(
                opened({"at": at, "by": by}), "Applied", "Who applied it, where somebody did."
            ),
            "nonce": told(
                TEXT,
                "Nonce",
                "Drawn with a plan that would read like another one, as that for a new secret.",
            ),
            "secret": told(
                TEXT, "Secret", "What was drawn for a service account, printed this once."
            ),
        },
        optional=[
            "refused", "drift", "pages", "unknown", "accepted_risks", "applied", "nonce", "secret",
        ],
    )
    text = (
        "What every verb that changes a company prints with `--format json` and saves with "
        "`--out`; what `dmsa plan` and `dmsa apply` print. Under `$defs` stand `drift`, `check`, "
        "`import`, `launch` and `log` too, which `dmsa drift`, `dmsa company check`, `dmsa company "
        "import`, `dmsa launch` and `dmsa log` print. Fields may "
        "be added within version 1; readers ignore those that they don't know."
    )
    return report("plan", "Plan for a company", text, schema, definitions)


# Access -----------------------------------------------------------------------------------------


def access():
    level = words(LEVELS)
    principal = told(
        TEXT, "Principal", "Such as `user/LOGIN`, `app/NAME` or `app/NAME@user/LOGIN`."
    )
    scope = told(words(SCOPES), "Scope", "Where the tool stands.")
    tool = told(TEXT, "Tool", "Its key.")
    project = told(
        {"anyOf": [ID, words(["new"]), {"type": "null"}]},
        "Project",
        "Its id, or `new` for any new one; null at company scope.",
    )
    effective = told(level, "Effective level", "What is held there.")
    because = told(listing(defined("fact")), "Because", "The facts that it rests on.")
    definitions = {
        "cell": opened({"scope": scope, "tool": tool, "project": project, "effective": effective}),
        "check": told(
            opened(
                {
                    **FORMAT,
                    "principal": principal,
                    "scope": scope,
                    "project": project,
                    "tool": tool,
                    "level": told(level, "Level", "What was asked for."),
                    "allowed": told(
                        {"type": ["boolean", "null"]},
                        "Allowed",
                        "Null where it rests on what nobody knows.",
                    ),
                    "effective": effective,
                    "because": because,
                    "denied_because": told(
                        nullable(
                            words(
                                [
                                    "not-installed",
                                    "no-such-authentication",
                                    "inactive",
                                    "tool-disabled",
                                    "not-a-member",
                                    "level-too-low",
                                ]
                            )
                        ),
                        "Denied because",
                        "The first reason that holds; null where it isn't denied.",
                    ),
                    "repair": told(
                        {"type": ["string", "null"]},
                        "Repair",
                        "The smallest command that would change a no.",
                    ),
                    "http_status": told(
                        {"enum": [200, 403, 404, None]},
                        "HTTP status",
                        "What the platform's API would answer; null where nobody knows.",
                    ),
                }
            ),
            "Answer",
            "What `dmsa access check` prints; of a batch one a line with `--format jsonl`.",
        ),
        "checks": told(
            opened(
                {
                    **FORMAT,
                    "answers": told(
                        listing({"oneOf": [defined("check"), defined("mistake")]}),
                        "Answers",
                        "In the order of the questions.",
                    ),
                }
            ),
            "Answers",
            "What `dmsa access check -` prints.",
        ),
        "fact": opened(
            {
                "fact": told(TEXT, "Fact", "In words."),
                "address": told(TEXT, "Address", "Of the thing that it is a fact of."),
            }
        ),
        "list": told(
            opened(
                {
                    **FORMAT,
                    "principal": principal,
                    "cells": told(listing(defined("cell")), "Cells", "Those above `none`."),
                    "unknown": told(
                        listing(TEXT),
                        "Unknown",
                        "Addresses of what nobody knows and the list rests on; absent where there "
                        "are none.",
                    ),
                },
                ["unknown"],
            ),
            "List",
            "What `dmsa access list` prints.",
        ),
        "mistake": told(
            opened(
                {
                    **FORMAT,
                    "line": told(COUNT, "Line", "Where the question stands."),
                    "allowed": told({"type": "null"}, "Allowed", "Nobody can say."),
                    "error": told(TEXT, "Error", "Why it can't be asked."),
                }
            ),
            "Mistake",
            "What stands in place of an answer in a batch.",
        ),
        "principal": opened(
            {"principal": principal, "effective": effective, "because": because}
        ),
        "unknown": opened(
            {
                "principal": principal,
                "addresses": told(
                    listing(TEXT), "Addresses", "What the answer rests on and nobody knows."
                ),
            }
        ),
        "who-can": told(
            opened(
                {
                    **FORMAT,
                    "principals": told(
                        listing(defined("principal")), "Principals", "By their names."
                    ),
                    "unknown": told(
                        listing(defined("unknown")),
                        "Unknown",
                        "Those of whom nobody knows, by their names; absent where there are none.",
                    ),
                    "incomplete": told(
                        listing(TEXT),
                        "Incomplete",
                        "Addresses of lists that may lack somebody else who can; absent where all "
                        "are whole.",
                    ),
                },
                ["unknown", "incomplete"],
            ),
            "Holders",
            "What `dmsa access who-can` prints.",
        ),
    }
    answers = ["check", "checks", "mistake", "list", "who-can"]
    schema = {"oneOf": [defined(name) for name in answers]}
    text = (
        "What `dmsa access check`, `list` and `who-can` print with `--format json`. Fields may be "
        "added within version 1; readers ignore those that they don't know."
    )
    return report("access", "Answers about access", text, schema, definitions)
