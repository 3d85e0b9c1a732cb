package import Catalog
import Companies
import Documents
import Manifests

/// `plan`: whatever it takes to bring a company to a declared state.
package struct ApplyPortfolio: Verb {
  package let portfolio: Portfolio
  /// The manifests by the paths that the portfolio names them by.
  package let manifests: [String: ProposedManifest]
  package var allowsDowngrade = false
  /// What is wrong with the file itself, told with all that is wrong besides.
  package var mistakes: [Plan.Refusal] = []

  package init(_ portfolio: Portfolio, manifests: [String: ProposedManifest]) {
    self.portfolio = portfolio
    self.manifests = manifests
  }

  static let name = "plan"

  package var name: String { ApplyPortfolio.name }

  package func ownTools(in catalog: Catalog) -> [ToolExtension] {
    var seen: Set<String> = []
    return manifests.values.flatMap { $0.recorded.ownTools(in: catalog) }
      .sorted { ($0.scope.name, $0.key) < ($1.scope.name, $1.key) }
      .filter { seen.insert($0.scope.name + ":" + $0.key).inserted }
  }

  package func plan(_ builder: PlanBuilder) throws {
    for mistake in mistakes { builder.refuse(mistake) }
    let company = try builder.base.profile().id
    if let wanted = portfolio.company, wanted != company {
      builder.refuse(
        Plan.Refusal(
          "\(portfolio.companyPlace): the portfolio is for company `\(wanted)`, the store holds"
            + " `\(company)`"
        )
      )
    }
    if let isOn = portfolio.allowsUserInstalls {
      builder.facts.note(.allowUserInstalls)
      if try builder.draft.knownUserInstalls() != isOn {
        try builder.part("settings") { try SetUserInstalls(isOn: isOn).plan(builder) }
      }
    }
    try planTemplates(builder)
    var managed: [(app: ExactText, uid: String?)] = []
    for app in portfolio.apps {
      let identity = identity(of: app)
      if let identity {
        let isTwin = managed.contains {
          $0.app == ExactText(identity.name)
            && ($0.uid == nil || identity.uid == nil || $0.uid == identity.uid)
        }
        guard !isTwin else {
          builder.refuse(
            Plan.Refusal("\(app.place): the app `\(identity.name)` is declared before")
          )
          continue
        }
        managed.append((ExactText(identity.name), identity.uid))
      }
      builder.subject = identity?.name
      defer { builder.subject = nil }
      try builder.placed(app.place) { try planApp(app, builder) }
    }
    builder.unmanaged = try builder.base.apps().filter { app in
      !managed.contains { entry in
        entry.uid.map { $0 == app.uid } == true || entry.app == ExactText(app.name)
      }
    }.map { try builder.base.designation(of: $0) }
  }

  private func identity(of app: Portfolio.App) -> (name: String, uid: String?)? {
    let manifest = app.manifest.flatMap { manifests[$0.text] }
    return (manifest?.name ?? app.name?.text).map { ($0, manifest?.uid) }
  }

  // MARK: - Apps

  private func planApp(_ declared: Portfolio.App, _ builder: PlanBuilder) throws {
    let manifest = declared.manifest.flatMap { manifests[$0.text] }
    if declared.state == .uninstalled {
      return try uninstall(declared, manifest, builder)
    }
    guard let manifest else { return }
    try builder.placed(declared.place) { try builder.refuseProblems(of: manifest) }
    let state = try check(declared, manifest, builder)
    guard manifest.problems.isEmpty, let name = state.name, let version = state.version
    else { return }
    let accepted = Set(declared.acceptedRisks.keys)
    for risk in manifest.risks where risk.isError {
      guard let reason = declared.acceptedRisks[risk.rule] else { continue }
      builder.acceptedRisks.append(Plan.AcceptedRisk(app: name, rule: risk.rule, reason: reason))
    }
    var isUnmarked = false
    let old = try builder.app(name: name, uid: manifest.uid)
    if let app = old {
      if app.state == .installed {
        if declared.isAddedToNewProjects == false {
          try builder.part(SetUser.name) { isUnmarked = try unmark(app, builder) }
        }
        try update(app, manifest, name, version, state.projects, accepted, builder)
      } else {
        try bringBack(app, manifest, name, version, state.projects, accepted, builder)
      }
    } else {
      var install = Install(manifest)
      install.appName = name
      install.appVersion = version
      install.accepted = accepted
      if let projects = state.projects { install.projects = .named(projects.map(\.description)) }
      // Without an account that is refused already.
      install.addsToNewProjects =
        declared.isAddedToNewProjects == true
        && manifest.manifest.resolvedAuthentication.contains(.serviceAccount)
      try builder.part("install") { try install.plan(builder) }
    }
    guard builder.refused.isEmpty, let app = try builder.app(name: name, uid: manifest.uid)
    else { return }
    try planMark(declared, app, isUnmarked: isUnmarked, builder)
    if let configurations = state.configurations {
      let designation = try builder.draft.designation(of: app)
      try builder.part("configure") {
        try builder.setConfigurations(configurations, of: app, designation)
      }
    }
    if let old { try builder.warnAboutConfigurations(of: app, before: old) }
  }

  private func uninstall(
    _ declared: Portfolio.App,
    _ manifest: ProposedManifest?,
    _ builder: PlanBuilder
  ) throws {
    try builder.placed(declared.name?.place ?? declared.place) {
      if let manifest, manifest.name != nil { _ = try manifest.name(or: declared.name?.text) }
    }
    guard let name = manifest?.name ?? declared.name?.text else {
      throw Plan.Refusal("neither `manifest` nor `name` says which app is meant")
    }
    guard let app = try builder.app(name: name, uid: manifest?.uid), app.state == .installed
    else { return }
    let designation = try builder.draft.designation(of: app)
    try builder.part("uninstall") { try Uninstall(app: designation).plan(builder) }
  }

  private func update(
    _ app: InstalledApp,
    _ manifest: ProposedManifest,
    _ name: String,
    _ version: String,
    _ projects: [Project.ID]?,
    _ accepted: Set<String>,
    _ builder: PlanBuilder
  ) throws {
    var update = Update(manifest)
    update.accepted = accepted
    update.allowsDowngrade = allowsDowngrade
    update.projects = .named((projects ?? []).map(\.description))
    // An absent list keeps them; an empty one is a list.
    update.keepsProjects = projects == nil
    update.isWholeList = projects != nil
    update.isDeclared = true
    try builder.part("update") {
      try update.plan(app, name: name, version: version, builder)
    }
    guard builder.refused.isEmpty, let projects,
      let updated = try builder.app(name: name, uid: manifest.uid),
      Set(updated.permittedProjects) != Set(projects)
    else { return }
    try builder.checkTakesProjects(updated)
    let added = projects.filter { !updated.permittedProjects.contains($0) }
    if !added.isEmpty {
      try builder.part("projects add") {
        try builder.requireRight()
        try builder.permit(added, to: updated)
      }
    }
    guard let widened = try builder.app(name: name, uid: manifest.uid) else { return }
    let removed = widened.permittedProjects.filter { !projects.contains($0) }
    guard !removed.isEmpty else { return }
    try builder.part("projects remove") {
      try builder.requireRight()
      try builder.forbid(removed, to: widened)
    }
  }

  private func bringBack(
    _ app: InstalledApp,
    _ manifest: ProposedManifest,
    _ name: String,
    _ version: String,
    _ projects: [Project.ID]?,
    _ accepted: Set<String>,
    _ builder: PlanBuilder
  ) throws {
    let recorded = manifest.recordedVersion(name: name, version: version, after: app)
    if let was = AppVersion(app.recorded.version), let isNow = AppVersion(version) {
      if isNow < was, !allowsDowngrade {
        throw Plan.Refusal(
          "`\(app.name)` is recorded at \(was), which is higher than \(isNow);"
            + " --allow-downgrade goes back",
          rule: "version-not-raised"
        )
      }
      if !(was < isNow), !(isNow < was), recorded.digest != app.recorded.digest {
        throw Plan.Refusal(
          "`\(app.name)` \(was) is recorded with other contents; a change takes a higher version",
          rule: "version-not-raised"
        )
      }
    }
    try builder.part("reinstall") {
      try builder.requireRight()
      try builder.bringBack(
        app,
        at: (recorded, name, manifest.uid),
        .named((projects ?? []).map(\.description)),
        keepsProjects: projects == nil,
        accepted: accepted
      )
    }
  }

  // MARK: - New projects

  /// Takes the mark off before all else, so that nothing counts on it; says whether it was there.
  private func unmark(_ app: InstalledApp, _ builder: PlanBuilder) throws -> Bool {
    guard let id = app.user, var user = try builder.draft.user(id), user.isAddedToNewProjects
    else { return false }
    user.isAddedToNewProjects = false
    try builder.draft.put(.user(user), at: .user(id))
    return true
  }

  /// Whether the app's user is added to new projects.
  private func planMark(
    _ declared: Portfolio.App,
    _ app: InstalledApp,
    isUnmarked: Bool,
    _ builder: PlanBuilder
  ) throws {
    guard let isAdded = declared.isAddedToNewProjects else { return }
    guard let id = app.user, var user = try builder.draft.user(id), app.recorded.hasServiceAccount
    else {
      guard isAdded else { return }
      throw Plan.Refusal(
        "\(declared.newProjectsPlace): `\(app.name)` has no directory user that could be added to"
          + " new projects"
      )
    }
    builder.facts.note(.user(id))
    guard user.isAddedToNewProjects != isAdded || isUnmarked else { return }
    try builder.part(SetUser.name) {
      try builder.requireRight()
      if isAdded, user.defaultProjectTemplate == nil {
        try builder.addToNewProjects(user, app: app.name, app.recorded.manifest)
      } else {
        user.isAddedToNewProjects = isAdded
        try builder.draft.put(.user(user), at: .user(id))
      }
      // Where an update or a reinstall changes the user too, the mark takes consent all the same.
      if try builder.warnAboutFutureProjects(app) { builder.addConsent(true) }
    }
  }
}
