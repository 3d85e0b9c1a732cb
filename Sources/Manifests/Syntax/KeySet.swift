/// A set of key names in one word.
public struct KeySet: OptionSet, Hashable, Sendable {
  public let rawValue: UInt64

  public init(rawValue: UInt64) { self.rawValue = rawValue }

  init(_ name: KeyName) { rawValue = 1 << UInt64(name.rawValue) }

  public init(arrayLiteral names: KeyName...) {
    rawValue = names.reduce(0) { $0 | 1 << UInt64($1.rawValue) }
  }

  /// Whether a name is in it.
  public func contains(_ name: KeyName) -> Bool { rawValue >> UInt64(name.rawValue) & 1 == 1 }

  mutating func insert(_ name: KeyName) { formUnion(KeySet(name)) }

  /// The names in it, in the order of their declaration.
  public var names: [KeyName] { KeyName.allCases.filter { contains(KeySet($0)) } }
}
