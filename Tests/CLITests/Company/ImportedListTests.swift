import Foundation
import Testing

/// What an import into a store that holds the company makes of the lists of apps.
@Suite struct ImportedListTests {
  private static let embedded = Acme.manifest(
    more: Acme.fullscreen(["area"], required: ["area"])
  )

  /// The company with an app that is configured and was used.
  private func inUsedCompany(_ body: (Acme) throws -> Void) throws {
    try inCompanyWithApp(Self.embedded) { acme in
      try acme.carryOut([
        "configure", "Crew Sync", "--title", "East", "--set", "area=a", "--project", "6",
      ])
      try use(acme, "2026-11-01,3,lead@acme.example")
      try body(acme)
    }
  }

  private func use(_ acme: Acme, _ row: String) throws {
    try acme.binary.write("date,count,login\n\(row)\n", to: "days.csv")
    try acme.succeed(["metrics", "import", "Crew Sync", "days.csv"])
  }

  /// The snapshot with something else in its app.
  private func edited(_ acme: Acme, _ edit: (inout [String: Any]) -> Void) throws -> String {
    var contents = try acme.contents()
    var app = try acme.app()
    edit(&app)
    contents["apps"] = [app]
    try acme.binary.write(
      try JSONSerialization.data(withJSONObject: contents),
      to: "edited.json"
    )
    return "edited.json"
  }

  // MARK: - Use

  @Test func `exported and imported into the store that was changed it has the same bytes`() throws
  {
    try inUsedCompany { acme in
      let export = try acme.export()
      try acme.binary.write(export, to: "then.yaml")
      try use(acme, "2026-11-01,9,worker@acme.example")
      try use(acme, "2026-11-02,1,")
      try acme.carryOut(["projects", "remove", "Crew Sync", "6"])
      try acme.carryOut([
        "configure", "Crew Sync", "--title", "West", "--set", "area=b", "--project", "7",
      ])
      #expect(try acme.export() != export)
      let run = try acme.carryOut(["company", "import", "then.yaml"])
      #expect(run.error.isEmpty)
      #expect(try acme.export() == export)
      #expect(try acme.succeed(["company", "check"]).output.contains("sound"))
      #expect(try !acme.plan(["company", "import", "then.yaml"]).isApplyable)
    }
  }

  @Test func `a plan tells what becomes of an app's use, and apply looks whether it is that`()
    throws
  {
    try inUsedCompany { acme in
      let file = try edited(acme) {
        $0["requests"] = [["date": "2026-11-05", "count": 7]]
        $0["used_by"] = [["user": 103, "last": "2026-11-05"]]
      }
      let plan = try acme.plan(["company", "import", file])
      #expect(plan.actions == ["app update"])
      #expect(plan.approvals.isEmpty && plan.relation == "equal")
      #expect(try SchemaValidator("plan").problems(plan.json) == [])
      let change = try #require(plan.changes.first)
      for key in ["before", "after"] {
        let app = try #require(change[key] as? [String: Any])
        #expect(app["requests"] == nil && app["used_by"] == nil)
      }
      let metrics = try #require(change["metrics"] as? [String: [String: [[String: Any]]]])
      #expect(metrics["before"]?["requests"]?.compactMap { $0["count"] as? Int } == [3])
      #expect(metrics["after"]?["requests"]?.compactMap { $0["count"] as? Int } == [7])
      #expect(metrics["after"]?["used_by"]?.compactMap { $0["user"] as? Int } == [103])
      let shown = try acme.succeed(["company", "import", file, "--dry-run"])
      #expect(shown.output.contains("2026-11-05") && shown.output.contains("2026-11-01"))

      try acme.succeed(["company", "import", file, "--out", "p.json"])
      try use(acme, "2026-11-01,4,")
      let stale = try acme.run(["apply", "p.json", "--yes"])
      #expect(stale.status == 4)
      #expect(stale.error.contains("metrics/Crew Sync"), "\(stale.error)")
      try acme.succeed(["company", "import", file, "--out", "q.json"])
      try acme.succeed(["apply", "q.json", "--yes"])
      let app = try acme.app()
      #expect((app["requests"] as? [[String: Any]])?.compactMap { $0["count"] as? Int } == [7])
      #expect((app["used_by"] as? [[String: Any]])?.compactMap { $0["user"] as? Int } == [103])
      let logged = try #require(try acme.log().last?["changes"] as? [[String: Any]])
      let kept = logged.first?["metrics"] as? [String: NSDictionary]
      #expect(kept?["after"] == (change["metrics"] as? [String: NSDictionary])?["after"])
    }
  }

  @Test func `an app that is new comes with its use, by users who are new too`() throws {
    try inUsedCompany { acme in
      var contents = try acme.contents()
      contents["users"] =
        try acme.objects("users") + [["id": 400, "name": "New", "login": "new@acme.example"]]
      contents["apps"] = [
        [
          "name": "Other", "version": "1.0.0", "manifest": ["schema_version": "4.1"],
          "requests": [["date": "2026-11-01", "count": 1]], "used_by": [["user": 400]],
        ]
      ]
      try acme.importing(contents)
      let other = try acme.app("Other")
      #expect((other["used_by"] as? [[String: Any]])?.compactMap { $0["user"] as? Int } == [400])
      #expect((try acme.app()["requests"] as? [Any])?.count == 1)
      contents["users"] = try acme.objects("users").filter { $0["id"] as? Int != 400 }
      contents["apps"] = [[String: Any]]()
      try acme.binary.write(
        try JSONSerialization.data(withJSONObject: contents),
        to: "fewer.json"
      )
      try acme.expectRefusal(["company", "import", "fewer.json"], naming: "user `400`")
    }
  }

  @Test func `no other verb changes an app's use`() throws {
    try inUsedCompany { acme in
      let file = try edited(acme) { $0["requests"] = [["date": "2026-11-05", "count": 7]] }
      try acme.succeed(["company", "import", file, "--out", "p.json"])
      var plan = try #require(
        try JSONSerialization.jsonObject(with: Data(acme.binary.read("p.json").utf8))
          as? [String: Any]
      )
      var change = try #require((plan["changes"] as? [[String: Any]])?.first)
      change["reason"] = "projects add"
      plan["changes"] = [change]
      let stated = try acme.run(["apply", try write(plan, acme)])
      let digest = try #require(stated.error.firstMatch(of: #/its digest is (sha256:[0-9a-f]+)/#))
      plan["digest"] = String(digest.output.1)
      let run = try acme.run(["apply", try write(plan, acme), "--yes"])
      #expect(run.status == 1)
      #expect(run.error.contains("is none that `projects add` makes"), "\(run.error)")
    }
  }

  private func write(_ plan: [String: Any], _ acme: Acme) throws -> String {
    try acme.binary.write(try JSONSerialization.data(withJSONObject: plan), to: "edited.json")
    return "edited.json"
  }

  // MARK: - Empty lists and none

  @Test func `a list with nothing in it says that there is nothing, none says nothing`() throws {
    try inUsedCompany { acme in
      let lists = ["configurations", "requests", "used_by"]
      let silent = try edited(acme) { app in for list in lists { app[list] = nil } }
      #expect(try !acme.plan(["company", "import", silent]).isApplyable)
      let empty = try edited(acme) { app in for list in lists { app[list] = [Any]() } }
      let plan = try acme.plan(["company", "import", empty])
      #expect(Set(plan.actions) == ["configuration delete", "app update"])
      #expect(plan.approvals == ["remove"])
      #expect(try acme.run(["company", "import", empty, "--yes"]).status == 7)
      try acme.carryOut(["company", "import", empty])
      for list in lists { #expect((try acme.app()[list] as? [Any])?.isEmpty == true, "\(list)") }
    }
  }

  @Test func `an import rests on which configurations there are`() throws {
    try inUsedCompany { acme in
      let file = try edited(acme) { $0["configurations"] = [Any]() }
      try acme.succeed(["company", "import", file, "--out", "p.json"])
      try acme.carryOut([
        "configure", "Crew Sync", "--title", "West", "--set", "area=b", "--project", "7",
      ])
      let stale = try acme.run(["apply", "p.json", "--allow-remove"])
      #expect(stale.status == 4)
      #expect(stale.error.contains("configurations/Crew Sync"), "\(stale.error)")
    }
  }
}
