import Access
package import Catalog

/// A level above none that a principal has on a tool.
package struct HeldCell: Hashable, Sendable {
  package let tool: ToolID
  /// Nil at company scope.
  package let project: Project.ID?
  package let effective: Level
}

extension CompanyAccess {
  /// Everything that a principal may do: the company's tools, then each project's, or one's alone.
  package func list(_ principal: Principal, in place: ProjectPlace? = nil) throws -> [HeldCell] {
    var cells: [HeldCell] = []
    let tools = company.catalog.tools(in: .project)
    for tool in company.catalog.tools(in: .company) {
      try add(principal, tool, nil, to: &cells)
    }
    for place in try place.map({ [$0] }) ?? reach(of: principal) {
      for tool in tools { try add(principal, tool, place, to: &cells) }
    }
    return cells
  }

  private func add(
    _ principal: Principal,
    _ tool: ToolID,
    _ place: ProjectPlace?,
    to cells: inout [HeldCell]
  ) throws {
    let level = try level(principal, tool, in: place)
    guard level > .none else { return }
    var project: Project.ID?
    if case .project(let id) = place { project = id }
    cells.append(HeldCell(tool: tool, project: project, effective: level))
  }

  /// The projects that a principal can have anything in.
  private func reach(of principal: Principal) throws -> [ProjectPlace] {
    guard let user = try user(of: principal) else { return [] }
    let levels = try effectiveLevels(of: user, nil, .company, for: [])
    guard levels.isCompanyDirectoryAdmin else {
      return try company.memberships(of: user.id).map { .project($0.project) }
    }
    var places: [ProjectPlace] = []
    try company.eachProject {
      places.append(.project($0.id))
      return true
    }
    return places
  }

  /// The addresses of what nobody knows, as far as what a principal may do rests on it.
  package func unknown(for principal: Principal, in place: ProjectPlace? = nil) throws -> [String] {
    let unknown = try UnknownAddresses(company.unknown())
    guard !unknown.isEmpty else { return [] }
    var consulted: [String] = []
    func consult(_ address: ObjectAddress) { consulted.append(address.description) }
    switch principal.kind {
    case .app(.recorded(let app)), .appForUser(.recorded(let app), _):
      guard app.state == .installed else { return [] }
      consult(try company.address(of: app))
    case .app(.requested): return []
    case .appForUser(.requested(let request), _):
      guard request.state != .denied else { return [] }
      consult(.allowUserInstalls)
    case .user, .serviceAccount: break
    }
    if case .appForUser(_, let user) = principal.kind, try company.kind(of: user.id) != .person {
      return []
    }
    guard let user = try user(of: principal) else { return unknown.touched(by: consulted) }
    guard try isEffective(user) else { return [] }
    consulted += try possibleOwners(of: user)
    consult(.company)
    consult(.user(user.id))
    if let template = user.companyLevels.template { consult(.template(template)) }
    if place != .new { consulted.append("memberships/\(user.id)") }
    if place == nil || place == .new { consulted.append("membership/\(user.id)/new") }
    if place == .new, let template = user.defaultProjectTemplate { consult(.template(template)) }
    for membership in try company.memberships(of: user.id)
    where place == nil || place == .project(membership.project) {
      consult(.membership(user.id, membership.project))
      consult(.project(membership.project))
      if let template = membership.levels.template { consult(.template(template)) }
    }
    return unknown.touched(by: consulted)
  }

  private func user(of principal: Principal) throws -> DirectoryUser? {
    switch principal.kind {
    case .user(let user), .appForUser(_, let user): return user
    case .serviceAccount(let account): return try company.user(account.user)
    case .app(.recorded(let app)): return try app.user.flatMap { try company.user($0) }
    case .app(.requested): return nil
    }
  }
}

/// Who is allowed what a question asks, by the principals' names: each directory user once, that of
/// an app as the app, that of a service account as the account.
package struct AllowedPrincipals: Sendable {
  package let allowed: [AccessVerdict]
  /// Those of whom nobody knows.
  package let unknown: [AccessVerdict]
  /// The addresses of lists that may lack somebody else.
  package let incomplete: [String]

  /// Whether there may be more than are found.
  package var isOpen: Bool { !unknown.isEmpty || !incomplete.isEmpty }
}

extension CompanyAccess {
  /// Finds out who is allowed what a question asks, and of whom nobody knows.
  ///
  /// - Parameter question: A level on a tool.
  /// - Returns: The verdicts by the principals' names.
  /// - Throws: What reading the company throws.
  package func whoCan(_ question: AccessQuestion) throws -> AllowedPrincipals {
    var verdicts: [AccessVerdict] = []
    let unknown = try UnknownAddresses(company.unknown())
    try company.eachUser { user in
      // Where something is unknown, so may be who has too little.
      guard
        try !unknown.isEmpty
          || level(user, question.tool, in: question.project) >= question.level
      else { return true }
      let verdict = try verdict(company.principal(of: user), question, unknown: unknown)
      if verdict.allowed != false { verdicts.append(verdict) }
      return true
    }
    verdicts.sort { $0.principal.name.precedesInBytes($1.principal.name) }
    return AllowedPrincipals(
      allowed: verdicts.filter { $0.allowed == true },
      unknown: verdicts.filter { $0.allowed == nil },
      incomplete: unknown.touched(by: ["users"])
    )
  }
}
