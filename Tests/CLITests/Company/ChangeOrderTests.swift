import Foundation
import Testing

/// No moment between two changes of a plan gives what neither the company before nor the one after
/// does, whichever verb made it.
@Suite struct ChangeOrderTests {
  /// A company with the user of an app `Crew Sync`, another one's, and a template.
  static func company(_ template: String, _ user: String, project: String = "daily_log: admin")
    -> String
  {
    """
    format_version: "1.0"
    company: {id: 8089, name: Acme}
    projects: [{id: 6, name: Tower}]
    permission_templates:
      - {id: 21, name: Field, scope: project, permissions: {\(template)}}
    users:
      - {id: 150, name: crew-sync-00000000, login: crew-sync-00000000@procore.com, \(user)}
      - id: 151
        name: board-00000000
        login: board-00000000@procore.com
        permissions: {documents: readonly}
    apps:
      - name: Crew Sync
        version: 1.0.0
        user: 150
        permitted_projects: [6]
        manifest:
          schema_version: "4.1"
          permissions: {company: {directory: admin}, project: {\(project)}}
      - name: Board
        version: 1.0.0
        user: 151
        manifest:
          schema_version: "4.1"
          permissions: {company: {documents: readonly}, project: {daily_log: standard}}

    """
  }

  private static func addresses(_ plan: ShownPlan) -> [String] {
    plan.changes.compactMap { $0["address"] as? String }
  }

  @Test func `a template is put in step before the user that has it comes back`() throws {
    let first = Acme.manifest(project: ["daily_log": "admin"])
    let without = Acme.manifest(version: "2.0.0", project: [:])
      .replacingOccurrences(
        of: "version: 2.0.0",
        with: "version: 2.0.0\n  authentication: [user_level]"
      )
    let third = Acme.manifest(
      version: "3.0.0",
      project: ["daily_log": "readonly", "rfi": "standard"]
    )
    try inCompanyWithApp(first, projects: ["6"], options: ["--add-to-new-projects"]) { acme in
      try acme.binary.write(without, to: "second.yaml")
      try acme.binary.write(third, to: "third.yaml")
      try acme.carryOut(["update", "second.yaml"])
      let plan = try acme.plan(["update", "third.yaml", "--sync-template"])
      let kinds = plan.changes.compactMap { $0["kind"] as? String }
      let template = try #require(kinds.firstIndex(of: "project_template"))
      let user = try #require(kinds.firstIndex(of: "user"))
      #expect(template < user)
      // Nobody has the template until the user is back.
      #expect(plan.changes[template]["relation"] as? String == "equal")
      #expect(plan.changes[user]["relation"] as? String == "wider")
      try acme.carryOut(["update", "third.yaml", "--sync-template"])
    }
  }

  @Test func `a template is put right before its holder is marked for new projects`() throws {
    let company = Self.company("daily_log: admin", "default_project_template: 21")
    try inCompany(company) { acme in
      let crew = Acme.manifest(version: "1.1.0", company: ["documents": "readonly"])
      try acme.binary.write(crew, to: "crew.yaml")
      let portfolio = """
        permission_templates:
          - {name: Field, scope: project, permissions: {daily_log: readonly, rfi: standard}}
        apps: [{manifest: crew.yaml, add_to_new_projects: true}]

        """
      let plan = try PortfolioTests.plan(acme, portfolio)
      let addresses = Self.addresses(plan)
      let template = try #require(addresses.firstIndex(of: "template/21"))
      let user = try #require(addresses.firstIndex(of: "user/150"))
      #expect(template < user)
    }
  }

  @Test func `nothing is lost for a moment where another order keeps it`() throws {
    let company = Self.company(
      "daily_log: readonly",
      "permissions: {directory: admin}, memberships: [{project: 6, template: 21}]"
    )
    let crew = Acme.manifest(
      version: "2.0.0",
      company: ["documents": "readonly"],
      project: ["daily_log": "admin"]
    )
    try inCompany(company, manifest: crew) { acme in
      let board = Acme.manifest(
        version: "2.0.0",
        company: ["documents": "standard"],
        project: ["daily_log": "standard"],
        name: "Board"
      )
      try acme.binary.write(board, to: "board.yaml")
      let plan = try PortfolioTests.plan(
        acme,
        """
        permission_templates:
          - {name: Field, scope: project, permissions: {daily_log: admin}}
        apps: [{manifest: crew.yaml}, {manifest: board.yaml}]

        """
      )
      let addresses = Self.addresses(plan)
      let template = try #require(addresses.firstIndex(of: "template/21"))
      let user = try #require(addresses.firstIndex(of: "user/150"))
      #expect(template < user)
      #expect(addresses.contains("user/151"))
      #expect(!plan.warningRules.contains("project-access-gap"))
    }
  }

  // MARK: - Imports

  /// A user, and a company template.
  static func person(_ template: String, _ user: String) -> String {
    """
    format_version: "1.0"
    company: {id: 8089, name: Acme}
    permission_templates: [{id: 11, name: Office, scope: company, permissions: {\(template)}}]
    users: [{id: 103, name: U, login: u@acme.example, \(user)}]

    """
  }

  @Test(
    arguments: [
      // Out of a template that changes: whoever leaves goes first.
      (
        person("admin: admin", "company_template: 11"),
        person("home: admin", "permissions: {home: readonly}"),
        ["user/103", "template/11"]
      ),
      // Into one: it changes first.
      (
        person(
          "permissions: admin, schedule: readonly",
          "permissions: {schedule: standard, documents: readonly}"
        ),
        person("schedule: standard", "company_template: 11"),
        ["template/11", "user/103"]
      ),
    ]
  )
  func `an import finds the order that gives nothing`(
    before: String,
    after: String,
    order: [String]
  ) throws {
    try inCompany(before) { acme in
      try acme.binary.write(after, to: "after.yaml")
      let plan = try acme.plan(["company", "import", "after.yaml"])
      #expect(Self.addresses(plan) == order)
      #expect(plan.warnings.isEmpty)
      try acme.carryOut(["company", "import", "after.yaml"])
    }
  }

  @Test func `what may come first is put off where nothing could come after it`() throws {
    func company(_ tool: String, _ template: String, _ user: String) -> String {
      Self.person(template, user)
        .replacingOccurrences(of: "name: Acme}", with: "name: Acme, tools: [\(tool)]}")
    }
    let before = company("home", "documents: readonly", "company_template: 11")
    let after = company("schedule", "schedule: standard", "permissions: {home: readonly}")
    try inCompany(before) { acme in
      try acme.binary.write(after, to: "after.yaml")
      let plan = try acme.plan(["company", "import", "after.yaml"])
      #expect(Self.addresses(plan) == ["company", "user/103", "template/11"])
      #expect(plan.relation == "equal")
    }
  }

  /// A project's tools, and the template of a member.
  static func project(_ tool: String, _ granted: String) -> String {
    """
    format_version: "1.0"
    company: {id: 8089, name: Acme}
    projects: [{id: 6, name: Tower, tools: [\(tool)]}]
    permission_templates:
      - {id: 21, name: Field, scope: project, permissions: {\(granted): standard}}
    users:
      - {id: 103, name: U, login: u@acme.example, memberships: [{project: 6, template: 21}]}

    """
  }

  @Test func `an import without such an order is refused`() throws {
    try inCompany(Self.project("daily_log", "rfi")) { acme in
      // Whichever comes first, the member may do something for a moment.
      try acme.binary.write(Self.project("rfi", "daily_log"), to: "after.yaml")
      try acme.expectRefusal(["company", "import", "after.yaml"], naming: "no order of these")
    }
  }

  // MARK: - Names of apps

  private static func embedded(_ name: String, _ uid: String, _ version: String) -> String {
    Acme.manifest(
      version: version,
      name: name,
      more: "app_manifest: {uid: \(uid)}\n" + Acme.fullscreen(["area"], required: [])
    )
  }

  private static func inCompanyWithTwo(_ body: (Acme) throws -> Void) throws {
    try inCompany { acme in
      for (name, uid) in [("Aaa", "u1"), ("Bbb", "u2")] {
        try acme.binary.write(embedded(name, uid, "1.0.0"), to: "\(uid).yaml")
        try acme.carryOut(["install", "\(uid).yaml", "--project", "6"])
        try acme.carryOut([
          "configure", name, "--title", "T", "--set", "area=a", "--project", "6",
        ])
      }
      try body(acme)
    }
  }

  /// Two names for the apps of two uids, and where each is found while it is applied.
  @Test(
    arguments: [
      ("Bbb", "Bbb", ["app/Bbb", "app/Aaa"]), ("Bbb", "Aaa", ["app/Aaa", "app/u2"]),
      ("Bbb", "Ccc", ["app/Bbb", "app/Aaa"]), ("Ccc", "Aaa", ["app/Aaa", "app/Bbb"]),
    ]
  )
  func `apps may get each other's names`(first: String, second: String, order: [String]) throws {
    try Self.inCompanyWithTwo { acme in
      try acme.binary.write(Self.embedded(first, "u1", "2.0.0"), to: "u1.yaml")
      try acme.binary.write(Self.embedded(second, "u2", "2.0.0"), to: "u2.yaml")
      let portfolio = """
        apps:
          - {manifest: u1.yaml, configurations: [{title: T, values: {area: one}, projects: [6]}]}
          - {manifest: u2.yaml, configurations: [{title: T, values: {area: two}, projects: [6]}]}

        """
      let plan = try PortfolioTests.plan(acme, portfolio)
      #expect(Self.addresses(plan).filter { $0.hasPrefix("app/") } == order)
      try PortfolioTests.apply(acme, portfolio)
      var areas: [String: String] = [:]
      for app in try acme.objects("apps") {
        let configurations = app["configurations"] as? [[String: Any]] ?? []
        let values = configurations.first?["values"] as? [String: String]
        areas[app["uid"] as? String ?? ""] = values?["area"]
      }
      #expect(areas == ["u1": "one", "u2": "two"])
      #expect(try acme.run(["company", "check"]).status == 0)
    }
  }

  @Test(arguments: ["app_manifest: {uid: u3}\n", ""])
  func `a new app may get the name that another one gives up`(uid: String) throws {
    try Self.inCompanyWithTwo { acme in
      try acme.binary.write(Self.embedded("Ccc", "u1", "2.0.0"), to: "u1.yaml")
      try acme.binary.write(Acme.manifest(name: "Aaa", more: uid), to: "new.yaml")
      let portfolio = """
        apps:
          - {manifest: u1.yaml, configurations: [{title: T, values: {area: one}, projects: [6]}]}
          - {manifest: new.yaml, projects: [7]}

        """
      try PortfolioTests.apply(acme, portfolio)
      let names = try acme.objects("apps").compactMap { $0["name"] as? String }
      #expect(names == ["Aaa", "Bbb", "Ccc"])
      #expect(try acme.permitted("Aaa") == [7])
      #expect(try acme.run(["company", "check"]).status == 0)
    }
  }

  @Test func `a second app of a name comes after the update of the first`() throws {
    try Self.inCompanyWithTwo { acme in
      try acme.binary.write(Self.embedded("Aaa", "u1", "2.0.0"), to: "u1.yaml")
      try acme.binary.write(Self.embedded("Aaa", "u3", "1.0.0"), to: "u3.yaml")
      let portfolio = "apps: [{manifest: u3.yaml, projects: [7]}, {manifest: u1.yaml}]\n"
      let plan = try PortfolioTests.plan(acme, portfolio)
      let apps = Self.addresses(plan).filter { $0.hasPrefix("app/") }
      #expect(apps == ["app/Aaa", "app/u3"])
      try PortfolioTests.apply(acme, portfolio)
    }
  }
}
