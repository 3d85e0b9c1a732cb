package import Catalog
package import Companies
import Documents
import Manifests

/// `install`: an app becomes part of the company, and its service account a directory user.
package struct Install: Verb {
  package var manifest: ProposedManifest
  /// What the file doesn't say.
  package var appName: String?
  package var appVersion: String?
  /// Whether users sign in, for an app without permissions.
  package var hasUserLevel = false
  package var source = InstalledApp.Source.custom
  package var projects = ProjectChoice.named([])
  package var addsToNewProjects = false
  /// Whether the manifest is a company's record, where no authentication is none that was said.
  var isRecorded = false
  /// Risks that are accepted elsewhere.
  package var accepted: Set<String> = []

  package init(_ manifest: ProposedManifest) { self.manifest = manifest }

  package var name: String { "install" }

  package func ownTools(in catalog: Catalog) -> [ToolExtension] {
    manifest.recorded.ownTools(in: catalog)
  }

  package func plan(_ builder: PlanBuilder) throws {
    try builder.requireRight()
    try plan(newApp(builder), builder)
  }

  /// The app as the company is to record it, before any project is permitted.
  ///
  /// - Throws: ``Plan/Refusal`` where it is there already or the manifest is none to install.
  func newApp(_ builder: PlanBuilder) throws -> InstalledApp {
    try builder.refuseProblems(of: manifest)
    let name = try manifest.name(or: appName)
    let version = try manifest.version(or: appVersion)
    let uid = manifest.uid
    if let app = try builder.app(name: name, uid: uid) {
      let state = "`\(app.name)` \(app.recorded.version)"
      throw Plan.Refusal(
        app.state == .installed
          ? "\(state) is installed; `dmsa update` brings another version"
          : "\(state) was uninstalled; `dmsa reinstall` brings it back"
      )
    }
    return InstalledApp(
      name: name,
      uid: uid,
      recorded: manifest.recordedVersion(
        name: name,
        version: version,
        uid: uid,
        authentication: try authentication()
      ),
      source: source,
      installed: builder.occasion
    )
  }

  /// Plans that a new app becomes part of the company.
  func plan(_ newApp: InstalledApp, _ builder: PlanBuilder) throws {
    var app = newApp
    let name = app.name
    let recorded = app.recorded
    guard recorded.hasServiceAccount || projects.isEmpty && !addsToNewProjects else {
      throw Plan.Refusal("`\(name)` has no service account, so no project can be permitted to it")
    }
    let permitted = try builder.projects(projects)
    app.permittedProjects = permitted
    if recorded.hasServiceAccount {
      let user = try builder.createUser(for: name, recorded.manifest)
      app.user = user.id
      try builder.permit(user.id, in: permitted, recorded.manifest)
      if addsToNewProjects {
        try builder.addToNewProjects(user, app: name, recorded.manifest)
      }
    }
    let isNameShared = try !builder.draft.apps(named: name).isEmpty
    try builder.put(app, at: isNameShared ? app.uid ?? name : name)
    try builder.approveRequests(for: app)
    builder.weigh(manifest.risks, known: [], accepted: accepted)
    try builder.warnAboutReach(app, in: permitted)
    try builder.warnAboutNoProjects(app)
    try builder.warnAboutFutureProjects(app)
    builder.addConsent(
      !recorded.manifest.companyLevels.isEmpty || !recorded.manifest.projectLevels.isEmpty
        || !recorded.authentication.isEmpty || !manifest.manifest.components.isEmpty
    )
  }

  private func authentication() throws -> [Authentication] {
    let given = manifest.manifest.resolvedAuthentication
    guard hasUserLevel, !given.contains(.userLevel) else { return given }
    guard manifest.manifest.authenticationKey == nil || isRecorded && given.isEmpty else {
      throw Plan.Refusal(
        "the manifest says how the app signs in; --user-level is for one that doesn't"
      )
    }
    return given + [.userLevel]
  }
}

extension ProposedManifest {
  /// The app's name as the file has it, else as it was given; the two may not differ.
  func name(or given: String?) throws -> String {
    if let name {
      try refuse(given, against: name, "name")
      return name
    }
    guard let given else {
      throw MissingAnswer(
        question: .appName,
        flag: "--app-name",
        message: "\(path): the manifest doesn't name the app"
      )
    }
    if let problem = AppName.problem(with: given) {
      throw Plan.Refusal(problem, rule: "invalid-app-name")
    }
    return given
  }

  /// The version as the file has it, else as it was given; the two may not differ.
  func version(or given: String?) throws -> String {
    if let version {
      try refuse(given, against: version, "version")
      return version
    }
    guard let given else {
      throw MissingAnswer(
        question: .appVersion,
        flag: "--app-version",
        message: "\(path): the manifest has no version"
      )
    }
    guard AppVersion(given) != nil else {
      throw Plan.Refusal("`\(given)` is no version, expected `X.Y.Z`", rule: "invalid-version")
    }
    return given
  }

  private func refuse(_ given: String?, against own: String, _ what: String) throws {
    guard let given, ExactText(given) != ExactText(own) else { return }
    throw Plan.Refusal(
      "the \(what) is given as `\(given)`, \(path) has `\(own)`; it is for a manifest without one"
    )
  }
}

extension PlanBuilder {
  var occasion: InstalledApp.Occasion {
    InstalledApp.Occasion(by: options.actor.name, at: options.now)
  }

  /// Refuses a manifest with errors, all of them at once.
  func refuseProblems(of manifest: ProposedManifest) throws {
    try refuse(manifest.problems.map { Plan.Refusal($0.message, rule: $0.rule) })
  }

  /// Adds to what somebody has to agree to.
  func addConsent(_ isRequired: Bool) { requiresConsent = (requiresConsent ?? false) || isRequired }
}
