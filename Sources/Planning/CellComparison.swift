import Access
import Catalog
import Companies

/// Compares what directory users may do in two states of a company, as far as anybody asks.
///
/// Stops looking where nothing more can come out: a plan that touches a template of a million
/// holders needs one who gains and one who loses, not all of them. What nobody knows counts as
/// whatever it may be: as the least before and the most after, and the other way round.
struct CellComparison {
  let before: any CompanyReader
  let after: any CompanyReader
  private let facts: FactRecorder?
  /// Whether any level rises, and whether any falls.
  private(set) var rises = false
  private(set) var falls = false
  private let old: CompanyAccess
  private let new: CompanyAccess
  /// What nobody knows in the one state and in the other; nil where nothing is unknown.
  let unknown: (before: UnknownLevels, after: UnknownLevels)?

  /// Prepares to compare.
  ///
  /// - Parameters:
  ///   - before: The company before some of the changes.
  ///   - after: The company after them.
  ///   - facts: Takes what the comparison rests on.
  ///   - marks: What becomes of the marks of what is unknown; nil to take the records for right.
  ///   - counts: How many changes are made in the one state, and in the other.
  init(
    _ before: any CompanyReader,
    _ after: any CompanyReader,
    facts: FactRecorder?,
    marks: UnknownMarks? = nil,
    counts: (before: Int, after: Int) = (0, .max)
  ) {
    self.before = before
    self.after = after
    self.facts = facts
    old = CompanyAccess(before)
    new = CompanyAccess(after)
    if let marks, !marks.isEmpty {
      unknown = (
        UnknownLevels(company: before, marks: marks, count: counts.before),
        UnknownLevels(company: after, marks: marks, count: counts.after)
      )
    } else {
      unknown = nil
    }
  }

  var relation: Relation {
    switch (rises, falls) {
    case (false, false): .equal
    case (true, false): .wider
    case (false, true): .narrower
    case (true, true): .incomparable
    }
  }

  var isDecided: Bool { rises && falls }

  mutating func add(_ relation: Relation) {
    if relation == .wider || relation == .incomparable { rises = true }
    if relation == .narrower || relation == .incomparable { falls = true }
  }

  // MARK: - Changes

  /// Compares the cells that a change can touch.
  mutating func add(_ change: Change) throws {
    guard !isDecided else { return }
    switch change.address {
    case .allowUserInstalls:
      let isOn = try after.allowsUserInstalls()
      // Who may install is no cell; that everybody may counts as one that rises.
      if isOn, try before.knownUserInstalls() != true { add(.wider) }
    case .user(let id): try add(wholeOf: id)
    case .membership(let user, let project): try add(user, in: .project(project))
    case .app: try add(appBefore: change.before, after: change.after)
    case .template(let id): try add(holdersOf: id)
    case .company: if change.switchesCompanyTools { try addEveryUser() }
    case .project(let id): try addEveryUser(in: .project(id))
    case .configuration, .serviceAccount, .installRequest: break
    }
  }

  private mutating func add(appBefore before: CompanyObject?, after: CompanyObject?) throws {
    var users: Set<DirectoryUser.ID> = []
    var states: [InstalledApp.State?] = []
    for object in [before, after] {
      guard case .app(let app)? = object else { continue }
      if let user = app.user { users.insert(user) }
      states.append(app.state)
    }
    if states.count == 2, states[0] == states[1], users.count < 2 { return }
    if case .app(let app)? = before, let user = app.user, try self.before.user(user) == nil {
      facts?.note(.user(user))
    }
    for user in users.sorted() { try add(wholeOf: user) }
  }

  mutating func add(holdersOf template: PermissionTemplate.ID) throws {
    let levels = (try before.levels(of: template), try after.levels(of: template))
    let isUnknown = isMarked("template/\(template)")
    guard levels.0 != levels.1 || isUnknown else { return }
    try facts?.noteHolders(of: template)
    // A template that only grows takes nothing from anybody, so one who gains is enough.
    let canRise = levels.1.exceeds(levels.0) || isUnknown
    let canFall = levels.0.exceeds(levels.1) || isUnknown
    guard (canRise && !rises) || (canFall && !falls) else { return }
    for company in [before, after] {
      try company.eachHolder(of: template) { holder in
        switch holder.use {
        case .company: try add(wholeOf: holder.user)
        case .defaultInProjects: try add(holder.user, in: .new)
        case .project(let project): try add(holder.user, in: .project(project))
        }
        return (canRise && !rises) || (canFall && !falls)
      }
    }
  }

  mutating func addEveryUser(in place: ProjectPlace? = nil) throws {
    for company in [before, after] {
      try company.eachUser { user in
        if let place { try add(user.id, in: place) } else { try add(wholeOf: user.id) }
        return !isDecided
      }
    }
  }

  // MARK: - Users

  /// Compares one user's cells in one project.
  mutating func add(_ user: DirectoryUser.ID, in place: ProjectPlace) throws {
    guard !isDecided else { return }
    let (was, isNow) = (try before.user(user), try after.user(user))
    try noteUser(user)
    try note(place, of: user)
    try add(was, isNow, in: place)
  }

  /// Compares all of one user's cells.
  mutating func add(wholeOf user: DirectoryUser.ID) throws {
    guard !isDecided else { return }
    let (was, isNow) = (try before.user(user), try after.user(user))
    guard was != nil || isNow != nil else { return }
    try noteUser(user)
    facts?.note(.company, ["tools"])
    try add(was, isNow, in: nil)
    try add(user, in: .new)
    try addProjects(of: user, was, isNow)
  }

  /// Compares the projects in which a change of the user alone can make a difference.
  private mutating func addProjects(
    of user: DirectoryUser.ID,
    _ was: DirectoryUser?,
    _ isNow: DirectoryUser?
  ) throws {
    let wasEffective = try was.map { try old.isEffective($0) } ?? false
    let isEffective = try isNow.map { try new.isEffective($0) } ?? false
    let wasAdmin = try was.map { try old.isCompanyDirectoryAdmin($0) } ?? false
    let isAdmin = try isNow.map { try new.isCompanyDirectoryAdmin($0) } ?? false
    let canRise = (!wasEffective && isEffective) || (!wasAdmin && isAdmin)
    let canFall = (wasEffective && !isEffective) || (wasAdmin && !isAdmin)
    var projects: Set<Project.ID> = []
    func isOpen(_ comparison: CellComparison) -> Bool {
      (canRise && !comparison.rises) || (canFall && !comparison.falls)
    }
    guard isOpen(self) else { return }
    if wasEffective != isEffective, isMarked("memberships/\(user)") {
      if isEffective { rises = true } else { falls = true }
    }
    facts?.note(.memberships(user))
    for membership in try before.memberships(of: user) + after.memberships(of: user) {
      guard isOpen(self) else { return }
      guard projects.insert(membership.project).inserted else { continue }
      try add(user, in: .project(membership.project))
    }
    guard wasAdmin != isAdmin, isOpen(self) else { return }
    facts?.note(.activeProjects, ["tools"])
    try after.eachProject { project in
      guard !projects.contains(project.id) else { return true }
      try add(user, in: .project(project.id))
      return isOpen(self)
    }
  }

  // MARK: - Facts

  /// Notes what one cell rests on.
  func note(_ cell: AccessInBetween.Cell) throws {
    try noteUser(cell.user)
    facts?.note(.company, ["tools"])
    if let place = cell.place { try note(place, of: cell.user) }
  }

  private func noteUser(_ id: DirectoryUser.ID) throws {
    guard let facts else { return }
    try facts.noteAccess(of: id)
    try facts.noteApp(of: id)
    for company in [before, after] {
      guard let user = try company.user(id) else { continue }
      if let template = user.companyLevels.template {
        try facts.noteLevels(of: template)
      }
      // Company Directory at admin counts in projects too.
      if try company.levels(user.companyLevels)["directory"] == .admin {
        facts.note(.company, ["tools"])
      }
    }
  }

  private func note(_ place: ProjectPlace, of user: DirectoryUser.ID) throws {
    guard let facts else { return }
    if case .project(let id) = place {
      facts.note(.project(id), ["active", "tools"])
      try facts.noteMembership(of: user, in: id)
    }
    for company in [before, after] {
      let template: PermissionTemplate.ID?
      switch place {
      case .new: template = try company.user(user)?.defaultProjectTemplate
      case .project(let id):
        template = try company.membership(of: user, in: id)?.levels.template
      }
      if let template { try facts.noteLevels(of: template) }
    }
  }
}

extension Change {
  /// Whether the company has other tools switched on after it; nothing else of the company's own
  /// decides what users may do.
  fileprivate var switchesCompanyTools: Bool {
    guard case .company(let was)? = before, case .company(let isNow)? = after else { return true }
    return was.tools != isNow.tools
  }
}
