/// Breaks text between words so that no line is wider than asked for.
enum WrappedText {
  /// The lines of a text; a word that is too wide has a line of its own.
  static func lines(_ text: String, width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    var used = 0
    for bytes in text.utf8.split(separator: 0x20) {
      let word = Substring(bytes)
      let wide = DisplayWidth.of(word)
      if used > 0, used + 1 + wide > width {
        lines.append(line)
        line = ""
        used = 0
      }
      if used > 0 {
        line += " "
        used += 1
      }
      line += word
      used += wide
    }
    if used > 0 { lines.append(line) }
    return lines
  }
}
