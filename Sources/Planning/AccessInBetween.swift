import Catalog
import Companies

/// Follows what users may do while changes are made one after the other.
struct AccessInBetween {
  /// One user in one place.
  struct Cell: Hashable {
    let user: DirectoryUser.ID
    let place: ProjectPlace?
  }

  private let before: any CompanyReader
  private let after: any CompanyReader
  private var cells: [Cell: (low: [Level], high: [Level])] = [:]
  /// Where somebody loses for a while what is there before and after.
  private(set) var gaps: Set<Cell> = []
  /// Where somebody has for a while what is there neither before nor after.
  private(set) var excesses: Set<Cell> = []

  init(before: any CompanyReader, after: any CompanyReader) {
    self.before = before
    self.after = after
  }

  /// Looks at what a change touched, once it is made.
  mutating func look(at change: Change, in current: any CompanyReader) throws {
    for cell in try touched(by: change) {
      let bounds = try bounds(of: cell)
      let levels = try levels(of: cell, in: current)
      for (index, level) in levels.enumerated() {
        if level < bounds.low[index] { gaps.insert(cell) }
        if level > bounds.high[index] { excesses.insert(cell) }
      }
    }
  }

  private mutating func bounds(of cell: Cell) throws -> (low: [Level], high: [Level]) {
    if let known = cells[cell] { return known }
    let (was, isNow) = (try levels(of: cell, in: before), try levels(of: cell, in: after))
    let bounds = (zip(was, isNow).map { min($0, $1) }, zip(was, isNow).map { max($0, $1) })
    cells[cell] = bounds
    return bounds
  }

  private func levels(of cell: Cell, in company: any CompanyReader) throws -> [Level] {
    guard let user = try company.user(cell.user) else {
      let scope: Scope = cell.place == nil ? .company : .project
      return company.catalog.tools(in: scope).map { _ in .none }
    }
    return try CompanyAccess(company).levels(of: user, in: cell.place)
  }

  // MARK: - What a change touches

  private func touched(by change: Change) throws -> Set<Cell> {
    switch change.address {
    case .membership(let user, let project):
      return [Cell(user: user, place: .project(project))]
    case .user(let id): return try whole(id)
    case .app:
      var cells: Set<Cell> = []
      for case .app(let app)? in [change.before, change.after] {
        if let user = app.user { cells.formUnion(try whole(user)) }
      }
      return cells
    case .template(let id):
      var cells: Set<Cell> = []
      for company in [before, after] {
        try company.eachHolder(of: id) { holder in
          switch holder.use {
          case .company: cells.formUnion(try whole(holder.user))
          case .defaultInProjects: cells.insert(Cell(user: holder.user, place: .new))
          case .project(let project):
            cells.insert(Cell(user: holder.user, place: .project(project)))
          }
          return true
        }
      }
      return cells
    case .company: return try everyUser { try whole($0) }
    case .project(let id): return try everyUser { [Cell(user: $0, place: .project(id))] }
    case .allowUserInstalls, .configuration, .serviceAccount, .installRequest: return []
    }
  }

  private func whole(_ user: DirectoryUser.ID) throws -> Set<Cell> {
    var cells: Set<Cell> = [Cell(user: user, place: nil), Cell(user: user, place: .new)]
    for company in [before, after] {
      for membership in try company.memberships(of: user) {
        cells.insert(Cell(user: user, place: .project(membership.project)))
      }
      guard let record = try company.user(user),
        try CompanyAccess(company).isCompanyDirectoryAdmin(record)
      else { continue }
      for company in [before, after] {
        try company.eachProject {
          cells.insert(Cell(user: user, place: .project($0.id)))
          return true
        }
      }
    }
    return cells
  }

  private func everyUser(
    _ cells: (DirectoryUser.ID) throws -> Set<Cell>
  ) throws -> Set<Cell> {
    var all: Set<Cell> = []
    for company in [before, after] {
      try company.eachUser {
        all.formUnion(try cells($0.id))
        return true
      }
    }
    return all
  }
}
