import Access
import Catalog
import Companies
import Manifests
import Planning

extension PlanSample {
  static let install = PlanSample(
    name: "install",
    plan: plan(
      "install",
      [
        change(nil, app(first), reason: "install"),
        change(nil, directoryUser(["directory": .readonly]), .wider, reason: "install"),
        membership(6, nil, levels, .wider, reason: "install"),
        membership(7, nil, levels, .wider, reason: "install"),
      ],
      warnings: [
        Plan.Warning(
          "financial-write",
          "`admin` on the project tool `change_events` can change financial data"
        ),
        Plan.Warning(
          "inactive-project",
          "project `7` is inactive; the app can do nothing there",
          projects: [Project.ID(7)]
        ),
      ],
      approvals: [.widen, .risk("financial-write")],
      relation: .wider,
      requiresConsent: true
    )
  )

  /// The permitted projects are reset and one is permitted again.
  static let update = PlanSample(
    name: "update",
    plan: plan(
      "update",
      [
        change(app(first, projects: [6, 7, 9]), app(second, projects: [6]), reason: "update"),
        change(
          directoryUser(["directory": .readonly]),
          directoryUser(["directory": .readonly, "crew_calendar": .standard]),
          .wider,
          reason: "update"
        ),
        membership(
          6,
          levels,
          ["daily_log": .admin, "documents": .readonly],
          .incomparable,
          reason: "update"
        ),
        membership(7, levels, nil, .narrower, reason: "update"),
        membership(9, levels, nil, .narrower, reason: "update"),
        Change(
          id: 0,
          address: .configuration(app: "Daily Sync", title: "East"),
          reason: "update",
          before: .configuration(
            Configuration(title: "East", values: ["area": "a"], target: .future)
          ),
          after: .configuration(
            Configuration(
              title: "East",
              values: ["area": "a", "api_key": "sk_live_4eC39HqLyjWDarjtT1zdp7dc"],
              target: .projects([Project.ID(6)])
            )
          )
        ),
      ],
      warnings: [
        Plan.Warning(
          "permitted-projects-reset",
          "the app loses 2 projects; `--keep-projects` keeps them",
          projects: [Project.ID(7), Project.ID(9)]
        )
      ],
      approvals: [.widen, .remove],
      relation: .incomparable,
      requiresConsent: true
    )
  )

  static let revert = PlanSample(
    name: "drift-revert",
    plan: plan(
      "drift",
      [
        change(
          directoryUser(["directory": .admin], name: "Renamed"),
          directoryUser(["directory": .readonly]),
          .narrower,
          reason: "drift"
        ),
        membership(8, ["daily_log": .readonly], nil, .equal, reason: "drift"),
      ],
      approvals: [.remove],
      relation: .narrower
    ),
    applied: PlanApplication(at: "2026-11-24T10:00:00Z", by: "admin@acme.example")
  )

  static let portfolio = PlanSample(
    name: "portfolio",
    plan: plan(
      "portfolio",
      [
        Change(
          id: 0,
          address: .allowUserInstalls,
          reason: "settings",
          before: .allowUserInstalls(false),
          after: .allowUserInstalls(true),
          relation: .wider
        ),
        Change(
          id: 0,
          address: .template(PermissionTemplate.ID(21)),
          reason: "template",
          before: .template(template(["daily_log": .readonly, "photos": .standard])),
          after: .template(template(["daily_log": .standard])),
          relation: .incomparable
        ),
        change(nil, app(first, projects: []), reason: "install"),
        change(nil, directoryUser(["directory": .readonly]), .wider, reason: "install"),
      ],
      warnings: [Plan.Warning("no-projects", "the app can reach no project")],
      approvals: [.widen, .risk("financial-write")],
      acceptedRisks: [
        Plan.AcceptedRisk(
          app: "Daily Sync",
          rule: "financial-write",
          reason: "agreed with accounting"
        )
      ],
      unmanaged: ["Old App", "Other | App"],
      relation: .incomparable,
      requiresConsent: true
    )
  )

  private static func template(_ levels: ToolLevels) -> PermissionTemplate {
    PermissionTemplate(
      id: PermissionTemplate.ID(21),
      name: "Field",
      scope: .project,
      project: nil,
      levels: levels,
      assignable: []
    )
  }

  static let refused = PlanSample(
    name: "refused",
    plan: plan(
      "update",
      [],
      refused: [
        Plan.Refusal("version `1.3.0` is lower than `1.4.0`", rule: "version-not-raised"),
        Plan.Refusal("there is no project `99`"),
      ]
    )
  )

  static let nothing = PlanSample(name: "nothing", plan: plan("portfolio", []))

  /// Three thousand memberships that change alike but for three.
  static let many = PlanSample(
    name: "many",
    plan: plan(
      "projects",
      (1...3000).map { project in
        switch project {
        case 1500: membership(1500, levels, nil, .narrower, reason: "projects")
        case 1700, 1800:
          membership(
            Int64(project),
            nil,
            ["daily_log": .admin],
            .wider,
            reason: "projects"
          )
        default:
          membership(
            Int64(project * 2),
            nil,
            ["daily_log": .standard],
            .equal,
            reason: "projects"
          )
        }
      },
      approvals: [.widen, .remove],
      relation: .incomparable
    )
  )

  /// Names that would act on a terminal, a comment or a page.
  static let hostile: PlanSample = {
    let name = "</td><script>x</script> `|` @all \u{1B}[31m\u{202E}\u{9B}\n# evil"
    return PlanSample(
      name: "hostile",
      plan: plan(
        "install",
        [
          change(nil, app(first, named: name), reason: "install \u{1B}[2J"),
          change(nil, directoryUser([:], name: name), .wider, reason: "install"),
        ],
        warnings: [Plan.Warning("a-rule", "message with \(name)")],
        approvals: [.widen, .risk("x`\u{1B}]0;")],
        unmanaged: [name],
        relation: .wider,
        requiresConsent: true,
        company: name
      )
    )
  }()

  /// An app that is admin nearly everywhere, and one that users sign in to.
  static let administrator = PlanSample(
    name: "administrator",
    plan: plan(
      "reinstall",
      [
        change(
          app(administration, named: "Crew Admin", state: .uninstalled, projects: []),
          app(administration, named: "Crew Admin", projects: []),
          reason: "reinstall"
        ),
        change(
          nil,
          app(embedded, named: "Viewer", projects: [], user: nil),
          reason: "install"
        ),
      ],
      approvals: [.widen, .risk("company-directory-admin")],
      relation: .wider,
      requiresConsent: true
    )
  )

  private static let administration = version(
    "1.0.0",
    """
    {"schema_version":"4.1","permissions":{"company":{"directory":"admin","permissions":"admin",
     "warp_drive":"standard"},"project":{"daily_log":"readonly","directory":"admin"}}}
    """,
    [.serviceAccount, .userLevel]
  )

  private static let embedded = version(
    "1.0.0",
    """
    {"schema_version":"4.1",
     "sidepanel":{"source_url":"https://view.example.org:8443/{{project_id}}",
     "description":"Shows","views":["rfi.detail"]}}
    """,
    [.userLevel]
  )

  static let removal = PlanSample(
    name: "uninstall",
    plan: plan(
      "uninstall",
      [
        change(app(first), app(first, state: .uninstalled), reason: "uninstall"),
        membership(6, levels, nil, .narrower, reason: "uninstall"),
        change(
          directoryUser(["directory": .readonly]),
          directoryUser(["directory": .readonly], isActive: false),
          .narrower,
          reason: "uninstall"
        ),
      ],
      approvals: [.remove],
      relation: .narrower
    )
  )
}
