import Access
package import Catalog

/// Who may do what in a company.
///
/// What grants imply is for ``EffectiveLevels`` to say; here it is found out which grants count
/// where, and what stands before them: installs, activity, what is switched on.
package struct CompanyAccess: Sendable {
  package let company: Company
  private let catalog: Catalog
  private let companyDirectory: ToolID?
  private let projectDirectory: ToolID?

  package init(_ company: Company) {
    self.company = company
    catalog = company.catalog
    companyDirectory = catalog.tool(.company, "directory")
    projectDirectory = catalog.tool(.project, "directory")
  }

  /// The answer to a question about a principal.
  package func verdict(_ principal: Principal, _ question: AccessQuestion) -> AccessVerdict {
    AccessVerdict(
      principal,
      question,
      holding(principal, question.tool, question.project, isExplained: true),
      unknown: company.contents.unknown
    )
  }

  /// The level that a principal has on a tool; the project is looked at for a project's tool alone.
  package func level(_ principal: Principal, _ tool: ToolID, in project: ProjectPlace?) -> Level {
    holding(principal, tool, project, isExplained: false).level
  }

  /// The level that a directory user has on a tool.
  package func level(_ user: DirectoryUser, _ tool: ToolID, in project: ProjectPlace?) -> Level {
    var holding = AccessHolding(isExplained: false)
    add(user, tool, project, to: &holding)
    return holding.level
  }

  // MARK: - Principals

  private func holding(
    _ principal: Principal,
    _ tool: ToolID,
    _ project: ProjectPlace?,
    isExplained: Bool
  ) -> AccessHolding {
    var holding = AccessHolding(isExplained: isExplained)
    switch principal.kind {
    case .user(let user): add(user, tool, project, to: &holding)
    case .app(let app): add(app, tool, project, to: &holding)
    case .appForUser(let app, let user): add(app, for: user, tool, project, to: &holding)
    case .serviceAccount(let account):
      if let user = company.user(account.user) { add(user, tool, project, to: &holding) }
    }
    return holding
  }

  private func add(
    _ known: KnownApp,
    _ tool: ToolID,
    _ project: ProjectPlace?,
    to holding: inout AccessHolding
  ) {
    guard case .recorded(let app) = known else {
      holding.deny(.notInstalled, "`\(known.name)` was only asked for", address(of: known))
      return
    }
    guard isInstalled(app, &holding) else { return }
    guard app.recorded.hasServiceAccount else {
      holding.deny(
        .noSuchAuthentication,
        "`\(app.name)` has no service account",
        company.address(of: app)
      )
      return
    }
    guard let id = app.user, let user = company.user(id) else {
      holding.deny(
        .noSuchAuthentication,
        "the directory user of `\(app.name)` isn't there",
        app.user.map(Address.of) ?? company.address(of: app)
      )
      return
    }
    add(user, tool, project, to: &holding)
  }

  private func add(
    _ known: KnownApp,
    for user: DirectoryUser,
    _ tool: ToolID,
    _ project: ProjectPlace?,
    to holding: inout AccessHolding
  ) {
    let address = address(of: known)
    switch known {
    case .recorded(let app):
      guard isInstalled(app, &holding) else { return }
    case .requested(let request):
      guard !request.recorded.hasServiceAccount else {
        holding.deny(
          .notInstalled,
          "`\(known.name)` was only asked for and has a service account",
          address
        )
        return
      }
      guard company.contents.allowsUserInstalls else {
        holding.consult(address)
        holding.deny(
          .notInstalled,
          "`\(known.name)` was only asked for, and users may not install",
          Address.userInstalls
        )
        return
      }
      holding.state("users may install apps", Address.userInstalls)
    }
    guard known.recorded.hasUserLevel else {
      holding.deny(.noSuchAuthentication, "`\(known.name)` acts for no user", address)
      return
    }
    holding.state("`\(known.name)` has the access of the user it acts for", address)
    add(user, tool, project, to: &holding)
  }

  private func isInstalled(_ app: InstalledApp, _ holding: inout AccessHolding) -> Bool {
    guard app.state != .installed else { return true }
    holding.deny(.notInstalled, "`\(app.name)` is uninstalled", company.address(of: app))
    return false
  }

  private func address(of known: KnownApp) -> String {
    switch known {
    case .recorded(let app): company.address(of: app)
    case .requested(let request): Address.of(request.id)
    }
  }

  // MARK: - Directory users

  private func add(
    _ user: DirectoryUser,
    _ tool: ToolID,
    _ place: ProjectPlace?,
    to holding: inout AccessHolding
  ) {
    if let app = company.app(of: user.id) {
      holding.consult(company.address(of: app))
      guard isInstalled(app, &holding) else { return }
    }
    holding.consult(Address.of(user.id))
    guard user.isActive else {
      holding.deny(.inactive, "user `\(user.login)` is inactive", Address.of(user.id))
      return
    }
    let isOfCompany = catalog[tool].scope == .company
    let surroundings = isOfCompany ? Surroundings.company : surroundings(place)
    if let id = surroundings.id {
      holding.consult(Address.of(id))
      guard surroundings.isActive else {
        holding.deny(.inactive, "project `\(id)` is inactive", Address.of(id))
        return
      }
    }
    let part = isOfCompany ? nil : part(of: user, in: surroundings)
    let levels = effectiveLevels(of: user, part, surroundings, for: [tool])
    let source = levels.source(of: tool, in: part == nil ? .other : .permitted)
    holding.level = levels.level(of: tool, in: part == nil ? .other : .permitted)
    Explanation(company: company, user: user, tool: catalog[tool], part: part)
      .explain(source, surroundings, levels, &holding)
  }

  /// What the directory gives a user, as far as these tools and both Directories go.
  func effectiveLevels(
    of user: DirectoryUser,
    _ part: AssignedLevels?,
    _ surroundings: Surroundings,
    for tools: [ToolID]
  ) -> EffectiveLevels {
    var grants = Grants(noneIn: catalog)
    let ofCompany = company.levels(user.companyLevels)
    let ofProject = part.map { company.levels($0) } ?? [:]
    for tool in tools + [companyDirectory, projectDirectory].compactMap({ $0 }) {
      let entry = catalog[tool]
      grants[tool] = entry.scope == .company ? ofCompany[entry.key] : ofProject[entry.key]
    }
    let companyTools = company.contents.tools
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
  func part(of user: DirectoryUser, in surroundings: Surroundings) -> AssignedLevels? {
    switch surroundings.kind {
    case .nowhere: nil
    case .project(let project): user.membership(in: project.id)?.levels
    case .new:
      user.isAddedToNewProjects
        ? user.defaultProjectTemplate.map { .template($0) } ?? .nothing : nil
    }
  }

  func surroundings(_ place: ProjectPlace?) -> Surroundings {
    switch place {
    case .new: Surroundings(kind: .new)
    case .project(let id): Surroundings(kind: company.project(id).map { .project($0) } ?? .nowhere)
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
