import Testing

@Suite struct ApprovalTests {
  static let risky = Acme.manifest(company: ["directory": "admin"])

  @Test(
    arguments: [
      ([], "--allow-widen"), (["--yes"], "--allow-widen"), (["--allow-remove"], "--allow-widen"),
      (["--accept-risk", "company-directory-admin"], "--allow-widen"),
    ]
  )
  func `only --allow-widen approves a widening`(flags: [String], missing: String) throws {
    try inCompany { acme in
      let before = try acme.export()
      let run = try acme.run(["install", "crew.yaml", "--project", "6"] + flags)
      #expect(run.status == 7)
      #expect(run.error.contains(missing))
      #expect(try acme.export() == before)
    }
  }

  @Test func `--allow-widen stands for --yes`() throws {
    try inCompany { acme in
      try acme.succeed(["install", "crew.yaml", "--project", "6", "--allow-widen"])
      #expect(try acme.memberships() == [6])
    }
  }

  @Test(arguments: [[], ["--yes"], ["--allow-widen"], ["--yes", "--allow-widen"]])
  func `only --allow-remove approves that something goes`(flags: [String]) throws {
    try inCompanyWithApp { acme in
      let run = try acme.run(["projects", "remove", "Crew Sync", "6"] + flags)
      #expect(run.status == 7)
      #expect(run.error.contains("--allow-remove"))
      #expect(try acme.memberships() == [6, 7])
    }
  }

  @Test func `--allow-remove stands for --yes`() throws {
    try inCompanyWithApp { acme in
      try acme.succeed(["projects", "remove", "Crew Sync", "6", "--allow-remove"])
      #expect(try acme.memberships() == [7])
    }
  }

  @Test func `a plan that neither widens nor removes takes --yes`() throws {
    try inCompany { acme in
      let verb = ["template", "create", "New", "--scope", "project", "--set", "rfi=readonly"]
      let run = try acme.run(verb)
      #expect(run.status == 7)
      #expect(run.error.contains("--yes"))
      try acme.succeed(verb + ["--yes"])
    }
  }

  @Test(arguments: ["--allow-widen", "--allow-remove"])
  func `either of the stronger flags approves a plain plan`(flag: String) throws {
    try inCompany { acme in
      let verb = ["template", "create", "New", "--scope", "project", "--set", "rfi=readonly"]
      try acme.succeed(verb + [flag])
    }
  }

  @Test func `an accepted risk approves nothing else`() throws {
    try inCompany { acme in
      let verb = ["template", "create", "New", "--scope", "project", "--set", "rfi=readonly"]
      let run = try acme.run(verb + ["--accept-risk", "company-directory-admin"])
      #expect(run.status == 7)
      #expect(run.error.contains("--yes"))
    }
  }

  @Test func `a risk of severity error takes its acceptance by name`() throws {
    try inCompany(manifest: Self.risky) { acme in
      let plan = try acme.plan(["install", "crew.yaml"])
      #expect(plan.approvals.contains("risk:company-directory-admin"))
      #expect(plan.approvals.contains("widen"))
      let run = try acme.run(["install", "crew.yaml", "--yes", "--allow-widen"])
      #expect(run.status == 7)
      #expect(run.error.contains("--accept-risk company-directory-admin"))
      let other = ["--accept-risk", "project-directory-admin"]
      #expect(try acme.run(["install", "crew.yaml", "--allow-widen"] + other).status == 7)
      let accepted = ["--accept-risk", "company-directory-admin"]
      #expect(try acme.run(["install", "crew.yaml", "--yes"] + accepted).status == 7)
      try acme.succeed(["install", "crew.yaml", "--allow-widen"] + accepted)
    }
  }

  @Test func `a comment in the manifest accepts nothing`() throws {
    let ignored = "# dmsa: ignore-file[company-directory-admin] ours\n" + Self.risky
    try inCompany(manifest: ignored) { acme throws in
      #expect(
        try acme.plan(["install", "crew.yaml"]).approvals.contains("risk:company-directory-admin")
      )
    }
  }

  @Test func `a config that turns the rule off accepts nothing`() throws {
    try inCompany(manifest: Self.risky) { acme in
      try acme.binary.write("rules: {company-directory-admin: off}\n", to: ".dmsa.yaml")
      #expect(
        try acme.plan(["install", "crew.yaml"]).approvals.contains("risk:company-directory-admin")
      )
    }
  }

  @Test func `flags that nothing asks for are fine`() throws {
    try inCompany { acme in
      try acme.succeed(
        ["install", "crew.yaml", "--yes", "--allow-widen", "--allow-remove"]
          + ["--accept-risk", "company-directory-admin"]
      )
    }
  }

  @Test func `a dry run and --out ask for nothing and list what apply will want`() throws {
    try inCompany(manifest: Self.risky) { acme in
      try acme.succeed(["install", "crew.yaml", "--dry-run"])
      try acme.succeed(["install", "crew.yaml", "--out", "p.json"])
      let run = try acme.run(["apply", "p.json", "--yes"])
      #expect(run.status == 7)
      #expect(run.error.contains("--allow-widen"))
      #expect(run.error.contains("--accept-risk company-directory-admin"))
      let accepted = ["--accept-risk", "company-directory-admin"]
      try acme.succeed(["apply", "p.json", "--allow-widen"] + accepted)
    }
  }

  @Test func `the digest of the reviewed plan answers all of it`() throws {
    try inCompany(manifest: Self.risky) { acme in
      try acme.succeed(["install", "crew.yaml", "--out", "p.json"])
      let plan = ShownPlan(try #require(try acme.binary.json("p.json")))
      let other = "sha256:" + String(repeating: "0", count: 64)
      #expect(try acme.run(["apply", "p.json", "--approve", other]).status == 1)
      #expect(try acme.objects("apps").isEmpty)
      try acme.succeed(["apply", "p.json", "--approve", plan.digest])
      #expect(try acme.objects("apps").count == 1)
    }
  }

  @Test func `allowing user installs counts as wider`() throws {
    try inCompany { acme in
      let plan = try acme.plan(["settings", "allow-user-installs", "on"])
      #expect(plan.approvals == ["widen"])
      #expect(plan.relation == "wider")
      #expect(plan.changes.first?["relation"] as? String == "wider")
      #expect(try acme.run(["settings", "allow-user-installs", "on", "--yes"]).status == 7)
      try acme.succeed(["settings", "allow-user-installs", "on", "--allow-widen"])
      try acme.succeed(["settings", "allow-user-installs", "off", "--yes"])
    }
  }

  @Test func `editing an app's user needs its acceptance`() throws {
    try inCompanyWithApp { acme in
      let login = try #require(try acme.user(ofApp: "Crew Sync")["login"] as? String)
      let verb = ["user", "set", login, "--inactive"]
      let plan = try acme.plan(verb)
      #expect(plan.approvals.contains("risk:dmsa-user-edited"))
      #expect(plan.warningRules.contains("dmsa-user-edited"))
      let run = try acme.run(verb + ["--yes", "--allow-remove", "--allow-widen"])
      #expect(run.status == 7)
      #expect(run.error.contains("--accept-risk dmsa-user-edited"))
      try acme.carryOut(verb + ["--accept-risk", "dmsa-user-edited"])
    }
  }

  @Test func `an app's documented way to new projects needs no acceptance`() throws {
    try inCompanyWithApp { acme in
      let login = try #require(try acme.user(ofApp: "Crew Sync")["login"] as? String)
      let plan = try acme.plan(
        ["user", "set", login, "--default-project-template", "Field", "--add-to-new-projects"]
      )
      #expect(plan.approvals == ["widen"])
      #expect(!plan.warningRules.contains("dmsa-user-edited"))
    }
  }

  @Test func `a user who goes inactive is taken away`() throws {
    try inCompany { acme throws in
      #expect(
        try acme.plan(["user", "set", "worker@acme.example", "--inactive"]).approvals == ["remove"]
      )
    }
  }

  @Test func `risks of the installed version are not asked again`() throws {
    try inCompany(manifest: Self.risky) { acme in
      let accepted = ["--accept-risk", "company-directory-admin"]
      try acme.carryOut(["install", "crew.yaml", "--project", "6"] + accepted)
      let next = Acme.manifest(version: "1.1.0", company: ["directory": "admin"])
      try acme.binary.write(next, to: "next.yaml")
      let risk = "risk:company-directory-admin"
      #expect(try !acme.plan(["update", "next.yaml"]).approvals.contains(risk))
      #expect(try !acme.plan(["projects", "add", "Crew Sync", "7"]).approvals.contains(risk))
      try acme.carryOut(["uninstall", "Crew Sync"])
      #expect(try acme.plan(["reinstall", "Crew Sync"]).approvals.contains(risk))
    }
  }
}

extension Binary {
  func json(_ name: String) throws -> [String: Any]? {
    try Run(status: 0, output: read(name), error: "").json()
  }

  @Test func `taking an app off new projects by hand needs acceptance`() throws {
    try inCompanyWithApp(options: ["--add-to-new-projects"]) { acme in
      let login = try #require(try acme.user(ofApp: "Crew Sync")["login"] as? String)
      let verb = ["user", "set", login, "--no-add-to-new-projects"]
      let plan = try acme.plan(verb)
      #expect(plan.approvals == ["risk:dmsa-user-edited"])
      #expect(plan.warningRules.contains("dmsa-user-edited"))
      #expect(try acme.run(verb + ["--yes"]).status == 7)
      try acme.carryOut(verb + ["--accept-risk", "dmsa-user-edited"])
      #expect(try acme.user()["add_to_new_projects"] as? Bool == false)
      #expect(try !acme.plan(verb).isApplyable)
    }
  }

  @Test func `users who may no longer install apps lose no access`() throws {
    try inCompany { acme in
      try acme.carryOut(["settings", "allow-user-installs", "on"])
      let plan = try acme.plan(["settings", "allow-user-installs", "off"])
      #expect(plan.relation == "equal" && plan.approvals.isEmpty)
      #expect(plan.changes.first?["relation"] as? String == "equal")
    }
  }
}
