/// Looks at eight bytes at once; each function says, byte by byte, with the byte's top bit.
public enum ByteScan {
  @usableFromInline static let ones: UInt64 = 0x0101_0101_0101_0101
  @usableFromInline static let tops: UInt64 = 0x8080_8080_8080_8080

  /// The eight bytes at an index, the first one lowest.
  @inlinable @inline(__always)
  public static func word(_ bytes: UnsafePointer<UInt8>, at index: Int) -> UInt64 {
    UInt64(littleEndian: unsafe UnsafeRawPointer(bytes + index).loadUnaligned(as: UInt64.self))
  }

  /// The four bytes at an index, the first one lowest.
  @inlinable @inline(__always)
  public static func half(_ bytes: UnsafePointer<UInt8>, at index: Int) -> UInt32 {
    UInt32(littleEndian: unsafe UnsafeRawPointer(bytes + index).loadUnaligned(as: UInt32.self))
  }

  /// The bytes that are not ASCII.
  @inlinable @inline(__always)
  public static func wide(_ word: UInt64) -> UInt64 { word & tops }

  /// How many of the eight bytes, from the first on, are blanks.
  @inlinable @inline(__always)
  public static func leadingBlanks(_ word: UInt64) -> Int {
    (word ^ 0x20 &* ones).trailingZeroBitCount >> 3
  }

  /// The index of the first byte from `start` on that is not ASCII, at most `count`.
  public static func firstWide(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
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

  /// Whether two texts of one length are the same.
  @inlinable @inline(__always)
  public static func areSame(
    _ left: UnsafePointer<UInt8>,
    _ right: UnsafePointer<UInt8>,
    count: Int
  ) -> Bool {
    var index = 0
    while index + 8 <= count {
      guard unsafe word(left, at: index) == word(right, at: index) else { return false }
      index += 8
    }
    while index < count {
      guard unsafe left[index] == right[index] else { return false }
      index += 1
    }
    return true
  }
}
