/// How many columns a terminal gives one scalar after the other.
struct DisplayWidth {
  private var previous: Unicode.Scalar = " "

  /// The columns of a text.
  static func of(_ text: String) -> Int {
    if Printable.isPlain(text) { return text.utf8.count }
    var width = DisplayWidth()
    return text.unicodeScalars.reduce(0) { $0 + width.next($1) }
  }

  /// The columns of a part of a text, in UTF-8.
  static func of(_ text: ArraySlice<UInt8>) -> Int {
    Printable.endOfPlain(text) == text.endIndex
      ? text.count : of(String(decoding: text, as: UTF8.self))
  }

  /// Goes over a printable scalar of ASCII, whose columns are one.
  mutating func skip(_ scalar: Unicode.Scalar) { previous = scalar }

  /// The columns that this scalar adds to those before it.
  mutating func next(_ scalar: Unicode.Scalar) -> Int {
    defer { previous = scalar }
    switch scalar.value {
    case 0x00..<0x300: return 1
    case 0xFE0F:
      // Asks for the coloured picture of a sign that is narrow without it.
      let isPicture = !previous.isASCII && previous.properties.isEmoji
      return isPicture && !previous.properties.isEmojiPresentation ? 1 : 0
    case 0x1160...0x11FF: return 0
    case 0x1F1E6...0x1F1FF: return 1
    case 0x1F3FB...0x1F3FF: return previous.properties.isEmojiModifierBase ? 0 : 2
    default: break
    }
    let properties = scalar.properties
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    if previous.value == 0x200D, properties.isEmoji { return 0 }
    return properties.isEmojiPresentation || DisplayWidth.isWide(scalar.value) ? 2 : 1
  }

  private static func isWide(_ value: UInt32) -> Bool {
    guard value >= 0x1100 else { return false }
    return wide.contains { $0.contains(value) }
  }

  /// The blocks of East Asian letters that are as wide as two Latin ones.
  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2329...0x232A, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF,
    0x4E00...0xA4CF, 0xA960...0xA97C, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19,
    0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x18DFF, 0x1AFF0...0x1B2FF,
    0x1F200...0x1F265, 0x20000...0x3FFFD,
  ]
}
