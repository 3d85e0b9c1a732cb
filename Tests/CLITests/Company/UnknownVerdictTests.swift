import Foundation
import Testing

/// Verdicts, lists and tables that rest on what nobody knows say so.
@Suite struct UnknownVerdictTests {
  @Test(arguments: [
    ("company", "user/lead@acme.example", "company:schedule:readonly", "6", 2),
    ("project/9", "user/lead@acme.example", "project:daily_log:readonly", "9", 2),
    ("company", "user/worker@acme.example", "project:daily_log:readonly", "7", 1),
    ("company", "user/chief@acme.example", "project:daily_log:readonly", "7", 2),
    ("company", "user/chief@acme.example", "company:documents:standard", "7", 2),
    ("apps", "user/lost-0123abcd@procore.com", "company:documents:readonly", "7", 2),
    ("app/Alone", "user/lost-0123abcd@procore.com", "company:documents:readonly", "7", 2),
    ("apps", "user/lost-0123abcd@procore.com", "company:documents:admin", "7", 1),
    ("app/Past", "user/lost-0123abcd@procore.com", "company:documents:readonly", "7", 0),
    ("apps", "user/worker@acme.example", "company:documents:readonly", "7", 0),
    ("project/7", "user/worker@acme.example", "project:daily_log:readonly", "7", 1),
    ("project/9", "user/worker@acme.example", "project:daily_log:readonly", "9", 1),
    ("project/6", "user/worker@acme.example", "project:daily_log:admin", "6", 2),
    ("project/6", "user/worker@acme.example", "project:daily_log:standard", "6", 2),
    ("project/7", "user/chief@acme.example", "project:daily_log:readonly", "7", 2),
    (
      "project/7, membership/103/7", "user/worker@acme.example", "project:daily_log:readonly", "7",
      2
    ),
    ("project/7, memberships/103", "user/worker@acme.example", "project:daily_log:admin", "7", 2),
    ("project/7, user/103", "user/worker@acme.example", "project:daily_log:readonly", "7", 2),
    ("project/9, template/11", "user/worker@acme.example", "project:daily_log:admin", "9", 2),
    (
      "project/9, membership/103/9", "user/worker@acme.example", "project:daily_log:readonly", "9",
      2
    ),
    ("membership/103/9", "user/worker@acme.example", "project:daily_log:readonly", "9", 1),
  ])
  func `a verdict on what is switched on, or on whose user it is`(
    unknown: String,
    principal: String,
    question: String,
    project: String,
    status: Int
  ) throws {
    let tools = unknown == "company" ? "admin, documents" : "admin, directory, documents"
    let snapshot =
      UnknownCompany.snapshot
      .replacing("admin, directory, documents, permissions", with: tools)
      .replacing(
        "users:\n",
        with: """
          users:
            - {id: 160, name: lost-0123abcd, login: lost-0123abcd@procore.com, company_template: 11}
            - {id: 161, name: Chief, login: chief@acme.example, permissions: {directory: admin}}

          """
      )
      + "  - {name: Alone, version: 1.0.0, manifest: {schema_version: \"4.1\"}}\n"
    try inCompany(snapshot + "unknown: [\(unknown)]\n") { acme in
      let run = try acme.run(["access", "check", principal, question, "--project", project])
      #expect(Int(run.status) == status, "\(run.output)\(run.error)")
    }
  }

  @Test func `what nobody knows of a project makes nobody a member of it`() throws {
    let ask = ["access", "who-can", "project:daily_log:readonly", "--project", "7"]
    for (marks, possible) in [
      ("project/7", ["user/lead@acme.example"]),
      ("project/7, membership/103/7", ["user/lead@acme.example", "user/worker@acme.example"]),
    ] {
      try inCompany(Acme.snapshot + "unknown: [\(marks)]\n") { acme in
        let json = try acme.run(ask + ["--format", "json"]).json()
        let unknown = try #require(json["unknown"] as? [[String: Any]])
        #expect(unknown.compactMap { $0["principal"] as? String } == possible)
      }
    }
  }

  @Test func `where not everybody is listed, who-can doesn't say that it is nobody`() throws {
    let ask = ["access", "who-can", "company:documents:standard"]
    let nobody = Acme.snapshot.replacing("permissions: {directory: admin}", with: "permissions: {}")
    try inCompany(nobody + "unknown: [users]\n") { acme in
      let run = try acme.run(ask + ["--format", "json"])
      #expect(run.status == 2)
      #expect(try run.json()["incomplete"] as? [String] == ["users"])
      #expect(try acme.run(ask).output.hasPrefix("nobody that is known of\n"))
    }
    try inCompany(Acme.snapshot + "unknown: [users]\n") { acme in
      let run = try acme.run(ask)
      #expect(run.status == 0)
      #expect(run.output.contains("whether others can, nobody knows: `users`"))
    }
  }

  @Test func `what is unknown isn't shown as if it were known`() throws {
    let marks = "company, project/9, setting/allow_user_installs, template/11, user/102"
    try inCompany(Acme.snapshot + "unknown: [\(marks)]\nassumed: [user/101]\n") { acme in
      let shown = try acme.succeed(["company", "show"]).output
      let lines = shown.split(separator: "\n").map {
        $0.split(separator: " ").joined(separator: " ")
      }
      for line in [
        "users may install apps: unknown", "company tools: unknown", "9 Yard yes unknown",
        "11 Office company unknown",
        "102 admin@acme.example person yes unknown 0 no",
        "Unknown, so that no verdict rests on it", "setting/allow_user_installs", "Assumed",
      ] {
        #expect(lines.contains(line), "\(line): \(shown)")
      }
    }
    try inCompany(Acme.snapshot + "unknown: [user/103]\n") { acme in
      let nothing = Acme.snapshot.replacing("company_template: 11", with: "permissions: {}")
      let list = ["access", "list", "user/worker@acme.example", "--project", "7"]
      #expect(try acme.run(list).output.contains("whether that is all and right, nobody knows"))
      try acme.binary.write(nothing + "unknown: [user/103]\n", to: "n.yaml")
      let run = try acme.binary.run(list + ["--company", "n.yaml"])
      #expect(
        run.output == "what user/worker@acme.example may do, nobody knows: `user/103`\n",
        "\(run.output)"
      )
    }
  }
}
