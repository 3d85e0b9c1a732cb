import Access
import Catalog

// What an app may do by its own account, and by the sign-in of a user.
extension CompanyAccess {
  func add(
    _ known: KnownApp,
    _ tool: ToolID,
    _ project: ProjectPlace?,
    to holding: inout AccessHolding
  ) throws {
    guard case .recorded(let app) = known else {
      try holding.deny(.notInstalled, "`\(known.name)` was only asked for", try address(of: known))
      return
    }
    guard try isInstalled(app, &holding) else { return }
    guard app.recorded.hasServiceAccount else {
      try holding.deny(
        .noSuchAuthentication,
        "`\(app.name)` has no service account",
        try company.address(of: app)
      )
      return
    }
    guard let id = app.user, let user = try company.user(id) else {
      try holding.deny(
        .noSuchAuthentication,
        "the directory user of `\(app.name)` isn't there",
        try app.user.map { .user($0) } ?? company.address(of: app)
      )
      return
    }
    try add(user, tool, project, to: &holding)
  }

  func add(
    _ known: KnownApp,
    for user: DirectoryUser,
    _ tool: ToolID,
    _ project: ProjectPlace?,
    to holding: inout AccessHolding
  ) throws {
    let address = try address(of: known)
    switch known {
    case .recorded(let app):
      guard try isInstalled(app, &holding) else { return }
    case .requested(let request):
      guard try isThereOnceUsed(request, address, &holding) else { return }
    }
    guard known.recorded.hasUserLevel else {
      holding.deny(.noSuchAuthentication, "`\(known.name)` acts for no user", address)
      return
    }
    guard try company.kind(of: user.id) == .person else {
      holding.ruleOut(
        .noSuchAuthentication,
        "nobody signs in as `\(user.login)`, so `\(known.name)` can't act for it",
        .user(user.id)
      )
      return
    }
    holding.state("`\(known.name)` has the access of the user it acts for", address)
    try add(user, tool, project, to: &holding)
  }

  /// Whether an app that was only asked for is installed by whoever uses it.
  private func isThereOnceUsed(
    _ request: InstallRequest,
    _ address: ObjectAddress,
    _ holding: inout AccessHolding
  ) throws -> Bool {
    guard request.state != .denied else {
      holding.deny(
        .notInstalled,
        "`\(request.app)` was asked for, and an admin denied it",
        address
      )
      return false
    }
    guard !request.recorded.hasServiceAccount else {
      holding.deny(
        .notInstalled,
        "`\(request.app)` was only asked for and has a service account",
        address
      )
      return false
    }
    if holding.isExplained, try company.knownUserInstalls() == nil {
      // That nobody knows it can stand in the way of a yes alone.
      holding.consult(limit: .allowUserInstalls)
      holding.state(known: "nobody knows whether users may install apps", .allowUserInstalls)
      return true
    }
    guard try company.allowsUserInstalls() else {
      holding.consult(address)
      holding.deny(
        .notInstalled,
        "`\(request.app)` was only asked for, and users may not install",
        .allowUserInstalls
      )
      return false
    }
    holding.state("users may install apps", .allowUserInstalls)
    return true
  }

  func isInstalled(_ app: InstalledApp, _ holding: inout AccessHolding) throws -> Bool {
    guard app.state != .installed else { return true }
    try holding.ruleOut(
      .notInstalled,
      "`\(app.name)` is uninstalled",
      try company.address(of: app)
    )
    return false
  }

  private func address(of known: KnownApp) throws -> ObjectAddress {
    switch known {
    case .recorded(let app): try company.address(of: app)
    case .requested(let request): .installRequest(request.id)
    }
  }
}
