/// A set of key names in one word.
struct KeySet: OptionSet, Hashable, Sendable {
  let rawValue: UInt64

  init(rawValue: UInt64) { self.rawValue = rawValue }

  init(_ name: KeyName) { rawValue = 1 << UInt64(name.rawValue) }

  init(arrayLiteral names: KeyName...) {
    rawValue = names.reduce(0) { $0 | 1 << UInt64($1.rawValue) }
  }

  /// The names in it, in the order of their declaration.
  var names: [KeyName] { KeyName.allCases.filter { contains(KeySet($0)) } }
}
