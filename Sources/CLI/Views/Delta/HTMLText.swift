/// Text for an HTML page, in which nothing is markup but what this makes.
enum HTMLText {
  /// The text with every sign escaped that means something in an element or in quotes.
  static func escaped(_ text: String) -> String {
    Printable.text(text).unicodeScalars.reduce(into: "") { escaped, scalar in
      switch scalar {
      case "&", "<", ">", "\"", "'", "`": escaped += "&#\(scalar.value);"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
  }

  /// A message: what stands in backticks becomes code.
  static func message(_ message: String) -> String {
    let parts = message.split(separator: "`", omittingEmptySubsequences: false)
    // With an odd number of backticks the last one opens nothing.
    let pairs = (parts.count - 1) / 2
    return parts.enumerated().reduce(into: "") { text, part in
      if part.offset > pairs * 2 {
        text += "&#96;" + escaped(String(part.element))
      } else if part.offset.isMultiple(of: 2) {
        text += escaped(String(part.element))
      } else {
        text += code(String(part.element))
      }
    }
  }

  /// A name or a value as it stands in a file, in its own direction of reading.
  static func code(_ text: String) -> String { "<code dir=\"auto\">\(escaped(text))</code>" }

  /// A name of unknown direction amid other text.
  static func name(_ text: String) -> String { "<bdi>\(escaped(text))</bdi>" }
}
