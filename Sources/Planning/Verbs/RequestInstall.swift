package import Catalog
import Companies

/// `request-install`: a user wants an app.
///
/// Where users may install, an app without an account of its own is there at once; every other
/// wish waits for an admin.
package struct RequestInstall: Verb {
  package static let name = "request-install"

  package var install: Install
  /// What the user says to the admins.
  package var note: String?

  package init(_ install: Install, note: String? = nil) {
    self.install = install
    self.note = note
  }

  package var name: String { RequestInstall.name }

  package func ownTools(in catalog: Catalog) -> [ToolExtension] { install.ownTools(in: catalog) }

  package func plan(_ builder: PlanBuilder) throws {
    try builder.requireRight()
    guard let user = builder.options.actor.user else {
      throw Plan.Refusal("nobody asks for the app; `--as LOGIN` says who does")
    }
    let app = try install.newApp(builder)
    builder.facts.note(.user(user.id), ["login", "active"])
    guard try isInstalledAtOnce(app, builder) else {
      try ask(for: app, by: user, builder)
      return
    }
    var install = install
    install.accepted = Set(install.manifest.risks.map(\.rule))
    try install.plan(app, builder)
  }

  private func isInstalledAtOnce(_ app: InstalledApp, _ builder: PlanBuilder) throws -> Bool {
    guard !app.recorded.hasServiceAccount else { return false }
    builder.facts.note(.allowUserInstalls)
    return try builder.draft.knownUserInstalls() == true
  }

  private func ask(
    for app: InstalledApp,
    by user: DirectoryUser,
    _ builder: PlanBuilder
  ) throws {
    if let known = try builder.pendingRequest(for: app, by: user.id) {
      throw Plan.Refusal(
        "`\(user.login)` asked for `\(app.name)` already: install request `\(known.id)` is pending"
      )
    }
    let id = InstallRequest.ID(
      try builder.drawID { try builder.draft.installRequest(InstallRequest.ID($0)) != nil }
    )
    let request = InstallRequest(
      id: id,
      app: app.name,
      recorded: app.recorded,
      by: user.id,
      at: builder.options.now,
      note: note.flatMap { $0.isEmpty ? nil : $0 }
    )
    try builder.draft.put(.installRequest(request), at: .installRequest(id))
    for risk in install.manifest.risks { builder.warn(risk.rule, risk.message) }
  }
}

extension Plan {
  /// Whether somebody has to approve it; what a user may ask for takes nobody's word.
  package var takesApproval: Bool {
    !approvals.isEmpty || changes.contains { $0.reason != RequestInstall.name }
  }
}

extension Change {
  /// Whether it is one that a user may make by asking for an app.
  ///
  /// - Parameter company: The company with all changes made.
  /// - Returns: False for what takes an admin.
  /// - Throws: What reading the company throws.
  func fitsRequest(in company: any CompanyReader) throws -> Bool {
    switch (before, after) {
    case (nil, .installRequest(let request)?): return request.state == .pending
    case (.installRequest(let was)?, .installRequest(var isNow)?):
      guard was.state == .pending, isNow.state == .approved else { return false }
      isNow.state = .pending
      return try isNow == was
        && company.apps().contains { $0.state == .installed && isNow.isFor($0) }
    case (nil, .app(let app)?):
      return try app.state == .installed && app.user == nil && app.permittedProjects.isEmpty
        && !app.recorded.hasServiceAccount && company.knownUserInstalls() == true
    default: return false
    }
  }
}
