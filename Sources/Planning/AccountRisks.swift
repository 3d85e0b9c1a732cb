import Catalog
import Companies
import Documents
import Manifests

/// What the user of a service account has that would be a risk in a manifest.
struct AccountRisks {
  private let user: DirectoryUser.ID
  private let name: String
  private let facts: FactRecorder?

  /// - Parameters:
  ///   - user: The account's user.
  ///   - name: The account's name.
  ///   - facts: Where to note what is looked at; nil where that is known.
  init(_ user: DirectoryUser.ID, name: String, facts: FactRecorder?) {
    self.user = user
    self.name = name
    self.facts = facts
  }

  /// The risks that weren't there before.
  ///
  /// What an inactive user has counts as nothing.
  func new(
    from before: CompanyDraft,
    to after: CompanyDraft
  ) throws -> [ProposedManifest.Risk] {
    facts?.note(.memberships(user))
    guard try after.user(user)?.isActive ?? false else { return [] }
    let wasActive = try before.user(user)?.isActive ?? false
    let known = Set(wasActive ? try risks(in: before).map(\.rule) : [])
    return try risks(in: after).filter { !known.contains($0.rule) }.map {
      ProposedManifest.Risk(
        rule: $0.rule,
        message: "weighed like a manifest: " + $0.message,
        isError: $0.isError
      )
    }
  }

  private func risks(in company: CompanyDraft) throws -> [ProposedManifest.Risk] {
    guard let user = try company.user(user) else { return [] }
    var project: ToolLevels = [:]
    var assigned = Set(try company.memberships(of: user.id).map(\.levels))
    if let template = user.defaultProjectTemplate { assigned.insert(.template(template)) }
    for levels in assigned {
      try note(levels)
      for (key, level) in try company.levels(levels).sorted {
        project[key] = max(project[key], level)
      }
    }
    try note(user.companyLevels)
    let version = RecordedVersion(
      version: "1.0.0",
      manifest: try AccountRisks.manifest(
        company.levels(user.companyLevels),
        project,
        company.catalog
      ),
      authentication: [.serviceAccount],
      digest: nil
    )
    return ProposedManifest.risks(of: version, name: name, uid: nil, catalog: company.catalog)
  }

  private func note(_ levels: AssignedLevels) throws {
    if let template = levels.template { try facts?.noteLevels(of: template) }
  }

  /// A manifest that asks for these levels.
  private static func manifest(
    _ company: ToolLevels,
    _ project: ToolLevels,
    _ catalog: Catalog
  ) throws -> RecordedManifest {
    var permissions: [String: JSONValue] = [:]
    for (scope, levels) in [(Scope.company, company), (.project, project)] {
      let given = levels.sorted.filter { $0.level > .none }
      guard !given.isEmpty else { continue }
      permissions[scope.name] = .object(
        Dictionary(given.map { ($0.key, .string($0.level.name)) }) { $1 }
      )
    }
    let json: JSONValue = ["schema_version": "4.1", "permissions": .object(permissions)]
    return RecordedManifest(RecordedManifest.read(json, in: catalog).manifest)
  }
}
