/// Tells keys apart at a glance: equal texts have equal hashes.
///
/// It is looked at, eight bytes at once, for every key of every file, and kept nowhere beyond a run.
/// Nothing relies on different texts having different hashes.
public enum KeyHash {
  /// The bit that every hash has.
  public static let topBit: UInt32 = 0x8000_0000

  private static let prime: UInt64 = 0x9E37_79B9_7F4A_7C15

  /// The hash of a text, its top bit set, so that it is never 0.
  public static func of(_ text: UnsafeBufferPointer<UInt8>) -> UInt32 {
    var hash = UInt64(truncatingIfNeeded: text.count) &* prime
    guard let base = text.baseAddress else { return finished(hash) }
    var index = 0
    while index + 8 <= text.count {
      hash = unsafe mixed(hash ^ ByteScan.word(base, at: index))
      index += 8
    }
    guard index < text.count else { return finished(hash) }
    if text.count >= 8 {
      // The last eight bytes, some of them once more.
      return unsafe finished(mixed(hash ^ ByteScan.word(base, at: text.count - 8)))
    }
    if text.count >= 4 {
      let first = unsafe UInt64(ByteScan.half(base, at: 0))
      let last = unsafe UInt64(ByteScan.half(base, at: text.count - 4))
      return finished(mixed(hash ^ (first << 32 | last)))
    }
    var rest: UInt64 = 0
    while index < text.count {
      rest = unsafe rest << 8 | UInt64(text[index])
      index += 1
    }
    return finished(mixed(hash ^ rest))
  }

  @inline(__always)
  private static func mixed(_ hash: UInt64) -> UInt64 {
    let product = hash &* prime
    return product ^ product >> 32
  }

  @inline(__always)
  private static func finished(_ hash: UInt64) -> UInt32 {
    UInt32(truncatingIfNeeded: hash &* prime >> 32) | topBit
  }
}
