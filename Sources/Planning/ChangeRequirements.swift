import Companies
import Documents

/// Which changes have to be made before which others, whatever they do to access.
struct ChangeRequirements {
  /// By the position of a change, how many others come first.
  private(set) var counts: [Int]
  /// By the position of a change, those that it comes before.
  private(set) var dependents: [[Int]]
  /// Those of configurations, which come after every app's.
  private(set) var configurations: [Int] = []
  private(set) var appCount = 0

  init(_ changes: [Change]) {
    counts = changes.map { _ in 0 }
    dependents = changes.map { _ in [] }
    var positions: [ObjectAddress: Int] = [:]
    for (index, change) in changes.enumerated() { positions[change.address] = index }
    for (index, change) in changes.enumerated() {
      switch change.kind {
      case .app: appCount += 1
      case .configuration: configurations.append(index)
      default: break
      }
      let place = change.referencesOfPlace
      // What it refers to has to be there first; what it referred to goes last.
      if change.after != nil {
        for address in change.referencesAfter.union(place) {
          guard let other = positions[address], changes[other].before == nil else { continue }
          require(other, before: index)
        }
      }
      if change.before != nil {
        for address in change.referencesBefore.union(place) {
          guard let other = positions[address], changes[other].after == nil else { continue }
          require(index, before: other)
        }
      }
    }
    addNames(changes)
  }

  private mutating func require(_ first: Int, before second: Int) {
    guard first != second else { return }
    counts[second] += 1
    dependents[first].append(second)
  }

  // MARK: - Names of apps

  /// An app gets a name once the change of the one that has it is made, so that each is found by
  /// the name that it has; those that trade names are found by their uids.
  private mutating func addNames(_ changes: [Change]) {
    guard appCount > 1 else { return }
    var holders: [ExactText: Int] = [:]
    var takers: [(index: Int, name: ExactText)] = []
    var wanted: [Int: ExactText] = [:]
    for (index, change) in changes.enumerated() where change.kind == .app {
      var names: [ExactText?] = []
      for object in [change.before, change.after] {
        guard case .app(let app)? = object else {
          names.append(nil)
          continue
        }
        names.append(ExactText(app.name))
      }
      if let name = names[0] { holders[name] = index }
      if let name = names[1], names[0] != name {
        takers.append((index, name))
        wanted[index] = name
      }
    }
    for (index, name) in takers {
      var next = holders[name]
      var steps = 0
      while let holder = next, holder != index, steps <= takers.count {
        next = wanted[holder].flatMap { holders[$0] }
        steps += 1
      }
      guard next == nil, let holder = holders[name] else { continue }
      require(holder, before: index)
    }
  }
}

extension Change {
  /// Where the change's thing stands in a company in which some changes are made already: an app
  /// is found by the name that it has there, or by its uid where another one has that name.
  func currentAddress(in company: any CompanyReader) throws -> ObjectAddress {
    guard case .app(let name) = address else { return address }
    if case .app(let app)? = before { return try company.address(of: app) }
    guard case .app(let app)? = after, let uid = app.uid, try !company.apps(named: name).isEmpty
    else { return address }
    return .app(uid)
  }
}

extension Change {
  fileprivate var createsNamedAppAlone: Bool {
    guard before == nil, case .app(let app)? = after else { return false }
    return app.uid == nil
  }
}

extension [Change] {
  /// The changes with the addresses at which each finds its app.
  func addressed(from company: any CompanyReader) throws -> [Change] {
    guard count(where: { $0.kind == .app }) > 1 else { return self }
    let current = CompanyDraft(company, catalog: company.catalog)
    // One that comes without a uid has no other address than its name.
    var known = Set(filter(\.createsNamedAppAlone).map(\.address))
    return try map { change in
      guard change.kind == .app else { return change }
      var address = try change.currentAddress(in: current)
      if known.contains(address), case .app(let app)? = change.before ?? change.after,
        let uid = app.uid
      {
        address = .app(uid)
      }
      known.insert(address)
      try current.put(change.after, at: address)
      return change.moved(to: address)
    }
  }
}

// MARK: - Numbers

extension [Change] {
  /// The changes, numbered from 1, each with those that it builds on.
  func numbered() -> [Change] {
    var numbers: [ObjectAddress: Int] = [:]
    var result: [Change] = []
    for (index, change) in enumerated() {
      var change = change
      change.id = index + 1
      change.dependsOn = change.needed.compactMap { numbers[$0] }.sorted()
      numbers[change.address] = change.id
      // Under its new name, too, for what comes after.
      if case .app(let app)? = change.after {
        for name in [app.name, app.uid].compactMap(\.self) where numbers[.app(name)] == nil {
          numbers[.app(name)] = change.id
        }
      }
      result.append(change)
    }
    return result
  }
}

extension Change {
  /// The addresses of what a change refers to, before it or after it.
  fileprivate var needed: Set<ObjectAddress> {
    var addresses = referencesOfPlace.union(referencesBefore).union(referencesAfter)
    for object in [before, after].compactMap(\.self) {
      if case .app(let app) = object, let user = app.user { addresses.insert(.user(user)) }
    }
    addresses.remove(address)
    return addresses
  }

  /// The same change under another address of its thing.
  fileprivate func moved(to address: ObjectAddress) -> Change {
    Change(
      id: id,
      address: address,
      reason: reason,
      before: before,
      after: after,
      metrics: metrics,
      relation: relation,
      dependsOn: dependsOn
    )
  }
}
