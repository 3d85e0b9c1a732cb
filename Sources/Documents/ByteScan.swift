/// Looks at eight bytes at once; each function says, byte by byte, with the byte's top bit.
enum ByteScan {
  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let tops: UInt64 = 0x8080_8080_8080_8080

  /// The eight bytes at an index, the first one lowest.
  @inline(__always)
  static func word(_ bytes: UnsafePointer<UInt8>, at index: Int) -> UInt64 {
    UInt64(littleEndian: unsafe UnsafeRawPointer(bytes + index).loadUnaligned(as: UInt64.self))
  }

  /// The bytes that are not ASCII.
  @inline(__always)
  static func wide(_ word: UInt64) -> UInt64 { word & tops }

  /// Of eight ASCII bytes, the control characters but for the line feed.
  @inline(__always)
  static func controls(_ word: UInt64) -> UInt64 {
    let isBelowBlank = ~(word &+ 0x60 &* ones)
    let isNoLineFeed = (word ^ 0x0A &* ones) &+ 0x7F &* ones
    let isDelete = word &+ ones
    return (isBelowBlank & isNoLineFeed | isDelete) & tops
  }

  /// Whether a byte ends the plain part of a JSON text; what lies above the first hit is no hit
  /// for sure.
  @inline(__always)
  static func ends(_ word: UInt64) -> UInt64 {
    let quote = word ^ 0x22 &* ones
    let backslash = word ^ 0x5C &* ones
    let isQuote = (quote &- ones) & ~quote
    let isBackslash = (backslash &- ones) & ~backslash
    let isBelowBlank = (word &- 0x20 &* ones) & ~word
    return (isQuote | isBackslash | isBelowBlank) & tops
  }

  /// The index of the first byte from `start` on that is not ASCII, at most `count`.
  static func firstWide(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    guard let base = bytes.baseAddress else { return start }
    var index = start
    while index + 8 <= bytes.count {
      let wide = unsafe wide(word(base, at: index))
      if wide != 0 { return index + wide.trailingZeroBitCount >> 3 }
      index += 8
    }
    while index < bytes.count, unsafe bytes[index] < 0x80 { index += 1 }
    return index
  }
}
