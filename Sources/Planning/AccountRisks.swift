import Catalog
import Companies
import Documents
import Manifests

/// What the user of a service account has that would be a mistake or a risk in a manifest.
struct AccountRisks {
  private let account: ServiceAccount
  private let facts: FactRecorder?

  /// - Parameters:
  ///   - account: The account.
  ///   - facts: Where to note what is looked at; nil where that is known.
  init(_ account: ServiceAccount, facts: FactRecorder?) {
    self.account = account
    self.facts = facts
  }

  /// The risks that weren't there before.
  ///
  /// What an inactive user has counts as nothing.
  func new(
    from before: CompanyDraft,
    to after: CompanyDraft
  ) throws -> [ProposedManifest.Risk] {
    facts?.note(.memberships(account.user))
    guard try after.user(account.user)?.isActive ?? false else { return [] }
    let wasActive = try before.user(account.user)?.isActive ?? false
    let known = Set(wasActive ? try risks(in: before).map(\.rule) : [])
    return try risks(in: after).filter { !known.contains($0.rule) }.map {
      ProposedManifest.Risk(
        rule: $0.rule,
        message: "the service account `\(account.name)`, weighed like a manifest: " + $0.message,
        isError: $0.isError
      )
    }
  }

  private func risks(in company: CompanyDraft) throws -> [ProposedManifest.Risk] {
    guard let user = try company.user(account.user) else { return [] }
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
    return ProposedManifest.problems(ofGrantsIn: version, name: account.name, company.catalog)
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

extension [Change] {
  /// The service accounts whose users may hold other levels after the changes: by what is assigned to
  /// them, or by a template of theirs.
  ///
  /// A company that is imported has its accounts as they are.
  func accountsWithOtherLevels(in company: CompanyDraft) throws -> [ServiceAccount] {
    var users: Set<DirectoryUser.ID> = []
    var templates: Set<PermissionTemplate.ID> = []
    for change in self where change.reason != "import" {
      switch (change.address, change.before, change.after) {
      case (.user(let id), _, _), (.membership(let id, _), _, _): users.insert(id)
      case (.template(let id), .template(let was)?, .template(let isNow)?):
        if was.levels != isNow.levels { templates.insert(id) }
      default: break
      }
    }
    guard !users.isEmpty || !templates.isEmpty else { return [] }
    return try company.serviceAccounts().filter { account in
      if users.contains(account.user) { return true }
      return try !templates.isEmpty && company.hasUser(account.user, with: templates)
    }
  }
}

extension CompanyReader {
  /// Whether a user has one of some templates, anywhere.
  fileprivate func hasUser(
    _ id: DirectoryUser.ID,
    with templates: Set<PermissionTemplate.ID>
  ) throws -> Bool {
    guard let user = try user(id) else { return false }
    let own = [user.companyLevels.template, user.defaultProjectTemplate].compactMap(\.self)
    if own.contains(where: templates.contains) { return true }
    return try memberships(of: id).contains { membership in
      membership.levels.template.map(templates.contains) ?? false
    }
  }
}
