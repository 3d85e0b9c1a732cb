import Catalog
package import Companies

/// `requests approve`: an app that somebody asked for is installed, by all the rules of `install`.
package struct ApproveRequest: Verb {
  /// The request's id.
  package let id: String
  /// Whether users sign in, for an app without permissions.
  package var hasUserLevel = false
  package var source = InstalledApp.Source.custom
  package var projects = ProjectChoice.named([])
  package var addsToNewProjects = false

  package init(id: String) { self.id = id }

  package var name: String { "install" }

  package func plan(_ builder: PlanBuilder) throws {
    try builder.requireRight()
    let request = try builder.installRequest(id)
    guard request.state != .denied else {
      throw Plan.Refusal(
        "install request `\(id)` was denied; `dmsa install` installs `\(request.app)` all the same"
      )
    }
    var install = Install(of: request, catalog: builder.draft.catalog)
    install.hasUserLevel = hasUserLevel
    install.source = source
    install.projects = projects
    install.addsToNewProjects = addsToNewProjects
    var app = try install.newApp(builder)
    // What the record leaves out of the manifest counts in its digest all the same.
    if app.recorded.authentication == request.recorded.authentication {
      app.recorded.digest = request.recorded.digest
    }
    try install.plan(app, builder)
  }
}

extension Install {
  /// The install of what somebody asked for.
  init(of request: InstallRequest, catalog: Catalog) {
    self.init(
      ProposedManifest(request.recorded, name: request.app, uid: nil, catalog: catalog)
    )
    isRecorded = true
  }
}

extension PlanBuilder {
  /// Somebody's wish for an app, by its id.
  func installRequest(_ text: String) throws -> InstallRequest {
    guard let id = Int64(text).map({ InstallRequest.ID($0) }),
      let request = try draft.installRequest(id)
    else {
      throw Plan.Refusal(
        "there is no install request `\(text)`; `dmsa requests list` lists those there are"
      )
    }
    facts.note(.object(.installRequest(id)))
    return request
  }
}
