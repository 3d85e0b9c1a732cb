"""Words the corpus is made of: tools with calls that need them, views, fields, sentences."""

from __future__ import annotations

from typing import NamedTuple


class Tool(NamedTuple):
    """A tool as a manifest names it, and calls that reading and writing it serves."""

    scope: str
    name: str
    reads: tuple[str, ...]
    writes: tuple[str, ...]
    purpose: str


COMPANY = "/rest/v1.0/companies/{company_id}"
PROJECT = "/rest/v1.0/projects/{project_id}"

TOOLS = (
    Tool("company", "checklists",
         (f"GET {COMPANY}/inspection_types", f"GET {COMPANY}/checklist/sections"),
         (f"POST {COMPANY}/checklist/responses",),
         "inspection templates that the office maintains"),
    Tool("company", "directory", (f"GET {COMPANY}/users", "GET /rest/v1.0/vendors"), (),
         "crew leads matched by e-mail address"),
    Tool("company", "documents",
         (f"GET {COMPANY}/folders", f"GET {COMPANY}/documents"),
         (f"POST {COMPANY}/files", f"PATCH {COMPANY}/files/{{id}}"),
         "the company's standard forms and safety sheets"),
    Tool("company", "home", (f"GET {COMPANY}/projects",), (),
         "the list of projects, their stages and offices"),
    Tool("company", "programs", (f"GET {COMPANY}/programs",), (),
         "programs that group projects in our reports"),
    Tool("company", "schedule",
         (f"GET {COMPANY}/schedule/summary", f"GET {COMPANY}/schedule/resources"), (),
         "resource needs across all projects"),
    Tool("company", "timecard",
         (f"GET {COMPANY}/timecard_entries", f"GET {COMPANY}/timecard_time_types"), (),
         "hours for the weekly payroll export"),
    Tool("company", "timesheets",
         (f"GET {COMPANY}/timesheets", f"GET {COMPANY}/timesheets/filters/crews"), (),
         "approved sheets, so that no hour is paid twice"),
    Tool("project", "budgeting",
         (f"GET {PROJECT}/budget", f"GET {PROJECT}/budget_changes"),
         (f"POST {PROJECT}/budget_changes",),
         "budget lines compared with what was committed"),
    Tool("project", "calendar", ("GET /rest/v1.0/tasks", "GET /rest/v1.0/resources"),
         ("POST /rest/v1.0/requested_changes",),
         "planned dates beside the dates reached on site"),
    Tool("project", "change_events", ("GET /rest/v1.0/change_events",), (),
         "open change events and what they may cost"),
    Tool("project", "change_orders", ("GET /rest/v1.0/change_order_packages",), (),
         "approved change orders, added to the forecast"),
    Tool("project", "checklists",
         ("GET /rest/v1.0/checklist/lists", "GET /rest/v1.0/checklist/possible_inspectors"),
         (f"POST {PROJECT}/checklist/lists",),
         "inspections that were missed or failed"),
    Tool("project", "commitments",
         ("GET /rest/v1.0/commitments", "GET /rest/v1.0/requisitions"), (),
         "subcontracts and purchase orders under review"),
    Tool("project", "coordination_issues",
         ("GET /rest/v1.0/coordination_issues", "GET /rest/v1.0/coordination_issues/assignees"),
         (), "clashes found in the model, by trade"),
    Tool("project", "daily_log",
         (f"GET {PROJECT}/work_logs", f"GET {PROJECT}/weather_logs"),
         (f"POST {PROJECT}/work_logs", f"POST {PROJECT}/notes_logs"),
         "each crew's day as its foreman recorded it"),
    Tool("project", "direct_costs", (f"GET {PROJECT}/direct_costs",), (),
         "invoices that belong to no commitment"),
    Tool("project", "directory", (f"GET {PROJECT}/users", f"GET {PROJECT}/vendors"), (),
         "who is on the project and for which vendor"),
    Tool("project", "documents", (f"GET {PROJECT}/documents",),
         ("POST /rest/v1.0/files", "PATCH /rest/v1.0/files/{id}"),
         "the report of the week, filed where the team looks"),
    Tool("project", "drawing_log",
         (f"GET {PROJECT}/drawing_sets", f"GET {PROJECT}/drawing_revisions"),
         (f"POST {PROJECT}/drawing_sets",),
         "the current revision of each sheet"),
    Tool("project", "generic_tools", (f"GET {PROJECT}/correspondence_type_items",), (),
         "notices sent and answered under the contract"),
    Tool("project", "home", ("GET /rest/v1.0/projects/{id}",), (),
         "the project's address, dates and stage"),
    Tool("project", "images", ("GET /rest/v1.0/images", "GET /rest/v1.0/image_categories"),
         ("POST /rest/v1.0/images", "PATCH /rest/v1.0/images/{id}"),
         "progress photos with place and date"),
    Tool("project", "incidents", (f"GET {PROJECT}/incidents",), (),
         "open incidents, counted and never copied"),
    Tool("project", "meetings", ("GET /rest/v1.0/meetings",),
         ("POST /rest/v1.0/meeting_attendee_records",),
         "items that a meeting left open"),
    Tool("project", "observations",
         ("GET /rest/v1.0/observations/items", "GET /rest/v1.0/observations/assignees"),
         (f"POST {PROJECT}/observation_types",),
         "safety observations and who acts on them"),
    Tool("project", "prime_contracts",
         ("GET /rest/v1.0/prime_contracts", "GET /rest/v1.0/payment_applications"), (),
         "contract sums for the owner's report"),
    Tool("project", "punch_list",
         ("GET /rest/v1.0/punch_items", "GET /rest/v1.0/punch_item_types"),
         ("POST /rest/v1.0/punch_items/{id}/comments",),
         "items to close before handover"),
    Tool("project", "rfi", (f"GET {PROJECT}/rfis", f"GET {PROJECT}/rfis/{{id}}"),
         (f"POST {PROJECT}/rfis",),
         "questions to the architect that hold up work"),
    Tool("project", "site_instructions", (f"GET {PROJECT}/instructions",),
         (f"POST {PROJECT}/instructions",),
         "instructions given on site, with their receipts"),
    Tool("project", "specification_sections",
         (f"GET {PROJECT}/specification_sets", "GET /rest/v1.0/specification_sections"), (),
         "the section that a submittal answers to"),
    Tool("project", "submittal_logs",
         (f"GET {PROJECT}/submittals", "GET /rest/v1.0/submittal_logs"),
         (f"POST {PROJECT}/submittals",),
         "submittals that are due within two weeks"),
    Tool("project", "timesheets", (f"GET {PROJECT}/timesheets",), (),
         "hours by cost code for the weekly forecast"),
)

# Where a view belongs to a tool: the app should be able to read it.
VIEWS = {
    "budgeting": ("budgeting.budget_changes.list", "budgeting.change_history.list",
                  "budgeting.detail", "budgeting.forecasting.detail", "budgeting.list"),
    "change_events": ("change_events.detail", "change_events.edit", "change_events.list",
                      "change_events.new"),
    "checklists": ("inspections.detail",),
    "commitments": ("commitments.commitment_contract_change_orders.detail",
                    "commitments.commitment_contract_change_orders.edit",
                    "commitments.contracts.list", "commitments.purchase_order_contracts.detail",
                    "commitments.purchase_order_contracts.edit", "commitments.requisitions.detail",
                    "commitments.work_order_contracts.detail",
                    "commitments.work_order_contracts.edit"),
    "generic_tools": ("correspondence.detail",),
    "incidents": ("incidents.detail", "incidents.edit", "incidents.list", "incidents.new"),
    "observations": ("observations.edit", "observations.list"),
    "prime_contracts": ("prime_contracts.change_orders.detail", "prime_contracts.detail",
                        "prime_contracts.invoices.list", "prime_contracts.new",
                        "prime_contracts.payment_applications.detail"),
    "directory": ("project_directory.person.edit", "project_directory.vendors.edit"),
    "rfi": ("rfi.detail",),
    "calendar": ("schedule.calendar.list", "schedule.calendar.lookaheads.list",
                 "schedule.calendar.month.list", "schedule.calendar.task.detail",
                 "schedule.calendar.task.list"),
    "submittal_logs": ("submittal_logs.detail",),
}

FINANCIAL = {"budgeting", "change_events", "change_orders", "commitments", "direct_costs",
             "prime_contracts"}

# Configurable fields: name in the URL, label, help text.
FIELDS = (
    ("region", "Region", "Which of our data centers holds your data, for instance eu-west"),
    ("workspace", "Workspace", "Short name of your workspace, shown at the top left after sign-in"),
    ("siteCode", "Site code", "The code that your office uses for this site in its reports"),
    ("costCenter", "Cost center", "Where hours are booked when a crew has none of its own"),
    ("division", "Division", "The division whose standards apply, as agreed at the kick-off"),
    ("language", "Language", "Two letters; messages appear in it, the data stays as entered"),
    ("unitSystem", "Units", "Either metric or imperial, used in charts and in exported sheets"),
    ("crewPrefix", "Crew prefix", "Crews whose name starts with it are shown, all others hidden"),
    ("reviewGroup", "Review group", "The group that is asked when a value looks out of range"),
    ("currency", "Currency", "Three letters; sums in any other currency are listed apart"),
    ("timeZone", "Time zone", "Where a working day starts and ends, for instance Europe/Paris"),
    ("retention", "Retention", "For how many days a photo stays in our cache before it goes"),
    ("trade", "Trade", "Show the items of one trade first; everyone can change that later"),
    ("phase", "Phase", "The phase of construction that opens when the panel is first shown"),
    ("office", "Office", "Whose holidays count when we work out the day something is due"),
    ("ledger", "Ledger", "The ledger in your accounting system that sums are compared with"),
)

VENDOR_FIRST = ("north", "stone", "clear", "iron", "river", "bright", "level", "plumb", "cedar",
                "summit", "harbor", "granite", "copper", "field", "tower", "bridge", "delta",
                "anchor", "beacon", "timber")
VENDOR_LAST = ("grade", "works", "line", "site", "crew", "ledger", "plan", "build", "frame",
               "sync", "forge", "yard", "span", "point")
DOMAINS = ("io", "com", "build", "app", "co.uk", "dev")

APP_FIRST = ("Daily", "Site", "Crew", "Budget", "Photo", "Safety", "Submittal", "Drawing",
             "Change", "Weekly", "Field", "Quality", "Handover", "Forecast", "Payroll")
APP_LAST = ("Sync", "Bridge", "Panel", "Report", "Insight", "Export", "Tracker", "Monitor",
            "Assistant", "Connector", "Review", "Board")

REGIONS = ("atlantic", "cascadia", "central", "gulf", "lakes", "midlands", "nordic", "pacific",
           "prairie", "rhine", "southern", "thames")

SUBJECTS = ("The app", "A nightly job", "The panel", "Each import", "The weekly report",
            "Our service", "The first run", "An export", "The site team", "Your administrator")
VERBS = ("reads the latest revision", "compares planned and actual dates",
         "collects what changed since yesterday", "marks the items that are overdue",
         "adds a line for every crew", "leaves closed items alone",
         "shows totals by cost code", "waits until the log of the day is approved",
         "asks for a review where two values differ", "keeps the order in which items came in",
         "files one summary for each project", "skips projects that are not active")
PLACES = ("in each permitted project", "once an hour", "before the morning meeting",
          "for the trades on site", "while the period is open", "without changing the original",
          "as soon as someone opens it", "on the first working day of the month",
          "in the project's own time zone", "for all vendors of the project")
ENDINGS = ("", "", "", ", and says so in the activity list", ", which takes a few minutes",
           ", unless it is told otherwise", "; nothing leaves the company's region",
           " – even for projects that started last year", ", côté chantier comme au bureau")
COMMENTS = ("agreed with the pilot customers in spring", "see the decision log, entry 14",
            "the office asked for this one", "kept in the order of the portal's form",
            "reviewed every quarter", "narrower than in the first release",
            "tried without it for a month: too little to go on", "two customers rely on it")
