package import Catalog

/// Levels by the keys of the tools of one scope; what isn't named is none.
///
/// Keys rather than the catalog's ids, for a company may name tools that no catalog has.
package struct ToolLevels: Hashable, Sendable, ExpressibleByDictionaryLiteral {
  package private(set) var levels: [String: Level]

  package init(_ levels: [String: Level] = [:]) { self.levels = levels }

  /// Of equal keys the last one counts.
  package init(dictionaryLiteral elements: (String, Level)...) {
    levels = Dictionary(elements) { $1 }
  }

  package subscript(key: String) -> Level {
    get { levels[key] ?? .none }
    set { levels[key] = newValue == .none ? nil : newValue }
  }

  /// Names a tool without giving a level on it, which makes a tool of the company's own known.
  package mutating func mention(_ key: String) { levels[key] = levels[key] ?? Level.none }

  package var isEmpty: Bool { levels.isEmpty }

  /// Whether some level is higher than in others.
  package func exceeds(_ other: ToolLevels) -> Bool {
    levels.contains { $0.value > other[$0.key] }
  }

  /// The keys and levels, sorted by key.
  package var sorted: [(key: String, level: Level)] {
    levels.sorted { $0.key.precedesInBytes($1.key) }.map { ($0.key, $0.value) }
  }
}

/// What a holder has been given: a template's levels, or some of its own.
package enum AssignedLevels: Hashable, Sendable {
  case template(PermissionTemplate.ID)
  case custom(ToolLevels)

  package static let nothing = AssignedLevels.custom([:])

  package var template: PermissionTemplate.ID? {
    guard case .template(let id) = self else { return nil }
    return id
  }
}

/// Which tools are switched on.
package enum ToolSet: Hashable, Sendable {
  /// Every tool of the catalog, later ones too.
  case all
  case only(Set<String>)

  package func contains(_ key: String) -> Bool {
    switch self {
    case .all: true
    case .only(let keys): keys.contains(key)
    }
  }

  /// Whether some tool is on that isn't in another set.
  package func exceeds(_ other: ToolSet) -> Bool {
    switch (self, other) {
    case (_, .all): false
    case (.all, .only): true
    case (.only(let keys), .only(let others)): !keys.isSubset(of: others)
    }
  }
}

extension String {
  /// The order of texts by their bytes, which is the same in every locale.
  func precedesInBytes(_ other: String) -> Bool { utf8.lexicographicallyPrecedes(other.utf8) }
}
