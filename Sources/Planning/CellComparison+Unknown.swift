import Access
import Catalog
import Companies

// What is compared of one user at one place, and what nobody knows of it.
extension CellComparison {
  /// Whether nobody knows what stands at an address, in the one state or in the other.
  func isMarked(_ mark: String) -> Bool {
    unknown.map { $0.before.contains(mark) || $0.after.contains(mark) } ?? false
  }

  /// Compares the cells that changes can touch, all of them together.
  mutating func add(_ changes: [Change], _ marks: UnknownMarks) throws {
    for change in changes { try add(change) }
    for place in marks.turning.keys.sorted() {
      for mark in marks.turning[place] ?? [] { try add(turning: mark) }
    }
  }

  /// Compares the cells of a user at one place.
  mutating func add(
    _ was: DirectoryUser?,
    _ isNow: DirectoryUser?,
    in place: ProjectPlace?
  ) throws {
    let scope: Scope = place == nil ? .company : .project
    let nothing = after.catalog.tools(in: scope).map { _ in Level.none }
    add(
      from: try was.map { try CompanyAccess(before).levels(of: $0, in: place) } ?? nothing,
      to: try isNow.map { try CompanyAccess(after).levels(of: $0, in: place) } ?? nothing
    )
    guard let unknown, !isDecided else { return }
    let gone = try was.map { try unknown.before.addresses(of: $0, in: place) } ?? []
    let come = try isNow.map { try unknown.after.addresses(of: $0, in: place) } ?? []
    guard !gone.isEmpty || !come.isEmpty else { return }
    let shared = gone.intersection(come)
    // What is unknown in both states is the same in both, whatever it is.
    let same: [UnknownLevels.Supposition?] =
      shared.isEmpty ? [nil] : [nil, .nothing, .everything, .everythingInProjects]
    for supposition in same {
      func levels(
        _ side: UnknownLevels,
        _ user: DirectoryUser?,
        _ own: Set<String>,
        _ supposed: UnknownLevels.Supposition
      ) throws -> [Level] {
        guard let user else { return nothing }
        var all = [(addresses: own.subtracting(shared), of: supposed)]
        if let supposition { all.append((addresses: shared, of: supposition)) }
        return try side.levels(of: user, in: place, supposing: all)
      }
      let least = try levels(unknown.before, was, gone, .nothing)
      let most = try levels(unknown.after, isNow, come, .everything)
      add(from: least, to: most, isFallSeen: false)
      add(
        from: try levels(unknown.before, was, gone, .everything),
        to: try levels(unknown.after, isNow, come, .nothing),
        isRiseSeen: false
      )
    }
  }

  private mutating func add(
    from before: [Level],
    to after: [Level],
    isRiseSeen: Bool = true,
    isFallSeen: Bool = true
  ) {
    for (before, after) in zip(before, after) {
      if before < after, isRiseSeen { add(.wider) }
      if before > after, isFallSeen { add(.narrower) }
    }
  }

  /// Compares the cells that rest on what becomes known, or unknown, with one of the changes.
  mutating func add(turning mark: String) throws {
    guard !isDecided else { return }
    switch ObjectAddress(mark) {
    case .user(let id)?: try add(wholeOf: id)
    case .membership(let user, let project)?: try add(user, in: .project(project))
    case .template(let id)?: try add(holdersOf: id)
    case .company?: try addEveryUser()
    case .project(let id)?: try addEveryUser(in: .project(id))
    case .app(let name)?:
      let users = try [before, after].compactMap { try $0.app(designated: name)?.user }
      for user in Set(users).sorted() { try add(wholeOf: user) }
    case .allowUserInstalls?, .configuration?, .serviceAccount?, .installRequest?: break
    case nil: try add(turningPlaces: mark)
    }
  }

  /// The same for what a user is a member of: that has addresses which are no thing's.
  private mutating func add(turningPlaces mark: String) throws {
    let parts = mark.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count > 1, let value = Int64(parts[1]) else { return }
    let id = DirectoryUser.ID(value)
    if parts.count == 3, parts[0] == "membership" { return try add(id, in: .new) }
    guard parts.count == 2, parts[0] == "memberships", let unknown else { return }
    // There may be others than are recorded, in any project.
    let isNew = unknown.after.contains(mark)
    let side = isNew ? after : before
    guard let user = try side.user(id), try CompanyAccess(side).isEffective(user) else { return }
    add(isNew ? .incomparable : .narrower)
  }
}
