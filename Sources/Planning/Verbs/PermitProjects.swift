import Companies

/// `projects add` and `projects remove`: where an app's directory user is let in.
package struct PermitProjects: Verb {
  package enum Action: String, Sendable {
    case add
    case remove
  }

  package let action: Action
  package let app: String
  package let projects: [String]

  package init(_ action: Action, app: String, projects: [String]) {
    self.action = action
    self.app = app
    self.projects = projects
  }

  package var name: String { "projects \(action.rawValue)" }

  package func plan(_ builder: PlanBuilder) throws {
    try builder.requireRight()
    let app = try builder.app(named: app)
    let ids = try builder.projects(.named(projects))
    try builder.checkTakesProjects(app)
    switch action {
    case .add: try builder.permit(ids, to: app)
    case .remove: try builder.forbid(ids, to: app)
    }
  }
}

extension PlanBuilder {
  func checkTakesProjects(_ app: InstalledApp) throws {
    guard app.state == .installed else {
      throw Plan.Refusal("`\(app.name)` was uninstalled; `dmsa reinstall` brings it back")
    }
    guard app.recorded.hasServiceAccount else {
      throw Plan.Refusal(
        "`\(app.name)` has no service account, so no project can be permitted to it"
      )
    }
    guard let id = app.user, try draft.user(id) != nil else {
      if let id = app.user { facts.note(.user(id)) }
      throw Plan.Refusal(
        "the directory user of `\(app.name)` was deleted; `dmsa drift` shows how to bring it back"
      )
    }
  }

  /// Permits projects to an app, with memberships at its manifest's levels.
  ///
  /// A membership that was made by hand becomes such a one; in a project that is permitted
  /// already nothing changes.
  func permit(_ projects: [Project.ID], to app: InstalledApp) throws {
    guard let user = app.user else { return }
    let known = Set(app.permittedProjects)
    var new: [Project.ID] = []
    for project in projects {
      facts.note(.membership(user, project))
      let isMember = try draft.membership(of: user, in: project) != nil
      if known.contains(project), isMember { continue }
      new.append(project)
    }
    try permit(user, in: new, app.recorded.manifest)
    let designation = try draft.designation(of: app)
    var app = app
    app.permittedProjects = known.union(projects).sorted()
    try put(app, at: designation)
    try warnAboutReach(app, in: new)
    guard !new.isEmpty, let record = try draft.user(user) else { return }
    facts.note(.user(user), ["active", "login"])
    guard !record.isActive else { return }
    warn(
      "user-deactivated",
      "the user `\(record.login)` was deactivated by hand and stays so; the app can do nothing"
    )
  }

  /// Takes projects away from an app, with the memberships there.
  func forbid(_ projects: [Project.ID], to app: InstalledApp) throws {
    guard let user = app.user else { return }
    for project in projects {
      facts.note(.membership(user, project))
      guard try draft.membership(of: user, in: project) != nil else { continue }
      try draft.put(nil, at: .membership(user, project))
    }
    let designation = try draft.designation(of: app)
    var app = app
    let forbidden = Set(projects)
    app.permittedProjects.removeAll { forbidden.contains($0) }
    try put(app, at: designation)
    try warnAboutNoProjects(app)
  }
}
