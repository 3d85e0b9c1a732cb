import Bytes

/// White space and control characters, which no URL has.
enum WhiteSpace {
  /// The offset of the first one.
  static func first(in text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Int? {
    var rest = range
    while let index = ByteChunk.first(in: text, rest, mayBegin) {
      if text[index] < 0x80 || isWide(text, at: index) { return index }
      rest = index + 1..<range.upperBound
    }
    return nil
  }

  /// The bytes of ASCII that are one, and those with which another one may begin.
  private static func mayBegin(_ chunk: ByteChunk) -> ByteChunk.Marks {
    chunk.marks(of: 0...0x20) | chunk.marks(of: 0x7F) | chunk.marks(of: 0xC2...0xE3)
  }

  /// Whether one outside ASCII starts here: U+0080 to U+00A0, U+1680, U+2000 to U+200A, U+2028,
  /// U+2029, U+202F, U+205F, U+3000.
  private static func isWide(_ text: UnsafeBufferPointer<UInt8>, at index: Int) -> Bool {
    guard index + 1 < text.count else { return false }
    let second = text[index + 1]
    if text[index] == 0xC2 { return second <= 0xA0 }
    guard index + 2 < text.count else { return false }
    let third = text[index + 2]
    switch (text[index], second) {
    case (0xE1, 0x9A): return third == 0x80
    case (0xE2, 0x80):
      return third <= 0x8A && third >= 0x80 || third == 0xA8 || third == 0xA9 || third == 0xAF
    case (0xE2, 0x81): return third == 0x9F
    case (0xE3, 0x80): return third == 0x80
    default: return false
    }
  }
}
