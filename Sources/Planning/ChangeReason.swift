import Companies

extension Change {
  /// Whether the verb that a change says it comes from makes such changes.
  ///
  /// The verbs that less than admin on the company Directory suffices for are looked at; whoever
  /// has that may change everything anyway.
  ///
  /// - Parameters:
  ///   - base: The company without all changes.
  ///   - company: The company with them.
  /// - Returns: Whether it does.
  /// - Throws: What reading the company throws.
  func fitsReason(from base: any CompanyReader, in company: any CompanyReader) throws -> Bool {
    if metrics != nil, reason != "import" { return false }
    switch (reason, address) {
    case ("import", _): return true
    case (_, .company), (_, .project): return false
    case ("settings", .allowUserInstalls): return true
    case (RequestInstall.name, _): return try fitsRequest(in: company)
    case ("template create", .template), ("template set", .template): return true
    case ("projects add", .app), ("projects remove", .app): return changesPermittedProjectsAlone
    case ("projects add", .membership(let user, let project)),
      ("projects remove", .membership(let user, let project)):
      return try permits(user, in: project, company)
    case (let verb, .user(let user)) where verb.hasPrefix("service-account "),
      (let verb, .membership(let user, _)) where verb.hasPrefix("service-account "):
      return try fitsAccountVerb
        && [base, company].contains { try $0.serviceAccount(of: user) != nil }
    case (let verb, _) where verb.hasPrefix("service-account "): return fitsAccountVerb
    case (_, .serviceAccount): return false
    case ("settings", _), ("template create", _), ("template set", _), ("projects add", _),
      ("projects remove", _):
      return false
    default: return true
    }
  }

  /// Whether it is what its verb about a service account does to the account, its user or what that
  /// is a member of.
  private var fitsAccountVerb: Bool {
    switch (reason, before, after) {
    case ("service-account create", nil, .serviceAccount?): return true
    case ("service-account create", nil, .user(let user)?):
      return user.companyLevels == .nothing && user.defaultProjectTemplate == nil
        && !user.isAddedToNewProjects
    case ("service-account assign", .user(let was)?, .user(let isNow)?):
      return was.name == isNow.name && was.login == isNow.login
    case ("service-account assign", _, .membership?), ("service-account assign", .membership?, nil):
      return true
    case ("service-account rotate", .serviceAccount(let was)?, .serviceAccount(let isNow)?):
      return was == isNow
    case ("service-account delete", .serviceAccount?, nil), ("service-account delete", .user?, nil),
      ("service-account delete", .membership?, nil):
      return true
    default: return false
    }
  }

  private var changesPermittedProjectsAlone: Bool {
    guard case .app(let was)? = before, case .app(var isNow)? = after else { return false }
    isNow.permittedProjects = was.permittedProjects
    return isNow == was
  }

  /// Whether a membership is there for the sake of a permitted project, or gone with one.
  private func permits(
    _ user: DirectoryUser.ID,
    in project: Project.ID,
    _ company: any CompanyReader
  ) throws -> Bool {
    guard let app = try company.app(of: user) else { return false }
    let isPermitted = app.permittedProjects.contains(project)
    guard case .membership(let membership)? = after else { return !isPermitted }
    return isPermitted && membership.levels == .custom(app.recorded.manifest.projectLevels)
  }
}
