import Access
package import Catalog

/// Who may do what in a company.
///
/// What grants imply is for ``EffectiveLevels`` to say; here it is found out which grants count
/// where, and what stands before them: installs, activity, what is switched on.
package struct CompanyAccess {
  package let company: any CompanyReader
  let catalog: Catalog
  private let companyDirectory: ToolID?
  private let projectDirectory: ToolID?

  package init(_ company: any CompanyReader) {
    self.company = company
    catalog = company.catalog
    companyDirectory = catalog.tool(.company, "directory")
    projectDirectory = catalog.tool(.project, "directory")
  }

  /// The answer to a question about a principal.
  package func verdict(_ principal: Principal, _ question: AccessQuestion) throws -> AccessVerdict {
    try verdict(principal, question, unknown: UnknownAddresses(company.unknown()))
  }

  /// The answer to a question, with the addresses of what nobody knows about the company.
  func verdict(
    _ principal: Principal,
    _ question: AccessQuestion,
    unknown: UnknownAddresses
  ) throws -> AccessVerdict {
    AccessVerdict(
      principal,
      question,
      try holding(principal, question.tool, question.project, isExplained: true),
      unknown: unknown
    )
  }

  /// The level that a principal has on a tool; the project is looked at for a project's tool alone.
  package func level(
    _ principal: Principal,
    _ tool: ToolID,
    in project: ProjectPlace?
  ) throws -> Level {
    try holding(principal, tool, project, isExplained: false).level
  }

  /// The level that a directory user has on a tool.
  package func level(
    _ user: DirectoryUser,
    _ tool: ToolID,
    in project: ProjectPlace?
  ) throws -> Level {
    var holding = AccessHolding(isExplained: false)
    try add(user, tool, project, to: &holding)
    return holding.level
  }

  // MARK: - Principals

  private func holding(
    _ principal: Principal,
    _ tool: ToolID,
    _ project: ProjectPlace?,
    isExplained: Bool
  ) throws -> AccessHolding {
    var holding = AccessHolding(isExplained: isExplained)
    switch principal.kind {
    case .user(let user): try add(user, tool, project, to: &holding)
    case .app(let app): try add(app, tool, project, to: &holding)
    case .appForUser(let app, let user): try add(app, for: user, tool, project, to: &holding)
    case .serviceAccount(let account):
      if let user = try company.user(account.user) { try add(user, tool, project, to: &holding) }
    }
    return holding
  }

  // MARK: - Directory users

  func add(
    _ user: DirectoryUser,
    _ tool: ToolID,
    _ place: ProjectPlace?,
    to holding: inout AccessHolding
  ) throws {
    if let app = try company.app(of: user.id) {
      guard try isInstalled(app, &holding) else { return }
      try holding.consult(try company.address(of: app))
    } else if holding.isExplained {
      for list in try possibleOwners(of: user) { holding.consult(limitIn: list) }
    }
    guard user.isActive else {
      holding.ruleOut(.inactive, "user `\(user.login)` is inactive", .user(user.id))
      return
    }
    let isOfCompany = catalog[tool].scope == .company
    let surroundings = isOfCompany ? Surroundings.company : try surroundings(place)
    if let id = surroundings.id, !surroundings.isActive {
      holding.ruleOut(.inactive, "project `\(id)` is inactive", .project(id))
      return
    }
    let part = isOfCompany ? nil : try part(of: user, in: surroundings)
    let levels = try effectiveLevels(of: user, part, surroundings, for: [tool])
    let source = levels.source(of: tool, in: part == nil ? .other : .permitted)
    holding.level = levels.level(of: tool, in: part == nil ? .other : .permitted)
    if let id = surroundings.id {
      let isOutside = part == nil && !levels.isCompanyDirectoryAdmin
      if isOutside { holding.consult(outside: id) } else { holding.consult(.project(id)) }
    }
    try Explanation(company: company, user: user, tool: catalog[tool], part: part)
      .explain(source, surroundings, levels, &holding)
  }

  /// The addresses of where the app may be unknown that a user belongs to, by the form of its name:
  /// the list of apps, and those whose own user nobody knows.
  func possibleOwners(of user: DirectoryUser) throws -> [String] {
    guard DirectoryUserName.slug(of: user) != nil,
      try company.kind(of: user.id) == .person
    else { return [] }
    return try ["apps"]
      + company.apps().filter { $0.user == nil }.map { try company.address(of: $0).description }
  }

  /// What the directory gives a user, as far as these tools and both Directories go.
  func effectiveLevels(
    of user: DirectoryUser,
    _ part: AssignedLevels?,
    _ surroundings: Surroundings,
    for tools: [ToolID]
  ) throws -> EffectiveLevels {
    var grants = Grants(noneIn: catalog)
    let ofCompany = try company.levels(user.companyLevels)
    let ofProject = try part.map { try company.levels($0) } ?? [:]
    for tool in tools + [companyDirectory, projectDirectory].compactMap({ $0 }) {
      let entry = catalog[tool]
      grants[tool] = entry.scope == .company ? ofCompany[entry.key] : ofProject[entry.key]
    }
    let companyTools = try company.profile().tools
    return EffectiveLevels(
      grants,
      in: catalog,
      enabled: EffectiveLevels.EnabledTools(
        company: { [catalog] in companyTools.contains(catalog[$0].key) },
        project: { [catalog] in surroundings.tools.contains(catalog[$0].key) }
      )
    )
  }

  /// What a user's membership gives in a project; nil for one who is no member.
  func part(of user: DirectoryUser, in surroundings: Surroundings) throws -> AssignedLevels? {
    switch surroundings.kind {
    case .nowhere: nil
    case .project(let project): try company.membership(of: user.id, in: project.id)?.levels
    case .new:
      user.isAddedToNewProjects
        ? user.defaultProjectTemplate.map { .template($0) } ?? .nothing : nil
    }
  }

  func surroundings(_ place: ProjectPlace?) throws -> Surroundings {
    switch place {
    case .new: Surroundings(kind: .new)
    case .project(let id):
      Surroundings(kind: try company.project(id).map { .project($0) } ?? .nowhere)
    case nil: Surroundings(kind: .nowhere)
    }
  }
}

/// The project in which a question is asked, as far as there is one.
struct Surroundings: Sendable {
  enum Kind: Sendable {
    case nowhere
    case new
    case project(Project)
  }

  let kind: Kind

  static let company = Surroundings(kind: .nowhere)

  var id: Project.ID? {
    guard case .project(let project) = kind else { return nil }
    return project.id
  }

  var isActive: Bool {
    guard case .project(let project) = kind else { return true }
    return project.isActive
  }

  var tools: ToolSet {
    switch kind {
    case .nowhere: .only([])
    case .new: .all
    case .project(let project): project.tools
    }
  }
}
