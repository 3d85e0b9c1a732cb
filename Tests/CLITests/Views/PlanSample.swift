import Access
import Catalog
import Companies
import Documents
import Manifests
import Planning
import Testing

/// A plan made by hand, under the name of its golden files.
struct PlanSample: CustomTestStringConvertible, Sendable {
  let name: String
  let plan: Plan
  var applied: PlanApplication?
  var testDescription: String { name }

  static let all = [
    install, update, revert, portfolio, refused, nothing, many, hostile, administrator, removal,
  ]

  // MARK: - Parts

  static let user = DirectoryUser.ID(2_199_023_255_553)

  /// A recorded version of an app by its manifest in JSON.
  static func version(
    _ version: String,
    _ manifest: String,
    _ authentication: [Authentication] = [.serviceAccount]
  ) -> RecordedVersion {
    var reader = DocumentReader()
    var document = Document()
    _ = reader.read(Array(manifest.utf8), as: .json, into: &document)
    return RecordedVersion(
      version: version,
      manifest: RecordedManifest(ManifestReader.read(document, catalog: .builtIn).0),
      authentication: authentication,
      digest: "sha256:" + String(repeating: version == "1.4.0" ? "1a" : "2b", count: 32)
    )
  }

  static let first = version(
    "1.4.0",
    """
    {"schema_version":"4.1","app_manifest":{"name":"Daily Sync"},
     "post_installation_instruction":{"notes":"Permit the projects.\\nThen write to us.",
      "page":{"url":"https://sync.example.net/setup","label":"Set up"}},
     "permissions":{"company":{"directory":"readonly"},
      "project":{"daily_log":"standard","documents":"readonly","change_events":"admin"}}}
    """
  )

  static let second = version(
    "2.0.0",
    """
    {"schema_version":"4.1","app_manifest":{"name":"Daily Sync"},
     "post_installation_instruction":{"notes":"Permit the projects."},
     "fullscreen":{"source_url":"https://sync.example.net/app","description":"The app"},
     "permissions":{"company":{"directory":"readonly","crew_calendar":"standard"},
      "project":{"daily_log":"admin","documents":"readonly"}}}
    """,
    [.serviceAccount, .userLevel]
  )

  static func app(
    _ version: RecordedVersion,
    named name: String = "Daily Sync",
    state: InstalledApp.State = .installed,
    projects: [Int64] = [6, 7],
    user: DirectoryUser.ID? = user
  ) -> InstalledApp {
    InstalledApp(
      name: name,
      recorded: version,
      state: state,
      user: user,
      permittedProjects: projects.map { Project.ID($0) },
      installed: InstalledApp.Occasion(by: "lead@acme.example", at: "2026-11-24T09:30:00Z")
    )
  }

  static func directoryUser(
    _ levels: ToolLevels,
    isActive: Bool = true,
    name: String = "Daily-Sync-12345678"
  ) -> DirectoryUser {
    DirectoryUser(
      id: user,
      name: name,
      login: "\(name)@procore.com".lowercased(),
      isActive: isActive,
      companyLevels: .custom(levels),
      defaultProjectTemplate: nil,
      isAddedToNewProjects: false
    )
  }

  static func membership(
    _ project: Int64,
    _ before: ToolLevels?,
    _ after: ToolLevels?,
    _ relation: Relation,
    reason: String
  ) -> Change {
    func object(_ levels: ToolLevels?) -> CompanyObject? {
      levels.map { .membership(Membership(project: Project.ID(project), levels: .custom($0))) }
    }
    return Change(
      id: 0,
      address: .membership(user, Project.ID(project)),
      reason: reason,
      before: object(before),
      after: object(after),
      relation: relation
    )
  }

  static func plan(
    _ verb: String,
    _ changes: [Change],
    warnings: [Plan.Warning] = [],
    approvals: [Plan.Approval] = [],
    acceptedRisks: [Plan.AcceptedRisk] = [],
    unmanaged: [String] = [],
    refused: [Plan.Refusal] = [],
    relation: Relation = .equal,
    requiresConsent: Bool = false,
    company: String = "Acme Builders"
  ) -> Plan {
    var numbered = changes
    for index in numbered.indices { numbered[index].id = index + 1 }
    return Plan(
      made: Plan.Origin(at: "2026-11-24T09:30:00Z", by: "lead@acme.example", verb: verb),
      companyID: Company.ID(8089),
      companyName: company,
      store: "5f0c",
      reads: [Plan.Read(fact: .object(.project(Project.ID(6))), fields: ["active"], hash: nil)],
      changes: numbered,
      warnings: warnings,
      approvals: approvals,
      acceptedRisks: acceptedRisks,
      unmanaged: unmanaged,
      refused: refused,
      relation: relation,
      requiresConsent: requiresConsent
    )
  }

  static let levels: ToolLevels = [
    "daily_log": .standard, "documents": .readonly, "change_events": .admin,
  ]

  /// A change of the app, at its name.
  static func change(
    _ before: InstalledApp?,
    _ after: InstalledApp?,
    reason: String
  ) -> Change {
    Change(
      id: 0,
      address: .app((before ?? after)?.name ?? ""),
      reason: reason,
      before: before.map { .app($0) },
      after: after.map { .app($0) }
    )
  }

  static func change(
    _ before: DirectoryUser?,
    _ after: DirectoryUser?,
    _ relation: Relation = .equal,
    reason: String
  ) -> Change {
    Change(
      id: 0,
      address: .user(user),
      reason: reason,
      before: before.map { .user($0) },
      after: after.map { .user($0) },
      relation: relation
    )
  }
}
