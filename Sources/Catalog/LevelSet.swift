/// The levels that a tool has, one bit each.
package struct LevelSet: OptionSet, Sendable {
  package let rawValue: UInt8

  package init(rawValue: UInt8) {
    self.rawValue = rawValue
  }

  package init(_ level: Level) {
    rawValue = 1 << level.rawValue
  }

  package init(_ levels: some Sequence<Level>) {
    rawValue = levels.reduce(0) { $0 | 1 << $1.rawValue }
  }

  /// No level but none: such a tool can't be granted.
  package static let noneOnly = LevelSet(.none)
  /// All four levels.
  package static let every = LevelSet(Level.allCases)

  package func contains(level: Level) -> Bool { contains(LevelSet(level)) }

  /// The levels in the set, the lowest first.
  package var levels: [Level] { Level.allCases.filter { contains(level: $0) } }
}
