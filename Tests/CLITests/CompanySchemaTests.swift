import Foundation
import Testing

/// A company with one of everything that a snapshot can hold.
let wholeCompany = """
  format_version: "1.0"
  company:
    id: 8089
    name: Acme Builders
    settings: {allow_user_installs: false}
    tools: [admin, directory, documents, permissions]
  projects:
    - {id: 6, name: Project 6, active: true, tools: [daily_log, directory, rfi]}
    - {id: 7, name: Tower}
  permission_templates:
    - {id: 11, name: Office, scope: company, permissions: {documents: readonly}, assignable: []}
    - {id: 21, name: Field, scope: project, permissions: {daily_log: standard}, assignable: [22]}
    - {id: 22, name: Tower special, scope: project, project: 7, permissions: {daily_log: admin}}
  users:
    - {id: 100, name: Boss, login: boss@acme.example, permissions: {directory: admin}}
    - id: 101
      name: Site Lead
      login: lead@acme.example
      active: true
      company_template: 11
      default_project_template: 21
      add_to_new_projects: false
      memberships:
        - {project: 6, template: 21}
        - {project: 7, permissions: {daily_log: readonly}}
    - {id: 140, name: HingePoint-Sync, login: hingepoint-sync@procore.com}
    - id: 150
      name: daily-sync-11111111
      login: daily-sync-11111111@procore.com
      memberships: [{project: 6, permissions: {daily_log: admin}}]
  service_accounts:
    - name: HingePoint
      user: 140
      client_id: c-1
      secret_digest: "sha256:0000000000000000000000000000000000000000000000000000000000000000"
      contact: Ops
  apps:
    - name: Daily Sync
      uid: daily-sync
      version: 1.4.0
      state: installed
      source: custom
      user: 150
      permitted_projects: [6]
      manifest:
        schema_version: "4.1"
        app_manifest: {uid: daily-sync, name: Daily Sync}
        fullscreen:
          source_url: "https://sync.example/{{area}}"
          user_configuration: {schema: {type: object, properties: {area: {name: Area}}}}
        permissions: {project: {daily_log: standard}}
      authentication: [service_account, user_level]
      configurations:
        - {title: East, values: {area: a}, projects: [6]}
        - {title: Rest, values: {area: b}, projects: future}
      adopted:
        - {kind: membership-added, address: membership/150/7, actual: {project: 7}}
      installed_by: lead@acme.example
      installed_at: 2026-11-01T00:00:00Z
      updated_by: os:root
      updated_at: 2026-11-02T00:00:00Z
      uninstalled_by: os:root
      uninstalled_at: 2026-11-01T12:00:00Z
      requests: [{date: 2026-11-01, count: 310}]
      used_by: [{user: 101, last: 2026-11-01}]
  install_requests:
    - id: 1
      app: Crew Sync
      version: 1.0.0
      manifest: {schema_version: "4.1", permissions: {project: {daily_log: readonly}}}
      authentication: [service_account]
      by: 101
      at: 2026-11-01T00:00:00Z
      note: For the crews
      state: pending
  unknown: [project/7]
  assumed: [user/150]

  """

/// A portfolio with one of everything that it can declare.
let wholePortfolio = """
  format_version: "1.0"
  company: 8089
  settings: {allow_user_installs: true}
  permission_templates:
    - {name: Field, scope: project, permissions: {daily_log: admin, rfi: readonly}}
    - {name: Tower special, scope: project, project: Tower, permissions: {daily_log: none}}
    - {name: New, scope: company, permissions: {documents: standard}}
  apps:
    - manifest: crew-sync.manifest.yaml
      name: Crew Sync
      version: 1.0.0
      state: installed
      projects: [6, Tower]
      add_to_new_projects: true
      configurations: []
      accept_risk: {company-directory-admin: It keeps the directory.}
    - {name: Daily Sync, state: uninstalled}

  """

/// Holds the schemas of a company to what the program reads and prints.
@Suite struct CompanySchemaTests {
  private let snapshot: SchemaValidator
  private let plan: SchemaValidator
  private let access: SchemaValidator

  init() throws {
    snapshot = try SchemaValidator("snapshot")
    plan = try SchemaValidator("plan")
    access = try SchemaValidator("access")
  }

  /// Runs a test in a folder with a store, a manifest and a portfolio.
  private func inCompany(_ body: (Binary) throws -> Void) throws {
    try inFolder { binary in
      try binary.write(wholeCompany, to: "acme.yaml")
      try binary.write(riskyManifest, to: "crew-sync.manifest.yaml")
      try binary.write(wholePortfolio, to: "portfolio.yaml")
      try binary.run(["company", "import", "acme.yaml", "--company", "acme.dmsa"])
      try body(binary)
    }
  }

  /// What a command prints as JSON about the store, and its exit status.
  private func document(_ binary: Binary, _ arguments: String...) throws -> (Any, Int32) {
    let run = try binary.run(arguments + ["--company", "acme.dmsa", "--format", "json"])
    return (try JSONSerialization.jsonObject(with: Data(run.output.utf8)), run.status)
  }

  @Test func `a company as it is shown and as it is exported are snapshots`() throws {
    try inCompany { binary in
      let (shown, _) = try document(binary, "company", "show")
      #expect(snapshot.problems(shown) == [])
      let object = try #require(shown as? [String: Any])
      #expect(object.count == 10)
      try binary.run(["company", "export", "--company", "acme.dmsa", "-o", "exported.yaml"])
      let again = try binary.run(
        ["company", "show", "--company", "exported.yaml", "--format", "json"]
      )
      #expect(try again.json() as NSDictionary == object as NSDictionary)
    }
  }

  @Test func `plans are as the schema says`() throws {
    try inCompany { binary in
      let install = ["install", "crew-sync.manifest.yaml", "--company", "acme.dmsa"]
      let json = ["--format", "json"]
      let dry = try binary.run(install + json + ["--project", "6", "--dry-run"])
      #expect(dry.status == 0)
      #expect(plan.problems(try dry.json()) == [])

      let refused = try binary.run(install + json + ["--project", "99", "--dry-run"])
      #expect(refused.status == 1)
      #expect(try refused.json()["refused"] != nil)
      #expect(plan.problems(try refused.json()) == [])

      let (declared, status) = try document(binary, "plan", "portfolio.yaml")
      #expect(status == 0)
      #expect(plan.problems(declared) == [])

      let later = soundManifest.replacing("Crew Sync", with: "Daily Sync")
        .replacing("1.0.0", with: "2.0.0")
      try binary.write(later, to: "daily-sync.manifest.yaml")
      let (update, _) = try document(binary, "update", "daily-sync.manifest.yaml", "--dry-run")
      #expect(((update as? [String: Any])?["drift"] as? [Any])?.isEmpty == false)
      #expect(plan.problems(update) == [])

      let applied = try binary.run(
        install + json + [
          "--project", "6", "--allow-widen", "--accept-risk", "company-directory-admin",
          "--accept-risk", "escalation-path", "--add-to-new-projects",
        ]
      )
      #expect(applied.status == 0)
      #expect(try applied.json()["applied"] != nil)
      #expect(plan.problems(try applied.json()) == [])

      let (back, _) = try document(binary, "company", "import", "acme.yaml", "--dry-run")
      #expect(plan.problems(back) == [])
      #expect(((back as? [String: Any])?["changes"] as? [Any])?.isEmpty == false)
    }
  }

  @Test func `drift, check and log are as the plan's schema says`() throws {
    try inCompany { binary in
      let (drift, found) = try document(binary, "drift")
      #expect(found == 1)
      #expect(try SchemaValidator("plan", definition: "drift").problems(drift) == [])
      let (check, _) = try document(binary, "company", "check")
      #expect(try SchemaValidator("plan", definition: "check").problems(check) == [])
      try binary.run(["uninstall", "Daily Sync", "--company", "acme.dmsa", "--allow-remove"])
      let (log, _) = try document(binary, "log")
      let entries = try #require((log as? [String: Any])?["entries"] as? [Any])
      #expect(entries.count == 2)
      #expect(try SchemaValidator("plan", definition: "log").problems(log) == [])
    }
  }

  @Test func `answers about access are as the schema says`() throws {
    try inCompany { binary in
      let app = "app/Daily Sync"
      let answers = try [
        document(binary, "access", "check", app, "company:directory:admin"),
        document(binary, "access", "check", app, "project:daily_log:standard", "--project", "6"),
        document(binary, "access", "check", app, "project:rfi:standard", "--project", "new"),
        document(
          binary,
          "access",
          "check",
          "user/lead@acme.example",
          "project:rfi:standard",
          "--project",
          "7"
        ),
        document(binary, "access", "list", "user/boss@acme.example"),
        document(binary, "access", "list", "user/boss@acme.example", "--project", "new"),
        document(binary, "access", "who-can", "company:directory:admin"),
      ]
      #expect(answers.map(\.1) == [1, 0, 1, 2, 0, 0, 0])
      for (answer, _) in answers { #expect(access.problems(answer) == []) }
      let batch = try binary.run(
        ["access", "check", "-", "--company", "acme.dmsa", "--format", "json"],
        input: Data("\(app)\tcompany:directory:admin\nnobody\tcompany:documents:none\n".utf8)
      )
      let list = try JSONSerialization.jsonObject(with: Data(batch.output.utf8))
      #expect(((list as? [String: Any])?["answers"] as? [Any])?.count == 2)
      #expect(access.problems(list) == [])
    }
  }

  @Test func `the check of a plan finds what is wrong`() throws {
    try inCompany { binary in
      let install = ["install", "crew-sync.manifest.yaml", "--project", "6", "--dry-run"]
      let output = try binary.run(install + ["--company", "acme.dmsa", "--format", "json"]).output
      let changes = [
        ("\"kind\": \"app\"", "\"kind\": \"apps\""), ("\"kind\": \"app\"", "\"kind\": \"user\""),
        ("\"applyable\": true", "\"applyable\": 1"), ("\"create\"", "\"make\""),
        ("\"digest\": \"sha256:", "\"digest\": \"sha1:"), ("\"digest\": \"", "\"digested\": \""),
        ("\"state\": \"installed\"", "\"state\": \"absent\""), ("\"widen\"", "\"wide\""),
        ("\"id\": 1,", "\"id\": \"1\","), ("\"format_version\": \"1.0\"", "\"format\": \"1.0\""),
      ]
      for (before, after) in changes {
        let wrong = output.replacing(before, with: after)
        #expect(wrong != output, "\(before)")
        let document = try JSONSerialization.jsonObject(with: Data(wrong.utf8))
        #expect(plan.problems(document) != [], "\(after)")
      }
    }
  }

  @Test func `the check of an answer finds what is wrong`() throws {
    try inCompany { binary in
      let (answer, _) = try document(
        binary,
        "access",
        "check",
        "app/Daily Sync",
        "company:directory:admin"
      )
      let sound = try #require(answer as? [String: Any])
      for key in sound.keys {
        #expect(access.problems(sound.filter { $0.key != key }) != [], "\(key)")
        #expect(access.problems(sound.merging([key: [[1]]]) { $1 }) != [], "\(key)")
      }
    }
  }
}
