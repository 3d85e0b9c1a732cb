import Catalog
import Companies

/// The cells that more than one change touches.
///
/// One that a single change touches goes from what it is before to what it is after in one step, so
/// nothing in between can be wrong with it; only the others need to be followed.
struct SharedCells {
  typealias Cell = AccessInBetween.Cell

  /// By the position of a change, what it touches of them.
  private(set) var byChange: [[Cell]]

  private let before: any CompanyReader
  private let after: any CompanyReader
  private var touches: [Cell: [Int]] = [:]
  // What changes the levels of many, by the positions of the changes.
  private var templates: [PermissionTemplate.ID: Int] = [:]
  private var projects: [Project.ID: Int] = [:]
  private var companyTools: Int?
  /// The company templates that come to be, or cease to be, admin on the Directory.
  private var turned: [PermissionTemplate.ID: Int] = [:]
  private var hasProjectTemplates = false
  private var switchesDirectory = false

  init(
    _ changes: [Change],
    before: any CompanyReader,
    after: any CompanyReader
  ) throws {
    self.before = before
    self.after = after
    byChange = changes.map { _ in [] }
    guard changes.count > 1 else { return }
    for (index, change) in changes.enumerated() { noteWide(change, index) }
    for (index, change) in changes.enumerated() { try touch(by: change, index) }
    try touchHolders()
    for user in Set(touches.keys.map(\.user)) { try touchAllOver(user) }
    for cell in Array(touches.keys) { try touchWidely(cell) }
    for (cell, indices) in touches where indices.count > 1 {
      for index in indices { byChange[index].append(cell) }
    }
    touches = [:]
    for index in byChange.indices { byChange[index].sort() }
  }

  /// All cells that more than one change touches.
  var all: Set<Cell> { Set(byChange.joined()) }

  private mutating func touch(_ user: DirectoryUser.ID, _ place: ProjectPlace?, _ index: Int) {
    let cell = Cell(user: user, place: place)
    if touches[cell]?.contains(index) != true { touches[cell, default: []].append(index) }
  }

  /// Touches a user everywhere.
  private mutating func touchAll(of user: DirectoryUser.ID, _ index: Int) throws {
    touch(user, nil, index)
    touch(user, .new, index)
    for company in [before, after] {
      for membership in try company.memberships(of: user) {
        touch(user, .project(membership.project), index)
      }
    }
    guard !projects.isEmpty, try isEverAdmin(user) else { return }
    for project in projects.keys { touch(user, .project(project), index) }
  }

  // MARK: - What touches one user

  private mutating func touch(by change: Change, _ index: Int) throws {
    switch change.address {
    case .membership(let user, let project):
      touch(user, .project(project), index)
    case .user(let id):
      var (was, isNow): (DirectoryUser?, DirectoryUser?)
      if case .user(let user)? = change.before { was = user }
      if case .user(let user)? = change.after { isNow = user }
      let isSwitched = (was?.isActive ?? false) != (isNow?.isActive ?? false)
      if isSwitched { return try touchAll(of: id, index) }
      guard let was, let isNow, isNow.isActive else { return }
      if was.companyLevels != isNow.companyLevels {
        if try isEverAdmin(id) { return try touchAll(of: id, index) }
        touch(id, nil, index)
      }
      if was.isAddedToNewProjects != isNow.isAddedToNewProjects
        || was.defaultProjectTemplate != isNow.defaultProjectTemplate
      {
        touch(id, .new, index)
      }
    case .app:
      var blocked: [Set<DirectoryUser.ID>] = []
      for object in [change.before, change.after] {
        guard case .app(let app)? = object, app.state != .installed, let user = app.user else {
          blocked.append([])
          continue
        }
        blocked.append([user])
      }
      for user in blocked[0].symmetricDifference(blocked[1]) { try touchAll(of: user, index) }
    case .company, .project, .template, .allowUserInstalls, .configuration, .serviceAccount,
      .installRequest:
      break
    }
  }

  /// Whether a user's company levels, those before or after, come to admin on the Directory with
  /// the templates as they are before or after.
  private func isEverAdmin(_ user: DirectoryUser.ID) throws -> Bool {
    for assigned in try companyLevels(of: user) {
      for company in [before, after]
      where try company.levels(assigned)["directory"] == .admin {
        return true
      }
    }
    return false
  }

  private func companyLevels(of user: DirectoryUser.ID) throws -> [AssignedLevels] {
    try [before, after].compactMap { try $0.user(user)?.companyLevels }
  }

  // MARK: - What touches many

  private mutating func noteWide(_ change: Change, _ index: Int) {
    switch (change.address, change.before, change.after) {
    case (.template(let id), .template(let was)?, .template(let isNow)?)
    where was.levels != isNow.levels:
      templates[id] = index
      if isNow.scope == .project { hasProjectTemplates = true }
      let admin = [was, isNow].map { $0.scope == .company && $0.levels["directory"] == .admin }
      if admin[0] != admin[1] { turned[id] = index }
    case (.company, .company(let was)?, .company(let isNow)?) where was.tools != isNow.tools:
      companyTools = index
      switchesDirectory = was.tools.contains("directory") != isNow.tools.contains("directory")
    case (.project(let id), .project(let was)?, .project(let isNow)?):
      if was.isActive != isNow.isActive || was.tools != isNow.tools { projects[id] = index }
    case (.project(let id), _, _): projects[id] = index
    default: break
    }
  }

  /// Touches whom two changes of what is shared meet at, though nothing of their own changes.
  private mutating func touchHolders() throws {
    let hasProjectSide = !projects.isEmpty || hasProjectTemplates
    for (id, index) in templates where companyTools != nil || (turned[id] != nil && hasProjectSide)
    {
      for company in [before, after] {
        try company.eachHolder(of: id) { holder in
          if holder.use == .company { touch(holder.user, nil, index) }
          return true
        }
      }
    }
    if switchesDirectory, let companyTools {
      for company in [before, after] {
        try company.eachUser { user in
          if try isEverAdmin(user.id) { touch(user.id, nil, companyTools) }
          return true
        }
      }
    }
    guard hasProjectTemplates else { return }
    for (project, index) in projects {
      for company in [before, after] {
        for user in try company.members(of: project) {
          let membership = try company.membership(of: user, in: project)
          guard let template = membership?.levels.template, templates[template] != nil
          else { continue }
          touch(user, .project(project), index)
        }
      }
    }
  }

  /// Touches a user everywhere by what decides whether it is admin nearly everywhere.
  private mutating func touchAllOver(_ user: DirectoryUser.ID) throws {
    guard !turned.isEmpty || switchesDirectory else { return }
    for template in Set(try companyLevels(of: user).compactMap(\.template)) {
      if let index = turned[template] { try touchAll(of: user, index) }
    }
    if switchesDirectory, let companyTools, try isEverAdmin(user) {
      try touchAll(of: user, companyTools)
    }
  }

  /// Touches a cell by what changes the levels of many.
  private mutating func touchWidely(_ cell: Cell) throws {
    switch cell.place {
    case nil:
      for template in try companyLevels(of: cell.user).compactMap(\.template) {
        if let index = templates[template] { touch(cell.user, nil, index) }
      }
      if let companyTools { touch(cell.user, nil, companyTools) }
    case .new:
      guard hasProjectTemplates else { return }
      for company in [before, after] {
        guard let template = try company.user(cell.user)?.defaultProjectTemplate,
          let index = templates[template]
        else { continue }
        touch(cell.user, .new, index)
      }
    case .project(let id):
      if let index = projects[id] { touch(cell.user, cell.place, index) }
      guard hasProjectTemplates else { return }
      for company in [before, after] {
        guard
          let template = try company.membership(of: cell.user, in: id)?.levels.template,
          let index = templates[template]
        else { continue }
        touch(cell.user, cell.place, index)
      }
    }
  }
}
