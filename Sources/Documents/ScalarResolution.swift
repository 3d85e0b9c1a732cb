/// The type that YAML 1.2's core schema gives a plain scalar.
public enum ScalarType: Sendable {
  case null
  case boolean
  case integer
  case float
  case string

  /// As it is called in messages.
  public var name: String {
    switch self {
    case .null: "null"
    case .boolean: "a boolean"
    case .integer: "an integer"
    case .float: "a number"
    case .string: "text"
    }
  }

  /// Resolves the text of a plain scalar without a tag (YAML 1.2.2, section 10.3.2).
  public init(plain text: some Collection<UInt8>) {
    guard let first = text.first else {
      self = .null
      return
    }
    switch first {
    case 0x7E, 0x6E, 0x4E:  // ~ n N
      self = ScalarType.isOne(of: ["~", "null", "Null", "NULL"], text) ? .null : .string
    case 0x74, 0x54:  // t T
      self = ScalarType.isOne(of: ["true", "True", "TRUE"], text) ? .boolean : .string
    case 0x66, 0x46:  // f F
      self = ScalarType.isOne(of: ["false", "False", "FALSE"], text) ? .boolean : .string
    case 0x2B, 0x2D, 0x2E, 0x30...0x39:  // + - . 0-9
      self =
        ScalarType.isInteger(text) ? .integer : ScalarType.isFloat(text) ? .float : .string
    default:
      self = .string
    }
  }

  private static func isOne(
    of words: [StaticString],
    _ text: some Collection<UInt8>
  ) -> Bool {
    words.contains { word in
      unsafe text.elementsEqual(
        UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
      )
    }
  }

  private static func isInteger(_ text: some Collection<UInt8>) -> Bool {
    var digits = text.dropFirst(0)
    if digits.first == 0x30, let kind = digits.dropFirst().first, kind == 0x6F || kind == 0x78 {
      digits = digits.dropFirst(2)
      let isDigit = kind == 0x6F ? { 0x30...0x37 ~= $0 } : isHexadecimal
      return !digits.isEmpty && digits.allSatisfy(isDigit)
    }
    if digits.first == 0x2B || digits.first == 0x2D { digits = digits.dropFirst() }
    return !digits.isEmpty && digits.allSatisfy { 0x30...0x39 ~= $0 }
  }

  private static func isHexadecimal(_ byte: UInt8) -> Bool {
    0x30...0x39 ~= byte || 0x41...0x46 ~= byte || 0x61...0x66 ~= byte
  }

  private static func isFloat(_ text: some Collection<UInt8>) -> Bool {
    if isOne(of: [".nan", ".NaN", ".NAN"], text) { return true }
    var rest = text.dropFirst(0)
    if rest.first == 0x2B || rest.first == 0x2D { rest = rest.dropFirst() }
    if isOne(of: [".inf", ".Inf", ".INF"], rest) { return true }
    var digits = dropDigits(&rest)
    if rest.first == 0x2E {
      rest = rest.dropFirst()
      digits += dropDigits(&rest)
    }
    guard digits > 0 else { return false }
    guard let exponent = rest.first else { return true }
    guard exponent == 0x65 || exponent == 0x45 else { return false }
    rest = rest.dropFirst()
    if rest.first == 0x2B || rest.first == 0x2D { rest = rest.dropFirst() }
    return dropDigits(&rest) > 0 && rest.isEmpty
  }

  private static func dropDigits<Text: Collection<UInt8>>(_ text: inout Text) -> Int
  where Text.SubSequence == Text {
    let count = text.prefix { 0x30...0x39 ~= $0 }.count
    text = text.dropFirst(count)
    return count
  }
}

extension Document {
  /// The type of a scalar: its tag's, a quoted or block one's `string`, else the core schema's.
  public func type(of node: NodeID) -> ScalarType {
    let value = self[node]
    switch value.tag {
    case .string, .nonSpecific, .other: return .string
    case .integer: return .integer
    case .float: return .float
    case .boolean: return .boolean
    case .null: return .null
    case .none, .mapping, .sequence: break
    }
    guard value.kind == .scalar, value.style == .plain else { return .string }
    return plainType(of: node)
  }

  /// The type that a scalar's text has as a plain one.
  func plainType(of node: NodeID) -> ScalarType {
    unsafe withText(of: node) { unsafe ScalarType(plain: $0) }
  }

  /// Whether a node is a scalar that stands for null.
  @inlinable public func isNull(_ node: NodeID) -> Bool {
    let value = self[node]
    guard value.kind == .scalar else { return false }
    if value.tag == .null { return true }
    guard value.style == .plain, value.tag == .none else { return false }
    switch value.second {
    case 0: return true
    case 1: return text(of: node, equals: "~")
    case 4:
      return text(of: node, equals: "null") || text(of: node, equals: "Null")
        || text(of: node, equals: "NULL")
    default: return false
    }
  }
}
