import Companies
import Documents

/// `reinstall`: an uninstalled app comes back, with its user and its manifest's levels.
package struct Reinstall: Verb {
  package let app: String
  package var projects = ProjectChoice.named([])
  /// Whether the projects permitted when it was uninstalled are permitted again.
  package var keepsProjects = false
  /// Risks that are accepted elsewhere.
  package var accepted: Set<String> = []

  package init(app: String) { self.app = app }

  package var name: String { "reinstall" }

  package func plan(_ builder: PlanBuilder) throws {
    try builder.requireRight()
    let app = try builder.app(named: app)
    guard app.state == .uninstalled else {
      throw Plan.Refusal(
        "`\(app.name)` is installed; `dmsa projects add` permits it further projects"
      )
    }
    try builder.bringBack(app, at: nil, projects, keepsProjects: keepsProjects, accepted: accepted)
  }
}

extension PlanBuilder {
  /// Installs an uninstalled app anew.
  ///
  /// - Parameters:
  ///   - app: As it stands in the record.
  ///   - version: What it comes back as; nil for what is recorded.
  ///   - choice: The projects that are permitted to it.
  ///   - keepsProjects: Whether those permitted before are, too.
  ///   - accepted: Risks that are accepted elsewhere.
  /// - Throws: ``Plan/Refusal``, or what reading the company throws.
  func bringBack(
    _ app: InstalledApp,
    at version: (recorded: RecordedVersion, name: String, uid: String?)?,
    _ choice: ProjectChoice,
    keepsProjects: Bool,
    accepted: Set<String>
  ) throws {
    let designation = try draft.designation(of: app)
    let old = app
    let before = app.permittedProjects
    var app = app
    if let version {
      if version.recorded.digest != old.recorded.digest {
        let upgrade = try Upgrade(
          from: old,
          to: version.recorded,
          name: version.name,
          version.uid,
          self
        )
        // Whether it may be a lower one is settled.
        try upgrade.refuse(allowsDowngrade: true)
        upgrade.warn(self)
      }
      try checkName(version.name, of: old, version.uid)
      app.recorded = version.recorded
      app.name = version.name
      app.uid = app.uid ?? version.uid
    }
    guard app.recorded.hasServiceAccount || choice.isEmpty else {
      throw Plan.Refusal(
        "`\(app.name)` has no service account, so no project can be permitted to it"
      )
    }
    let permitted = Set(try projects(choice)).union(keepsProjects ? before : []).sorted()
    app.state = .installed
    app.installed = occasion
    app.uninstalled = InstalledApp.Occasion()
    app.permittedProjects = app.recorded.hasServiceAccount ? permitted : []
    app.adopted = []
    if app.recorded.hasServiceAccount {
      let manifest = app.recorded.manifest
      if let id = app.user, var user = try draft.user(id) {
        user.isActive = true
        user.companyLevels = .custom(manifest.companyLevels)
        user.defaultProjectTemplate = nil
        user.isAddedToNewProjects = false
        try draft.put(.user(user), at: .user(id))
        try removeMemberships(of: id, except: Set(permitted))
        try permit(id, in: permitted, manifest)
      } else {
        if let id = app.user { facts.note(.user(id)) }
        let user = try createUser(for: app.name, manifest)
        app.user = user.id
        try permit(user.id, in: permitted, manifest)
      }
    } else if let id = app.user, var user = try draft.user(id) {
      facts.note(.user(id))
      user.defaultProjectTemplate = nil
      user.isAddedToNewProjects = false
      try draft.put(.user(user), at: .user(id))
    }
    try put(app, at: designation)
    let risks = ProposedManifest.risks(
      of: app.recorded,
      name: app.name,
      uid: app.uid,
      catalog: draft.catalog
    )
    weigh(risks, known: [], accepted: accepted)
    let lost = Set(before).subtracting(app.permittedProjects).sorted()
    try warnAboutReset(app, lost: lost, isDeclared: version != nil)
    // What a portfolio declares besides comes first.
    if version == nil { try warnAboutConfigurations(of: app, before: old) }
    try warnAboutReach(app, in: app.permittedProjects)
    try warnAboutNoProjects(app)
    try warnAboutFutureProjects(app)
    addConsent(true)
  }

  /// Refuses a name that another app of the company has, unless a uid tells the two apart.
  func checkName(_ name: String, of app: InstalledApp, _ uid: String?) throws {
    guard ExactText(name) != ExactText(app.name) else { return }
    facts.note(.app(name), ["name", "uid"])
    let own = (app.uid ?? uid).map(ExactText.init)
    let isTaken = try draft.apps(named: name).contains {
      $0.uid == nil || own == nil || $0.uid.map(ExactText.init) == own
    }
    guard !isTaken else {
      throw Plan.Refusal("the name `\(name)` belongs to another app of the company")
    }
  }

  /// Warns of the projects that an app loses by a reset.
  func warnAboutReset(
    _ app: InstalledApp,
    lost: [Project.ID],
    isDeclared: Bool = false
  ) throws {
    guard !lost.isEmpty else { return }
    let which = count(lost)
    guard app.recorded.hasServiceAccount else {
      return warn(
        "permitted-projects-reset",
        "permitted projects are reset: the app loses \(which) with its service account",
        projects: lost
      )
    }
    guard let id = app.user, let user = try draft.user(id) else { return }
    let message: String
    if try CompanyAccess(draft).isCompanyDirectoryAdmin(user) {
      message =
        "permitted projects are reset: \(which) no longer permitted, reached all the same by"
        + " `admin` on the company tool `directory`"
    } else if user.isAddedToNewProjects {
      message =
        "permitted projects are reset: the app loses \(which); the mark that adds it to new"
        + " projects stays"
    } else if isDeclared {
      message = "permitted projects are reset: the app loses \(which), not declared any more"
    } else {
      message =
        "permitted projects are reset: the app loses \(which); `--keep-projects` permits"
        + " \(lost.count == 1 ? "it" : "them") again"
    }
    warn("permitted-projects-reset", message, projects: lost)
  }
}
