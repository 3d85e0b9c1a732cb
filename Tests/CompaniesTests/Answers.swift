import Catalog
import Companies
import Diagnostics
import Testing

/// Saved answers by their paths, with what reading them gave.
struct Answers {
  /// One of everything that the platform answers: a project, a person whose levels all come from
  /// templates, and an app with its user.
  static let whole: [String: String] = [
    "projects.json": """
    [{"id": 6, "name": "Lakeside", "display_name": "12 - Lakeside", "active": true,
      "project_template": null, "company": {"id": 1234, "name": "CA Construction"}}]
    """,
    "users.json": """
    [{"id": 101, "name": "Dana Reyes", "email_address": "Dana@ca.example", "is_active": true,
      "is_employee": true, "add_to_new_projects": false, "default_permission_template_id": null,
      "permission_template": {"id": 21, "name": "Field", "project_specific": false,
      "type": "global"}, "company_permission_template_id": 11,
      "company_permission_template": {"id": 11, "name": "Office"}, "vendor": {"id": 1}},
     {"id": 150, "name": "daily-sync-469b1f7f", "first_name": null,
      "last_name": "daily-sync-469b1f7f", "email_address": "daily-sync-469b1f7f@procore.com",
      "is_active": true, "add_to_new_projects": false, "default_permission_template_id": null,
      "permission_template": null, "company_permission_template_id": null,
      "company_permission_template": null}]
    """,
    "users_inactive.json": "[]",
    "permission_templates.json": """
    [{"id": 11, "name": "Office", "type": "company_tools",
      "user_access_levels": {"documents": 2, "admin": 1}},
     {"id": 21, "company_id": 1234, "name": "Field", "provider_type": "Company",
      "project_id": null, "type": "global", "category": "internal",
      "user_access_levels": {"daily_log": 3, "images": 4}, "permissions": {"images": {}}}]
    """,
    "project_assignments/101.json": """
    [{"project_id": 6, "name": "Lakeside", "active": true, "is_assigned": true,
      "permission_template_name": "Field", "roles": []}]
    """,
    "project_assignments/150.json": """
    [{"project_id": 6, "name": "Lakeside", "active": true, "is_assigned": true,
      "permission_template_name": null, "roles": []}]
    """,
    "app_installations.json": """
    [{"id": 999, "app_uid": "dc2b", "status": "installed", "semantic_version": "1.4.0",
      "agentic": false, "components": ["oauth"], "installed_at": "2026-01-05T00:00:00Z",
      "installer": {"id": 101, "login": "dana@ca.example"}, "uninstalled_at": null,
      "uninstaller": null, "pending_operation_id": null,
      "developer_app": {"id": 999, "uid": "dc2b", "name": "Daily Sync",
      "marketplace_app": {"id": "u", "public_name": "Daily Sync for Procore"}}}]
    """,
    "app_configurations.json": """
    [{"id": 7, "title": "East", "app_installation_id": 999, "company_id": 1234,
      "instance_configuration": {"area": "a", "limit": 3}, "projects": [{"id": 6}]}]
    """,
    "app_manifests/dc2b.json": """
    {"schema_version": "4.1", "app_manifest": {"name": "Daily Sync"},
     "permissions": {"company": {"directory": "readonly"}, "project": {"daily_log": "standard"}}}
    """,
    "project_tools/6.json": """
    [{"id": 1, "engine_name": "daily_log", "title": "Daily Log", "is_active": true},
     {"id": 2, "engine_name": "directory", "is_active": true},
     {"id": 3, "engine_name": "rfi", "is_active": false}]
    """,
  ]

  /// What nobody can know of ``whole``.
  static let unknown = ["setting/allow_user_installs"]

  private let answers: [SavedAnswer]
  let result: PlatformReader.Result

  /// Reads ``whole`` with other answers in place of some, without those that are nil.
  init(
    _ changed: [String: String?] = [:],
    company: Int64? = nil,
    held: HeldRecords = HeldRecords()
  ) throws {
    let merged = Answers.whole.merging(changed.compactMapValues(\.self)) { $1 }
      .filter { key, _ in changed[key].map { $0 != nil } ?? true }
    try self.init(only: merged, company: company, held: held)
  }

  init(
    only files: [String: String],
    company: Int64? = nil,
    held: HeldRecords = HeldRecords()
  ) throws {
    answers = try files.sorted { $0.key < $1.key }.map { path, text in
      let parts = path.split(separator: "/").map(String.init)
      let subject = SavedAnswer.Subject(
        name: try #require(parts.last),
        in: parts.count == 2 ? parts[0] : ""
      )
      return SavedAnswer(
        path: path,
        subject: try #require(subject, "\(path)"),
        bytes: Array(text.utf8)
      )
    }
    result = PlatformReader.read(
      answers,
      company: company.map { Company.ID($0) },
      held: held,
      digest: { _ in "sha256:0" }
    )
  }

  /// The company; where there is none, the mistakes are the test's failure.
  func company() throws -> Company { try #require(result.company, "\(mistakes)") }

  func user(_ id: Int64) throws -> DirectoryUser {
    try #require(company().user(DirectoryUser.ID(id)))
  }

  /// Each error as path, line, column and rule.
  var mistakes: [String] { findings(.error) }

  var warnings: [String] { findings(.warning) }

  /// The addresses of what is unknown, without those that always are.
  var unknown: [String] {
    result.unknown.map(\.address).filter { !Answers.unknown.contains($0) }
  }

  private func findings(_ severity: Severity) -> [String] {
    zip(answers, result.findings).flatMap { answer, findings in
      let lines = LineTable(answer.bytes)
      return findings.filter { $0.severity == severity }.map {
        let start = lines.position(of: $0.range.start)
        return "\(answer.path):\(start.line):\(start.column) \($0.rule)"
      }
    }
  }
}
