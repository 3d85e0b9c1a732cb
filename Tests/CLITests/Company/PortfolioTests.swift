import Foundation
import Testing

@Suite struct PortfolioTests {
  static func write(_ acme: Acme, _ text: String) throws {
    try acme.binary.write("format_version: \"1.0\"\n" + text, to: "p.yaml")
  }

  static func plan(_ acme: Acme, _ text: String, _ flags: [String] = []) throws -> ShownPlan {
    try write(acme, text)
    let run = try acme.succeed(["plan", "p.yaml", "--format", "json"] + flags)
    return ShownPlan(try run.json())
  }

  /// Applies a portfolio, and again, when there is to be nothing to do.
  static func apply(
    _ acme: Acme,
    _ text: String,
    _ flags: [String] = [],
    _ location: SourceLocation = #_sourceLocation
  ) throws {
    try write(acme, text)
    try acme.carryOut(["apply", "p.yaml"] + flags, location)
    let again = try acme.succeed(["apply", "p.yaml"], location)
    #expect(again.output.contains("No changes"), sourceLocation: location)
    #expect(try !plan(acme, text).isApplyable, sourceLocation: location)
    #expect(try acme.run(["log", "--verify"]).status == 0, sourceLocation: location)
  }

  @Test func `plan never asks and never writes`() throws {
    try inCompany { acme in
      let before = try acme.export()
      let plan = try Self.plan(acme, "apps: [{manifest: crew.yaml, projects: [6]}]\n")
      #expect(plan.isApplyable)
      #expect(plan.approvals == ["widen"])
      #expect(plan.reasons == ["install"])
      #expect(try acme.export() == before)
      #expect(try acme.run(["apply", "p.yaml", "--yes"]).status == 7)
    }
  }

  @Test func `what comes back without a service account is added to no new project`() throws {
    try inCompanyWithApp(options: ["--add-to-new-projects"]) { acme in
      let login = try #require(try acme.user()["login"] as? String)
      try acme.carryOut(["uninstall", "Crew Sync"])
      try acme.carryOut(["user", "set", login, "--add-to-new-projects"])
      try acme.binary.write(
        """
        schema_version: "4.1"
        app: {name: Crew Sync, version: 2.0.0, authentication: [user_level]}
        post_installation_instruction: {notes: Choose what is shown.}
        fullscreen: {source_url: "https://crew.crewsync.io/", description: Crews}

        """,
        to: "crew.yaml"
      )
      try Self.apply(acme, "apps: [{manifest: crew.yaml, add_to_new_projects: false}]\n")
      #expect(try acme.user()["add_to_new_projects"] as? Bool != true)
    }
  }

  @Test func `a refusal names no rule that the linter lacks`() throws {
    try inCompany { acme in
      try Self.write(acme, "permission_templates: [{name: G, scope: company, project: 6}]\n")
      let run = try acme.run(["plan", "p.yaml", "--format", "json"])
      #expect(run.status == 1)
      let refused = try #require(try run.json()["refused"] as? [[String: Any]])
      #expect(refused.count == 1)
      #expect(refused.allSatisfy { $0["rule"] is NSNull })
    }
  }

  @Test func `absent: installed`() throws {
    try inCompany { acme in
      try Self.apply(acme, "apps: [{manifest: crew.yaml, projects: [6, Bridge]}]\n")
      #expect(try acme.permitted() == [6, 7])
    }
  }

  @Test func `all: those active now`() throws {
    try inCompany { acme in
      try Self.apply(acme, "apps: [{manifest: crew.yaml, projects: all}]\n")
      #expect(try acme.permitted() == [6, 7, 9])
    }
  }

  @Test(
    arguments: [
      ("", [6, 7]), (", projects: [6, 9]", [6, 9]), (", projects: []", []),
      (", projects: all", [6, 7, 9]),
    ]
  )
  func `lower: updated`(projects: String, permitted: [Int]) throws {
    try inCompanyWithApp { acme in
      try acme.binary.write(
        Acme.manifest(version: "1.1.0", project: ["daily_log": "standard"]),
        to: "next.yaml"
      )
      try Self.apply(acme, "apps: [{manifest: next.yaml\(projects)}]\n")
      #expect(try acme.permitted() == permitted)
      #expect(try acme.memberships() == permitted)
      #expect(try acme.app()["version"] as? String == "1.1.0")
      #expect(try acme.drift().isEmpty)
    }
  }

  @Test func `higher: refused without --allow-downgrade`() throws {
    try inCompanyWithApp { acme in
      try acme.binary.write(Acme.manifest(version: "0.9.0"), to: "old.yaml")
      try Self.write(acme, "apps: [{manifest: old.yaml}]\n")
      for command in [["plan", "p.yaml"], ["apply", "p.yaml", "--yes"]] {
        let run = try acme.run(command + ["--format", "json"])
        #expect(run.status == 1)
        let refused = try run.json()["refused"] as? [[String: Any]]
        #expect(refused?.first?["rule"] as? String == "version-not-raised")
        #expect((refused?.first?["message"] as? String)?.contains("p.yaml:2:") == true)
      }
      try acme.carryOut(["apply", "p.yaml", "--allow-downgrade"])
      #expect(try acme.app()["version"] as? String == "0.9.0")
      #expect(try acme.permitted() == [6, 7])
    }
  }

  @Test func `same version, other digest: refused`() throws {
    try inCompanyWithApp { acme in
      try acme.binary.write(Acme.manifest(project: ["rfi": "readonly"]), to: "same.yaml")
      try Self.write(acme, "apps: [{manifest: same.yaml}]\n")
      let run = try acme.run(["plan", "p.yaml", "--format", "json", "--allow-downgrade"])
      #expect(run.status == 1)
      let refused = try run.json()["refused"] as? [[String: Any]]
      #expect(refused?.first?["rule"] as? String == "version-not-raised")
    }
  }

  @Test(arguments: [
    "{name: Crew Sync, state: uninstalled}", "{manifest: crew.yaml, state: uninstalled}",
  ])
  func `installed: uninstalled`(app: String) throws {
    try inCompanyWithApp { acme in
      try Self.apply(acme, "apps: [\(app)]\n")
      #expect(try acme.app()["state"] as? String == "uninstalled")
      #expect(try acme.permitted() == [6, 7])
      #expect(try acme.memberships().isEmpty)
    }
  }

  @Test func `uninstalled, and absent: nothing to do`() throws {
    try inCompany { acme throws in
      #expect(try !Self.plan(acme, "apps: [{name: None, state: uninstalled}]\n").isApplyable)
    }
  }

  @Test(arguments: [("", [6, 7]), (", projects: [9]", [9]), (", projects: []", [])])
  func `uninstalled: reinstalled`(projects: String, permitted: [Int]) throws {
    try inCompanyWithApp { acme in
      let user = try acme.app()["user"] as? Int
      try acme.carryOut(["uninstall", "Crew Sync"])
      #expect(
        try Self.plan(acme, "apps: [{manifest: crew.yaml\(projects)}]\n").reasons == ["reinstall"]
      )
      try Self.apply(acme, "apps: [{manifest: crew.yaml\(projects)}]\n")
      #expect(try acme.app()["user"] as? Int == user)
      #expect(try acme.memberships() == permitted)
    }
  }

  @Test func `uninstalled at another version: reinstalled straight at this one`() throws {
    try inCompanyWithApp { acme in
      try acme.carryOut(["uninstall", "Crew Sync"])
      try acme.binary.write(
        Acme.manifest(version: "2.0.0", project: ["rfi": "standard"]),
        to: "next.yaml"
      )
      try Self.apply(acme, "apps: [{manifest: next.yaml}]\n")
      #expect(try acme.app()["version"] as? String == "2.0.0")
      #expect(try acme.permitted() == [6, 7])
      #expect(try acme.drift().isEmpty)
    }
  }

  @Test func `projects are a whole list, and memberships made by hand stay as drift`() throws {
    try inCompanyWithApp { acme in
      let login = try #require(try acme.user()["login"] as? String)
      try acme.carryOut(
        ["user", "set", login, "--project", "9", "--accept-risk", "dmsa-user-edited"]
      )
      try Self.apply(acme, "apps: [{manifest: crew.yaml, projects: [7]}]\n")
      #expect(try acme.permitted() == [7])
      #expect(try acme.memberships() == [7, 9])
      #expect(try acme.driftKinds() == ["membership-added"])
      try Self.apply(acme, "apps: [{manifest: crew.yaml}]\n".replacing("apps", with: "apps"))
      #expect(try acme.permitted() == [7])
    }
  }

  @Test func `the mark makes its template, and taking it off leaves that`() throws {
    try inCompanyWithApp { acme in
      try Self.apply(acme, "apps: [{manifest: crew.yaml, add_to_new_projects: true}]\n")
      let template = try acme.template("Crew Sync")
      #expect(try acme.user()["default_project_template"] as? Int == template["id"] as? Int)
      #expect(try acme.user()["add_to_new_projects"] as? Bool == true)
      try Self.apply(acme, "apps: [{manifest: crew.yaml}]\n")
      #expect(try acme.user()["add_to_new_projects"] as? Bool == true)
      try Self.apply(acme, "apps: [{manifest: crew.yaml, add_to_new_projects: false}]\n")
      #expect(try acme.user()["add_to_new_projects"] as? Bool == false)
      #expect(try acme.user()["default_project_template"] as? Int == template["id"] as? Int)
      try Self.apply(acme, "apps: [{manifest: crew.yaml, add_to_new_projects: true}]\n")
      #expect(try acme.objects("permission_templates").count == 4)
    }
  }

  @Test func `configurations are a whole list`() throws {
    let manifest = Acme.manifest(more: Acme.fullscreen(["area", "zone"], required: ["area"]))
    try inCompanyWithApp(manifest) { acme in
      func configured(_ configurations: String) throws -> [String?] {
        try Self.apply(acme, "apps: [{manifest: crew.yaml\(configurations)}]\n")
        let list = try #require(try acme.app()["configurations"] as? [[String: Any]])
        return list.map { $0["title"] as? String }
      }
      #expect(
        try configured(
          ", configurations: [{title: East, values: {area: a}, projects: [6]},"
            + " {title: West, values: {area: b}, projects: future}]"
        ) == ["East", "West"]
      )
      #expect(try configured("") == ["East", "West"])
      #expect(
        try configured(
          ", configurations: [{title: West, values: {area: c}, projects: company}]"
        ) == ["West"]
      )
      #expect(try configured(", configurations: []") == [])
      for (entry, rule) in [
        ("{title: East, values: {}, projects: [6]}", "area"),
        ("{title: East, values: {area: a, aera: b}, projects: [6]}", "aera"),
        ("{title: East, values: {area: a}, projects: [66]}", "66"),
      ] {
        try Self.write(acme, "apps: [{manifest: crew.yaml, configurations: [\(entry)]}]\n")
        let run = try acme.run(["plan", "p.yaml", "--format", "json"])
        #expect(run.status == 1)
        #expect(run.output.contains(rule), "\(run.output)\(run.error)")
      }
    }
  }

  @Test func `templates' permissions are whole, others are left alone`() throws {
    try inCompany { acme in
      try Self.apply(
        acme,
        """
        permission_templates:
          - {name: Field, scope: project, permissions: {rfi: readonly}}
          - {name: New, scope: company, permissions: {documents: admin}}
          - {name: Special, scope: project, project: Tower, permissions: {rfi: admin}}

        """
      )
      #expect(try acme.objects("permission_templates").count == 4)
      func levels(_ name: String) throws -> [String: String]? {
        try acme.template(name)["permissions"] as? [String: String]
      }
      #expect(try levels("Field") == ["rfi": "readonly"])
      #expect(try levels("New") == ["documents": "admin"])
      #expect(try levels("Special") == ["rfi": "admin"])
      #expect(try levels("Office") == ["documents": "readonly"])
    }
  }

  @Test func `apps that aren't named are unmanaged`() throws {
    try inCompanyWithApp { acme in
      try acme.binary.write(Acme.manifest(name: "Other"), to: "other.yaml")
      #expect(try Self.plan(acme, "apps: [{manifest: other.yaml}]\n").unmanaged == ["Crew Sync"])
      #expect(try Self.plan(acme, "apps: [{manifest: crew.yaml}]\n").unmanaged.isEmpty)
      #expect(
        try Self.plan(acme, "apps: [{name: Crew Sync, state: uninstalled}]\n").unmanaged.isEmpty
      )
    }
  }

  @Test func `an accepted risk is accepted by the file`() throws {
    try inCompany(manifest: Acme.manifest(company: ["directory": "admin"])) { acme in
      let plan = try Self.plan(acme, "apps: [{manifest: crew.yaml}]\n")
      #expect(
        plan.approvals == ["widen", "risk:company-directory-admin"].sorted()
          || plan.approvals == ["widen", "risk:company-directory-admin"]
      )
      try Self.apply(
        acme,
        "apps: [{manifest: crew.yaml, accept_risk: {company-directory-admin: Crew leads}}]\n"
      )
    }
  }

  @Test func `name and version are for a manifest that has none`() throws {
    let nameless = RefusalTests.nameless
    try inCompany(manifest: nameless) { acme in
      try Self.write(acme, "apps: [{manifest: crew.yaml, version: 1.0.0}]\n")
      #expect([1, 7].contains(try acme.run(["plan", "p.yaml"]).status))
      try Self.apply(acme, "apps: [{manifest: crew.yaml, name: Crew, version: 1.2.3}]\n")
      #expect(try acme.app("Crew")["version"] as? String == "1.2.3")
      try acme.binary.write(Acme.manifest(name: "Named"), to: "crew.yaml")
      try Self.apply(acme, "apps: [{manifest: crew.yaml, name: Named, version: 1.0.0}]\n")
      #expect(try acme.app("Named")["version"] as? String == "1.0.0")
    }
  }

  @Test func `a manifest's path starts at the portfolio`() throws {
    try inCompany { acme in
      try acme.binary.write(Acme.manifest(), to: "deep/apps/crew.yaml")
      try acme.binary.write(
        "format_version: \"1.0\"\napps: [{manifest: apps/crew.yaml}]\n",
        to: "deep/p.yaml"
      )
      try acme.succeed(["plan", "deep/p.yaml"])
    }
  }
}
