import Foundation
import Testing

/// Every rule over changes that the plan of a verb can carry.
@Suite struct WarningTests {
  /// What warns of each rule, and what doesn't.
  static func rules(_ acme: Acme, _ next: String, _ verb: [String]) throws -> [String] {
    try acme.binary.write(next, to: "next.yaml")
    return try acme.plan(verb).warningRules
  }

  static let update = ["update", "next.yaml", "--keep-projects"]
  static let embedded = Acme.manifest(more: Acme.fullscreen(["area"], required: []))

  @Test func `no-permitted-projects`() throws {
    try inCompany { acme in
      let rule = "no-permitted-projects"
      #expect(try acme.plan(["install", "crew.yaml"]).warningRules.contains(rule))
      let some = ["install", "crew.yaml", "--project", "6"]
      #expect(try !acme.plan(some).warningRules.contains(rule))
      try acme.carryOut(some)
      #expect(
        try acme.plan(["projects", "remove", "Crew Sync", "6"]).warningRules.contains(rule)
      )
    }
  }

  @Test func `inactive-project`() throws {
    try inCompany { acme in
      let install = try acme.plan(["install", "crew.yaml", "--project", "8", "--project", "6"])
      let warning = try #require(
        install.warnings.first { $0["rule"] as? String == "inactive-project" }
      )
      #expect(warning["projects"] as? [Int] == [8])
      try acme.carryOut(["install", "crew.yaml", "--project", "6"])
      for verb in [
        ["projects", "add", "Crew Sync", "8"],
        ["user", "set", "worker@acme.example", "--project", "8"],
      ] {
        #expect(try acme.plan(verb).warningRules.contains("inactive-project"))
      }
      #expect(
        try Self.rules(acme, UpdateTests.next, Self.update + ["--project", "8"])
          .contains("inactive-project")
      )
      try acme.carryOut(["uninstall", "Crew Sync"])
      #expect(
        try acme.plan(["reinstall", "Crew Sync", "--project", "8"]).warningRules
          .contains("inactive-project")
      )
    }
  }

  @Test func `grant-on-disabled-tool`() throws {
    let rule = "grant-on-disabled-tool"
    try inCompany { acme in
      let yard = try acme.plan(["install", "crew.yaml", "--project", "9"])
      #expect(yard.warningRules.contains(rule))
      let tower = try acme.plan(["install", "crew.yaml", "--project", "6"])
      #expect(!tower.warningRules.contains(rule))
      try acme.carryOut(["install", "crew.yaml", "--project", "6"])
      #expect(try acme.plan(["projects", "add", "Crew Sync", "9"]).warningRules.contains(rule))
      #expect(
        try acme.plan(
          ["template", "set", "Office", "--scope", "company", "--set", "reports=readonly"]
        ).warningRules.contains(rule)
      )
    }
    try inCompany(manifest: Acme.manifest(company: ["reports": "readonly"])) { acme throws in
      #expect(try acme.plan(["install", "crew.yaml"]).warningRules.contains(rule))
    }
  }

  @Test func `future-projects-included`() throws {
    try inCompanyWithApp { acme in
      let rule = "future-projects-included"
      try acme.binary.write(Acme.manifest(name: "New"), to: "new.yaml")
      #expect(
        try acme.plan(["install", "new.yaml", "--add-to-new-projects"]).warningRules.contains(rule)
      )
      #expect(
        try !acme.plan(["install", "new.yaml", "--project", "6"]).warningRules.contains(rule)
      )
      let admin = Acme.manifest(version: "2.0.0", company: ["directory": "admin"])
      #expect(try Self.rules(acme, admin, Self.update).contains(rule))
      let login = try #require(try acme.user()["login"] as? String)
      #expect(
        try acme.plan(
          ["user", "set", login, "--default-project-template", "21", "--add-to-new-projects"]
        ).warningRules.contains(rule)
      )
    }
  }

  @Test func `a configuration shows nothing new where the app reaches new projects already`() throws
  {
    for (company, isNew) in [(["directory": "admin"], false), (["directory": "readonly"], true)] {
      try inCompany { acme in
        let manifest = Acme.manifest(
          company: company,
          more: Acme.fullscreen(["area"], required: ["area"])
        )
        try acme.binary.write(manifest, to: "board.yaml")
        try acme.carryOut(
          ["install", "board.yaml", "--project", "6", "--accept-risk", "company-directory-admin"]
        )
        let future = ["configure", "Crew Sync", "--title", "All", "--set", "area=a", "--future"]
        #expect(
          try acme.plan(future).warningRules == (isNew ? ["future-projects-included"] : [])
        )
      }
    }
  }

  @Test func `a configuration that names an inactive project warns at every change`() throws {
    let configurations = "[{title: East, values: {area: a, tenant: t}, projects: [6, 8]}]"
    try inCompany(EmbeddedCompany.snapshot(configurations: configurations)) { acme in
      let change = ["configure", "Board", "--title", "East"]
      let plan = try acme.plan(change + ["--set", "area=b"])
      #expect(plan.warningRules == ["inactive-project"])
      #expect(plan.warnings.first?["projects"] as? [Int] == [8])
      #expect(try acme.plan(change + ["--project", "6"]).warningRules == [])
      #expect(try acme.plan(change + ["--remove"]).warningRules == [])
      let head = "app: {name: Board, version: 1.1.0, authentication: [user_level]}\n"
      let notes = "post_installation_instruction: {notes: Create a configuration.}\n"
      try acme.binary.write(head + notes + EmbeddedCompany.board, to: "board.yaml")
      let update = try acme.plan(["update", "board.yaml", "--set", "area=c"])
      #expect(update.warningRules == ["inactive-project"])
      #expect(try acme.plan(["update", "board.yaml"]).warningRules == [])
    }
  }

  @Test func `user-deactivated`() throws {
    try inCompanyWithApp { acme in
      try acme.editUser { $0["active"] = false }
      for verb in [Self.update, ["projects", "add", "Crew Sync", "9"]] {
        #expect(try Self.rules(acme, UpdateTests.next, verb).contains("user-deactivated"))
      }
    }
  }

  @Test func `version-bump-too-small`() throws {
    try inCompanyWithApp { acme throws in
      let rule = "version-bump-too-small"
      for (version, isTooSmall) in [("1.0.1", true), ("1.1.0", true), ("2.0.0", false)] {
        let next = Acme.manifest(version: version, project: ["daily_log": "admin"])
        #expect(try Self.rules(acme, next, Self.update).contains(rule) == isTooSmall)
      }
    }
  }

  @Test func `embedded-host-changed`() throws {
    try inCompanyWithApp(Self.embedded) { acme throws in
      let moved = Acme.manifest(
        version: "2.0.0",
        more: Acme.fullscreen(["area"], required: [], host: "elsewhere.io")
      )
      #expect(try Self.rules(acme, moved, Self.update).contains("embedded-host-changed"))
      let same = Self.embedded.replacing("version: 1.0.0", with: "version: 2.0.0")
      #expect(try !Self.rules(acme, same, Self.update).contains("embedded-host-changed"))
    }
  }

  @Test func `view-removed`() throws {
    func panel(_ version: String, _ views: String) -> String {
      Acme.manifest(
        version: version,
        more: "sidepanel:\n  source_url: https://crew.io/p\n  views: [\(views)]\n"
      )
    }
    let view = "commitments.work_order_contracts.detail"
    try inCompanyWithApp(panel("1.0.0", "\(view), rfi.detail")) { acme throws in
      #expect(try Self.rules(acme, panel("2.0.0", view), Self.update).contains("view-removed"))
      #expect(
        try !Self.rules(acme, panel("2.0.0", "\(view), rfi.detail"), Self.update)
          .contains("view-removed")
      )
    }
  }

  @Test func `a risk that the new side has and the old had not`() throws {
    let admin = Acme.manifest(version: "2.0.0", project: ["directory": "admin"])
    try inCompanyWithApp { acme throws in
      #expect(try Self.rules(acme, admin, Self.update).contains("project-directory-admin"))
    }
    try inCompany(manifest: admin) { acme in
      #expect(
        try acme.plan(["install", "crew.yaml"]).warningRules.contains("project-directory-admin")
      )
      try acme.carryOut(
        ["install", "crew.yaml", "--project", "6", "--accept-risk", "project-directory-admin"]
      )
      let next = admin.replacing("2.0.0", with: "3.0.0")
      #expect(try !Self.rules(acme, next, Self.update).contains("project-directory-admin"))
    }
  }

  @Test func `permitted-projects-reset in a reinstall`() throws {
    try inCompanyWithApp { acme in
      try acme.carryOut(["uninstall", "Crew Sync"])
      let plan = try acme.plan(["reinstall", "Crew Sync", "--project", "6"])
      let warning = plan.warnings.first { $0["rule"] as? String == "permitted-projects-reset" }
      #expect(warning?["projects"] as? [Int] == [7])
    }
  }

  @Test func `every warning has a rule and a message`() throws {
    try inCompany { acme in
      let plan = try acme.plan(["install", "crew.yaml", "--project", "8", "--project", "9"])
      #expect(plan.warnings.count == 2)
      let messages = plan.warnings.compactMap { $0["message"] as? String }
      #expect(messages.count == 2 && plan.warningRules.count == 2)
      #expect(messages.allSatisfy { !$0.isEmpty && $0.last != "." })
    }
  }

  @Test func `no-permitted-projects, with company levels alone`() throws {
    let manifest = Acme.manifest(company: ["documents": "readonly"], project: [:])
    try inCompany(manifest: manifest) { acme throws in
      #expect(
        try acme.plan(["install", "crew.yaml"]).warningRules.contains("no-permitted-projects")
      )
    }
    let admin = Acme.manifest(company: ["directory": "admin"], project: [:])
    try inCompany(manifest: admin) { acme throws in
      #expect(
        try !acme.plan(["install", "crew.yaml"]).warningRules.contains("no-permitted-projects")
      )
    }
  }

  @Test func `templates that give nothing somewhere`() throws {
    try inCompany { acme in
      let create = ["template", "create", "New", "--scope", "project", "--set", "rfi=readonly"]
      let shed = try acme.plan(create + ["--project", "Shed"])
      #expect(shed.warnings.first?["projects"] as? [Int] == [8])
      #expect(shed.warningRules == ["inactive-project"])
      #expect(try acme.plan(create).warningRules.isEmpty)
      let join = ["user", "set", "worker@acme.example", "--project", "9"]
      try acme.carryOut(join + ["--template", "21"])
      let set = ["template", "set", "Field", "--scope", "project", "--set"]
      let yard = try acme.plan(set + ["documents=readonly"])
      #expect(yard.warningRules == ["grant-on-disabled-tool"])
      #expect(yard.warnings.first?["projects"] as? [Int] == [9])
      for level in ["rfi=readonly", "daily_log=none"] {
        #expect(try acme.plan(set + [level]).warningRules.isEmpty)
      }
      let declared = try PortfolioTests.plan(
        acme,
        """
        permission_templates:
          - {name: Field, scope: project, permissions: {daily_log: standard, documents: admin}}
          - {name: New, scope: project, project: Shed, permissions: {rfi: admin}}

        """
      )
      #expect(Set(declared.warningRules) == ["grant-on-disabled-tool", "inactive-project"])
      #expect(declared.warnings.count == 2)
    }
  }

  @Test func `memberships put back that give nothing`() throws {
    try inCompanyWithApp(projects: ["6", "8", "9"]) { acme in
      try acme.editUser { $0["memberships"] = [] }
      let reverted = try acme.drift().compactMap { $0["id"] as? String }
      let plan = try acme.plan(["drift"] + reverted.flatMap { ["--revert", $0] })
      #expect(Set(plan.warningRules) == ["grant-on-disabled-tool", "inactive-project"])
      for (rule, projects) in [("grant-on-disabled-tool", [9]), ("inactive-project", [8])] {
        let warning = plan.warnings.first { $0["rule"] as? String == rule }
        #expect(warning?["projects"] as? [Int] == projects)
      }
    }
  }

  @Test func `an app that is back is shown in future projects again`() throws {
    let rule = "future-projects-included"
    try inCompanyWithApp(Self.embedded) { acme in
      try acme.carryOut(["configure", "Crew Sync", "--title", "All", "--future"])
      try acme.carryOut(["uninstall", "Crew Sync"])
      #expect(try acme.plan(["reinstall", "Crew Sync"]).warningRules.contains(rule))
      for (configurations, isWarned) in [("", true), (", configurations: []", false)] {
        let text = "apps: [{manifest: crew.yaml\(configurations)}]\n"
        #expect(try PortfolioTests.plan(acme, text).warningRules.contains(rule) == isWarned)
      }
    }
  }
}
