/// Looks at eight bytes at once, or four.
public enum ByteScan {
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

  /// How many of the eight bytes, from the first on, are blanks.
  @inlinable @inline(__always)
  public static func leadingBlanks(_ word: UInt64) -> Int {
    (word ^ 0x2020_2020_2020_2020).trailingZeroBitCount >> 3
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
