import Foundation
import Testing

/// Where nobody knows what is to be compared, there is no saying that nothing differs.
@Suite struct UnknownDriftTests {
  @Test(arguments: [
    "app/Crew Sync", "user/150", "memberships/150", "membership/150/6", "membership/150/new",
    "template/21", "apps",
  ])
  func `what can't be compared is told`(mark: String) throws {
    let snapshot = UnknownCompany.snapshot.replacing(
      "login: crew-sync-0123abcd@procore.com, ",
      with: "login: crew-sync-0123abcd@procore.com, default_project_template: 21, "
    ).replacing(
      "{id: 21, name: Field, scope: project, permissions: {daily_log: standard}}",
      with: "{id: 21, name: Field, scope: project}"
    )
    try inCompany(snapshot + "unknown: [\(mark)]\n") { acme in
      let drift = try acme.run(["drift", "--format", "json"])
      #expect(drift.status == 0, "\(drift.output)")
      let found = try drift.json()
      #expect(found["unknown"] as? [String] == [mark])
      #expect(try SchemaValidator("plan", definition: "drift").problems(found) == [])
      let told = "can't be compared, for nobody knows it: `\(mark)`\n"
      #expect(try acme.run(["drift"]).output == "no drift that is known of\n" + told)
      let check = try acme.run(["company", "check", "--format", "json"])
      #expect(check.status == 0)
      let checked = try check.json()
      #expect(checked["sound"] as? Bool == true)
      #expect(checked["unknown"] as? [String] == [mark])
      #expect(try SchemaValidator("plan", definition: "check").problems(checked) == [])
      #expect(
        try acme.run(["company", "check"]).output
          == "sound: no damage, no drift that is known of\n" + told
      )
    }
  }

  @Test func `what no comparison rests on isn't told`() throws {
    let marks = "app/Past, user/151, user/101, template/11, membership/103/6, project/6, company"
    try UnknownCompany.run(unknown: marks) { acme in
      let drift = try acme.run(["drift", "--format", "json"])
      #expect(drift.status == 0)
      let found = try drift.json()
      #expect(Set(found.keys) == ["format_version", "drift"])
      #expect(try acme.run(["drift"]).output == "no drift\n")
      #expect(try acme.run(["company", "check"]).output == "sound: no damage, no drift\n")
      #expect(try acme.run(["company", "check", "--format", "json"]).json()["unknown"] == nil)
    }
  }

  @Test func `what differs is told beside what can't be compared, sorted`() throws {
    let snapshot = UnknownCompany.snapshot.replacing(
      "login: crew-sync-0123abcd@procore.com",
      with: "login: crew-sync-0123abcd@procore.com, active: false"
    )
    try inCompany(snapshot + "unknown: [user/150, membership/150/6, app/Crew Sync]\n") { acme in
      let drift = try acme.run(["drift", "--format", "json"])
      #expect(drift.status == 1)
      #expect(
        try drift.json()["unknown"] as? [String] == [
          "app/Crew Sync", "membership/150/6", "user/150",
        ]
      )
      #expect(try acme.driftKinds() == ["user-deactivated"])
      #expect(try acme.run(["drift"]).output.contains("can't be compared"))
      #expect(try acme.run(["company", "check"]).output.contains("can't be compared"))
    }
  }
}
