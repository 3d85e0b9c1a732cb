/// Text for a cell of a Markdown table, in which nothing but its own code spans is markup.
///
/// It goes by scalars: a mark that is put on a backtick or a bar hides neither from Markdown.
enum MarkdownText {
  /// A message: what stands in backticks becomes code, everything else is literal.
  static func cell(_ message: String) -> String {
    let parts = Printable.text(clipped(message)).unicodeScalars
      .split(separator: "`", omittingEmptySubsequences: false).map { Substring($0) }
    // With an odd number of backticks the last one opens nothing.
    let pairs = (parts.count - 1) / 2
    var cell = ""
    for (index, part) in parts.enumerated() {
      if index > pairs * 2 {
        cell += "&#96;" + literal(part)
      } else if index.isMultiple(of: 2) {
        cell += literal(part)
      } else {
        let isAlone = cell.unicodeScalars.last != "`"
        cell += isAlone ? code(part) : element(part)
      }
    }
    return cell
  }

  private static func clipped(_ message: String) -> String {
    let scalars = message.unicodeScalars
    guard let end = scalars.index(scalars.startIndex, offsetBy: 1000, limitedBy: scalars.endIndex),
      end < scalars.endIndex
    else { return message }
    return String(scalars[..<end]) + "…"
  }

  /// A path or another name as code.
  static func name(_ name: String) -> String { code(Substring(Printable.text(name))) }

  private static func code(_ text: Substring) -> String {
    let scalars = text.unicodeScalars
    let isPlain =
      !scalars.isEmpty && scalars.first != " " && scalars.last != " "
      && !scalars.contains { $0 == "`" || $0 == "|" || $0 == "\\" }
    return isPlain ? "`\(text)`" : element(text)
  }

  /// Code that holds what a code span can't.
  private static func element(_ text: Substring) -> String {
    "<code>\(literal(text))</code>"
  }

  private static func literal(_ text: Substring) -> String {
    var previous: Unicode.Scalar = " "
    return text.unicodeScalars.reduce(into: "") { literal, scalar in
      defer { previous = scalar }
      switch scalar {
      // An empty comment keeps a name from being called and a number from being linked.
      case "@", "#": literal += "\(scalar)<!-- -->"
      case "&", "<", ">", "|", "`", "\\", "*", "_", "~", "[", "]", "$", "!":
        literal += "&#\(scalar.value);"
      // The bare address of a page would become a link.
      case "/" where previous == ":": literal += "&#47;"
      default: literal.unicodeScalars.append(scalar)
      }
    }
  }
}
