import Access
import Catalog
import Companies

/// What users hold in a company by what nobody knows: where that counts, and what they would have if
/// it were the least or the most there can be.
struct UnknownLevels {
  /// What is supposed that unknown levels are, and where it isn't known, what is switched on.
  struct Supposition {
    let company: Level
    let project: Level

    static let nothing = Supposition(company: .none, project: .none)
    static let everything = Supposition(company: .admin, project: .admin)
    /// Nothing in the company, for what is held there can hide what is held in a project.
    static let everythingInProjects = Supposition(company: .none, project: .admin)
  }

  let company: any CompanyReader
  let marks: UnknownMarks
  /// How many of the changes are made.
  let count: Int

  /// Whether an address is marked.
  func contains(_ mark: String) -> Bool { marks.contains(mark, after: count) }

  /// The addresses of what nobody knows that decides what a user may do at a place.
  ///
  /// - Throws: What reading the company throws.
  func addresses(of user: DirectoryUser, in place: ProjectPlace?) throws -> Set<String> {
    guard !marks.isEmpty, try CompanyAccess(company).isEffective(user) else { return [] }
    var consulted = ["company", "user/\(user.id)"]
    if let app = try company.app(of: user.id) {
      consulted.append(try company.address(of: app).description)
    }
    var templates = [user.companyLevels.template]
    switch place {
    case nil: break
    case .new:
      consulted.append("membership/\(user.id)/new")
      templates.append(user.defaultProjectTemplate)
    case .project(let project):
      consulted += ["project/\(project)", "membership/\(user.id)/\(project)"]
      if let membership = try company.membership(of: user.id, in: project) {
        templates.append(membership.levels.template)
      } else {
        consulted.append("memberships/\(user.id)")
      }
    }
    consulted += templates.compactMap { $0.map { "template/\($0)" } }
    return Set(consulted.filter(contains))
  }

  /// The levels of a user at a place if what nobody knows were something else than is recorded.
  ///
  /// - Parameters:
  ///   - user: The user as it is recorded.
  ///   - place: A project, or the company.
  ///   - suppositions: What is supposed at which addresses.
  /// - Returns: The levels of all tools of the place, in the catalog's order.
  /// - Throws: What reading the company throws.
  func levels(
    of user: DirectoryUser,
    in place: ProjectPlace?,
    supposing suppositions: [(addresses: Set<String>, of: Supposition)]
  ) throws -> [Level] {
    let draft = CompanyDraft(company, catalog: company.catalog)
    for (addresses, supposition) in suppositions {
      for address in addresses.sorted() {
        try suppose(supposition, at: address, of: user.id, in: place, draft)
      }
    }
    return try CompanyAccess(draft).levels(of: draft.user(user.id) ?? user, in: place)
  }

  // MARK: - Suppositions

  private func suppose(
    _ supposed: Supposition,
    at address: String,
    of user: DirectoryUser.ID,
    in place: ProjectPlace?,
    _ draft: CompanyDraft
  ) throws {
    switch ObjectAddress(address) {
    case .user?: try supposeLevels(supposed, of: user, draft)
    case .app?:
      try supposeLevels(supposed, of: user, draft)
      if case .project(let project) = place, try draft.membership(of: user, in: project) != nil {
        try supposeMembership(supposed, of: user, in: project, draft)
      }
    case .template(let id)?:
      guard var template = try draft.template(id) else { return }
      template.levels = every(template.scope, supposed)
      try draft.put(.template(template), at: .template(id))
    case .company?:
      var profile = try draft.profile()
      profile.tools = supposed.company == .none ? .only([]) : .all
      try draft.put(.company(profile), at: .company)
    case .project(let id)?:
      guard var project = try draft.project(id) else { return }
      project.isActive = supposed.project > .none
      project.tools = project.isActive ? .all : .only([])
      try draft.put(.project(project), at: .project(id))
    default:
      switch place {
      case nil: break
      case .new: try supposeNewProjects(supposed, of: user, draft)
      case .project(let project):
        try supposeMembership(supposed, of: user, in: project, draft)
      }
    }
  }

  private func supposeLevels(
    _ supposed: Supposition,
    of id: DirectoryUser.ID,
    _ draft: CompanyDraft
  ) throws {
    guard var user = try draft.user(id) else { return }
    user.companyLevels = .custom(every(.company, supposed))
    try draft.put(.user(user), at: .user(id))
  }

  private func supposeMembership(
    _ supposed: Supposition,
    of user: DirectoryUser.ID,
    in project: Project.ID,
    _ draft: CompanyDraft
  ) throws {
    let membership = Membership(project: project, levels: .custom(every(.project, supposed)))
    let isThere = supposed.project > .none
    try draft.put(isThere ? .membership(membership) : nil, at: .membership(user, project))
  }

  private func supposeNewProjects(
    _ supposed: Supposition,
    of id: DirectoryUser.ID,
    _ draft: CompanyDraft
  ) throws {
    guard var user = try draft.user(id) else { return }
    user.isAddedToNewProjects = supposed.project > .none
    if user.isAddedToNewProjects {
      // The mark stands for the default template as well.
      let template = PermissionTemplate(
        id: PermissionTemplate.ID(-1),
        name: "",
        scope: .project,
        levels: every(.project, supposed)
      )
      try draft.put(.template(template), at: .template(template.id))
      user.defaultProjectTemplate = template.id
    }
    try draft.put(.user(user), at: .user(id))
  }

  /// One level on every tool of a scope.
  private func every(_ scope: Scope, _ supposed: Supposition) -> ToolLevels {
    let level = scope == .company ? supposed.company : supposed.project
    guard level > .none else { return [:] }
    let catalog = company.catalog
    return ToolLevels(
      Dictionary(catalog.tools(in: scope).map { (catalog[$0].key, level) }) { first, _ in first }
    )
  }
}
