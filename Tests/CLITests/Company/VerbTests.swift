import Foundation
import Testing

@Suite struct VerbTests {
  @Test func `install makes a user with the manifest's levels and its memberships`() throws {
    try inCompany(
      manifest: Acme.manifest(company: ["documents": "readonly"], project: ["rfi": "standard"])
    ) { acme in
      try acme.carryOut(["install", "crew.yaml", "--project", "6", "--source", "marketplace"])
      let user = try acme.user()
      #expect(user["active"] as? Bool == true)
      #expect(user["permissions"] as? [String: String] == ["documents": "readonly"])
      let name = try #require(user["name"] as? String)
      #expect(name.wholeMatch(of: /crew-sync-[0-9a-f]{8}/) != nil)
      #expect(user["login"] as? String == name + "@procore.com")
      let id = try #require(user["id"] as? Int)
      #expect(id >= 1 << 40 && id < 1 << 53)
      let memberships = try #require(user["memberships"] as? [[String: Any]])
      #expect(memberships.count == 1)
      #expect(memberships.first?["permissions"] as? [String: String] == ["rfi": "standard"])
      #expect(try acme.app()["source"] as? String == "marketplace")
      #expect(try acme.drift().isEmpty)
    }
  }

  @Test func `install takes a manifest from standard input`() throws {
    try inCompany { acme in
      let run = try acme.binary.run(
        ["install", "-", "--yes", "--company", Acme.store],
        input: Data(Acme.manifest().utf8)
      )
      #expect(run.status == 0)
      #expect(try acme.app()["version"] as? String == "1.0.0")
    }
  }

  @Test func `the name of the template for new projects is made unique`() throws {
    try inCompany(Acme.snapshot.replacing("name: Field", with: "name: Crew Sync")) { acme in
      try acme.carryOut(["install", "crew.yaml", "--add-to-new-projects"])
      let names = try acme.objects("permission_templates").compactMap { $0["name"] as? String }
      #expect(names.contains("Crew Sync 2"))
      #expect(try acme.user()["add_to_new_projects"] as? Bool == true)
      let check = ["access", "check", "app/Crew Sync", "project:daily_log:readonly"]
      #expect(try acme.run(check + ["--project", "new"]).status == 0)
    }
  }

  @Test func `uninstall keeps the record, the user and the permitted projects`() throws {
    try inCompanyWithApp(options: ["--add-to-new-projects"]) { acme in
      let plan = try acme.plan(["uninstall", "Crew Sync"])
      #expect(plan.approvals == ["remove"])
      #expect(plan.relation == "narrower")
      try acme.carryOut(["uninstall", "Crew Sync", "--as", "lead@acme.example"])
      #expect(try acme.app()["state"] as? String == "uninstalled")
      #expect(try acme.app()["uninstalled_by"] as? String == "lead@acme.example")
      #expect(try acme.permitted() == [6, 7])
      #expect(try acme.user()["active"] as? Bool == false)
      #expect(try acme.user()["add_to_new_projects"] as? Bool == false)
      #expect(try acme.memberships().isEmpty)
    }
  }

  @Test(
    arguments: [
      ([], []), (["--keep-projects"], [6, 7]), (["--project", "9"], [9]),
      (["--keep-projects", "--project", "9"], [6, 7, 9]), (["--all-projects"], [6, 7, 9]),
    ]
  )
  func `reinstall brings the same user back`(flags: [String], permitted: [Int]) throws {
    try inCompanyWithApp(options: ["--add-to-new-projects"]) { acme in
      let user = try acme.app()["user"] as? Int
      try acme.carryOut(["uninstall", "Crew Sync"])
      let plan = try acme.plan(["reinstall", "Crew Sync"] + flags)
      #expect((plan.json["summary"] as? [String: Any])?["requires_consent"] as? Bool == true)
      try acme.carryOut(["reinstall", "Crew Sync"] + flags)
      #expect(try acme.app()["user"] as? Int == user)
      #expect(try acme.user()["active"] as? Bool == true)
      #expect(try acme.user()["default_project_template"] == nil)
      #expect(try acme.user()["add_to_new_projects"] as? Bool == false)
      #expect(try acme.permitted() == permitted)
      #expect(try acme.memberships() == permitted)
      #expect(try acme.app()["uninstalled_at"] == nil)
      #expect(try acme.drift().isEmpty)
    }
  }

  @Test func `adding a project makes a hand-made membership the manifest's`() throws {
    try inCompanyWithApp { acme in
      let login = try #require(try acme.user()["login"] as? String)
      try acme.carryOut(
        ["user", "set", login, "--project", "9", "--template", "Field"]
          + ["--accept-risk", "dmsa-user-edited"]
      )
      let plan = try acme.plan(["projects", "add", "Crew Sync", "9"])
      #expect(plan.actions.contains("membership update"))
      try acme.carryOut(["projects", "add", "Crew Sync", "9"])
      #expect(try acme.drift().isEmpty)
      #expect(try acme.permitted() == [6, 7, 9])
    }
  }

  @Test func `the template for new projects takes no name that one of the company has`() throws {
    let snapshot = Acme.snapshot.replacing(
      "users:\n",
      with: """
          - {id: 30, name: Crew Sync, scope: company}
          - {id: 31, name: Crew Sync 2, scope: project}
          - {id: 32, name: Crew Sync 3, scope: project, project: 6}
        users:

        """
    )
    try inCompany(snapshot) { acme in
      try acme.carryOut(["install", "crew.yaml", "--add-to-new-projects"])
      let id = try acme.user()["default_project_template"] as? Int
      let template = try acme.objects("permission_templates").first { $0["id"] as? Int == id }
      #expect(template?["name"] as? String == "Crew Sync 3")
    }
  }

  @Test(arguments: ["create", "set"])
  func `no tool is set twice by one command, by whatever key`(action: String) throws {
    try inCompany { acme in
      let name = action == "create" ? "New" : "Field"
      let command = ["template", action, name, "--scope", "project"]
      for (first, second, told) in [
        ("rfi=admin", "rfi=none", "`rfi` is set twice\n"),
        ("rfi=admin", "rfi=admin", "`rfi` is set twice\n"),
        ("budgeting=admin", "budget=none", "`budgeting` is set twice, as `budget` too\n"),
        ("hovercraft=none", "hovercraft=admin", "`hovercraft` is set twice\n"),
      ] {
        let run = try acme.run(command + ["--set", first, "--set", second, "--yes"])
        #expect(run.status == 2)
        #expect(run.error.hasSuffix(told), "\(run.error)")
      }
      let run = try acme.run(
        command + ["--set", "rfi=admin", "--set", "rfi", "--set", "rfi=none", "--set", "x=lots"]
      )
      #expect(run.status == 2)
      for told in ["not `rfi`", "`rfi` is set twice", "unknown level `lots`"] {
        #expect(run.error.contains(told), "\(run.error)")
      }
      try acme.expect(0, command + ["--set", "rfi=admin", "--set", "budget=none", "--dry-run"])
    }
  }

  @Test func `a template's levels are merged, and none takes one away`() throws {
    try inCompany { acme in
      let set = ["template", "set", "Field", "--scope", "project"]
      try acme.carryOut(set + ["--set", "rfi=readonly"])
      func levels() throws -> [String: String]? {
        try acme.template("Field")["permissions"] as? [String: String]
      }
      #expect(try levels() == ["daily_log": "standard", "rfi": "readonly"])
      try acme.carryOut(set + ["--set", "daily_log=none"])
      #expect(try levels() == ["rfi": "readonly"])
    }
  }

  @Test func `--assignable-by goes into the other template`() throws {
    try inCompany { acme in
      try acme.carryOut(
        ["template", "create", "New", "--scope", "project", "--assignable-by", "Field"]
          + ["--assignable-by", "11"]
      )
      let new = try #require(try acme.template("New")["id"] as? Int)
      #expect(try acme.template("Field")["assignable"] as? [Int] == [new])
      #expect(try acme.template("Office")["assignable"] as? [Int] == [new])
    }
  }

  @Test func `a template that people hold widens them`() throws {
    try inCompany { acme in
      let plan = try acme.plan(
        ["template", "set", "Field", "--scope", "project", "--set", "rfi=admin"]
      )
      #expect(plan.approvals == ["widen"])
      #expect(plan.relation == "wider")
      let narrower = try acme.plan(
        ["template", "set", "Field", "--scope", "project", "--set", "daily_log=none"]
      )
      #expect(narrower.approvals.isEmpty)
      #expect(narrower.relation == "narrower")
    }
  }

  @Test func `user set: memberships, templates and the default one`() throws {
    try inCompany { acme in
      let set = ["user", "set", "Worker@acme.example"]
      func worker() throws -> [String: Any] {
        try #require(try acme.objects("users").first { $0["id"] as? Int == 103 })
      }
      func template(in project: Int) throws -> Int? {
        let list = try worker()["memberships"] as? [[String: Any]]
        return try #require(list?.first { $0["project"] as? Int == project })["template"] as? Int
      }
      try acme.carryOut(set + ["--project", "7", "--default-project-template", "Field"])
      #expect(try template(in: 7) == 21)
      try acme.carryOut(set + ["--project", "6", "--template", "Special"])
      #expect(try template(in: 6) == 22)
      #expect(try !acme.plan(set + ["--project", "6"]).isApplyable)
      try acme.carryOut(set + ["--remove-project", "6", "--add-to-new-projects"])
      #expect((try worker()["memberships"] as? [Any])?.count == 1)
      #expect(try worker()["add_to_new_projects"] as? Bool == true)
      try acme.carryOut(set + ["--no-add-to-new-projects", "--all-projects"])
      #expect((try worker()["memberships"] as? [Any])?.count == 3)
      try acme.carryOut(set + ["--inactive"])
      #expect(try worker()["active"] as? Bool == false)
      try acme.carryOut(set + ["--active", "--company-template", "11"])
      #expect(try worker()["active"] as? Bool == true)
    }
  }

  @Test func `a member without a template holds nothing`() throws {
    try inCompany { acme in
      let plan = try acme.plan(["user", "set", "worker@acme.example", "--project", "7"])
      #expect(plan.approvals.isEmpty)
      try acme.succeed(["user", "set", "worker@acme.example", "--project", "7", "--yes"])
    }
  }

  @Test func `the consent ends with who answers for what`() throws {
    try inCompany { acme in
      let text = try acme.succeed(["install", "crew.yaml", "--project", "6", "--dry-run"]).output
      #expect(text.contains("Daily Log"))
      #expect(text.contains("Procore answers"))
    }
  }
}
