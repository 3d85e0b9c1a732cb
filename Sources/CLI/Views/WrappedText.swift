/// Breaks text between words so that no line is wider than asked for.
enum WrappedText {
  /// The lines of a text; a word that is too wide has a line of its own.
  static func lines(_ text: String, width: Int) -> [String] {
    let bytes = Array(text.utf8)
    var lines: [String] = []
    var line: [UInt8] = []
    var used = 0
    var start = 0
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: 0x20) ?? bytes.count
      defer { start = end + 1 }
      guard start < end else { continue }
      let wide = DisplayWidth.of(bytes[start..<end])
      if used > 0, used + 1 + wide > width {
        lines.append(String(decoding: line, as: UTF8.self))
        line.removeAll(keepingCapacity: true)
        used = 0
      }
      if used > 0 {
        line.append(0x20)
        used += 1
      }
      line += bytes[start..<end]
      used += wide
    }
    if used > 0 { lines.append(String(decoding: line, as: UTF8.self)) }
    return lines
  }
}
