import Catalog
import Companies

/// Puts the changes of an import into order: what takes away first, what gives last.
///
/// An import may change everything at once, so access may be lost in between that is given back at
/// the end; where it is, the plan says so.
struct ImportOrder {
  private let before: any CompanyReader
  private let after: any CompanyReader

  init(before: any CompanyReader, after: any CompanyReader) {
    self.before = before
    self.after = after
  }

  func sorted(_ changes: [Change]) throws -> [Change] {
    var ranked: [(rank: Int, index: Int, change: Change)] = []
    for (index, change) in changes.enumerated() {
      ranked.append((try rank(of: change), index, change))
    }
    return ranked.sorted { ($0.rank, $0.index) < ($1.rank, $1.index) }.map(\.change)
  }

  private enum Direction {
    case narrows
    case both
    case widens
  }

  /// Surroundings that narrow come before holders that do, and widen after them: a template that
  /// somebody leaves grows when nobody is left, one that somebody enters shrinks before.
  private func rank(of change: Change) throws -> Int {
    let isCreated = change.before == nil
    let isDeleted = change.after == nil
    switch change.address {
    case .allowUserInstalls: return 60
    case .installRequest, .configuration: return 73
    case .template:
      if isCreated { return 0 }
      if isDeleted { return 90 }
      return rank(try direction(of: change), 10, 30, 60)
    case .company: return rank(try direction(of: change), 11, 31, 61)
    case .project:
      if isCreated { return 50 }
      if isDeleted { return 25 }
      return rank(try direction(of: change), 12, 32, 62)
    case .membership: return rank(try direction(of: change), 20, 41, 54)
    case .serviceAccount: return isDeleted ? 21 : 53
    case .user:
      if isCreated { return 51 }
      if isDeleted { return 24 }
      return rank(try direction(of: change), 22, 40, 52)
    // One that comes may take over the user of one that changes.
    case .app: return isCreated ? 72 : rank(try direction(of: change), 23, 42, 70)
    }
  }

  private func rank(_ direction: Direction, _ first: Int, _ middle: Int, _ last: Int) -> Int {
    switch direction {
    case .narrows: first
    case .both: middle
    case .widens: last
    }
  }

  private func direction(of change: Change) throws -> Direction {
    switch (change.before, change.after) {
    case (nil, _): return .widens
    case (_, nil): return .narrows
    case (.company(let was)?, .company(let isNow)?):
      return direction(falls: was.tools.exceeds(isNow.tools), rises: isNow.tools.exceeds(was.tools))
    case (.project(let was)?, .project(let isNow)?):
      return direction(
        falls: was.isActive && !isNow.isActive || was.tools.exceeds(isNow.tools),
        rises: !was.isActive && isNow.isActive || isNow.tools.exceeds(was.tools)
      )
    case (.template(let was)?, .template(let isNow)?):
      return direction(
        falls: was.levels.exceeds(isNow.levels),
        rises: isNow.levels.exceeds(was.levels)
      )
    case (.membership(let was)?, .membership(let isNow)?):
      let (old, new) = (try before.levels(was.levels), try after.levels(isNow.levels))
      return direction(falls: old.exceeds(new), rises: new.exceeds(old))
    case (.user(let was)?, .user(let isNow)?): return try direction(from: was, to: isNow)
    case (.app(let was)?, .app(let isNow)?):
      let (old, new) = (was.state == .installed, isNow.state == .installed)
      if old == new { return was.user == isNow.user || old ? .widens : .both }
      return old ? .narrows : .widens
    default: return .both
    }
  }

  private func direction(from was: DirectoryUser, to isNow: DirectoryUser) throws -> Direction {
    let old = try before.levels(was.companyLevels)
    let new = try after.levels(isNow.companyLevels)
    func inNewProjects(_ user: DirectoryUser, _ company: any CompanyReader) throws -> ToolLevels {
      guard user.isAddedToNewProjects, let template = user.defaultProjectTemplate else {
        return [:]
      }
      return try company.levels(of: template)
    }
    let (oldNew, newNew) = (try inNewProjects(was, before), try inNewProjects(isNow, after))
    return direction(
      falls: was.isActive && !isNow.isActive || old.exceeds(new) || oldNew.exceeds(newNew),
      rises: !was.isActive && isNow.isActive || new.exceeds(old) || newNew.exceeds(oldNew)
    )
  }

  private func direction(falls: Bool, rises: Bool) -> Direction {
    falls ? rises ? .both : .narrows : .widens
  }
}
