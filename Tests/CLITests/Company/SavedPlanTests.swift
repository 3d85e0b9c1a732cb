import Foundation
import Testing

@Suite struct SavedPlanTests {
  static func withPlan(_ body: (Acme) throws -> Void) throws {
    try inCompany { acme in
      try acme.succeed(["install", "crew.yaml", "--project", "6", "--out", "p.json"])
      #expect(try acme.objects("apps").isEmpty)
      try body(acme)
    }
  }

  @Test func `a saved plan is shown in every view, without a company`() throws {
    try Self.withPlan { acme in
      let saved = try acme.binary.read("p.json")
      for format in ["text", "json", "markdown", "html"] {
        let run = try acme.binary.run(["show", "p.json", "--format", format])
        #expect(run.status == 0)
        #expect(run.output.contains("Crew Sync"))
      }
      #expect(try acme.binary.run(["show", "p.json", "--format", "json"]).output == saved)
    }
  }

  @Test func `what is applied is what was saved`() throws {
    try Self.withPlan { acme in
      let plan = ShownPlan(try #require(try acme.binary.json("p.json")))
      try FileManager.default.removeItem(at: acme.binary.folder.appending(path: "crew.yaml"))
      try acme.succeed(["apply", "p.json", "--allow-widen"])
      let user = try #require(plan.changes.first { $0["kind"] as? String == "user" })
      let after = try #require(user["after"] as? [String: Any])
      #expect(try acme.user()["id"] as? Int == after["id"] as? Int)
      #expect(try acme.user()["login"] as? String == after["login"] as? String)
      let entry = try #require(try acme.log().last)
      #expect(entry["plan"] as? String == plan.digest)
      #expect(entry["verb"] as? String == "install")
      #expect((entry["changes"] as? [Any])?.count == plan.changes.count)
    }
  }

  @Test func `an edited plan is refused by apply and show`() throws {
    try Self.withPlan { acme in
      let saved = try acme.binary.read("p.json")
      let edited = saved.replacing("\"readonly\"", with: "\"admin\"")
      #expect(edited != saved)
      try acme.binary.write(edited, to: "p.json")
      for command in [["apply", "p.json", "--allow-widen"], ["show", "p.json"]] {
        let run = try acme.run(command.first == "show" ? [] : command)
        if command.first == "show" { continue }
        #expect(run.status == 1)
        #expect(run.error.contains("digest"))
      }
      #expect(try acme.binary.run(["show", "p.json"]).status == 1)
      #expect(try acme.objects("apps").isEmpty)
    }
  }

  @Test func `a plan in another layout is the same plan`() throws {
    try Self.withPlan { acme in
      let json = try #require(try acme.binary.json("p.json"))
      try acme.binary.write(try JSONSerialization.data(withJSONObject: json), to: "q.json")
      try acme.succeed(["apply", "q.json", "--allow-widen"])
    }
  }

  @Test func `a plan that isn't one is refused with its place`() throws {
    try Self.withPlan { acme in
      try acme.binary.write("{\"changes\": 7, \"digest\": \"x\"}\n", to: "bad.json")
      let run = try acme.run(["apply", "bad.json", "--yes"])
      #expect(run.status == 1)
      #expect(run.error.contains("bad.json:1:"))
    }
  }

  @Test func `applying twice says by whom and when, and writes nothing`() throws {
    try Self.withPlan { acme in
      try acme.succeed(
        ["apply", "p.json", "--allow-widen", "--as", "lead@acme.example"]
          + ["--now", "2026-11-20T10:00:00Z"]
      )
      let before = try acme.binary.listing()
      for more in [[], ["--as", "lead@acme.example"], ["--format", "text"]] {
        let run = try acme.succeed(["apply", "p.json"] + more)
        #expect(run.output.contains("already applied, by lead@acme.example, at 2026-11-20T10:00"))
      }
      #expect(try acme.binary.listing() == before)
      // It stays applied, whatever happened since.
      try acme.carryOut(["uninstall", "Crew Sync"])
      #expect(try acme.run(["apply", "p.json"]).status == 0)
      #expect(try acme.app()["state"] as? String == "uninstalled")
    }
  }

  @Test func `another company's store is refused`() throws {
    try Self.withPlan { acme in
      try acme.binary.write(Acme.snapshot.replacing("8089", with: "9000"), to: "other.yaml")
      try acme.binary.run(["company", "import", "other.yaml", "--company", "other.dmsa"])
      let run = try acme.binary.run(
        ["apply", "p.json", "--allow-widen", "--company", "other.dmsa"]
      )
      #expect(run.status == 1)
      #expect(run.error.contains("8089") && run.error.contains("9000"))
    }
  }

  @Test func `another store of the same company is refused`() throws {
    try Self.withPlan { acme in
      try acme.binary.run(["company", "import", "acme.yaml", "--company", "twin.dmsa"])
      let run = try acme.binary.run(["apply", "p.json", "--allow-widen", "--company", "twin.dmsa"])
      #expect(run.status == 1)
      #expect(run.error.contains("store"))
    }
  }

  @Test func `a copy of the store is the store`() throws {
    try Self.withPlan { acme in
      try FileManager.default.copyItem(
        at: acme.binary.folder.appending(path: Acme.store),
        to: acme.binary.folder.appending(path: "copy.dmsa")
      )
      let run = try acme.binary.run(["apply", "p.json", "--allow-widen", "--company", "copy.dmsa"])
      #expect(run.status == 0)
    }
  }

  @Test func `a fact that was read and changed makes the plan stale`() throws {
    try Self.withPlan { acme in
      let export = try acme.export()
      try acme.binary.write(
        export.replacing("name: Tower, active: true", with: "name: Tower, active: false"),
        to: "new.yaml"
      )
      try acme.carryOut(["company", "import", "new.yaml"])
      let before = try acme.export()
      let run = try acme.run(["apply", "p.json", "--allow-widen"])
      #expect(run.status == 4)
      #expect(run.error.contains("project/6"))
      #expect(!run.error.contains("project/7"))
      #expect(try acme.export() == before)
    }
  }

  @Test func `an app that came meanwhile makes the plan stale`() throws {
    try Self.withPlan { acme in
      try acme.carryOut(["install", "crew.yaml"])
      let run = try acme.run(["apply", "p.json", "--allow-widen"])
      #expect(run.status == 4)
      #expect(run.error.contains("app/Crew Sync"))
    }
  }

  @Test func `changes to anything else don't matter`() throws {
    try Self.withPlan { acme in
      try acme.carryOut(["user", "set", "worker@acme.example", "--project", "7"])
      try acme.carryOut(["template", "set", "Field", "--scope", "project", "--set", "rfi=admin"])
      try acme.carryOut(["settings", "allow-user-installs", "on"])
      try acme.binary.write(Acme.manifest(name: "Other"), to: "other.yaml")
      try acme.carryOut(["install", "other.yaml", "--project", "6"])
      let export = try acme.export()
      let renamed = export.replacing("id: 6, name: Tower", with: "id: 6, name: Spire")
        .replacing("id: 7, name: Bridge, active: true", with: "id: 7, name: Bridge, active: false")
      try acme.binary.write(renamed, to: "new.yaml")
      try acme.carryOut(["company", "import", "new.yaml"])
      try acme.succeed(["apply", "p.json", "--allow-widen"])
    }
  }

  @Test func `a project named by its name that was renamed makes the plan stale`() throws {
    try inCompany { acme in
      try acme.succeed(["install", "crew.yaml", "--project", "Tower", "--out", "p.json"])
      try acme.binary.write(
        try acme.export().replacing("id: 6, name: Tower", with: "id: 6, name: Spire"),
        to: "new.yaml"
      )
      try acme.carryOut(["company", "import", "new.yaml"])
      let run = try acme.run(["apply", "p.json", "--allow-widen"])
      #expect(run.status == 4)
    }
  }

  @Test func `a project that came makes --all-projects stale`() throws {
    try inCompany { acme in
      try acme.succeed(["install", "crew.yaml", "--all-projects", "--out", "p.json"])
      try acme.binary.write(
        Acme.snapshot.replacing("  - {id: 7,", with: "  - {id: 5, name: New}\n  - {id: 7,"),
        to: "new.yaml"
      )
      try acme.carryOut(["company", "import", "new.yaml"])
      let run = try acme.run(["apply", "p.json", "--allow-widen"])
      #expect(run.status == 4)
      #expect(run.error.contains("`projects`"))
    }
  }

  @Test func `a membership made by hand meanwhile makes an update stale`() throws {
    try inCompanyWithApp { acme in
      try acme.binary.write(Acme.manifest(version: "1.1.0"), to: "next.yaml")
      try acme.succeed(["update", "next.yaml", "--out", "p.json"])
      let login = try #require(try acme.user()["login"] as? String)
      try acme.carryOut(
        ["user", "set", login, "--project", "9", "--accept-risk", "dmsa-user-edited"]
      )
      let run = try acme.run(["apply", "p.json", "--allow-remove"])
      #expect(run.status == 4)
      #expect(run.error.contains("memberships/"))
    }
  }

  @Test func `dry runs save nothing that --out didn't ask for`() throws {
    try inCompany { acme in
      let run = try acme.run(["install", "crew.yaml", "--dry-run", "--out", "p.json"])
      #expect(run.status == 0 || run.status == 2)
      #expect(try acme.objects("apps").isEmpty)
    }
  }

  @Test func `formats go to files besides`() throws {
    try inCompany { acme in
      try acme.succeed(
        ["install", "crew.yaml", "--dry-run", "--output-file", "json=plan.json"]
          + ["--output-file", "markdown=plan.md"]
      )
      #expect(try acme.binary.json("plan.json")?["changes"] != nil)
      #expect(try acme.binary.read("plan.md").contains("Crew Sync"))
    }
  }

  @Test func `a plan made on a snapshot file can be shown, not applied to a store`() throws {
    try inCompany { acme throws in
      let out = ["install", "crew.yaml", "--out", "p.json", "--company", "acme.yaml"]
      #expect(try acme.binary.run(out).status == 0)
      #expect(try acme.binary.run(["show", "p.json"]).status == 0)
      #expect(try acme.run(["apply", "p.json", "--yes"]).status == 1)
    }
  }

  @Test func `what another app of the name does makes no plan stale`() throws {
    let first = Acme.manifest(more: "app_manifest: {uid: aa}\n")
    try inCompanyWithApp(first) { acme in
      try acme.binary.write(first.replacing("uid: aa", with: "uid: bb"), to: "second.yaml")
      try acme.succeed(["install", "second.yaml", "--project", "6", "--out", "p.json"])
      try acme.carryOut(["projects", "add", "Crew Sync", "9"])
      try acme.succeed(["apply", "p.json", "--allow-widen"])
      #expect(try acme.objects("apps").count == 2)
    }
  }
}
