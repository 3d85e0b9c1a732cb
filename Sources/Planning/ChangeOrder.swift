import Catalog
import Companies

/// Puts changes into an order that reads well and is likely to give nobody too much on the way.
///
/// A template that changes comes after those who leave it; a user who is switched on comes after
/// the memberships that go, one who loses the company's Directory after those that come. Whether
/// that does is for ``SoundOrder`` to see.
struct ChangeOrder {
  private let changes: [Change]
  private let before: any CompanyReader
  private let after: any CompanyReader

  /// - Parameters:
  ///   - changes: In the order in which they came about.
  ///   - before: The company without them.
  ///   - after: The company with all of them.
  init(_ changes: [Change], before: any CompanyReader, after: any CompanyReader) {
    self.changes = changes
    self.before = before
    self.after = after
  }

  func sorted() throws -> [Change] {
    if changes.first?.reason == "import" {
      return try ImportOrder(before: before, after: after).sorted(changes)
    }
    var owners: [ObjectAddress] = []
    var groups: [ObjectAddress: [Change]] = [:]
    var created: [Change] = []
    var narrowing: [Change] = []
    var widening: [Change] = []
    var requests: [Change] = []
    var deletedTemplates: [Change] = []
    var deletedProjects: [Change] = []
    for change in changes {
      switch change.address {
      case .allowUserInstalls: created.append(change)
      case .company, .project, .template:
        if change.before == nil {
          created.append(change)
        } else if change.after == nil {
          // Once nobody and nothing refers to it any more.
          if case .template = change.address {
            deletedTemplates.append(change)
          } else {
            deletedProjects.append(change)
          }
        } else if change.onlyNarrows {
          narrowing.append(change)
        } else {
          widening.append(change)
        }
      case .installRequest: requests.append(change)
      default:
        let owner = try owner(of: change)
        if groups[owner] == nil { owners.append(owner) }
        groups[owner, default: []].append(change)
      }
    }
    let projectsFirst =
      created.filter { $0.kind == .project } + created.filter { $0.kind != .project }
    var sorted = projectsFirst + narrowing
    if owners.count == 1, let owner = owners.first, try isNarrowed(groups[owner] ?? []) {
      // What an admin nearly everywhere is to keep by a template has to be there before.
      sorted += widening
      widening = []
    }
    for owner in owners { sorted += try ordered(groups[owner] ?? []) }
    return sorted + widening + requests + deletedTemplates + deletedProjects
  }

  /// The user, or else the app, that a change belongs to.
  private func owner(of change: Change) throws -> ObjectAddress {
    switch change.address {
    case .membership(let user, _): return .user(user)
    case .app:
      for case .app(let app)? in [change.after, change.before] {
        if let user = app.user { return .user(user) }
      }
      return change.address
    case .configuration(let app, _):
      let record = try after.app(designated: app) ?? before.app(designated: app)
      return record?.user.map { .user($0) } ?? .app(app)
    case .serviceAccount:
      for case .serviceAccount(let account)? in [change.after, change.before] {
        return .user(account.user)
      }
      return change.address
    default: return change.address
    }
  }

  /// One user's changes with those of its app or account.
  private func ordered(_ group: [Change]) throws -> [Change] {
    func wanted(_ kinds: [Change.Kind]) -> [Change] { group.filter { kinds.contains($0.kind) } }
    func memberships(_ action: Change.Action) -> [Change] {
      group.filter { $0.kind == .membership && $0.actions == [action] }
    }
    // An account goes before its user does.
    let gone = group.filter { $0.kind == .serviceAccount && $0.after == nil }
    let records = wanted([.app, .serviceAccount]).filter { $0.kind == .app || $0.after != nil }
    let user = wanted([.user])
    let configurations = wanted([.configuration])
    let creates = memberships(.create)
    let updates = memberships(.update)
    let deletes = memberships(.delete)
    switch try direction(user: user.first, records: records) {
    case .switchedOn:
      return gone + deletes + updates + user + records + creates + configurations
    case .switchedOff:
      return deletes + gone + user + records + updates + creates + configurations
    case .narrowed:
      return gone + creates + updates + deletes + user + records + configurations
    case .other:
      return gone + user + records + deletes + updates + creates + configurations
    }
  }

  private func isNarrowed(_ group: [Change]) throws -> Bool {
    try direction(
      user: group.first { $0.kind == .user },
      records: group.filter { $0.kind == .app || $0.kind == .serviceAccount }
    ) == .narrowed
  }

  private enum Direction {
    case switchedOn
    case switchedOff
    /// No longer an admin by the company's Directory.
    case narrowed
    case other
  }

  private func direction(user change: Change?, records: [Change]) throws -> Direction {
    var ids: Set<DirectoryUser.ID> = []
    if case .user(let id)? = change?.address { ids.insert(id) }
    for record in records {
      for case .app(let app)? in [record.before, record.after] {
        if let user = app.user { ids.insert(user) }
      }
    }
    let (old, new) = (CompanyAccess(before), CompanyAccess(after))
    for id in ids.sorted() {
      guard let was = try before.user(id) else { continue }
      guard let isNow = try after.user(id) else { return .switchedOff }
      switch (try old.isEffective(was), try new.isEffective(isNow)) {
      case (false, true): return .switchedOn
      case (true, false): return .switchedOff
      default: break
      }
      if try old.isCompanyDirectoryAdmin(was), try !new.isCompanyDirectoryAdmin(isNow) {
        return .narrowed
      }
    }
    return .other
  }
}

extension Change {
  /// Whether what stands at the address takes levels or tools away and gives none.
  fileprivate var onlyNarrows: Bool {
    switch (before, after) {
    case (.template(let was)?, .template(let isNow)?):
      !isNow.levels.exceeds(was.levels)
    case (.company(let was)?, .company(let isNow)?): !isNow.tools.exceeds(was.tools)
    case (.project(let was)?, .project(let isNow)?):
      (was.isActive || !isNow.isActive) && !isNow.tools.exceeds(was.tools)
    default: false
    }
  }
}
