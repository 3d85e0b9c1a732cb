package import Documents

/// A value of a snapshot file with its keys in the order in which they are written.
package indirect enum SnapshotValue: Hashable, Sendable {
  package struct Member: Hashable, Sendable {
    package let key: String
    package let value: SnapshotValue
  }

  case null
  case boolean(Bool)
  case integer(Int64)
  case text(String)
  case list([SnapshotValue])
  case map([Member])

  /// A map of these keys, in this order, without those that have no value.
  static func fields(_ members: [(String, SnapshotValue?)]) -> SnapshotValue {
    .map(
      members.compactMap { key, value in value.map { Member(key: key, value: $0) } }
    )
  }

  static func text(_ text: String?) -> SnapshotValue? { text.map { .text($0) } }

  static func integer<Subject>(_ id: Identifier<Subject>?) -> SnapshotValue? {
    id.map { .integer($0.value) }
  }

  static func list<Subject>(_ ids: [Identifier<Subject>]) -> SnapshotValue {
    .list(ids.map { .integer($0.value) })
  }

  /// A value of any kind, keys sorted, those given first before the others.
  init(_ json: JSONValue, first: [String] = []) {
    switch json {
    case .null: self = .null
    case .boolean(let boolean): self = .boolean(boolean)
    case .integer(let integer): self = .integer(integer)
    case .string(let string): self = .text(string)
    case .array(let elements): self = .list(elements.map { SnapshotValue($0) })
    case .object(let members):
      func rank(_ key: String) -> Int { first.firstIndex(of: key) ?? first.count }
      let keys = members.keys.sorted {
        rank($0) == rank($1) ? $0.precedesInBytes($1) : rank($0) < rank($1)
      }
      self = .map(
        keys.map { Member(key: $0, value: SnapshotValue(members[$0] ?? .null)) }
      )
    }
  }

  /// The same as JSON, where keys have no order.
  package var json: JSONValue {
    switch self {
    case .null: .null
    case .boolean(let boolean): .boolean(boolean)
    case .integer(let integer): .integer(integer)
    case .text(let text): .string(text)
    case .list(let items): .array(items.map(\.json))
    case .map(let members): .object(Dictionary(members.map { ($0.key, $0.value.json) }) { $1 })
    }
  }

  /// Whether it is written in one piece however long it is.
  var isScalarOrEmpty: Bool {
    switch self {
    case .null, .boolean, .integer, .text: true
    case .list(let items): items.isEmpty
    case .map(let members): members.isEmpty
    }
  }
}
