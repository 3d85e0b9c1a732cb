import Testing

@Suite struct RightsTests {
  /// The company with an app, a service account and an installed and an uninstalled app.
  static let snapshot =
    Acme.snapshot + """
        - {id: 105, name: Old Sync, login: old-sync, permissions: {directory: admin}}
        - {id: 106, name: other-1234abcd, login: other-1234abcd@procore.com, permissions: {directory: admin}}
        - {id: 107, name: past-1234abcd, login: past-1234abcd@procore.com, active: false}
      service_accounts: [{name: Old Sync, user: 105}]
      apps:
        - name: Other
          version: 1.0.0
          state: installed
          source: custom
          user: 106
          manifest: {schema_version: "4.1", permissions: {company: {directory: admin}, project: {rfi: readonly}}}
          authentication: [service_account]
        - name: Past
          version: 1.0.0
          state: uninstalled
          source: custom
          user: 107
          manifest: {schema_version: "4.1", permissions: {project: {rfi: readonly}}}
          authentication: [service_account]

      """

  @Test(
    arguments: [
      ("nobody@acme.example", "nobody@acme.example"), ("gone@acme.example", "inactive"),
      ("other-1234abcd@procore.com", "app"), ("old-sync", "service account"),
    ]
  )
  func `nobody signs in with such a login`(login: String, message: String) throws {
    try inCompany(Self.snapshot) { acme in
      try acme.expectRefusal(["uninstall", "Other", "--as", login], naming: message)
    }
  }

  @Test func `a login counts in any case`() throws {
    try inCompany { acme in
      _ = try acme.plan(["install", "crew.yaml", "--as", "LEAD@Acme.Example"])
    }
  }

  static let other2 = Acme.manifest(
    version: "2.0.0",
    company: ["directory": "admin"],
    project: ["rfi": "readonly"],
    name: "Other"
  )

  @Test(
    arguments: [
      ["install", "crew.yaml"], ["update", "other.yaml"], ["uninstall", "Other"],
      ["reinstall", "Past"], ["user", "set", "worker@acme.example", "--project", "7"],
    ]
  )
  func `a verb that takes Directory admin`(verb: [String]) throws {
    try inCompany(Self.snapshot) { acme in
      try acme.binary.write(Self.other2, to: "other.yaml")
      for login in ["admin@acme.example", "worker@acme.example"] {
        try acme.expectRefusal(verb + ["--as", login], naming: login)
      }
      #expect(try acme.plan(verb + ["--as", "lead@acme.example"]).isApplyable)
    }
  }

  @Test(
    arguments: [
      ["projects", "add", "Other", "6"],
      ["template", "create", "New", "--scope", "project", "--set", "rfi=readonly"],
      ["template", "set", "Field", "--scope", "project", "--set", "rfi=readonly"],
      ["settings", "allow-user-installs", "on"],
    ]
  )
  func `a verb that takes admin on the Admin tool or the Directory`(verb: [String]) throws {
    try inCompany(Self.snapshot) { acme in
      try acme.expectRefusal(verb + ["--as", "worker@acme.example"], naming: "worker@acme.example")
      for login in ["lead@acme.example", "admin@acme.example"] {
        #expect(try acme.plan(verb + ["--as", login]).isApplyable)
      }
    }
  }

  @Test func `drift takes Directory admin`() throws {
    try inCompany(Self.snapshot) { acme in
      try acme.carryOut(
        ["user", "set", "other-1234abcd@procore.com", "--inactive"]
          + ["--accept-risk", "dmsa-user-edited"]
      )
      let id = try #require(try acme.drift().first?["id"] as? String)
      for verb in ["--adopt", "--revert"] {
        try acme.expectRefusal(["drift", verb, id, "--as", "admin@acme.example"], naming: "admin@")
        #expect(try acme.plan(["drift", verb, id, "--as", "lead@acme.example"]).isApplyable)
      }
    }
  }

  @Test func `an import over the company takes Directory admin`() throws {
    try inCompany { acme in
      try acme.binary.write(
        Acme.snapshot.replacing("name: Tower", with: "name: Spire"),
        to: "new.yaml"
      )
      let verb = ["company", "import", "new.yaml", "--as"]
      try acme.expectRefusal(verb + ["admin@acme.example"], naming: "admin@acme.example")
      #expect(try acme.plan(verb + ["lead@acme.example"]).isApplyable)
    }
  }

  @Test func `a portfolio takes what each of its verbs takes`() throws {
    try inCompany { acme in
      try acme.binary.write(
        """
        format_version: "1.0"
        settings: {allow_user_installs: true}

        """,
        to: "settings.yaml"
      )
      let plan = ["plan", "settings.yaml", "--as", "admin@acme.example"]
      #expect(try acme.run(plan).status == 0)
      try acme.binary.write(
        """
        format_version: "1.0"
        settings: {allow_user_installs: true}
        apps: [{manifest: crew.yaml}]

        """,
        to: "apps.yaml"
      )
      #expect(try acme.run(["plan", "apps.yaml", "--as", "lead@acme.example"]).status == 0)
      let refused = try acme.run(
        ["plan", "apps.yaml", "--as", "admin@acme.example", "--format", "json"]
      )
      #expect(refused.status == 1)
      #expect(ShownPlan(try refused.json()).changes.isEmpty)
    }
  }

  @Test func `a portfolio that updates nothing takes no right to update`() throws {
    try inCompanyWithApp { acme in
      try acme.binary.write(
        "format_version: \"1.0\"\napps: [{manifest: crew.yaml, projects: [6, 7, 9]}]\n",
        to: "projects.yaml"
      )
      for (login, status) in [("admin@acme.example", Int32(0)), ("worker@acme.example", 1)] {
        try acme.expect(status, ["plan", "projects.yaml", "--as", login])
      }
    }
  }

  @Test func `apply looks at the rights of who applies and records who that was`() throws {
    try inCompany { acme in
      try acme.succeed(["install", "crew.yaml", "--as", "lead@acme.example", "--out", "p.json"])
      for login in ["worker@acme.example", "admin@acme.example", "nobody"] {
        let run = try acme.run(["apply", "p.json", "--yes", "--allow-widen", "--as", login])
        #expect(run.status == 1)
        #expect(run.error.contains(login))
      }
      try acme.succeed(["apply", "p.json", "--yes"])
      #expect((try acme.log().last?["who"] as? String)?.hasPrefix("os:") == true)
      #expect(try acme.app()["installed_by"] as? String == "lead@acme.example")
    }
  }

  @Test func `a right that went between plan and apply is gone`() throws {
    try inCompany { acme in
      try acme.succeed(["install", "crew.yaml", "--as", "lead@acme.example", "--out", "p.json"])
      try acme.carryOut(["user", "set", "lead@acme.example", "--inactive"])
      let run = try acme.run(["apply", "p.json", "--yes", "--as", "lead@acme.example"])
      #expect(run.status == 1)
      #expect(try acme.objects("apps").isEmpty)
    }
  }
}
