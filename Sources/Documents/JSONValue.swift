/// A JSON value of our own making, for reports, digests and files of the program's own.
///
/// Its bytes depend on the value alone: keys come sorted, whatever order they were put in.
public enum JSONValue: Sendable, Hashable {
  case null
  case boolean(Bool)
  /// A whole number; beyond 2^53 other readers may not tell it from its neighbours.
  case integer(Int64)
  case string(String)
  case array([JSONValue])
  case object([String: JSONValue])
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  public init(stringLiteral value: String) { self = .string(value) }
  public init(integerLiteral value: Int64) { self = .integer(value) }
  public init(booleanLiteral value: Bool) { self = .boolean(value) }
  public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }

  /// Of equal keys the last one counts.
  public init(dictionaryLiteral elements: (String, JSONValue)...) {
    self = .object(Dictionary(elements) { $1 })
  }
}

extension JSONValue {
  /// The value of a key of an object; nil where there is none, or no object.
  public subscript(key: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members[key]
  }

  /// The text of a string; nil for everything else.
  public var string: String? {
    guard case .string(let string) = self else { return nil }
    return string
  }

  /// A whole number; nil for everything else.
  public var integer: Int64? {
    guard case .integer(let integer) = self else { return nil }
    return integer
  }

  /// The elements of an array; nil for everything else.
  public var array: [JSONValue]? {
    guard case .array(let array) = self else { return nil }
    return array
  }
}

// MARK: - Writing

extension JSONValue {
  /// The canonical form of RFC 8785: keys sorted by UTF-16 code units, no white space.
  public func canonical() -> [UInt8] {
    var bytes: [UInt8] = []
    append(to: &bytes)
    return bytes
  }

  /// Two blanks of indentation, a line for each member, keys sorted as in ``canonical()``, and a
  /// line feed at the end.
  public func pretty() -> [UInt8] {
    var bytes: [UInt8] = []
    append(to: &bytes, indentation: 0)
    bytes.append(0x0A)
    return bytes
  }

  private func append(to bytes: inout [UInt8]) {
    switch self {
    case .null, .boolean, .integer, .string:
      appendScalar(to: &bytes)
    case .array(let elements):
      bytes.append(0x5B)
      for (position, element) in elements.enumerated() {
        if position > 0 { bytes.append(0x2C) }
        element.append(to: &bytes)
      }
      bytes.append(0x5D)
    case .object(let members):
      bytes.append(0x7B)
      for (position, member) in JSONValue.sorted(members).enumerated() {
        if position > 0 { bytes.append(0x2C) }
        JSONValue.append(member.key, to: &bytes)
        bytes.append(0x3A)
        member.value.append(to: &bytes)
      }
      bytes.append(0x7D)
    }
  }

  private func append(to bytes: inout [UInt8], indentation: Int) {
    switch self {
    case .array(let elements) where !elements.isEmpty:
      bytes.append(0x5B)
      for (position, element) in elements.enumerated() {
        JSONValue.appendLine(&bytes, indentation + 2, isFirst: position == 0)
        element.append(to: &bytes, indentation: indentation + 2)
      }
      JSONValue.appendLine(&bytes, indentation, isFirst: true)
      bytes.append(0x5D)
    case .object(let members) where !members.isEmpty:
      bytes.append(0x7B)
      for (position, member) in JSONValue.sorted(members).enumerated() {
        JSONValue.appendLine(&bytes, indentation + 2, isFirst: position == 0)
        JSONValue.append(member.key, to: &bytes)
        bytes.append(0x3A)
        bytes.append(0x20)
        member.value.append(to: &bytes, indentation: indentation + 2)
      }
      JSONValue.appendLine(&bytes, indentation, isFirst: true)
      bytes.append(0x7D)
    default:
      append(to: &bytes)
    }
  }

  private static func appendLine(_ bytes: inout [UInt8], _ indentation: Int, isFirst: Bool) {
    if !isFirst { bytes.append(0x2C) }
    bytes.append(0x0A)
    bytes.append(contentsOf: repeatElement(0x20, count: indentation))
  }

  private func appendScalar(to bytes: inout [UInt8]) {
    switch self {
    case .boolean(true): bytes.append(contentsOf: "true".utf8)
    case .boolean(false): bytes.append(contentsOf: "false".utf8)
    case .integer(let integer): bytes.append(contentsOf: String(integer).utf8)
    case .string(let string): JSONValue.append(string, to: &bytes)
    case .null, .array, .object: bytes.append(contentsOf: "null".utf8)
    }
  }

  /// Appends a text in quotes, with no more escapes than JSON asks for.
  public static func append(_ text: String, to bytes: inout [UInt8]) {
    bytes.append(0x22)
    var text = text
    text.withUTF8 { utf8 in
      bytes.reserveCapacity(bytes.count + utf8.count + 2)
      var chunk = 0
      for index in 0..<utf8.count {
        let byte = unsafe utf8[index]
        guard byte < 0x20 || byte == 0x22 || byte == 0x5C else { continue }
        unsafe bytes.append(contentsOf: utf8[chunk..<index])
        appendEscape(of: byte, to: &bytes)
        chunk = index + 1
      }
      unsafe bytes.append(contentsOf: utf8[chunk...])
    }
    bytes.append(0x22)
  }

  private static func appendEscape(of byte: UInt8, to bytes: inout [UInt8]) {
    bytes.append(0x5C)
    switch byte {
    case 0x08: bytes.append(0x62)
    case 0x09: bytes.append(0x74)
    case 0x0A: bytes.append(0x6E)
    case 0x0C: bytes.append(0x66)
    case 0x0D: bytes.append(0x72)
    case 0x22, 0x5C: bytes.append(byte)
    default:
      bytes.append(contentsOf: "u00".utf8)
      bytes.append(0x30 + byte >> 4)
      bytes.append(byte & 0xF < 10 ? 0x30 + byte & 0xF : 0x57 + byte & 0xF)
    }
  }

  // MARK: - Order

  private static func sorted(
    _ members: [String: JSONValue]
  ) -> [(key: String, value: JSONValue)] {
    members.sorted { precedes($0.key, $1.key) }
  }

  /// Whether a key comes before another one, by UTF-16 code units.
  public static func precedes(_ left: String, _ right: String) -> Bool {
    left.utf8.lexicographicallyPrecedes(right.utf8) { rank($0) < rank($1) }
  }

  /// The order of a UTF-8 byte among those that two texts can first differ in.
  ///
  /// It is that of UTF-16 but for U+E000 to U+FFFF, which come after the surrogate pairs there.
  private static func rank(_ byte: UInt8) -> UInt8 {
    switch byte {
    case 0xEE, 0xEF: byte + 8
    default: byte
    }
  }
}
