import Companies

/// `uninstall`: an app may do nothing any more; its record and its user stay.
package struct Uninstall: Verb {
  package let app: String

  package init(app: String) { self.app = app }

  package var name: String { "uninstall" }

  package func plan(_ builder: PlanBuilder) throws {
    try builder.requireRight()
    var app = try builder.app(named: app)
    guard app.state == .installed else { return }
    let designation = try builder.draft.designation(of: app)
    app.state = .uninstalled
    app.uninstalled = builder.occasion
    try builder.put(app, at: designation)
    guard let id = app.user, var user = try builder.draft.user(id) else { return }
    try builder.removeMemberships(of: id)
    user.isActive = false
    user.isAddedToNewProjects = false
    try builder.draft.put(.user(user), at: .user(id))
  }
}
