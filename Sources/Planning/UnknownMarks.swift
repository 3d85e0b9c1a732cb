import Companies

/// The addresses of what nobody knows about a company, before changes are made to it, between them
/// and after them.
struct UnknownMarks {
  private let before: Set<String>
  /// The place among the changes of the one that a mark comes or goes with.
  private let turns: [String: Int]
  /// The marks that come or go with a change, by its place.
  let turning: [Int: [String]]

  /// Works out what becomes of a company's marks.
  ///
  /// - Parameters:
  ///   - changes: In the order in which they are made.
  ///   - company: The company without them.
  ///   - isDeclared: Whether a portfolio makes them.
  /// - Throws: What reading the company throws.
  init(_ changes: [Change], of company: any CompanyReader, isDeclared: Bool) throws {
    before = Set(try company.unknown())
    var turns: [String: Int] = [:]
    let places = Dictionary(
      changes.indices.map { (changes[$0].address.description, $0) },
      uniquingKeysWith: { first, _ in first }
    )
    var after = before
    var profile: Int?
    for (index, change) in changes.enumerated() {
      guard case .company(let isNow)? = change.after else { continue }
      after = Set(isNow.unknown)
      profile = index
    }
    for mark in before.symmetricDifference(after) {
      turns[mark] = places[UnknownMarks.owner(of: mark)] ?? profile
    }
    // What an import leaves unknown is among its changes.
    if !before.isEmpty, !changes.contains(where: { $0.reason == "import" }) {
      let updates = changes.indices.filter {
        changes[$0].kind == .app && changes[$0].reason == Update.name
      }
      for mark in before where turns[mark] == nil {
        let likely = [mark, UnknownMarks.owner(of: mark)].compactMap { places[$0] } + updates
        turns[mark] = likely.first { changes[$0].settles(mark, isDeclared: isDeclared) }
      }
    }
    self.turns = turns
    turning = Dictionary(grouping: turns.keys.sorted()) { turns[$0] ?? 0 }
  }

  var isEmpty: Bool { before.isEmpty && turns.isEmpty }

  /// Those on which access rests that are there after all changes and weren't before.
  private var new: [String] {
    turns.keys.filter { mark in
      guard !before.contains(mark) else { return false }
      switch ObjectAddress(mark) {
      case .allowUserInstalls?, .configuration?, .serviceAccount?, .installRequest?: return false
      case .company?, .project?, .template?, .user?, .membership?, .app?: return true
      case nil: return mark.hasPrefix("membership")
      }
    }
  }

  /// Whether an address is marked once so many of the changes are made.
  func contains(_ mark: String, after count: Int) -> Bool {
    before.contains(mark) != (turns[mark].map { $0 < count } ?? false)
  }

  /// The address of the thing that a mark is about: a user, for what it is a member of.
  private static func owner(of mark: String) -> String {
    let parts = mark.split(separator: "/", omittingEmptySubsequences: false)
    let isOfUser =
      parts.count == 2 && parts[0] == "memberships"
      || parts.count == 3 && parts[0] == "membership" && parts[2] == "new"
    return isOfUser ? "user/\(parts[1])" : mark
  }
}

extension UnknownMarks {
  /// The addresses of what nobody knows, before changes or after them, as far as their effect on
  /// access rests on it; sorted.
  ///
  /// - Parameters:
  ///   - changes: The changes whose marks these are.
  ///   - base: The company without them.
  ///   - draft: The company with them.
  /// - Returns: Addresses as ``ObjectAddress`` spells them, and those of what users are members of.
  /// - Throws: What reading the company throws.
  func touched(
    by changes: [Change],
    from base: any CompanyReader,
    to draft: any CompanyReader
  ) throws -> [String] {
    guard !isEmpty else { return [] }
    var found = Set(new)
    let sides = [
      (UnknownLevels(company: base, marks: self, count: 0), \Change.before),
      (UnknownLevels(company: draft, marks: self, count: .max), \Change.after),
    ]
    for change in changes {
      for (side, object) in sides {
        switch (change.address, change[keyPath: object]) {
        case (.user(let id), .user?), (.membership(let id, _), .membership?):
          guard let user = try side.company.user(id) else { continue }
          var place: ProjectPlace?
          if case .membership(_, let project) = change.address { place = .project(project) }
          try found.formUnion(side.addresses(of: user, in: place))
        case (_, .app(let app)?):
          let address = try side.company.address(of: app).description
          if app.state == .installed, side.contains(address) { found.insert(address) }
        case (let address, .template?), (let address, .configuration?), (let address, .company?),
          (let address, .project?):
          if side.contains(address.description) { found.insert(address.description) }
        default: break
        }
      }
    }
    return found.sorted()
  }
}

extension Plan {
  /// Whether nobody knows the manifest that an app has before one of the plan's changes, or after it.
  package func isManifestUnknown(of change: Change, after isAfter: Bool) -> Bool {
    var names: [String] = []
    for case .app(let app)? in [change.before, change.after] {
      names += [app.name, app.uid ?? app.name]
    }
    let marks = Set(unknown).intersection(names.map { ObjectAddress.app($0).description })
    guard !marks.isEmpty else { return false }
    for other in changes {
      guard case .company(let profile)? = isAfter ? other.after : other.before else { continue }
      return !marks.isDisjoint(with: profile.unknown)
    }
    return !isAfter || !marks.contains { change.settles($0) }
  }
}
