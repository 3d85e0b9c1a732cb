import Foundation
import Testing

/// Putting right a template that others have too.
@Suite struct SharedTemplateTests {
  /// Two apps whose users have one default template, and a person who has it in a project.
  private static func snapshot(west: String = "rfi: readonly", people: Int = 1) -> String {
    let members = (0..<people).map {
      "  - {id: \(200 + $0), name: Ann \($0), login: ann\($0)@acme.example,"
        + " memberships: [{project: 7, template: 30}, {project: 6, template: 30}]}\n"
    }
    return Acme.snapshot.replacing(
      "users:\n",
      with: """
          - {id: 30, name: Shared, scope: project, permissions: {daily_log: admin}}
        users:
          - {id: 150, name: east-0123abcd, login: east-0123abcd@procore.com, default_project_template: 30, add_to_new_projects: true}
          - {id: 151, name: west-0123abcd, login: west-0123abcd@procore.com, default_project_template: 30, add_to_new_projects: true}

        """ + members.joined()
    ) + """
      apps:
        - {name: East, version: 1.0.0, user: 150, authentication: [service_account],
           manifest: {schema_version: "4.1", permissions: {project: {daily_log: readonly}}}}
        - {name: West, version: 1.0.0, user: 151, authentication: [service_account],
           manifest: {schema_version: "4.1", permissions: {project: {\(west)}}}}

      """
  }

  private func ids(_ acme: Acme) throws -> [String: String] {
    let drift = try acme.drift()
    #expect(drift.allSatisfy { $0["kind"] as? String == "template-out-of-step" })
    return Dictionary(
      uniqueKeysWithValues: try drift.map {
        (try #require($0["app"] as? String), try #require($0["id"] as? String))
      }
    )
  }

  @Test func `two apps that are to have other levels by one template aren't both put right`() throws
  {
    try inCompany(Self.snapshot()) { acme in
      let ids = try ids(acme)
      let (east, west) = (try #require(ids["East"]), try #require(ids["West"]))
      for order in [[east, west], [west, east]] {
        let both = ["drift"] + order.flatMap { ["--revert", $0] }
        for id in [east, west, "template/30"] {
          try acme.expectRefusal(both, naming: "`\(id)`")
        }
      }
      for pair in [["--revert", east, "--adopt", west], ["--adopt", east, "--revert", west]] {
        for id in [east, west] { try acme.expectRefusal(["drift"] + pair, naming: "`\(id)`") }
      }
      #expect(try acme.plan(["drift", "--adopt", east, "--adopt", west]).isApplyable)
      #expect(try acme.plan(["drift", "--revert", east, "--revert", east]).isApplyable)
    }
  }

  @Test func `two apps that are to have the same levels by one template are put right`() throws {
    try inCompany(Self.snapshot(west: "daily_log: readonly")) { acme in
      let ids = try ids(acme).values.sorted()
      try acme.carryOut(["drift"] + ids.flatMap { ["--revert", $0] })
      #expect(try acme.drift().isEmpty)
    }
  }

  @Test func `everybody who has the template besides is named`() throws {
    for (people, message) in [
      (0, "changes for another one who has it too: `app/West`"),
      (1, "changes for 2 others who have it too: `app/West`, `user/ann0@acme.example`"),
      (
        4,
        "changes for 5 others who have it too: `app/West`, `user/ann0@acme.example`,"
          + " `user/ann1@acme.example` and 2 more"
      ),
    ] {
      try inCompany(Self.snapshot(people: people)) { acme in
        let east = try #require(try ids(acme)["East"])
        let plan = try acme.plan(["drift", "--revert", east])
        let told = plan.warnings.filter { $0["rule"] as? String == "template-out-of-step" }
        #expect(
          told.map { $0["message"] as? String } == ["the permission template `Shared` " + message]
        )
      }
    }
  }

  @Test func `a template of the app's own changes for nobody else`() throws {
    try inCompanyWithApp(options: ["--add-to-new-projects"]) { acme in
      try acme.carryOut(
        ["template", "set", "Crew Sync", "--scope", "project", "--set", "rfi=admin"]
      )
      let id = try #require(try acme.drift().first?["id"] as? String)
      #expect(try acme.plan(["drift", "--revert", id]).warnings.isEmpty)
    }
  }

  @Test(arguments: ["daily_log=readonly", "daily_log=none"])
  func `it is weighed over all of them as a template that is set is`(level: String) throws {
    let parts = level.split(separator: "=")
    let east = Self.snapshot(west: "\(parts[0]): \(parts[1])")
    for given in ["none", "standard", "admin"] {
      let snapshot = east.replacing(
        "scope: project, permissions: {daily_log: admin}}\nusers",
        with: "scope: project, permissions: {daily_log: \(given), rfi: readonly}}\nusers"
      )
      try inCompany(snapshot) { acme in
        let west = try #require(try ids(acme)["West"])
        let reverted = try acme.plan(["drift", "--revert", west])
        let set = try acme.plan(
          ["template", "set", "Shared", "--scope", "project", "--set", level]
            + ["--set", "rfi=none"]
        )
        #expect(reverted.relation == set.relation)
        #expect(reverted.approvals == set.approvals)
        #expect(
          reverted.changes.map { $0["relation"] as? String }
            == set.changes.map { $0["relation"] as? String }
        )
      }
    }
  }

  @Test func `a repair that puts a template right says whom it concerns`() throws {
    let snapshot = Self.snapshot().replacing("{daily_log: admin}}\nusers", with: "{}}\nusers")
    try inCompany(snapshot) { acme in
      let run = try acme.run(
        ["access", "check", "app/East", "project:daily_log:readonly", "--project", "new"]
      )
      #expect(run.output.contains("dmsa drift --revert"), "\(run.output)")
      #expect(run.output.contains("everybody who has the template gets it too"), "\(run.output)")
    }
  }
}
