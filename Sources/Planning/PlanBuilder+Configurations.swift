import Catalog
import Companies
import Documents
import Manifests

extension PlanBuilder {
  /// Makes a list the whole of an app's configurations.
  func setConfigurations(
    _ wanted: [Configuration],
    of app: InstalledApp,
    _ designation: String
  ) throws {
    let known = app.configurations
    for configuration in known
    where !wanted.contains(where: { ExactText($0.title) == ExactText(configuration.title) }) {
      try put(nil, replacing: configuration, of: app, at: designation)
    }
    for configuration in wanted where !known.contains(configuration) {
      let old = app.configuration(titled: configuration.title)
      try put(configuration, replacing: old, of: app, at: designation)
    }
  }

  /// Puts a configuration in place of another one, or of none; nil takes it away.
  ///
  /// - Throws: ``Plan/Refusal`` where who plans may not do that, or the app takes no such values.
  func put(
    _ new: Configuration?,
    replacing old: Configuration?,
    of app: InstalledApp,
    at designation: String
  ) throws {
    guard let title = (new ?? old)?.title else { return }
    let address = ObjectAddress.configuration(app: designation, title: title)
    let change = Change(
      id: 0,
      address: address,
      reason: draft.reason,
      before: old.map { .configuration($0) },
      after: new.map { .configuration($0) }
    )
    try options.actor.require(rightsFor: [change], in: base)
    if let new {
      try check(new, replacing: old, of: app)
      try warnAboutTarget(of: new, app)
    }
    try draft.put(change.after, at: address)
  }

  /// Refuses values that the app's components don't take, all of them at once.
  func check(
    _ configuration: Configuration,
    replacing old: Configuration?,
    of app: InstalledApp
  ) throws {
    let manifest = app.recorded.manifest.manifest(in: draft.catalog)
    guard !manifest.components.isEmpty else {
      throw Plan.Refusal("`\(app.name)` has no embedded component to configure")
    }
    let problems = ConfigurationProblem.all(
      in: configuration,
      replacing: old,
      ConfigurableFields(of: manifest)
    )
    try refuse(problems.map { Plan.Refusal($0.message) })
  }

  private func warnAboutTarget(of new: Configuration, _ app: InstalledApp) throws {
    try warnAboutInactiveProjects(of: new)
    switch new.target {
    case .company, .projects: break
    case .future:
      if let known = try draft.original(of: app) {
        facts.note(.configurations(app: try base.designation(of: known)), ["projects"])
      }
      guard !app.configurations.contains(where: { $0.target == .future }) else { return }
      guard try !reachesNewProjects(app) else { return }
      warnAboutFuture(new)
    }
  }

  /// Whether an app's user has something in any new project, configuration or not.
  private func reachesNewProjects(_ app: InstalledApp) throws -> Bool {
    guard let id = app.user, let user = try draft.user(id) else { return false }
    try facts.noteCompanyLevels(of: user)
    if let template = user.defaultProjectTemplate { try facts.noteLevels(of: template) }
    return try CompanyAccess(draft).levels(of: user, in: .new).contains { $0 > .none }
  }

  /// Warns of the projects that a configuration names and in which nobody can do anything.
  func warnAboutInactiveProjects(of configuration: Configuration) throws {
    guard case .projects(let projects) = configuration.target else { return }
    try warnAboutInactive(projects)
  }

  /// Warns that an app is newly shown in projects to come.
  func warnAboutFuture(_ configuration: Configuration) {
    warn(
      "future-projects-included",
      "by the configuration `\(configuration.title)` the app is newly shown in every project that"
        + " is made from now on"
    )
  }
}
