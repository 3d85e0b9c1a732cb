import Catalog
import Companies
import Documents
import Manifests

// What the verbs about service accounts have in common.
extension PlanBuilder {
  /// The service account of a name.
  func serviceAccount(_ name: String) throws -> ServiceAccount {
    guard let account = try draft.serviceAccount(named: name) else {
      facts.note(.serviceAccount(name))
      let names = try draft.serviceAccounts().map(\.name)
      throw Plan.Refusal(
        "there is no service account `\(name)`" + NearNames.hint(to: name, among: names)
      )
    }
    facts.note(.serviceAccount(name))
    return account
  }

  /// The directory user of a service account.
  func user(of account: ServiceAccount) throws -> DirectoryUser {
    facts.note(.user(account.user))
    guard let user = try draft.user(account.user) else {
      throw Plan.Refusal(
        "the user `\(account.user)` of the service account `\(account.name)` isn't there"
      )
    }
    return user
  }

  /// Says that these accounts are no more, why, and what there is in their place.
  func warnAboutEndedAccounts() {
    warn(
      "service-account-ended",
      "service accounts ended on the platform on 2025-03-18: you hand their credentials over and"
        + " answer for them, nothing shows how they are used, and their permissions are set by"
        + " hand; the way now is an app with a developer managed service account (DMSA), which"
        + " `dmsa install` brings in"
    )
  }

  /// Tells what a user newly has that would be a risk in a manifest, and asks for acceptance of
  /// what would be an error there.
  ///
  /// What an inactive user has counts as nothing that it had before.
  func weighLevels(of id: DirectoryUser.ID, name: String, accepted: Set<String>) throws {
    facts.note(.memberships(id))
    let before = CompanyDraft(base, catalog: draft.catalog)
    let wasActive = try before.user(id)?.isActive ?? false
    let known = wasActive ? try risks(of: id, name: name, in: before) : []
    guard try draft.user(id)?.isActive ?? false else { return }
    let risks = try risks(of: id, name: name, in: draft).map {
      ProposedManifest.Risk(
        rule: $0.rule,
        message: "weighed like a manifest: " + $0.message,
        isError: $0.isError
      )
    }
    weigh(risks, known: Set(known.map(\.rule)), accepted: accepted)
  }

  private func risks(
    of id: DirectoryUser.ID,
    name: String,
    in company: CompanyDraft
  ) throws -> [ProposedManifest.Risk] {
    guard let user = try company.user(id) else { return [] }
    var project: ToolLevels = [:]
    var assigned = Set(try company.memberships(of: id).map(\.levels))
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
      manifest: try PlanBuilder.manifest(
        company.levels(user.companyLevels),
        project,
        draft.catalog
      ),
      authentication: [.serviceAccount],
      digest: nil
    )
    return ProposedManifest.risks(of: version, name: name, uid: nil, catalog: draft.catalog)
  }

  private func note(_ levels: AssignedLevels) throws {
    if let template = levels.template { try facts.noteLevels(of: template) }
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
