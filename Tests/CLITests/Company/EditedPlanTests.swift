import Foundation
import Testing

/// Plans that somebody edited by hand and gave the digest that goes with it.
@Suite struct EditedPlanTests {
  /// Edits the saved plan, and puts in the digest that the program names.
  static func edit(
    _ acme: Acme,
    _ change: (inout [String: Any]) -> Void
  ) throws {
    var json = try #require(try acme.binary.json("p.json"))
    change(&json)
    try acme.binary.write(try JSONSerialization.data(withJSONObject: json), to: "p.json")
    let run = try acme.binary.run(["show", "p.json"])
    let named = try #require(run.error.firstMatch(of: /its digest is (sha256:[0-9a-f]{64})/))
    json["digest"] = String(named.1)
    try acme.binary.write(try JSONSerialization.data(withJSONObject: json), to: "p.json")
  }

  static func changes(
    _ json: inout [String: Any],
    where isMeant: ([String: Any]) -> Bool = { _ in true },
    _ body: (inout [String: Any]) -> Void
  ) {
    json["changes"] = (json["changes"] as? [[String: Any]] ?? []).map { change in
      var change = change
      if isMeant(change) { body(&change) }
      return change
    }
  }

  @Test func `approvals that it takes can't be left out`() throws {
    try SavedPlanTests.withPlan { acme in
      try Self.edit(acme) { $0["approvals"] = [String]() }
      let run = try acme.run(["apply", "p.json", "--yes"])
      #expect(run.status == 1)
      #expect(run.error.contains("`widen`"))
      #expect(try acme.objects("apps").isEmpty)
    }
  }

  @Test func `a risk that it takes can't be left out`() throws {
    try inCompany { acme in
      try acme.binary.write(Acme.manifest(company: ["directory": "admin"]), to: "boss.yaml")
      try acme.succeed(["install", "boss.yaml", "--out", "p.json"])
      try Self.edit(acme) { $0["approvals"] = ["widen"] }
      let run = try acme.run(["apply", "p.json", "--allow-widen"])
      #expect(run.status == 1)
      #expect(run.error.contains("`risk:company-directory-admin`"))
      #expect(try acme.objects("apps").isEmpty)
    }
  }

  @Test func `a removal that it takes can't be left out`() throws {
    try SavedPlanTests.withPlan { acme in
      try acme.succeed(["apply", "p.json", "--allow-widen"])
      try acme.succeed(["projects", "remove", "Crew Sync", "6", "--out", "p.json"])
      try Self.edit(acme) { $0["approvals"] = [String]() }
      let run = try acme.run(["apply", "p.json", "--yes"])
      #expect(run.status == 1)
      #expect(run.error.contains("`remove`"))
    }
  }

  @Test func `changes don't pass as those of a verb that takes less`() throws {
    for reason in ["settings", "template set", "projects add", "request-install"] {
      try SavedPlanTests.withPlan { acme in
        try Self.edit(acme) { json in Self.changes(&json) { $0["reason"] = reason } }
        let run = try acme.run(["apply", "p.json", "--allow-widen"])
        #expect(run.status == 1)
        #expect(run.error.contains("`\(reason)`"))
        #expect(try acme.objects("apps").isEmpty)
      }
    }
  }

  @Test func `what isn't there is named with the change that refers to it`() throws {
    try SavedPlanTests.withPlan { acme in
      try Self.edit(acme) { json in
        Self.changes(&json, where: { $0["kind"] as? String == "user" }) { change in
          var after = change["after"] as? [String: Any] ?? [:]
          after["permissions"] = nil
          after["company_template"] = 987_654
          change["after"] = after
        }
      }
      let run = try acme.run(["apply", "p.json", "--allow-widen"])
      #expect(run.status == 1)
      #expect(run.error.contains("refers to `template/987654`"))
      #expect(run.error.contains("change "))
      #expect(try acme.objects("apps").isEmpty)
    }
  }

  @Test func `counts that don't go with the changes are mistakes with a place`() throws {
    try SavedPlanTests.withPlan { acme in
      var json = try #require(try acme.binary.json("p.json"))
      var summary = try #require(json["summary"] as? [String: Any])
      summary["create"] = 1
      json["summary"] = summary
      try acme.binary.write(try JSONSerialization.data(withJSONObject: json), to: "p.json")
      for command in [["apply", "p.json", "--yes", "--company", "acme.dmsa"], ["show", "p.json"]] {
        let run = try acme.binary.run(command)
        #expect(run.status == 1)
        #expect(run.error.contains("p.json:1:"))
        #expect(run.error.contains("`create` is `1`"))
      }
    }
  }
}
