import Catalog
import Companies

/// What users may do while changes are made one after the other, held to what they may do before
/// and after all of them.
struct AccessInBetween {
  /// One user in one place; no place is the company.
  struct Cell: Hashable {
    let user: DirectoryUser.ID
    let place: ProjectPlace?
  }

  enum Verdict {
    /// Between what it is before and what it is after.
    case sound
    /// Something is lost that is there before and after.
    case gap
    /// Something is given that is there neither before nor after.
    case excess
  }

  private let before: any CompanyReader
  private let after: any CompanyReader
  private var bounds: [Cell: (low: [Level], high: [Level])] = [:]

  init(before: any CompanyReader, after: any CompanyReader) {
    self.before = before
    self.after = after
  }

  mutating func verdict(on cell: Cell, in current: any CompanyReader) throws -> Verdict {
    let (low, high) = try bounds(of: cell)
    let levels = try AccessInBetween.levels(of: cell, in: current)
    if zip(levels, high).contains(where: { $0 > $1 }) { return .excess }
    return zip(levels, low).contains { $0 < $1 } ? .gap : .sound
  }

  /// The projects in which a user loses something for a while along with the company's Directory at
  /// admin: none where it isn't that what is lost.
  mutating func projectsLost(
    with cell: Cell,
    in current: any CompanyReader
  ) throws -> [Project.ID] {
    guard cell.place == nil, let was = try before.user(cell.user),
      let isNow = try after.user(cell.user),
      try CompanyAccess(before).isCompanyDirectoryAdmin(was),
      try CompanyAccess(after).isCompanyDirectoryAdmin(isNow)
    else { return [] }
    var projects: [Project.ID] = []
    try before.eachProject { project in
      let cell = Cell(user: cell.user, place: .project(project.id))
      if try verdict(on: cell, in: current) == .gap { projects.append(project.id) }
      // There may be many that nobody asks for again.
      bounds[cell] = nil
      return true
    }
    return projects
  }

  private mutating func bounds(of cell: Cell) throws -> (low: [Level], high: [Level]) {
    if let known = bounds[cell] { return known }
    let was = try AccessInBetween.levels(of: cell, in: before)
    let isNow = try AccessInBetween.levels(of: cell, in: after)
    let found = (zip(was, isNow).map { min($0, $1) }, zip(was, isNow).map { max($0, $1) })
    bounds[cell] = found
    return found
  }

  private static func levels(of cell: Cell, in company: any CompanyReader) throws -> [Level] {
    guard let user = try company.user(cell.user) else {
      let scope: Scope = cell.place == nil ? .company : .project
      return company.catalog.tools(in: scope).map { _ in .none }
    }
    return try CompanyAccess(company).levels(of: user, in: cell.place)
  }
}

extension AccessInBetween.Cell: Comparable {
  static func < (left: Self, right: Self) -> Bool {
    (left.user, left.order.0, left.order.1) < (right.user, right.order.0, right.order.1)
  }

  /// The company, new projects, the others by their ids.
  private var order: (Int, Int64) {
    switch place {
    case nil: (0, 0)
    case .new: (1, 0)
    case .project(let id): (2, id.value)
    }
  }
}
