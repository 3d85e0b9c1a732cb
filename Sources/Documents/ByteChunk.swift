/// Sixteen bytes of a text, looked at at once.
///
/// A mark is a byte with all its bits where something holds, with none where it doesn't. Only
/// comparisons for equality become one instruction each, so ranges are told by masked bits; and
/// they do where both sides name their type, else each byte is looked at by itself.
public struct ByteChunk {
  public typealias Marks = SIMD16<UInt8>

  /// How many bytes a chunk has.
  @inlinable public static var count: Int { 16 }

  public let bytes: SIMD16<UInt8>

  /// The sixteen bytes at a place.
  @inlinable @inline(__always)
  public init(_ place: UnsafePointer<UInt8>) {
    bytes = unsafe UnsafeRawPointer(place).loadUnaligned(as: SIMD16<UInt8>.self)
  }

  /// Up to sixteen bytes, the last one repeated up to the end; zeros where there are none.
  @inlinable
  public init(padding text: UnsafeBufferPointer<UInt8>) {
    var bytes = SIMD16<UInt8>(repeating: unsafe text.last ?? 0)
    for index in 0..<min(text.count, ByteChunk.count) { bytes[index] = unsafe text[index] }
    self.bytes = bytes
  }

  /// The bytes that are this one, when those bits alone are looked at.
  @inlinable @inline(__always)
  public func marks(of byte: UInt8, under mask: UInt8 = 0xFF) -> Marks {
    let looked = mask == 0xFF ? bytes : bytes & SIMD16<UInt8>(repeating: mask)
    return unsafe unsafeBitCast(looked .== SIMD16<UInt8>(repeating: byte), to: Marks.self)
  }

  /// Whether any mark has its top bit.
  @inlinable @inline(__always)
  public static func isAny(_ marks: Marks) -> Bool {
    let halves = unsafe unsafeBitCast(marks, to: SIMD2<UInt64>.self)
    return (halves.x | halves.y) & 0x8080_8080_8080_8080 != 0
  }

  /// The first byte that is marked, all bits of it.
  @inlinable @inline(__always)
  public static func first(_ marks: Marks) -> Int? {
    let halves = unsafe unsafeBitCast(marks, to: SIMD2<UInt64>.self)
    let (low, high) = (UInt64(littleEndian: halves.x), UInt64(littleEndian: halves.y))
    if low != 0 { return low.trailingZeroBitCount >> 3 }
    return high == 0 ? nil : 8 + high.trailingZeroBitCount >> 3
  }

  /// Whether any chunk of a text has a mark.
  @inlinable @inline(__always)
  public static func isAny(
    in text: UnsafeBufferPointer<UInt8>,
    _ marks: (ByteChunk) -> Marks
  ) -> Bool {
    guard let base = text.baseAddress, !text.isEmpty else { return false }
    guard text.count >= count else { return unsafe isAny(marks(ByteChunk(padding: text))) }
    var index = 0
    while index + count <= text.count {
      if unsafe isAny(marks(ByteChunk(base + index))) { return true }
      index += count
    }
    // The last sixteen, some of them once more.
    return unsafe index < text.count && isAny(marks(ByteChunk(base + text.count - count)))
  }
}
