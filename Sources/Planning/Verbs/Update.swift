package import Catalog
import Companies
import Compiling
import Diagnostics
import Differing
import Documents
import Manifests

/// `update`: an installed app goes to another version of its manifest.
package struct Update: Verb {
  package var manifest: ProposedManifest
  /// What the file doesn't say.
  package var appName: String?
  package var appVersion: String?
  package var allowsDowngrade = false
  package var projects = ProjectChoice.named([])
  package var keepsProjects = false
  /// Whether `projects` says all that is permitted, even if it says none.
  var isWholeList = false
  /// Whether a portfolio asks for it, which has no flags.
  var isDeclared = false
  /// Whether the template that installing made gets the new levels.
  package var syncsTemplate = false
  /// Values for fields of configurations.
  package var values: [Assignment] = []
  /// Risks that are accepted elsewhere.
  package var accepted: Set<String> = []

  package init(_ manifest: ProposedManifest) { self.manifest = manifest }

  static let name = "update"

  package var name: String { Update.name }

  package func ownTools(in catalog: Catalog) -> [ToolExtension] {
    manifest.recorded.ownTools(in: catalog)
  }

  /// `[TITLE:]FIELD=VALUE`, as it was given.
  ///
  /// A title may hold colons and equals signs, so which one is meant is known only with the titles
  /// that there are.
  package struct Assignment: Hashable, Sendable {
    let text: String
    /// As it reads where the first equals sign ends the field's key.
    let plain: FieldValue

    /// Nil for a text that can't be read at all.
    package init?(_ text: String) {
      guard let equals = text.firstIndex(of: "="), equals != text.startIndex else { return nil }
      self.text = text
      let name = text[..<equals]
      // A title may hold colons, a field's key hardly does.
      let colon = name.lastIndex(of: ":")
      plain = FieldValue(
        title: colon.map { String(name[..<$0]) },
        field: String(name[(colon.map { name.index(after: $0) } ?? name.startIndex)...]),
        value: String(text[text.index(after: equals)...])
      )
    }

    /// As it reads where it begins with a title; nil where it doesn't.
    func reading(titled title: String) -> FieldValue? {
      guard text.hasPrefix(title + ":") else { return nil }
      let rest = text.dropFirst(title.count + 1)
      guard let equals = rest.firstIndex(of: "=") else { return nil }
      return FieldValue(
        title: title,
        field: String(rest[..<equals]),
        value: String(rest[rest.index(after: equals)...])
      )
    }
  }

  /// A value for a field, in one configuration or in the only one.
  package struct FieldValue: Hashable, Sendable {
    package let title: String?
    package let field: String
    package let value: String

    package init(title: String?, field: String, value: String) {
      self.title = title
      self.field = field
      self.value = value
    }
  }

  package func plan(_ builder: PlanBuilder) throws {
    try builder.requireRight()
    try builder.refuseProblems(of: manifest)
    let name = try manifest.name(or: appName)
    let version = try manifest.version(or: appVersion)
    guard let app = try builder.app(name: name, uid: manifest.uid) else {
      try builder.refuseOther(than: manifest.uid, named: name)
      let names = try builder.draft.apps().map(\.name)
      throw Plan.Refusal(
        "there is no app `\(name)`" + NearNames.hint(to: name, among: names)
          + "; `dmsa install` installs it"
      )
    }
    guard app.state == .installed else {
      throw Plan.Refusal("`\(app.name)` was uninstalled; `dmsa reinstall` brings it back")
    }
    try plan(app, name: name, version: version, builder)
  }

  /// Works out the update of an app that was found.
  func plan(
    _ app: InstalledApp,
    name: String,
    version: String,
    _ builder: PlanBuilder
  ) throws {
    let recorded = manifest.recordedVersion(name: name, version: version, after: app)
    guard try isAnUpdate(recorded, of: app, builder) else { return }
    try builder.requireRight()
    let delta = try Upgrade(from: app, to: recorded, name: name, manifest.uid, builder)
    try delta.refuse(allowsDowngrade: allowsDowngrade)
    builder.drift += try DriftFinder.entries(of: app, in: builder.draft)
    let designation = try builder.draft.designation(of: app)
    var updated = app
    updated.recorded = recorded
    updated.uid = app.uid ?? manifest.uid
    updated.updated = builder.occasion
    updated.adopted = []
    if ExactText(name) != ExactText(app.name) {
      try builder.checkName(name, of: app, manifest.uid)
      updated.name = name
    }
    try planUser(&updated, before: app, builder)
    try builder.put(updated, at: designation)
    try builder.approveRequests(for: updated)
    try planConfigurations(updated, before: app, builder)
    builder.weigh(manifest.risks, known: delta.oldRisks, accepted: accepted)
    delta.warn(builder)
    // What a portfolio declares besides comes first.
    if !isDeclared { try builder.warnAboutConfigurations(of: updated, before: app) }
    try builder.warnAboutReach(updated, in: updated.permittedProjects)
    try builder.warnAboutNoProjects(updated)
    try builder.warnAboutFutureProjects(updated)
    builder.addConsent(delta.requiresConsent)
  }

  /// Whether there is anything to do; a version that says two things is refused.
  private func isAnUpdate(
    _ new: RecordedVersion,
    of app: InstalledApp,
    _ builder: PlanBuilder
  ) throws -> Bool {
    guard let was = AppVersion(app.recorded.version), let isNow = AppVersion(new.version) else {
      return true
    }
    let isSameVersion = !(was < isNow) && !(isNow < was)
    if isSameVersion {
      // What nobody knows the contents of may be that very version.
      guard try builder.knowsManifest(of: app) else { return true }
      if new.digest == app.recorded.digest { return false }
      throw Plan.Refusal(
        "`\(app.name)` \(was) is installed with other contents; a change takes a higher version",
        rule: "version-not-raised"
      )
    }
    if isNow < was, !allowsDowngrade {
      throw Plan.Refusal(
        "`\(app.name)` is installed at \(was), which is higher than \(isNow);"
          + " --allow-downgrade goes back",
        rule: "version-not-raised"
      )
    }
    return true
  }

  // MARK: - The directory user

  /// Brings the user to the new manifest.
  private func planUser(
    _ updated: inout InstalledApp,
    before app: InstalledApp,
    _ builder: PlanBuilder
  ) throws {
    let manifest = updated.recorded.manifest
    guard updated.recorded.hasServiceAccount else {
      guard projects.isEmpty else {
        throw Plan.Refusal(
          "`\(updated.name)` has no service account, so no project can be permitted to it"
        )
      }
      updated.permittedProjects = []
      let lost = try dropAccount(of: app, builder)
      return try builder.warnAboutReset(updated, lost: lost, isDeclared: isWholeList)
    }
    var wanted = Set(try builder.projects(projects))
    let keepsAll =
      keepsProjects || builder.options.updatePolicy == .keep && !isWholeList
    if keepsAll { wanted.formUnion(app.permittedProjects) }
    updated.permittedProjects = wanted.sorted()
    guard let id = app.user, let user = try builder.draft.user(id) else {
      if let id = app.user { builder.facts.note(.user(id)) }
      let user = try builder.createUser(for: updated.name, manifest)
      updated.user = user.id
      try builder.permit(user.id, in: updated.permittedProjects, manifest)
      let lost = Set(app.permittedProjects).subtracting(wanted).sorted()
      return try builder.warnAboutReset(updated, lost: lost, isDeclared: isWholeList)
    }
    builder.facts.note(.user(id))
    try planLevels(of: user, updated, before: app, builder)
    try planMemberships(
      of: user,
      updated,
      before: app,
      keepsOthers: keepsAll || isWholeList || !projects.isEmpty,
      builder
    )
  }

  /// Switches the user off that an app has no more; says which projects are lost with it.
  private func dropAccount(
    of app: InstalledApp,
    _ builder: PlanBuilder
  ) throws -> [Project.ID] {
    guard let id = app.user else { return app.permittedProjects }
    builder.facts.note(.user(id))
    guard var user = try builder.draft.user(id) else { return app.permittedProjects }
    let members = try builder.draft.memberships(of: id).map(\.project)
    try builder.removeMemberships(of: id)
    user.isActive = false
    try builder.draft.put(.user(user), at: .user(id))
    return Set(app.permittedProjects).union(members).sorted()
  }

  private func planLevels(
    of old: DirectoryUser,
    _ updated: InstalledApp,
    before app: InstalledApp,
    _ builder: PlanBuilder
  ) throws {
    let manifest = updated.recorded.manifest
    var user = old
    if let template = user.companyLevels.template {
      try warnOutOfStep(template, manifest.companyLevels, isOfProjects: false, builder)
    } else {
      user.companyLevels = .custom(manifest.companyLevels)
    }
    if !app.recorded.hasServiceAccount {
      // It was switched off when the service account went.
      user.isActive = true
    } else if !user.isActive {
      builder.warn(
        "user-deactivated",
        "the user `\(user.login)` was deactivated by hand and stays so; the app can do nothing"
      )
    }
    // What stays as it is may still be changed for another reason.
    if user != old { try builder.draft.put(.user(user), at: .user(user.id)) }
    if let id = user.defaultProjectTemplate {
      try planTemplate(id, of: user, manifest.projectLevels, before: app, builder)
    }
  }

  private func planMemberships(
    of user: DirectoryUser,
    _ updated: InstalledApp,
    before app: InstalledApp,
    keepsOthers: Bool,
    _ builder: PlanBuilder
  ) throws {
    let manifest = updated.recorded.manifest
    let wanted = Set(updated.permittedProjects)
    builder.facts.note(.memberships(user.id))
    let memberships = try builder.draft.memberships(of: user.id)
    let permittedBefore = Set(app.permittedProjects)
    var lost = permittedBefore.subtracting(wanted)
    for membership in memberships where !wanted.contains(membership.project) {
      if keepsOthers, !permittedBefore.contains(membership.project) { continue }
      try builder.draft.put(nil, at: .membership(user.id, membership.project))
      lost.insert(membership.project)
    }
    let present = Dictionary(
      memberships.map { ($0.project, $0) },
      uniquingKeysWith: { first, _ in first }
    )
    for project in updated.permittedProjects {
      if let template = present[project]?.levels.template {
        try planTemplate(template, of: user, manifest.projectLevels, before: app, builder)
        continue
      }
      try builder.permit(user.id, in: [project], manifest)
    }
    try builder.warnAboutReset(updated, lost: lost.sorted(), isDeclared: isWholeList)
  }
}

extension ToolLevels {
  /// The levels above none.
  var withoutNone: [String: Level] { levels.filter { $0.value > .none } }
}

extension ProposedManifest {
  /// The next version of an app that a company has on record.
  func recordedVersion(name: String, version: String, after app: InstalledApp) -> RecordedVersion {
    recordedVersion(
      name: name,
      version: version,
      uid: uid ?? app.uid,
      authentication: authentication(after: app.recorded)
    )
  }

  /// How the app signs in after an update: a portal file doesn't say whether users do, so what
  /// was there stays.
  func authentication(after old: RecordedVersion) -> [Authentication] {
    guard manifest.form == .portal else { return manifest.resolvedAuthentication }
    return Authentication.allCases.filter {
      switch $0 {
      case .serviceAccount: manifest.hasServiceAccount
      case .userLevel: old.hasUserLevel
      }
    }
  }
}
