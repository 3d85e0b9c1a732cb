import Foundation
import Testing

/// Every reason for a no, with what the platform would answer.
@Suite struct VerdictTests {
  static let snapshot =
    Acme.snapshot.replacing(
      "users:\n",
      with: """
        users:
          - {id: 106, name: other-1234abcd, login: other-1234abcd@procore.com, permissions: {documents: readonly}, memberships: [{project: 6, permissions: {rfi: readonly}}, {project: 8, permissions: {rfi: readonly}}]}
          - {id: 107, name: past-1234abcd, login: past-1234abcd@procore.com, active: false}
          - {id: 108, name: Boss, login: boss@acme.example, memberships: [{project: 7, permissions: {directory: admin}}]}

        """
    ) + """
      apps:
        - name: Other
          version: 1.0.0
          state: installed
          source: custom
          user: 106
          manifest: {schema_version: "4.1", permissions: {company: {documents: readonly}, project: {rfi: readonly}}}
          authentication: [service_account]
          permitted_projects: [6, 8]
        - name: Past
          version: 1.0.0
          state: uninstalled
          source: custom
          user: 107
          manifest: {schema_version: "4.1", permissions: {project: {rfi: readonly}}}
          authentication: [service_account, user_level]
        - name: Panel
          version: 1.0.0
          state: installed
          source: custom
          manifest: {schema_version: "4.1"}
          authentication: [user_level]
      install_requests:
        - {id: 1, app: Wish, version: 1.0.0, manifest: {schema_version: "4.1"}, authentication: [user_level], by: 101, state: pending}

      """

  struct Case: Sendable {
    let principal: String
    let question: String
    let project: String?
    let reason: String?
    let status: Int

    init(
      _ principal: String,
      _ question: String,
      _ project: String?,
      _ reason: String?,
      _ status: Int
    ) {
      self.principal = principal
      self.question = question
      self.project = project
      self.reason = reason
      self.status = status
    }
  }

  static let cases = [
    Case("app/Past", "project:rfi:readonly", "6", "not-installed", 403),
    Case("app/Past@user/worker@acme.example", "project:rfi:readonly", "6", "not-installed", 403),
    Case("app/Wish@user/lead@acme.example", "company:directory:admin", nil, "not-installed", 403),
    Case("app/Panel", "project:rfi:readonly", "6", "no-such-authentication", 403),
    Case(
      "app/Other@user/lead@acme.example",
      "company:directory:admin",
      nil,
      "no-such-authentication",
      403
    ),
    Case("user/gone@acme.example", "company:directory:readonly", nil, "inactive", 403),
    Case("app/Other", "project:rfi:readonly", "8", "inactive", 403),
    Case("user/lead@acme.example", "project:rfi:readonly", "8", "inactive", 403),
    Case("user/lead@acme.example", "company:reports:readonly", nil, "tool-disabled", 403),
    Case("user/lead@acme.example", "project:daily_log:readonly", "9", "tool-disabled", 403),
    Case("user/worker@acme.example", "project:daily_log:readonly", "9", "tool-disabled", 403),
    Case("app/Other", "project:rfi:readonly", "7", "not-a-member", 404),
    Case("user/worker@acme.example", "project:rfi:readonly", "new", "not-a-member", 404),
    Case("user/worker@acme.example", "project:rfi:readonly", "6", "level-too-low", 404),
    Case("user/worker@acme.example", "project:daily_log:admin", "6", "level-too-low", 403),
    Case("user/worker@acme.example", "company:documents:admin", nil, "level-too-low", 403),
    Case("user/worker@acme.example", "company:directory:readonly", nil, "level-too-low", 404),
    Case("user/lead@acme.example", "company:permissions:readonly", nil, "level-too-low", 404),
    Case("user/worker@acme.example", "project:daily_log:standard", "6", nil, 200),
    Case("user/lead@acme.example", "project:rfi:admin", "7", nil, 200),
    Case("user/lead@acme.example", "project:rfi:admin", "new", nil, 200),
    Case("user/boss@acme.example", "project:rfi:admin", "7", nil, 200),
    Case("user/boss@acme.example", "project:rfi:readonly", "6", "not-a-member", 404),
    Case("app/Other", "project:rfi:readonly", "6", nil, 200),
    Case("app/Panel@user/worker@acme.example", "project:daily_log:standard", "6", nil, 200),
    Case(
      "app/Panel@user/worker@acme.example",
      "project:daily_log:admin",
      "6",
      "level-too-low",
      403
    ),
    Case("user/worker@acme.example", "project:rfi:none", "6", nil, 200),
  ]

  @Test(arguments: cases.indices)
  func `each question`(index: Int) throws {
    let question = Self.cases[index]
    try inCompany(Self.snapshot) { acme in
      let project = question.project.map { ["--project", $0] } ?? []
      let ask = ["access", "check", question.principal, question.question] + project
      let run = try acme.run(ask + ["--format", "json"])
      #expect(run.status == (question.reason == nil ? 0 : 1), "\(run.error)")
      let verdict = try run.json()
      #expect(verdict["allowed"] as? Bool == (question.reason == nil))
      #expect(verdict["denied_because"] as? String == question.reason)
      #expect(verdict["http_status"] as? Int == question.status)
      let text = try acme.run(ask)
      #expect(text.output.hasPrefix(question.reason == nil ? "yes\n" : "no\n"))
      #expect(try acme.run(ask + ["--quiet"]).output.isEmpty)
    }
  }

  @Test func `a user-level app that was only asked for, with user installs on`() throws {
    let on = Self.snapshot.replacing(
      "name: Acme,",
      with: "name: Acme, settings: {allow_user_installs: true},"
    )
    try inCompany(on) { acme in
      let wish = try acme.run(
        ["access", "check", "app/Wish@user/lead@acme.example", "company:directory:admin"]
      )
      #expect(wish.status == 0)
      let past = try acme.run(
        ["access", "check", "app/Past@user/lead@acme.example", "company:directory:admin"]
      )
      #expect(past.status == 1)
    }
  }

  @Test func `what is unknown is no verdict`() throws {
    try inCompany(Acme.snapshot + "unknown: [user/103]\n") { acme in
      let ask = ["access", "check", "user/worker@acme.example", "company:documents:readonly"]
      let run = try acme.run(ask + ["--format", "json"])
      #expect(run.status == 2)
      #expect(try run.json()["allowed"] is NSNull)
      #expect(try acme.run(ask).output.hasPrefix("unknown\n"))
    }
  }

  @Test(arguments: [
    ("user/103", "user/worker@acme.example", "project:daily_log:standard", 0),
    ("user/103", "user/worker@acme.example", "project:daily_log:admin", 2),
    ("user/104", "user/gone@acme.example", "project:daily_log:standard", 1),
    ("template/21", "user/worker@acme.example", "project:daily_log:standard", 2),
    ("project/6", "user/worker@acme.example", "project:daily_log:standard", 2),
    ("project/6", "user/worker@acme.example", "project:daily_log:admin", 2),
    ("user/103", "user/worker@acme.example", "company:schedule:readonly", 1),
    ("app/Past", "app/Past", "company:documents:readonly", 1),
  ])
  func `a verdict rests on what decides it alone`(
    unknown: String,
    principal: String,
    question: String,
    status: Int
  ) throws {
    let past = """
      apps: [{name: Past, version: 1.0.0, state: uninstalled, manifest: {schema_version: "4.1"}}]

      """
    try inCompany(Acme.snapshot + past + "unknown: [\(unknown)]\n") { acme in
      let project = question.hasPrefix("project") ? ["--project", "6"] : []
      let run = try acme.run(["access", "check", principal, question] + project)
      #expect(Int(run.status) == status, "\(run.output)\(run.error)")
    }
  }

  @Test func `where nobody is known to, who-can tells unknown from nobody`() throws {
    let ask = ["access", "who-can", "company:documents:standard"]
    let nobody = Acme.snapshot.replacing("permissions: {directory: admin}", with: "permissions: {}")
    try inCompany(nobody) { acme throws in #expect(try acme.run(ask).status == 1) }
    try inCompany(nobody + "unknown: [user/103]\n") { acme in
      let run = try acme.run(ask)
      #expect(run.status == 2)
      #expect(run.output.contains("`user/103`"))
    }
  }

  @Test func `a list says what it rests on that nobody knows`() throws {
    let list = ["access", "list", "user/worker@acme.example"]
    try inCompany(Acme.snapshot + "unknown: [user/102, user/103]\n") { acme in
      let run = try acme.run(list + ["--format", "json"])
      #expect(run.status == 0)
      #expect(try run.json()["unknown"] as? [String] == ["user/103"])
      #expect(try acme.run(list).output.contains("`user/103`"))
    }
    try inCompany(Acme.snapshot + "unknown: [user/102]\n") { acme throws in
      #expect(try acme.run(list + ["--format", "json"]).json()["unknown"] == nil)
    }
  }

  @Test func `what a verb decides is unknown no longer`() throws {
    let unknown = "unknown: [setting/allow_user_installs, user/102, user/103]\n"
    try inCompany(Acme.snapshot + unknown) { acme in
      func marks() throws -> [String]? {
        try acme.run(["company", "show", "--format", "json"]).json()["unknown"] as? [String]
      }
      try acme.carryOut(["user", "set", "worker@acme.example", "--inactive"])
      #expect(try marks()?.count == 3)
      try acme.carryOut(["user", "set", "admin@acme.example", "--company-template", "Office"])
      #expect(try marks() == ["setting/allow_user_installs", "user/103"])
      let setting = ["settings", "allow-user-installs", "off"]
      try acme.succeed(setting + ["--yes"])
      #expect(try marks() == ["user/103"])
      #expect(try !acme.plan(setting).isApplyable)
    }
  }

  @Test func `who-can names a DMSA once, and ends with 1 where there is nobody`() throws {
    try inCompany(Self.snapshot) { acme in
      let run = try acme.succeed(
        ["access", "who-can", "project:rfi:readonly", "--project", "6", "--format", "json"]
      )
      let principals = try #require(try run.json()["principals"] as? [[String: Any]])
      #expect(
        principals.map { $0["principal"] as? String } == ["app/Other", "user/lead@acme.example"]
      )
      #expect(try acme.run(["access", "who-can", "company:permissions:admin"]).status == 1)
    }
  }

  @Test func `a batch answers line by line`() throws {
    try inCompany(Self.snapshot) { acme in
      let questions = """
        user/lead@acme.example\tcompany:directory:admin
        app/Other\tproject:rfi:readonly\t6
        app/Other\tproject:rfi:readonly\t7

        """
      let command = ["access", "check", "-", "--format", "jsonl", "--company", Acme.store]
      let run = try acme.binary.run(command, input: Data(questions.utf8))
      #expect(run.status == 1)
      #expect(run.output.split(separator: "\n").count == 3)
      let yes = try acme.binary.run(
        command,
        input: Data(questions.split(separator: "\n").dropLast().joined(separator: "\n").utf8)
      )
      #expect(yes.status == 0)
    }
  }
}
