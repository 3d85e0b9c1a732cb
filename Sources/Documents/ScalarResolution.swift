/// The type that YAML 1.2's core schema gives a plain scalar.
package enum ScalarType: Sendable {
  case null
  case boolean
  case integer
  case float
  case string

  /// As it is called in messages.
  package var name: String {
    switch self {
    case .null: "null"
    case .boolean: "a boolean"
    case .integer: "an integer"
    case .float: "a number"
    case .string: "text"
    }
  }

  /// Resolves the text of a plain scalar without a tag (YAML 1.2.2, section 10.3.2).
  package init(plain text: some Collection<UInt8>) {
    let text = Array(text.prefix(400))
    if ScalarType.nulls.contains(text) {
      self = .null
    } else if ScalarType.booleans.contains(text) {
      self = .boolean
    } else if ScalarType.isInteger(text) {
      self = .integer
    } else if ScalarType.isFloat(text) {
      self = .float
    } else {
      self = .string
    }
  }

  private static let nulls = ["", "~", "null", "Null", "NULL"].map { Array($0.utf8) }
  private static let booleans = ["true", "True", "TRUE", "false", "False", "FALSE"]
    .map { Array($0.utf8) }

  private static func isInteger(_ text: [UInt8]) -> Bool {
    if text.starts(with: [0x30, 0x6F]) {
      return text.count > 2 && text[2...].allSatisfy { (0x30...0x37).contains($0) }
    }
    if text.starts(with: [0x30, 0x78]) {
      return text.count > 2
        && text[2...].allSatisfy {
          (0x30...0x39).contains($0) || (0x41...0x46).contains($0) || (0x61...0x66).contains($0)
        }
    }
    let digits = text.first == 0x2B || text.first == 0x2D ? text.dropFirst() : text[...]
    return !digits.isEmpty && digits.allSatisfy { (0x30...0x39).contains($0) }
  }

  private static func isFloat(_ text: [UInt8]) -> Bool {
    var rest = text.first == 0x2B || text.first == 0x2D ? text.dropFirst() : text[...]
    if [".inf", ".Inf", ".INF"].contains(where: { Array($0.utf8) == Array(rest) }) { return true }
    if [".nan", ".NaN", ".NAN"].contains(where: { Array($0.utf8) == text }) { return true }
    let whole = rest.prefix { (0x30...0x39).contains($0) }
    rest = rest.dropFirst(whole.count)
    var fraction = rest.prefix(0)
    if rest.first == 0x2E {
      rest = rest.dropFirst()
      fraction = rest.prefix { (0x30...0x39).contains($0) }
      rest = rest.dropFirst(fraction.count)
    }
    guard !whole.isEmpty || !fraction.isEmpty else { return false }
    guard let exponent = rest.first else { return true }
    guard exponent == 0x65 || exponent == 0x45 else { return false }
    rest = rest.dropFirst()
    if rest.first == 0x2B || rest.first == 0x2D { rest = rest.dropFirst() }
    return !rest.isEmpty && rest.allSatisfy { (0x30...0x39).contains($0) }
  }
}

extension Document {
  /// The type of a scalar: its tag's, a quoted or block one's `string`, else the core schema's.
  package func type(of node: NodeID) -> ScalarType {
    let value = self[node]
    switch value.tag {
    case .string, .nonSpecific: return .string
    case .integer: return .integer
    case .float: return .float
    case .boolean: return .boolean
    case .null: return .null
    case .none, .mapping, .sequence, .other: break
    }
    guard value.kind == .scalar, value.style == .plain else { return .string }
    return unsafe withText(of: node) { unsafe ScalarType(plain: $0) }
  }

  /// Whether a node is a scalar that stands for null.
  @inlinable package func isNull(_ node: NodeID) -> Bool {
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
