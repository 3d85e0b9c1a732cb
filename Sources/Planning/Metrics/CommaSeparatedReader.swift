import Diagnostics
import Manifests

/// Reads a file of comma-separated values as RFC 4180 has them, one record after the other.
///
/// A byte-order mark is skipped, as are blank lines; a line ends with LF, CR LF or a lone CR.
struct CommaSeparatedReader {
  /// One value of a record.
  struct Field {
    let text: String
    let range: SourceRange
  }

  private let bytes: [UInt8]
  private var index = 0
  private(set) var findings: [Finding] = []

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { index = 3 }
  }

  /// The fields of the next record; nil at the end.
  mutating func next() -> [Field]? {
    while index < bytes.count {
      let record = record()
      if record.count > 1 || record.first?.text.isEmpty == false { return record }
    }
    return nil
  }

  private mutating func record() -> [Field] {
    var fields = [field()]
    while index < bytes.count, bytes[index] == UInt8(ascii: ",") {
      index += 1
      fields.append(field())
    }
    skipLineBreak()
    return fields
  }

  private mutating func skipLineBreak() {
    guard index < bytes.count else { return }
    let isReturn = bytes[index] == UInt8(ascii: "\r")
    index += 1
    if isReturn, index < bytes.count, bytes[index] == UInt8(ascii: "\n") { index += 1 }
  }

  private mutating func field() -> Field {
    let start = index
    var text: [UInt8] = []
    if index < bytes.count, bytes[index] == UInt8(ascii: "\"") {
      text = quoted()
    } else {
      while index < bytes.count, !isDelimiter(bytes[index]) {
        if bytes[index] == UInt8(ascii: "\"") {
          report("a quote stands inside a field that starts without one", from: index)
          skip()
          break
        }
        index += 1
      }
      text = CommaSeparatedReader.trimmed(bytes[start..<index])
    }
    let range = SourceRange(UInt32(start), UInt32(index))
    guard let valid = String(validating: text, as: UTF8.self) else {
      report("the field is no text in UTF-8", from: start)
      return Field(text: String(decoding: text, as: UTF8.self), range: range)
    }
    return Field(text: valid, range: range)
  }

  private mutating func quoted() -> [UInt8] {
    let start = index
    var text: [UInt8] = []
    index += 1
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      guard byte == UInt8(ascii: "\"") else {
        text.append(byte)
        continue
      }
      if index < bytes.count, bytes[index] == UInt8(ascii: "\"") {
        text.append(byte)
        index += 1
        continue
      }
      if index < bytes.count, !isDelimiter(bytes[index]) {
        report("something follows the closing quote of a field", from: index)
        skip()
      }
      return text
    }
    report("the quote is never closed", from: start)
    return text
  }

  private func isDelimiter(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
  }

  private mutating func skip() {
    while index < bytes.count, !isDelimiter(bytes[index]) { index += 1 }
  }

  private static func trimmed(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
    guard let first = bytes.firstIndex(where: { !isBlank($0) }),
      let last = bytes.lastIndex(where: { !isBlank($0) })
    else { return [] }
    return Array(bytes[first...last])
  }

  private mutating func report(_ message: String, from start: Int) {
    findings.append(
      Finding(
        .wrongType,
        .error,
        message,
        at: SourceRange(UInt32(start), UInt32(min(start + 1, bytes.count)))
      )
    )
  }
}
