/// Breaks text between words so that no line is wider than asked for.
enum WrappedText {
  /// The lines of a text; a word that is too wide has a line of its own.
  static func lines(_ text: String, width: Int) -> [String] {
    var lines: [String] = []
    visit(text, width: width) { lines.append(String(decoding: $0, as: UTF8.self)) }
    return lines
  }

  /// Hands over each of the lines, in UTF-8.
  static func visit(_ text: String, width: Int, _ body: (ArraySlice<UInt8>) -> Void) {
    // Words move forward in place where more than one blank parts them, so that a line is a slice.
    var bytes = Array(text.utf8)
    let isPlain = Printable.isPlain(text)
    var line = 0..<0
    var used = 0
    var index = 0
    while index < bytes.count {
      let start = index
      while index < bytes.count, bytes[index] != 0x20 { index += 1 }
      let word = start..<index
      index += 1
      guard !word.isEmpty else { continue }
      let wide = isPlain ? word.count : DisplayWidth.of(bytes[word])
      if used > 0, used + 1 + wide > width {
        body(bytes[line])
        line = start..<start
        used = 0
      }
      if line.isEmpty { line = start..<start }
      var end = line.upperBound
      if used > 0 {
        bytes[end] = 0x20
        end += 1
        used += 1
      }
      if end < start {
        for offset in 0..<word.count { bytes[end + offset] = bytes[start + offset] }
      }
      line = line.lowerBound..<(end + word.count)
      used += wide
    }
    if used > 0 { body(bytes[line]) }
  }
}
