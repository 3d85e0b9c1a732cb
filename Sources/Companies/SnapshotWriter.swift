import Documents

/// Writes a company as a snapshot file; the bytes depend on the company alone.
///
/// A map or list stands on one line where it fits into 100 columns, else each of its parts has a
/// line of its own.
package struct SnapshotWriter {
  private static let width = 100
  private var text: [UInt8] = []

  /// The YAML of a company's snapshot.
  package static func yaml(_ company: Company) -> [UInt8] {
    guard case .map(let members) = company.contents.snapshot else { return [] }
    var writer = SnapshotWriter()
    for member in members { writer.write(member, indent: 0) }
    return writer.text
  }

  /// The same as JSON with sorted keys.
  package static func json(_ company: Company) -> [UInt8] {
    company.contents.snapshot.json.pretty()
  }

  // MARK: - Blocks

  /// Writes `key: value` and the line's end, the indentation being written already.
  private mutating func write(_ member: SnapshotValue.Member, indent: Int) {
    let key = YAMLScalar.text(member.key)
    // A key that long is no simple key of YAML's; it stands behind a question mark.
    let isLong = key.count > 1000
    if isLong { append("? ") }
    text += key
    if isLong { newLine(indent) }
    append(":")
    let column = indent + (isLong ? 1 : key.count + 1)
    if let line = flow(member.value, room: SnapshotWriter.width - column - 1) {
      append(" ")
      text += line
      newLine()
      return
    }
    newLine()
    text += [UInt8](repeating: 0x20, count: indent + 2)
    writeBlock(member.value, indent: indent + 2)
  }

  /// Writes a collection's parts, the first where the line stands.
  private mutating func writeBlock(_ value: SnapshotValue, indent: Int) {
    switch value {
    case .map(let members):
      for (index, member) in members.enumerated() {
        if index > 0 { text += [UInt8](repeating: 0x20, count: indent) }
        write(member, indent: indent)
      }
    case .list(let items):
      for (index, item) in items.enumerated() {
        if index > 0 { text += [UInt8](repeating: 0x20, count: indent) }
        append("- ")
        if let line = flow(item, room: SnapshotWriter.width - indent - 2) {
          text += line
          newLine()
        } else {
          writeBlock(item, indent: indent + 2)
        }
      }
    case .null, .boolean, .integer, .text:
      text += YAMLScalar.scalar(value)
      newLine()
    }
  }

  private mutating func append(_ characters: StaticString) {
    characters.withUTF8Buffer { text.append(contentsOf: $0) }
  }

  private mutating func newLine(_ indent: Int = 0) {
    text.append(0x0A)
    text += [UInt8](repeating: 0x20, count: indent)
  }

  // MARK: - One line

  /// A value on one line; nil where a collection has no room there.
  private func flow(_ value: SnapshotValue, room: Int) -> [UInt8]? {
    if value.isScalarOrEmpty { return YAMLScalar.scalar(value) }
    guard room > 0 else { return nil }
    var line: [UInt8] = []
    switch value {
    case .list(let items):
      line.append(0x5B)
      for (index, item) in items.enumerated() {
        if index > 0 { line += [0x2C, 0x20] }
        guard let part = flow(item, room: room - line.count - 1) else { return nil }
        line += part
        guard line.count < room else { return nil }
      }
      line.append(0x5D)
    case .map(let members):
      line.append(0x7B)
      for (index, member) in members.enumerated() {
        if index > 0 { line += [0x2C, 0x20] }
        line += YAMLScalar.text(member.key) + [0x3A, 0x20]
        guard let part = flow(member.value, room: room - line.count - 1) else { return nil }
        line += part
        guard line.count < room else { return nil }
      }
      line.append(0x7D)
    case .null, .boolean, .integer, .text: break
    }
    return line.count <= room ? line : nil
  }
}

/// How a scalar is spelled in YAML.
enum YAMLScalar {
  static func scalar(_ value: SnapshotValue) -> [UInt8] {
    switch value {
    case .null: Array("null".utf8)
    case .boolean(let boolean): Array((boolean ? "true" : "false").utf8)
    case .integer(let integer): Array(String(integer).utf8)
    case .text(let text): self.text(text)
    case .list: Array("[]".utf8)
    case .map: Array("{}".utf8)
    }
  }

  /// A text, in double quotes unless every reader takes it for this text without them.
  static func text(_ text: String) -> [UInt8] {
    isPlain(text) ? Array(text.utf8) : quoted(text)
  }

  private static func isPlain(_ text: String) -> Bool {
    let bytes = text.utf8
    guard let first = bytes.first, let last = bytes.last, bytes.count <= 200 else { return false }
    guard isWord(first), last != 0x20 else { return false }
    guard bytes.allSatisfy({ isWord($0) || punctuation.contains($0) }) else { return false }
    guard ScalarType(plain: bytes) == .string else { return false }
    // Readers differ in what begins with a digit: dates, `1_000`, `0o7`; a version is none of it.
    if (0x30...0x39).contains(first) { return isVersion(bytes) }
    return !["y", "n", "yes", "no", "on", "off"].contains(text.lowercased())
  }

  private static func isVersion(_ bytes: String.UTF8View) -> Bool {
    let parts = bytes.split(separator: 0x2E, omittingEmptySubsequences: false)
    return parts.count == 3
      && parts.allSatisfy { !$0.isEmpty && $0.allSatisfy { (0x30...0x39).contains($0) } }
  }

  private static let punctuation = Set(" @./-+()".utf8)

  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F: true
    default: false
    }
  }

  private static func quoted(_ text: String) -> [UInt8] {
    var bytes: [UInt8] = [0x22]
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": bytes += [0x5C, UInt8(scalar.value)]
      case "\n": bytes += [0x5C, 0x6E]
      case "\t": bytes += [0x5C, 0x74]
      case "\r": bytes += [0x5C, 0x72]
      case " "..."~": bytes.append(UInt8(truncatingIfNeeded: scalar.value))
      default:
        guard isInvisible(scalar) else {
          bytes += Array(String(scalar).utf8)
          continue
        }
        let isLong = scalar.value > 0xFFFF
        let digits = Array(String(scalar.value, radix: 16).utf8)
        bytes += [0x5C, isLong ? 0x55 : 0x75]
        bytes += [UInt8](repeating: 0x30, count: (isLong ? 8 : 4) - digits.count) + digits
      }
    }
    return bytes + [0x22]
  }

  /// Whether a character can't be seen, or turns the direction of what is around it.
  private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .spaceSeparator, .lineSeparator, .paragraphSeparator, .unassigned: true
    default: scalar.properties.isDefaultIgnorableCodePoint
    }
  }
}
