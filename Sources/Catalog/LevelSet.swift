/// The levels that a tool has, one bit each.
public struct LevelSet: OptionSet, Sendable {
  public let rawValue: UInt8

  public init(rawValue: UInt8) {
    self.rawValue = rawValue
  }

  public init(_ level: Level) {
    rawValue = 1 << level.rawValue
  }

  public init(_ levels: some Sequence<Level>) {
    rawValue = levels.reduce(0) { $0 | 1 << $1.rawValue }
  }

  /// No level but none: such a tool can't be granted.
  public static let noneOnly = LevelSet(.none)
  /// All four levels.
  public static let every = LevelSet(Level.allCases)

  public func contains(level: Level) -> Bool { contains(LevelSet(level)) }

  /// The levels in the set, the lowest first.
  public var levels: [Level] { Level.allCases.filter { contains(level: $0) } }
}
