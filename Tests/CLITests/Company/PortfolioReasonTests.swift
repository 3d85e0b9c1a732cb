import Foundation
import Testing

/// What a portfolio's changes are put down to, and what it says of each of its apps.
@Suite struct PortfolioReasonTests {
  static let marked = "apps: [{manifest: next.yaml, projects: [6, 7], add_to_new_projects: true}]\n"

  /// The company with `Crew Sync` and another version of it at hand.
  private func inAcme(
    from manifest: String = Acme.manifest(),
    to next: String = UpdateTests.next,
    options: [String] = [],
    isUninstalled: Bool = false,
    _ body: (Acme) throws -> Void
  ) throws {
    try inCompanyWithApp(manifest, options: options) { acme in
      try acme.binary.write(next, to: "next.yaml")
      if isUninstalled { try acme.carryOut(["uninstall", "Crew Sync"]) }
      try body(acme)
    }
  }

  private func reason(of kind: String, _ plan: ShownPlan) -> String? {
    plan.changes.first { $0["kind"] as? String == kind }?["reason"] as? String
  }

  @Test(arguments: [("update", false), ("reinstall", true)])
  func `the mark is part of what changes the user anyway`(
    verb: String,
    isUninstalled: Bool
  ) throws {
    let next = Acme.manifest(version: "2.0.0", company: ["documents": "readonly"])
    try inAcme(to: next, isUninstalled: isUninstalled) { acme in
      let plan = try PortfolioTests.plan(acme, Self.marked)
      #expect(plan.approvals == ["widen"])
      #expect(reason(of: "user", plan) == verb)
      #expect(!plan.warningRules.contains("dmsa-user-edited"))
      #expect(plan.warningRules.contains("future-projects-included"))
      try PortfolioTests.apply(acme, Self.marked)
      let off = next.replacing("2.0.0", with: "3.0.0").replacing("readonly", with: "standard")
      try acme.binary.write(off, to: "next.yaml")
      let unmarked = "apps: [{manifest: next.yaml, add_to_new_projects: false}]\n"
      let second = try PortfolioTests.plan(acme, unmarked)
      #expect(reason(of: "user", second) == "update")
      #expect(!second.approvals.contains("risk:dmsa-user-edited"))
      try PortfolioTests.apply(acme, unmarked)
      #expect(try acme.user()["add_to_new_projects"] as? Bool == false)
    }
  }

  @Test func `the mark alone is user set, and free of acceptance both ways`() throws {
    try inAcme(to: Acme.manifest()) { acme in
      let plan = try PortfolioTests.plan(acme, Self.marked)
      #expect(reason(of: "user", plan) == "user set")
      #expect(plan.approvals == ["widen"])
      try PortfolioTests.apply(acme, Self.marked)
      let unmarked = Self.marked.replacing("true", with: "false")
      let off = try PortfolioTests.plan(acme, unmarked)
      #expect(reason(of: "user", off) == "user set")
      #expect(off.approvals.isEmpty)
      try PortfolioTests.apply(acme, unmarked)
    }
  }

  @Test(arguments: [(false, false), (true, true)])
  func `a mark takes consent though the update takes none`(isMarked: Bool, asks: Bool) throws {
    try inAcme(to: Acme.manifest(version: "1.0.1")) { acme in
      let text = isMarked ? Self.marked : "apps: [{manifest: next.yaml, projects: [6, 7]}]\n"
      let plan = try PortfolioTests.plan(acme, text)
      let summary = plan.json["summary"] as? [String: Any]
      #expect(summary?["requires_consent"] as? Bool == asks)
    }
  }

  @Test func `a configuration that an update leaves alone is configured`() throws {
    let board = Acme.manifest(more: Acme.fullscreen(["area"], required: []))
    let next = board.replacing("version: 1.0.0", with: "version: 1.0.1")
    try inAcme(from: board, to: next) { acme in
      let configure = ["configure", "Crew Sync", "--title", "East", "--set", "area=a"]
      try acme.carryOut(configure + ["--project", "6"])
      let plan = try PortfolioTests.plan(
        acme,
        "apps: [{manifest: next.yaml, configurations: [{title: East, values: {area: b}, projects: [6]}]}]\n"
      )
      #expect(reason(of: "configuration", plan) == "configure")
      #expect(reason(of: "app", plan) == "update")
    }
  }

  // MARK: - Rights

  @Test func `what a portfolio leaves as it is takes no right`() throws {
    try inAcme { acme in
      let text = """
        settings: {allow_user_installs: false}
        permission_templates: [{name: Field, scope: project, permissions: {daily_log: standard}}]
        apps: [{manifest: crew.yaml, projects: [6, 7], add_to_new_projects: false}]

        """
      let plan = try PortfolioTests.plan(acme, text, ["--as", "worker@acme.example"])
      #expect(!plan.isApplyable && plan.json["refused"] == nil)
      try acme.carryOut(["uninstall", "Crew Sync"])
      try PortfolioTests.write(acme, "apps: [{manifest: crew.yaml}]\n")
      try acme.expect(1, ["plan", "p.yaml", "--as", "worker@acme.example"])
    }
  }

  @Test(arguments: [(6, Int32(0)), (7, 1)])
  func `a member may declare a configuration of a project`(project: Int, status: Int32) throws {
    let board = Acme.manifest(more: Acme.fullscreen(["area"], required: []))
    try inAcme(from: board) { acme in
      try PortfolioTests.write(
        acme,
        "apps: [{manifest: crew.yaml, configurations: [{title: A, values: {}, projects: [\(project)]}]}]\n"
      )
      try acme.expect(status, ["plan", "p.yaml", "--as", "worker@acme.example"])
    }
  }

  // MARK: - What it warns of

  @Test(arguments: [false, true])
  func `a reinstall at another version is looked at as an update is`(isUninstalled: Bool) throws {
    let board = Acme.manifest(more: Acme.fullscreen(["area"], required: []))
    let next = Acme.manifest(
      version: "1.0.1",
      more: Acme.fullscreen(["area", "zone"], required: ["zone"], host: "elsewhere.io")
    )
    try inCompanyWithApp(board) { acme in
      let configure = ["configure", "Crew Sync", "--title", "East", "--set", "area=a"]
      try acme.carryOut(configure + ["--project", "6"])
      if isUninstalled { try acme.carryOut(["uninstall", "Crew Sync"]) }
      try acme.binary.write(next, to: "next.yaml")
      let rules = try PortfolioTests.plan(acme, "apps: [{manifest: next.yaml}]\n").warningRules
      for rule in ["embedded-host-changed", "required-field-added", "version-bump-too-small"] {
        #expect(rules.contains(rule), "\(rules)")
      }
      let mute = Acme.manifest(version: "3.0.0", project: [:])
        .replacing("  version: 3.0.0", with: "  version: 3.0.0\n  authentication: []")
      try acme.binary.write(mute, to: "next.yaml")
      try PortfolioTests.write(acme, "apps: [{manifest: next.yaml}]\n")
      let run = try acme.run(["plan", "p.yaml", "--format", "json"])
      #expect(run.status == 1)
      let refused = try run.json()["refused"] as? [[String: Any]]
      #expect(refused?.first?["rule"] as? String == "data-connection-removed")
    }
  }

  @Test(
    arguments: [
      ("", true), (", configurations: []", false),
      (", configurations: [{title: East, values: {area: a, zone: z}, projects: [6]}]", false),
      (", configurations: [{title: East, values: {area: a}, projects: [6]}]", true),
    ]
  )
  func `a required field lacks where no declared value fills it`(
    configurations: String,
    isWarned: Bool
  ) throws {
    let board = Acme.manifest(more: Acme.fullscreen(["area"], required: []))
    let next = Acme.manifest(
      version: "2.0.0",
      more: Acme.fullscreen(["area", "zone"], required: ["zone"])
    )
    try inAcme(from: board, to: next) { acme in
      let configure = ["configure", "Crew Sync", "--title", "East", "--set", "area=a"]
      try acme.carryOut(configure + ["--project", "6"])
      let text = "apps: [{manifest: next.yaml\(configurations)}]\n"
      let rules = try PortfolioTests.plan(acme, text).warningRules
      #expect(rules.contains("required-field-added") == isWarned, "\(rules)")
    }
  }

  @Test func `each app is warned of by its name`() throws {
    try inCompany { acme in
      try acme.binary.write(Acme.manifest(name: "Other"), to: "other.yaml")
      let plan = try PortfolioTests.plan(
        acme,
        """
        apps:
          - {manifest: crew.yaml, add_to_new_projects: true}
          - {manifest: other.yaml, add_to_new_projects: true}

        """
      )
      for rule in ["future-projects-included", "no-permitted-projects"] {
        let messages = plan.warnings.filter { $0["rule"] as? String == rule }
          .compactMap { $0["message"] as? String }
        #expect(messages.count == 2)
        #expect(messages.contains { $0.contains("`Crew Sync`") })
        #expect(messages.contains { $0.contains("`Other`") })
      }
    }
  }

  // MARK: - Names

  @Test func `an app doesn't come back by another app's name`() throws {
    let first = Acme.manifest(more: "app_manifest: {uid: aa}\n")
    try inAcme(from: first, isUninstalled: true) { acme in
      try acme.binary.write(Acme.manifest(name: "Other"), to: "other.yaml")
      try acme.carryOut(["install", "other.yaml"])
      let renamed = first.replacing("name: Crew Sync", with: "name: Other")
        .replacing("version: 1.0.0", with: "version: 2.0.0")
      try acme.binary.write(renamed, to: "next.yaml")
      try PortfolioTests.write(acme, "apps: [{manifest: next.yaml}]\n")
      let run = try acme.run(["plan", "p.yaml"])
      #expect(run.status == 1)
      #expect((run.output + run.error).contains("belongs to another app"))
    }
  }

  @Test func `the check finds two apps that nothing tells apart`() throws {
    try inAcme { acme in
      try acme.binary.write(Acme.manifest(name: "Other"), to: "other.yaml")
      try acme.carryOut(["install", "other.yaml"])
      try acme.succeed(["company", "check"])
      try LogTests.tamper(acme, "UPDATE apps SET name = 'Crew Sync'")
      let check = try acme.run(["company", "check"])
      #expect(check.status == 1)
      #expect(check.output.contains("several apps have the name `Crew Sync`"))
    }
  }
}
