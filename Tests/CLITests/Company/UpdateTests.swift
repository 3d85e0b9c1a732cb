import Foundation
import Testing

@Suite struct UpdateTests {
  static let next = Acme.manifest(version: "1.1.0", project: ["daily_log": "standard"])

  static func updated(
    _ flags: [String] = [],
    from manifest: String = Acme.manifest(),
    to next: String = next,
    installing options: [String] = [],
    _ body: (Acme) throws -> Void
  ) throws {
    try inCompanyWithApp(manifest, options: options) { acme in
      try acme.binary.write(next, to: "next.yaml")
      try acme.carryOut(["update", "next.yaml"] + flags)
      try body(acme)
    }
  }

  @Test func `permitted projects are reset, and the plan lists them`() throws {
    try inCompanyWithApp { acme in
      try acme.binary.write(Self.next, to: "next.yaml")
      let plan = try acme.plan(["update", "next.yaml"])
      let reset = try #require(
        plan.warnings.first { $0["rule"] as? String == "permitted-projects-reset" }
      )
      #expect(reset["projects"] as? [Int] == [6, 7])
      #expect((reset["message"] as? String)?.contains("--keep-projects") == true)
      #expect(plan.approvals == ["remove"])
      try acme.carryOut(["update", "next.yaml"])
      #expect(try acme.permitted().isEmpty)
      #expect(try acme.memberships().isEmpty)
    }
  }

  @Test(
    arguments: [
      (["--keep-projects"], [6, 7]), (["--project", "9"], [9]), (["--project", "7"], [7]),
      (["--keep-projects", "--project", "9"], [6, 7, 9]), (["--all-projects"], [6, 7, 9]),
    ]
  )
  func `projects that are kept or named`(flags: [String], permitted: [Int]) throws {
    try Self.updated(flags) { acme throws in
      #expect(try acme.permitted() == permitted)
      #expect(try acme.memberships() == permitted)
      #expect(try acme.drift().isEmpty)
      #expect(try acme.app()["version"] as? String == "1.1.0")
    }
  }

  @Test func `kept projects are no reset and no gap`() throws {
    try inCompanyWithApp { acme in
      try acme.binary.write(Self.next, to: "next.yaml")
      let plan = try acme.plan(["update", "next.yaml", "--keep-projects"])
      #expect(!plan.warningRules.contains("permitted-projects-reset"))
      #expect(!plan.warningRules.contains("project-access-gap"))
      #expect(plan.approvals == ["widen"])
      #expect(plan.actions.filter { $0.contains("delete") }.isEmpty)
    }
  }

  @Test(
    arguments: [
      ([], []), (["--keep-projects"], [6, 7, 9]), (["--project", "7"], [7, 9]),
      (["--keep-projects", "--project", "7"], [6, 7, 9]),
    ]
  )
  func `memberships made by hand`(flags: [String], members: [Int]) throws {
    try inCompanyWithApp { acme in
      let login = try #require(try acme.user()["login"] as? String)
      try acme.carryOut(
        ["user", "set", login, "--project", "9", "--accept-risk", "dmsa-user-edited"]
      )
      try acme.binary.write(Self.next, to: "next.yaml")
      try acme.carryOut(["update", "next.yaml"] + flags)
      #expect(try acme.memberships() == members)
      #expect(try acme.driftKinds() == (members.contains(9) ? ["membership-added"] : []))
    }
  }

  @Test func `one made by hand where it is permitted now is taken over`() throws {
    try inCompanyWithApp { acme in
      let login = try #require(try acme.user()["login"] as? String)
      try acme.carryOut(
        ["user", "set", login, "--project", "9", "--accept-risk", "dmsa-user-edited"]
      )
      try acme.binary.write(Self.next, to: "next.yaml")
      try acme.carryOut(["update", "next.yaml", "--project", "9"])
      #expect(try acme.permitted() == [9])
      #expect(try acme.drift().isEmpty)
    }
  }

  @Test func `where the config says so the platform keeps them`() throws {
    try inCompanyWithApp { acme in
      try acme.binary.write("update-policy: keep\n", to: ".dmsa.yaml")
      try acme.binary.write(Self.next, to: "next.yaml")
      let plan = try acme.plan(["update", "next.yaml"])
      #expect(!plan.warningRules.contains("permitted-projects-reset"))
      try acme.carryOut(["update", "next.yaml"])
      #expect(try acme.permitted() == [6, 7])
      try acme.binary.write(Acme.manifest(version: "1.2.0"), to: "next.yaml")
      try acme.carryOut(["update", "next.yaml", "--no-config"])
      #expect(try acme.permitted().isEmpty)
    }
  }

  @Test func `company Directory admin reaches the projects all the same`() throws {
    let admin = Acme.manifest(company: ["directory": "admin"])
    try inCompanyWithApp(admin, options: ["--accept-risk", "company-directory-admin"]) { acme in
      try acme.binary.write(
        admin.replacing("version: 1.0.0", with: "version: 1.1.0"),
        to: "next.yaml"
      )
      let plan = try acme.plan(["update", "next.yaml"])
      let reset = try #require(
        plan.warnings.first { $0["rule"] as? String == "permitted-projects-reset" }
      )
      #expect((reset["message"] as? String)?.contains("all the same") == true)
      #expect(plan.relation == "equal")
    }
  }

  @Test func `the mark for new projects stays`() throws {
    try Self.updated(installing: ["--add-to-new-projects"]) { acme throws in
      #expect(try acme.user()["add_to_new_projects"] as? Bool == true)
      #expect(try acme.driftKinds() == ["template-out-of-step"])
    }
  }

  @Test func `a template out of step is warned of or synced`() throws {
    try inCompanyWithApp(options: ["--add-to-new-projects"]) { acme in
      try acme.binary.write(Self.next, to: "next.yaml")
      let update = ["update", "next.yaml", "--keep-projects"]
      #expect(try acme.plan(update).warningRules.contains("template-out-of-step"))
      let synced = try acme.plan(update + ["--sync-template"])
      #expect(!synced.warningRules.contains("template-out-of-step"))
      #expect(synced.actions.contains("project_template update"))
      try acme.carryOut(update + ["--sync-template"])
      let template = try acme.template("Crew Sync")
      #expect(template["permissions"] as? [String: String] == ["daily_log": "standard"])
      #expect(try acme.drift().isEmpty)
    }
  }

  @Test func `a template that somebody else made is never synced`() throws {
    try inCompanyWithApp { acme in
      let login = try #require(try acme.user()["login"] as? String)
      try acme.carryOut(["user", "set", login, "--default-project-template", "Field"])
      try acme.binary.write(
        Acme.manifest(version: "1.1.0", project: ["rfi": "readonly"]),
        to: "next.yaml"
      )
      let plan = try acme.plan(["update", "next.yaml", "--keep-projects", "--sync-template"])
      #expect(!plan.actions.contains("project_template update"))
      #expect(plan.warningRules.contains("template-out-of-step"))
    }
  }

  @Test func `a template by the app's name that others hold is never synced`() throws {
    try inCompany { acme in
      try acme.carryOut([
        "template", "create", "Crew Sync", "--scope", "project", "--set", "rfi=readonly",
      ])
      try acme.carryOut([
        "user", "set", "worker@acme.example", "--project", "7", "--template", "Crew Sync",
      ])
      // What install makes is called `Crew Sync 2`.
      try acme.carryOut(["install", "crew.yaml", "--add-to-new-projects"])
      let login = try #require(try acme.user()["login"] as? String)
      try acme.carryOut(["user", "set", login, "--default-project-template", "Crew Sync"])
      try acme.binary.write(Self.next, to: "next.yaml")
      let plan = try acme.plan(["update", "next.yaml", "--keep-projects", "--sync-template"])
      #expect(!plan.actions.contains("project_template update"))
      #expect(plan.warningRules.contains("template-out-of-step"))
    }
  }

  @Test func `levels by a template stay the template's, custom ones are set anew`() throws {
    let manifest = Acme.manifest(company: ["documents": "readonly"])
    let next = Acme.manifest(version: "1.1.0", company: ["documents": "standard"])
    try inCompanyWithApp(manifest) { acme in
      try acme.binary.write(next, to: "next.yaml")
      try acme.editUser { $0["permissions"] = ["documents": "admin"] }
      #expect(try acme.driftKinds() == ["levels-edited"])
      try acme.carryOut(["update", "next.yaml", "--keep-projects"])
      #expect(try acme.user()["permissions"] as? [String: String] == ["documents": "standard"])
      #expect(try acme.drift().isEmpty)
    }
    try inCompanyWithApp(manifest) { acme in
      try acme.binary.write(next, to: "next.yaml")
      try acme.editUser {
        $0["permissions"] = nil
        $0["company_template"] = 11
      }
      let plan = try acme.plan(["update", "next.yaml", "--keep-projects"])
      #expect(plan.warningRules.contains("template-out-of-step"))
      try acme.carryOut(["update", "next.yaml", "--keep-projects"])
      #expect(try acme.user()["company_template"] as? Int == 11)
    }
  }

  @Test func `a deactivated user stays so, with a warning`() throws {
    try inCompanyWithApp { acme in
      try acme.editUser { $0["active"] = false }
      try acme.binary.write(Self.next, to: "next.yaml")
      #expect(
        try acme.plan(["update", "next.yaml", "--keep-projects"]).warningRules
          .contains("user-deactivated")
      )
      try acme.carryOut(["update", "next.yaml", "--keep-projects"])
      #expect(try acme.user()["active"] as? Bool == false)
      #expect(try acme.permitted() == [6, 7])
    }
  }

  @Test func `a renamed user keeps its name`() throws {
    try inCompanyWithApp { acme in
      try acme.editUser { $0["name"] = "Robot" }
      try acme.binary.write(Self.next, to: "next.yaml")
      try acme.carryOut(["update", "next.yaml", "--keep-projects"])
      #expect(try acme.user()["name"] as? String == "Robot")
    }
  }

  @Test func `a deleted user is created anew`() throws {
    try inCompanyWithApp { acme in
      let id = try acme.app()["user"] as? Int
      try acme.carryOut(["company", "import", "acme.yaml"])
      try acme.binary.write(Self.next, to: "next.yaml")
      try acme.carryOut(["update", "next.yaml", "--keep-projects"])
      #expect(try acme.app()["user"] as? Int != id)
      #expect(try acme.memberships() == [6, 7])
      #expect(try acme.drift().isEmpty)
    }
  }

  @Test func `a renamed app's template is still its own`() throws {
    let first = Acme.manifest(more: "app_manifest: {uid: aa}\n")
    try inCompanyWithApp(first, options: ["--add-to-new-projects"]) { acme in
      let renamed = first.replacing("name: Crew Sync", with: "name: Team Sync")
      for (version, levels, flags) in [
        ("1.1.0", "readonly", []), ("1.2.0", "standard", ["--sync-template"]),
      ] {
        try acme.binary.write(
          renamed.replacing("version: 1.0.0", with: "version: \(version)")
            .replacing("readonly", with: levels),
          to: "next.yaml"
        )
        let plan = try acme.plan(["update", "next.yaml", "--keep-projects"] + flags)
        #expect(!plan.warningRules.contains("template-out-of-step"))
        try acme.carryOut(["update", "next.yaml", "--keep-projects"] + flags)
      }
      let template = try acme.template("Crew Sync")
      #expect(template["permissions"] as? [String: String] == ["daily_log": "standard"])
      #expect(try acme.drift().isEmpty)
    }
  }

  @Test func `projects are reset with a service account that goes, and listed`() throws {
    let next = """
      schema_version: "4.1"
      app: {name: Crew Sync, version: 2.0.0, authentication: [user_level]}
      post_installation_instruction: {notes: Users sign in with their own account.}

      """
    try inCompanyWithApp { acme in
      try acme.binary.write(next, to: "next.yaml")
      let reset = try #require(
        try acme.plan(["update", "next.yaml"]).warnings.first {
          $0["rule"] as? String == "permitted-projects-reset"
        }
      )
      #expect(reset["projects"] as? [Int] == [6, 7])
    }
  }

  @Test(arguments: [([], [6, 7]), (["--project", "7"], [6]), (["--keep-projects"], [])])
  func `projects are reset though the user was deleted, and listed`(
    flags: [String],
    lost: [Int]
  ) throws {
    try inCompanyWithApp { acme in
      var contents = try acme.contents()
      let id = try acme.app()["user"] as? Int
      contents["users"] = try acme.objects("users").filter { $0["id"] as? Int != id }
      try acme.importing(contents)
      try acme.binary.write(Self.next, to: "next.yaml")
      let plan = try acme.plan(["update", "next.yaml"] + flags)
      let reset = plan.warnings.first { $0["rule"] as? String == "permitted-projects-reset" }
      #expect(reset?["projects"] as? [Int] ?? [] == lost)
    }
  }
}
