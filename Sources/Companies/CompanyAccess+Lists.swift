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
  package func list(_ principal: Principal, in place: ProjectPlace? = nil) -> [HeldCell] {
    var cells: [HeldCell] = []
    let tools = company.catalog.tools(in: .project)
    for tool in company.catalog.tools(in: .company) {
      add(principal, tool, nil, to: &cells)
    }
    let places: [ProjectPlace] =
      place.map { [$0] } ?? company.contents.projects.map { .project($0.id) }
    let member = place == nil ? reach(of: principal) : nil
    for place in places {
      if let member, case .project(let id) = place, !member.contains(id) { continue }
      for tool in tools { add(principal, tool, place, to: &cells) }
    }
    return cells
  }

  private func add(
    _ principal: Principal,
    _ tool: ToolID,
    _ place: ProjectPlace?,
    to cells: inout [HeldCell]
  ) {
    let level = level(principal, tool, in: place)
    guard level > .none else { return }
    var project: Project.ID?
    if case .project(let id) = place { project = id }
    cells.append(HeldCell(tool: tool, project: project, effective: level))
  }

  /// The projects that a principal can have anything in; nil where that may be any.
  private func reach(of principal: Principal) -> Set<Project.ID>? {
    guard let user = user(of: principal) else { return [] }
    let levels = effectiveLevels(of: user, nil, .company, for: [])
    return levels.isCompanyDirectoryAdmin ? nil : Set(user.memberships.map(\.project))
  }

  private func user(of principal: Principal) -> DirectoryUser? {
    switch principal.kind {
    case .user(let user), .appForUser(_, let user): return user
    case .serviceAccount(let account): return company.user(account.user)
    case .app(.recorded(let app)): return app.user.flatMap { company.user($0) }
    case .app(.requested): return nil
    }
  }

  /// Who is allowed what a question asks, by the principals' names: each directory user once, that
  /// of an app as the app, that of a service account as the account.
  package func whoCan(_ question: AccessQuestion) -> [AccessVerdict] {
    company.contents.users.map(principal)
      .filter { level($0, question.tool, in: question.project) >= question.level }
      .map { verdict($0, question) }
      .filter { $0.allowed == true }
      .sorted { $0.principal.name.precedesInBytes($1.principal.name) }
  }

  /// A directory user as what it stands for.
  package func principal(of user: DirectoryUser) -> Principal {
    if let app = company.app(of: user.id) {
      return Principal(.app(.recorded(app)), name: "app/" + company.designation(of: app))
    }
    if let account = company.serviceAccount(of: user.id) {
      return Principal(.serviceAccount(account), name: "service-account/" + account.name)
    }
    return Principal(.user(user), name: "user/" + user.login)
  }
}
