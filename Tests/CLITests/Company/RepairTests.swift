import Foundation
import Testing

/// What `access check` offers where the answer is no.
@Suite struct RepairTests {
  /// A worker without anything; templates by what a test needs.
  private static func snapshot(_ templates: String, project: String = "") -> String {
    """
    format_version: "1.0"
    company: {id: 8089, name: Acme}
    projects: [{id: 6, name: Tower\(project)}]
    permission_templates:
      - {id: 12, name: Head Office, scope: company, permissions: {directory: admin}}
    \(templates)
    users:
      - id: 103
        name: Worker
        login: worker@acme.example
        permissions: {home: readonly}
        memberships: [{project: 6}]

    """
  }

  private func answer(
    _ snapshot: String,
    _ question: [String]
  ) throws -> (repair: String?, text: String) {
    var result: (String?, String) = (nil, "")
    try inCompany(snapshot) { acme in
      let words = ["access", "check", "user/worker@acme.example"] + question
      let json = try acme.run(words + ["--format", "json"])
      #expect(json.status == 1, "\(json.error)")
      result = (try json.json()["repair"] as? String, try acme.run(words).output)
    }
    return result
  }

  @Test func `the whole Directory isn't offered where less would do`() throws {
    let (repair, text) = try answer(Self.snapshot(""), ["company:documents:readonly"])
    let command = try #require(repair)
    #expect(command.hasPrefix("dmsa template create"), "\(command)")
    #expect(!command.contains("directory"))
    #expect(!text.contains("far more"))
  }

  @Test func `what else a template gives and takes is said`() throws {
    let (repair, text) = try answer(
      Self.snapshot(
        "  - {id: 13, name: Clerk, scope: company, permissions: {documents: standard, reports: admin}}"
      ),
      ["company:documents:readonly"]
    )
    #expect(repair == "dmsa user set worker@acme.example --company-template 13")
    #expect(text.contains("gives besides: `reports: admin`"), "\(text)")
    #expect(text.contains("takes away: `home: readonly`"), "\(text)")
  }

  @Test(arguments: [
    ("project", "", "template create \"Directory admin\" --scope project --set directory=admin"),
    ("project", ", tools: [drone_flights]", "user set worker@acme.example --company-template 12"),
    ("company", "", "user set worker@acme.example --company-template 12"),
  ])
  func `where only a Directory gives the level, that it gives far more is said`(
    _ scope: String,
    _ tools: String,
    _ command: String
  ) throws {
    try inCompany(Self.snapshot("", project: tools)) { acme in
      try acme.binary.write(
        "tools: [{scope: \(scope), key: drone_flights, levels: [readonly]}]\n",
        to: ".dmsa.yaml"
      )
      let words = [
        "access", "check", "user/worker@acme.example", "\(scope):drone_flights:admin",
        "--project", "6",
      ]
      let repair = try #require(
        try acme.run(words + ["--format", "json"]).json()["repair"] as? String
      )
      #expect(repair.hasPrefix("dmsa \(command)"), "\(repair)")
      let text = try acme.run(words).output
      #expect(text.contains("far more than was asked for"), "\(text)")
    }
  }

  /// Which projects are permitted, and what mends an inactive user that is no member of the second.
  @Test(arguments: [
    (["7"], "drift --revert ID --revert ID"),
    (["6", "7"], "drift --revert ID --revert ID"),
    (["6"], "drift --revert ID && dmsa projects add \"Crew Sync\" 7"),
  ])
  func `where one thing alone won't do, several are offered together`(
    _ permitted: [String],
    _ expected: String
  ) throws {
    try inCompanyWithApp(projects: permitted) { acme in
      try acme.editUser { user in
        user["active"] = false
        let memberships = user["memberships"] as? [[String: Any]] ?? []
        user["memberships"] = memberships.filter { $0["project"] as? Int != 7 }
      }
      let words = ["access", "check", "app/Crew Sync", "project:daily_log:readonly"]
      let asked = words + ["--project", "7"]
      let command = try #require(
        try acme.run(asked + ["--format", "json"]).json()["repair"] as? String
      )
      let shown = command.replacing(#/--revert [0-9a-f]{8}/#, with: "--revert ID")
      #expect(shown == "dmsa " + expected)
      // As a shell runs it, with every approval.
      let line = command.replacing("dmsa ", with: "\"\(Binary.path)\" ").split(separator: " && ")
        .map { $0 + " --allow-widen --allow-remove" }.joined(separator: " && ")
      let run = try acme.binary.tool(
        "bash",
        ["-c", "export DMSA_COMPANY=\(Acme.store); " + line]
      )
      #expect(run.status == 0, "\(run.error)")
      #expect(try acme.run(asked).status == 0)
    }
  }
}
