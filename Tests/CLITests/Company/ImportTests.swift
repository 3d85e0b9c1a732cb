import Foundation
import Testing

@Suite struct ImportTests {
  /// One mistake a line, from the third line on.
  static let mistaken = """
    format_version: "1.0"
    company: {id: 8089, name: Acme}
    projects: [{id: 6, name: Tower}, {id: 6, name: Twice}]
    permission_templates: [{id: 11, name: Office, scope: company}, {id: 22, name: Special, scope: project, project: 77}]
    users:
      - {id: 101, name: A, login: a@acme.example, company_template: 99}
      - {id: 102, name: B, login: A@Acme.Example}
      - {id: 103, name: C, login: c@acme.example, company_template: 22}
      - {id: 104, name: D, login: d@acme.example, memberships: [{project: 66, template: 22}]}
      - {id: 105, name: E, login: e@acme.example, company_template: 11, permissions: {documents: admin}}
      - {id: 106, name: F, login: f@acme.example, default_project_template: 11}
      - {id: 107, name: G, login: g@acme.example, permissions: {documents: writer}}
      - {id: 108, name: H, login: h@acme.example, memberships: [{project: 6, template: 22}]}
      - {id: 101, name: I, login: i@acme.example}
    service_accounts:
      - {name: Sync, user: 555}
    apps:
      - {name: X, version: 1.0.0, state: installed, manifest: {schema_version: "4.1"}, permitted_projects: [67]}

    """

  @Test func `into a new store a program is told what came in`() throws {
    try inFolder { binary in
      try binary.write(Acme.snapshot, to: "acme.yaml")
      let command = ["company", "import", "acme.yaml", "--format", "json", "--company", "s.dmsa"]
      let expected: [String: Any] = [
        "format_version": "1.0", "company": ["id": 8089, "name": "Acme"],
        "imported": ["projects": 4, "users": 4, "apps": 0],
      ]
      let tried = try binary.run(command + ["--dry-run"])
      #expect(tried.status == 0)
      #expect(try tried.json() as NSDictionary == expected as NSDictionary)
      #expect(!binary.exists("s.dmsa"))
      let run = try binary.run(command + ["--as", "lead@acme.example"])
      #expect(run.status == 0 && run.error.isEmpty)
      var json = try run.json()
      #expect(try SchemaValidator("plan", definition: "import").problems(json) == [])
      let applied = try #require(json.removeValue(forKey: "applied") as? [String: String])
      #expect(applied["by"] == "lead@acme.example" && applied["at"] != nil)
      #expect(json as NSDictionary == expected as NSDictionary)
    }
  }

  @Test func `all mistakes at once, with line and column, and nothing is made`() throws {
    try inFolder { binary in
      try binary.write(Self.mistaken, to: "bad.yaml")
      let before = try binary.listing()
      let run = try binary.run(["company", "import", "bad.yaml", "--company", "s.dmsa"])
      #expect(run.status == 1)
      let lines = run.error.split(separator: "\n")
      for line in [3, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14, 16, 18] {
        #expect(
          lines.contains { $0.contains("bad.yaml:\(line):") },
          "no mistake on line \(line):\n\(run.error)"
        )
      }
      for line in [1, 2, 5, 15, 17] {
        #expect(!lines.contains { $0.contains("bad.yaml:\(line):") }, "\(run.error)")
      }
      #expect(try binary.listing() == before)
    }
  }

  @Test func `a column counts from one, in characters`() throws {
    try inFolder { binary in
      try binary.write(
        """
        format_version: "1.0"
        company: {id: 1, name: É}
        users: [{name: é, login: a, id: 1, company_template: 99}]

        """,
        to: "bad.yaml"
      )
      let run = try binary.run(["company", "import", "bad.yaml", "--company", "s.dmsa"])
      #expect(run.error.contains("bad.yaml:3:54:"), "\(run.error)")
    }
  }

  @Test(arguments: ["", "[]\n", "format_version: \"1.0\"\n", "company: {id: 1, name: A}\n", "a: ["])
  func `what is no snapshot is none`(text: String) throws {
    try inFolder { binary in
      try binary.write(text, to: "bad.yaml")
      let run = try binary.run(["company", "import", "bad.yaml", "--company", "s.dmsa"])
      #expect(run.status == 1)
      #expect(run.error.contains("bad.yaml:"))
      #expect(!binary.exists("s.dmsa"))
    }
  }

  @Test func `unknown tools are warned of and join the catalog`() throws {
    try inFolder { binary in
      try binary.write(
        """
        format_version: "1.0"
        company: {id: 1, name: A, tools: [directory, hovercraft]}
        users: [{id: 2, name: B, login: b, permissions: {hovercraft: admin}}]

        """,
        to: "a.yaml"
      )
      let company = ["--company", "s.dmsa"]
      let run = try binary.run(["company", "import", "a.yaml"] + company)
      #expect(run.status == 0)
      #expect(run.error.contains("hovercraft"))
      let check = try binary.run(
        ["access", "check", "user/b", "company:hovercraft:admin"] + company
      )
      #expect(check.status == 0)
    }
  }

  @Test func `unknown tools are warned of beside mistakes, too`() throws {
    let snapshot = """
      format_version: "1.0"
      company: {id: 1, name: C, tools: [home, nosuch]}
      permission_templates: [{id: 21, name: T, scope: project, permissions: {rfi: standrd}}]

      """
    try inFolder { dmsa in
      try dmsa.write(snapshot, to: "c.yaml")
      let run = try dmsa.run(["company", "import", "c.yaml", "--company", "c.dmsa"])
      #expect(run.status == 1)
      #expect(run.error.contains("c.yaml:2:41: ") && run.error.contains("`nosuch`"))
      #expect(run.error.contains("`standrd`"))
    }
  }

  @Test func `a missing snapshot is 2, a store for a name of a snapshot too`() throws {
    try inCompany { acme throws in
      #expect(
        try acme.binary.run(["company", "import", "none.yaml", "--company", "n.dmsa"]).status == 2
      )
      #expect(
        try acme.binary.run(["company", "import", "acme.yaml", "--company", "n.yaml"]).status == 2
      )
      #expect(!acme.binary.exists("n.dmsa") && !acme.binary.exists("n.yaml"))
    }
  }

  @Test func `a dry run of an import makes no store`() throws {
    try inCompany { acme throws in
      let command = ["company", "import", "acme.yaml", "--company", "new.dmsa", "--dry-run"]
      #expect(try acme.binary.run(command).status == 0)
      #expect(!acme.binary.exists("new.dmsa"))
      #expect(try acme.binary.run(command + ["--detailed-exitcode"]).status >= 2)
    }
  }

  @Test func `into a new store nothing is asked, with --as Directory admin`() throws {
    try inCompany { acme in
      func run(_ login: String) throws -> Binary.Run {
        try acme.binary.run(
          ["company", "import", "acme.yaml", "--company", "new.dmsa", "--as", login]
        )
      }
      for login in ["worker@acme.example", "admin@acme.example", "gone@acme.example", "nobody"] {
        #expect(try run(login).status == 1)
        #expect(!acme.binary.exists("new.dmsa"), "\(login)")
      }
      #expect(try run("lead@acme.example").status == 0)
      let log = try acme.binary.run(["log", "--format", "json", "--company", "new.dmsa"])
      let entries = try #require(try log.json()["entries"] as? [[String: Any]])
      #expect(entries.map { $0["who"] as? String } == ["lead@acme.example"])
    }
  }

  @Test func `into the same company it is a plan like any other`() throws {
    try inCompanyWithApp { acme in
      try acme.binary.write(
        try acme.export()
          .replacing("name: Tower, active: true", with: "name: Spire, active: true"),
        to: "new.yaml"
      )
      let plan = try acme.plan(["company", "import", "new.yaml"])
      #expect(plan.actions == ["project update"])
      #expect(plan.changes.first?["address"] as? String == "project/6")
      #expect(try acme.run(["company", "import", "new.yaml"]).status == 7)
      try acme.succeed(["company", "import", "new.yaml", "--yes"])
      #expect(try acme.objects("projects").first?["name"] as? String == "Spire")
      #expect(try acme.log().last?["verb"] as? String == "import")
      #expect(try !acme.plan(["company", "import", "new.yaml"]).isApplyable)
    }
  }

  @Test func `what widens and what goes in an import is asked for`() throws {
    try inCompany { acme in
      try acme.binary.write(
        Acme.snapshot.replacing("documents: readonly", with: "documents: admin"),
        to: "wider.yaml"
      )
      #expect(try acme.plan(["company", "import", "wider.yaml"]).approvals == ["widen"])
      try acme.binary.write(
        Acme.snapshot.replacing("    memberships: [{project: 6, template: 21}]\n", with: ""),
        to: "fewer.yaml"
      )
      #expect(try acme.plan(["company", "import", "fewer.yaml"]).approvals == ["remove"])
    }
  }

  @Test func `an import keeps apps, their configurations and the log`() throws {
    try inCompanyWithApp { acme in
      let apps = try acme.app() as NSDictionary
      let user = try #require(try acme.app()["user"] as? Int)
      // A snapshot without the app's user leaves a drift, not a mistake: the record may name one
      // that is gone.
      let lines = try acme.export().split(separator: "\n", omittingEmptySubsequences: false)
      let cut = try #require(lines.firstIndex { $0.hasPrefix("apps:") })
      let rest = try #require(lines.firstIndex { $0.hasPrefix("install_requests:") })
      try acme.binary.write(
        (lines[..<cut] + lines[rest...]).joined(separator: "\n"),
        to: "new.yaml"
      )
      #expect(try !acme.plan(["company", "import", "new.yaml"]).isApplyable)
      #expect(try acme.app() as NSDictionary == apps)
      #expect(try acme.app()["user"] as? Int == user)
    }
  }

  @Test func `what stays and refers to what the snapshot lacks is a mistake`() throws {
    try inCompanyWithApp { acme in
      try acme.binary.write(
        Acme.snapshot.replacing("  - {id: 7, name: Bridge}\n", with: ""),
        to: "new.yaml"
      )
      let run = try acme.run(["company", "import", "new.yaml", "--yes", "--allow-remove"])
      #expect(run.status == 1)
      #expect((run.error + run.output).contains("7"))
      #expect(try acme.permitted() == [6, 7])
    }
  }

  @Test func `another company's store is refused`() throws {
    try inCompany { acme in
      try acme.binary.write(Acme.snapshot.replacing("8089", with: "9000"), to: "other.yaml")
      let before = try acme.binary.listing()
      let run = try acme.run(["company", "import", "other.yaml", "--yes", "--allow-widen"])
      #expect(run.status == 1)
      #expect((run.error + run.output).contains("9000"))
      #expect(try acme.binary.listing() == before)
    }
  }

  @Test func `export has the same bytes after a round trip, in YAML and JSON`() throws {
    let embedded = Acme.manifest(more: Acme.fullscreen(["area"], required: ["area"]))
    try inCompanyWithApp(embedded, options: ["--add-to-new-projects"]) { acme in
      let export = try acme.export()
      #expect(try acme.export() == export)
      try acme.binary.write(export, to: "copy.yaml")
      try acme.binary.write(
        try acme.run(["company", "show", "--format", "json"]).output,
        to: "copy.json"
      )
      for (file, store) in [("copy.yaml", "one.dmsa"), ("copy.json", "two.dmsa")] {
        let imported = try acme.binary.run(["company", "import", file, "--company", store])
        #expect(imported.status == 0, "\(imported.error)")
        let run = try acme.binary.run(["company", "export", "--company", store])
        #expect(run.output == export)
      }
      #expect(
        try acme.binary.run(["company", "export", "--company", "copy.yaml"]).output == export
      )
      #expect(try acme.run(["company", "export", "-o", "out.yaml"]).output.isEmpty)
      #expect(try acme.binary.read("out.yaml") == export)
    }
  }

  @Test func `the same plan on the same company gives the same bytes, whenever it is applied`()
    throws
  {
    try inCompany { acme in
      try acme.succeed(["install", "crew.yaml", "--project", "6", "--out", "p.json"])
      try FileManager.default.copyItem(
        at: acme.binary.folder.appending(path: Acme.store),
        to: acme.binary.folder.appending(path: "copy.dmsa")
      )
      try acme.succeed(["apply", "p.json", "--allow-widen", "--now", "2026-11-20T10:00:00Z"])
      let other = ["--company", "copy.dmsa"]
      let applied = try acme.binary.run(
        ["apply", "p.json", "--allow-widen", "--as", "lead@acme.example"]
          + ["--now", "2027-01-01T10:00:00Z"] + other
      )
      #expect(applied.status == 0)
      #expect(try acme.binary.run(["company", "export"] + other).output == (try acme.export()))
    }
  }

  /// Two templates that trade their levels and their holders.
  static func trade(_ one: String, _ two: String, _ first: Int, _ second: Int) -> String {
    """
    format_version: "1.0"
    company: {id: 8089, name: Acme}
    projects: [{id: 6, name: Tower}]
    permission_templates:
      - {id: 21, name: One, scope: project, permissions: {\(one)}}
      - {id: 22, name: Two, scope: project, permissions: {\(two)}}
    users:
      - {id: 101, name: A, login: a@acme.example, memberships: [{project: 6, template: \(first)}]}
      - {id: 102, name: B, login: b@acme.example, memberships: [{project: 6, template: \(second)}]}

    """
  }

  @Test func `access that is lost for a moment is told`() throws {
    let both = "daily_log: standard, rfi: admin"
    try inCompany(Self.trade("daily_log: standard", both, 21, 22)) { acme in
      let after = Self.trade(both, "daily_log: standard", 22, 21)
      try acme.binary.write(after, to: "after.yaml")
      let plan = try acme.plan(["company", "import", "after.yaml"])
      let gap = try #require(plan.warnings.first { $0["rule"] as? String == "project-access-gap" })
      #expect(gap["projects"] as? [Int] == [6])
      #expect(plan.relation == "equal")
      // Only one changes hands: nothing is lost on the way.
      try acme.binary.write(Self.trade("daily_log: standard", both, 22, 22), to: "after.yaml")
      let simple = try acme.plan(["company", "import", "after.yaml"])
      #expect(simple.isApplyable)
      #expect(!simple.warningRules.contains("project-access-gap"))
    }
  }

  @Test func `logins that differ in how a letter is spelled are two`() throws {
    let users = """
      format_version: "1.0"
      company: {id: 8089, name: Acme}
      users:
        - {id: 101, name: A, login: ren\u{E9}@acme.example}
        - {id: 102, name: B, login: rene\u{301}@acme.example}

      """
    try inCompany(users) { acme in
      #expect(try acme.run(["company", "check"]).status == 0)
      #expect(try acme.objects("users").count == 2)
      for (login, name) in [("REN\u{C9}", "A"), ("RENE\u{301}", "B")] {
        let plan = try acme.plan(["user", "set", login + "@acme.example", "--inactive"])
        let user = try #require(plan.changes.first?["before"] as? [String: Any])
        #expect(user["name"] as? String == name)
      }
      let third = users + "  - {id: 103, name: C, login: REN\u{C9}@acme.example}\n"
      try acme.binary.write(third, to: "third.yaml")
      let run = try acme.binary.run(["company", "import", "third.yaml", "--company", "new.dmsa"])
      #expect(run.status == 1)
      #expect(run.error.contains("third.yaml:6:31"), "\(run.error)")
    }
  }
}
