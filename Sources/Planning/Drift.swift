package import Access
import Catalog
package import Companies
package import Documents

/// A place where the directory says something else than an app's manifest and permitted projects.
package struct DriftEntry: Hashable, Sendable {
  package enum Kind: String, CaseIterable, Sendable {
    /// Company levels that are not the manifest's.
    case levelsEdited = "levels-edited"
    /// A company template on the user.
    case templateApplied = "template-applied"
    /// The template for new projects has other levels.
    case templateOutOfStep = "template-out-of-step"
    /// The name is no longer the login's.
    case userRenamed = "user-renamed"
    case userDeactivated = "user-deactivated"
    case userDeleted = "user-deleted"
    /// A membership in a project that isn't permitted.
    case membershipAdded = "membership-added"
    /// No membership in a permitted project.
    case membershipRemoved = "membership-removed"
    case membershipEdited = "membership-edited"
  }

  /// Names the entry as long as it is the same one: eight hexadecimal digits.
  package let id: String
  /// The app's name, or its uid where another one has that name.
  package let app: String
  package let kind: Kind
  package let address: ObjectAddress
  /// What would be there; nil for nothing.
  ///
  /// Of a user that is gone, nobody knows the digits at the end of its name and login any more: both
  /// go without them.
  package let expected: JSONValue?
  package let actual: JSONValue?
  /// What may be done now against what was to be.
  package let relation: Relation
  /// What putting right puts there; nil to take it away.
  let remedy: CompanyObject?

  package var json: JSONValue {
    [
      "id": .string(id), "app": .string(app), "kind": .string(kind.rawValue),
      "address": .string(address.description), "expected": expected ?? .null,
      "actual": actual ?? .null, "relation": .string(relation.rawValue),
    ]
  }
}

/// Finds drift in a company.
package struct DriftFinder {
  private let company: any CompanyReader
  private var entries: [DriftEntry] = []

  /// All drift that no admin has adopted, by app, then address and kind.
  package static func entries(in company: any CompanyReader) throws -> [DriftEntry] {
    try company.apps().flatMap { try entries(of: $0, in: company) }
  }

  /// The drift of one app that no admin has adopted.
  package static func entries(
    of app: InstalledApp,
    in company: any CompanyReader
  ) throws -> [DriftEntry] {
    var finder = DriftFinder(company: company)
    try finder.look(at: app)
    let adopted = Set(
      app.adopted.map { AdoptedDrift(kind: $0.kind, address: $0.address, actual: $0.actual) }
    )
    return finder.entries.filter {
      !adopted.contains(
        AdoptedDrift(
          kind: $0.kind.rawValue,
          address: $0.address.description,
          actual: $0.actual ?? .null
        )
      )
    }.sorted {
      ($0.address.description, $0.kind.rawValue) < ($1.address.description, $1.kind.rawValue)
    }
  }

  private init(company: any CompanyReader) { self.company = company }

  private mutating func look(at app: InstalledApp) throws {
    guard app.state == .installed, app.recorded.hasServiceAccount, let id = app.user else { return }
    guard let user = try company.user(id) else {
      let name = DirectoryUserName.slug(of: app.name)
      let expected = DirectoryUser(
        id: id,
        name: name,
        login: DirectoryUserName.login(of: name),
        companyLevels: .custom(app.recorded.manifest.companyLevels)
      )
      try add(
        app,
        .userDeleted,
        .user(id),
        expected: expected.snapshot.json,
        actual: nil,
        remedy: .user(expected)
      )
      return
    }
    try lookAtUser(user, app)
    try lookAtTemplate(of: user, app)
    try lookAtMemberships(of: user, app)
  }

  private mutating func lookAtUser(_ user: DirectoryUser, _ app: InstalledApp) throws {
    let manifest = app.recorded.manifest
    func differs(_ kind: DriftEntry.Kind, _ change: (inout DirectoryUser) -> Void) throws
      -> (DriftEntry.Kind, DirectoryUser)
    {
      var expected = user
      change(&expected)
      return (kind, expected)
    }
    var found: [(DriftEntry.Kind, DirectoryUser)] = []
    if !user.isActive { found.append(try differs(.userDeactivated) { $0.isActive = true }) }
    let prefix = String(user.login.prefix { $0 != "@" })
    if ExactText(prefix) != ExactText(user.name), !prefix.isEmpty {
      found.append(try differs(.userRenamed) { $0.name = prefix })
    }
    let expected = AssignedLevels.custom(manifest.companyLevels)
    switch user.companyLevels {
    case .template: found.append(try differs(.templateApplied) { $0.companyLevels = expected })
    case .custom(let levels) where levels.withoutNone != manifest.companyLevels.withoutNone:
      found.append(try differs(.levelsEdited) { $0.companyLevels = expected })
    case .custom: break
    }
    for (kind, expected) in found {
      try add(
        app,
        kind,
        .user(user.id),
        expected: expected.snapshot.json,
        actual: user.snapshot.json,
        remedy: .user(expected)
      )
    }
  }

  private mutating func lookAtTemplate(of user: DirectoryUser, _ app: InstalledApp) throws {
    guard let id = user.defaultProjectTemplate, let template = try company.template(id) else {
      return
    }
    let levels = app.recorded.manifest.projectLevels
    guard template.levels.withoutNone != levels.withoutNone else { return }
    var expected = template
    expected.levels = levels
    try add(
      app,
      .templateOutOfStep,
      .template(id),
      expected: expected.snapshot.json,
      actual: template.snapshot.json,
      remedy: .template(expected)
    )
  }

  private mutating func lookAtMemberships(of user: DirectoryUser, _ app: InstalledApp) throws {
    let levels = app.recorded.manifest.projectLevels
    let permitted = Set(app.permittedProjects)
    var present: Set<Project.ID> = []
    for membership in try company.memberships(of: user.id) {
      present.insert(membership.project)
      let address = ObjectAddress.membership(user.id, membership.project)
      guard permitted.contains(membership.project) else {
        try add(
          app,
          .membershipAdded,
          address,
          expected: nil,
          actual: membership.snapshot.json,
          remedy: nil
        )
        continue
      }
      if case .custom(let own) = membership.levels, own.withoutNone == levels.withoutNone {
        continue
      }
      let expected = Membership(project: membership.project, levels: .custom(levels))
      try add(
        app,
        .membershipEdited,
        address,
        expected: expected.snapshot.json,
        actual: membership.snapshot.json,
        remedy: .membership(expected)
      )
    }
    for project in app.permittedProjects where !present.contains(project) {
      let expected = Membership(project: project, levels: .custom(levels))
      try add(
        app,
        .membershipRemoved,
        .membership(user.id, project),
        expected: expected.snapshot.json,
        actual: nil,
        remedy: .membership(expected)
      )
    }
  }

  private mutating func add(
    _ app: InstalledApp,
    _ kind: DriftEntry.Kind,
    _ address: ObjectAddress,
    expected: JSONValue?,
    actual: JSONValue?,
    remedy: CompanyObject?
  ) throws {
    let designation = try company.designation(of: app)
    let key = [designation, kind.rawValue, address.description].joined(separator: "\n")
    let relation = try relation(app, kind, address, remedy)
    entries.append(
      DriftEntry(
        id: String(Digest.hexadecimal(Array(key.utf8)).prefix(8)),
        app: designation,
        kind: kind,
        address: address,
        expected: expected,
        actual: actual,
        relation: relation,
        remedy: remedy
      )
    )
  }

  /// How the directory as it is stands to one in which this alone is put right.
  private func relation(
    _ app: InstalledApp,
    _ kind: DriftEntry.Kind,
    _ address: ObjectAddress,
    _ remedy: CompanyObject?
  ) throws -> Relation {
    let expected = CompanyDraft(company, catalog: company.catalog)
    try expected.put(remedy, at: address)
    if kind == .userDeleted, let user = app.user {
      // Its memberships went with it.
      let levels = AssignedLevels.custom(app.recorded.manifest.projectLevels)
      for project in app.permittedProjects {
        let membership = Membership(project: project, levels: levels)
        try expected.put(.membership(membership), at: .membership(user, project))
      }
    }
    var comparison = CellComparison(
      expected,
      CompanyDraft(company, catalog: company.catalog),
      facts: nil
    )
    for change in try expected.changes() {
      try comparison.add(change.reversed)
    }
    return comparison.relation
  }
}

extension Change {
  /// The same change from its end to its beginning.
  fileprivate var reversed: Change {
    Change(id: id, address: address, reason: reason, before: after, after: before)
  }
}
