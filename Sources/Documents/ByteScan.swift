/// Looks at eight bytes at once; each function says, byte by byte, with the byte's top bit.
enum ByteScan {
  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let tops: UInt64 = 0x8080_8080_8080_8080

  /// The eight bytes at an index, the first one lowest.
  @inline(__always)
  static func word(_ bytes: UnsafePointer<UInt8>, at index: Int) -> UInt64 {
    UInt64(littleEndian: unsafe UnsafeRawPointer(bytes + index).loadUnaligned(as: UInt64.self))
  }

  /// The four bytes at an index, the first one lowest.
  @inline(__always)
  static func half(_ bytes: UnsafePointer<UInt8>, at index: Int) -> UInt32 {
    UInt32(littleEndian: unsafe UnsafeRawPointer(bytes + index).loadUnaligned(as: UInt32.self))
  }

  /// The bytes that are not ASCII.
  @inline(__always)
  static func wide(_ word: UInt64) -> UInt64 { word & tops }

  /// How many of the eight bytes, from the first on, are blanks.
  @inline(__always)
  static func leadingBlanks(_ word: UInt64) -> Int {
    (word ^ 0x20 &* ones).trailingZeroBitCount >> 3
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
