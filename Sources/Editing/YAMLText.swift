import Documents

/// Writes texts as YAML that reads back as exactly the same text.
package enum YAMLText {
  /// A scalar in a block: plain where nothing speaks against it, else in double quotes.
  package static func scalar(_ text: String) -> String {
    isPlain(text) ? text : quoted(text)
  }

  /// A text in double quotes; what YAML lets stand in no text is escaped.
  private static func quoted(_ text: String) -> String {
    escaped(String(decoding: JSONValue.string(text).canonical(), as: UTF8.self))
  }

  /// JSON with what YAML lets stand in no text escaped.
  static func escaped(_ json: String) -> String {
    json.unicodeScalars.reduce(into: "") { result, scalar in
      let value = scalar.value
      let isForbidden =
        (0x7F..<0xA0).contains(value) || value == 0xFFFE || value == 0xFFFF
        || [0x2028, 0x2029, 0xFEFF].contains(value)
      guard isForbidden else {
        result.unicodeScalars.append(scalar)
        return
      }
      let digits = String(value, radix: 16, uppercase: true)
      result += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
    }
  }

  private static func isPlain(_ text: String) -> Bool {
    guard let first = text.utf8.first, let last = text.utf8.last, last != 0x20, last != 0x3A
    else { return false }
    let isLetter = (0x41...0x5A).contains(first & 0xDF)
    let isDigit = (0x30...0x39).contains(first)
    guard isLetter || isDigit || first >= 0x80 else { return false }
    var previous: UInt8 = 0
    for byte in text.utf8 {
      if byte < 0x20 || byte == 0x7F { return false }
      // `: ` and ` #` end a plain scalar; brackets would in a flow.
      if byte == 0x20, previous == 0x3A { return false }
      if byte == 0x23, previous == 0x20 { return false }
      if [0x5B, 0x5D, 0x7B, 0x7D, 0x2C, 0x60, 0x22].contains(byte) { return false }
      previous = byte
    }
    // U+0085, U+2028 and the like break lines for some readers.
    guard
      text.unicodeScalars.allSatisfy({ scalar in
        scalar.value < 0x80
          || scalar.value >= 0xA0 && ![0x2028, 0x2029, 0xFEFF].contains(scalar.value)
      })
    else { return false }
    // Words that older readers take for something else than text.
    let words = ["yes", "no", "on", "off", "y", "n"]
    return ScalarType(plain: Array(text.utf8)) == .string && !words.contains(text.lowercased())
      && !(isDigit
        && text.utf8.allSatisfy {
          (0x30...0x39).contains($0) || [0x2E, 0x3A, 0x5F, 0x2D].contains($0)
        })
  }
}
