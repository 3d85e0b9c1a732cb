// JSON as plainly as it goes, written anew so that the oracle shares nothing with what it judges.

/// A text that equals another one only byte for byte.
struct PlainKey: Hashable, Comparable, ExpressibleByStringLiteral, CustomStringConvertible {
  let text: String

  init(_ text: String) { self.text = text }
  init(stringLiteral text: String) { self.text = text }

  var description: String { text }

  static func == (one: PlainKey, other: PlainKey) -> Bool {
    one.text.utf8.elementsEqual(other.text.utf8)
  }

  /// By UTF-16 units, as RFC 8785 sorts.
  static func < (one: PlainKey, other: PlainKey) -> Bool {
    one.text.utf16.lexicographicallyPrecedes(other.text.utf16)
  }

  func hash(into hasher: inout Hasher) {
    for byte in text.utf8 { hasher.combine(byte) }
  }
}

/// A JSON value; its numbers are integers.
enum PlainJSON: Hashable, Sendable {
  case null
  case boolean(Bool)
  case integer(Int)
  case text(PlainKey)
  case list([PlainJSON])
  case map([PlainKey: PlainJSON])

  /// The value of a key; nil where there is none, and for anything but a map.
  subscript(key: PlainKey) -> PlainJSON? {
    get {
      guard case .map(let map) = self else { return nil }
      return map[key]
    }
    set {
      guard case .map(var map) = self else { return }
      map[key] = newValue
      self = .map(map)
    }
  }

  var text: String? {
    guard case .text(let key) = self else { return nil }
    return key.text
  }

  var key: PlainKey? {
    guard case .text(let key) = self else { return nil }
    return key
  }

  var integer: Int? {
    guard case .integer(let integer) = self else { return nil }
    return integer
  }

  var boolean: Bool? {
    guard case .boolean(let boolean) = self else { return nil }
    return boolean
  }

  /// The items of a list; none for anything else.
  var list: [PlainJSON] {
    guard case .list(let list) = self else { return [] }
    return list
  }

  /// The members of a map; none for anything else.
  var map: [PlainKey: PlainJSON] {
    guard case .map(let map) = self else { return [:] }
    return map
  }

  static func string(_ text: String) -> PlainJSON { .text(PlainKey(text)) }
}

extension PlainJSON: ExpressibleByDictionaryLiteral, ExpressibleByArrayLiteral,
  ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral
{
  init(dictionaryLiteral members: (PlainKey, PlainJSON)...) {
    self = .map(Dictionary(members) { $1 })
  }
  init(arrayLiteral items: PlainJSON...) { self = .list(items) }
  init(stringLiteral text: String) { self = .text(PlainKey(text)) }
  init(integerLiteral integer: Int) { self = .integer(integer) }
  init(booleanLiteral boolean: Bool) { self = .boolean(boolean) }
}

// MARK: - Writing

extension PlainJSON {
  /// The canonical bytes of RFC 8785.
  var canonical: [UInt8] {
    var bytes: [UInt8] = []
    write(into: &bytes)
    return bytes
  }

  /// The canonical text.
  var canonicalText: String { String(decoding: canonical, as: UTF8.self) }

  private func write(into bytes: inout [UInt8]) {
    switch self {
    case .null: bytes += Array("null".utf8)
    case .boolean(let boolean): bytes += Array((boolean ? "true" : "false").utf8)
    case .integer(let integer): bytes += Array(String(integer).utf8)
    case .text(let key): PlainJSON.write(key, into: &bytes)
    case .list(let items):
      bytes.append(0x5B)
      for (index, item) in items.enumerated() {
        if index > 0 { bytes.append(0x2C) }
        item.write(into: &bytes)
      }
      bytes.append(0x5D)
    case .map(let members):
      bytes.append(0x7B)
      for (index, key) in members.keys.sorted().enumerated() {
        if index > 0 { bytes.append(0x2C) }
        PlainJSON.write(key, into: &bytes)
        bytes.append(0x3A)
        (members[key] ?? .null).write(into: &bytes)
      }
      bytes.append(0x7D)
    }
  }

  private static func write(_ key: PlainKey, into bytes: inout [UInt8]) {
    bytes.append(0x22)
    for byte in key.text.utf8 {
      switch byte {
      case 0x22, 0x5C: bytes += [0x5C, byte]
      case 0x08: bytes += Array("\\b".utf8)
      case 0x09: bytes += Array("\\t".utf8)
      case 0x0A: bytes += Array("\\n".utf8)
      case 0x0C: bytes += Array("\\f".utf8)
      case 0x0D: bytes += Array("\\r".utf8)
      case 0x00..<0x20:
        bytes += Array((byte < 0x10 ? "\\u000" : "\\u00").utf8)
        bytes += Array(String(byte, radix: 16).utf8)
      default: bytes.append(byte)
      }
    }
    bytes.append(0x22)
  }
}
