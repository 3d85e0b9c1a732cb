public import CBytes

/// Sixteen bytes of a text, looked at at once.
///
/// A mark is a byte with all its bits where something holds, with none where it doesn't. Comparisons
/// become one instruction or two where both sides name their type, else each byte is looked at by
/// itself.
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

  /// Up to sixteen bytes, zeros behind them.
  @inlinable
  init(padding text: UnsafeBufferPointer<UInt8>) {
    var bytes = SIMD16<UInt8>()
    for index in 0..<min(text.count, ByteChunk.count) { bytes[index] = unsafe text[index] }
    self.bytes = bytes
  }

  /// The bytes that are this one, when those bits alone are looked at.
  @inlinable @inline(__always)
  public func marks(of byte: UInt8, under mask: UInt8 = 0xFF) -> Marks {
    let looked = mask == 0xFF ? bytes : bytes & SIMD16<UInt8>(repeating: mask)
    return unsafe unsafeBitCast(looked .== SIMD16<UInt8>(repeating: byte), to: Marks.self)
  }

  /// The bytes from one to another, when those bits are set in each that is looked at.
  @inlinable @inline(__always)
  public func marks(of bytes: ClosedRange<UInt8>, with bits: UInt8 = 0) -> Marks {
    let looked = bits == 0 ? self.bytes : self.bytes | SIMD16<UInt8>(repeating: bits)
    let above = looked &- SIMD16<UInt8>(repeating: bytes.lowerBound)
    let span = SIMD16<UInt8>(repeating: bytes.upperBound - bytes.lowerBound)
    return unsafe unsafeBitCast(above .<= span, to: Marks.self)
  }

  /// The ASCII letters and digits.
  @inlinable @inline(__always)
  public var alphanumericMarks: Marks {
    marks(of: 0x61...0x7A, with: 0x20) | marks(of: 0x30...0x39)
  }

  /// A bit for each mark's top bit, the first byte's lowest.
  @inlinable @inline(__always)
  public static func bits(_ marks: Marks) -> UInt32 { UInt32(cbytes_top_bits(marks)) }

  /// Whether any mark has its top bit.
  @inlinable @inline(__always)
  public static func isAny(_ marks: Marks) -> Bool { bits(marks) != 0 }

  /// A bit for each marked byte of the sixteen from an index on, those behind the text left out.
  @inlinable @inline(__always)
  public static func bits(
    of text: UnsafeBufferPointer<UInt8>,
    from index: Int,
    _ marks: (ByteChunk) -> Marks
  ) -> UInt32 {
    guard let base = text.baseAddress, index < text.count else { return 0 }
    guard text.count >= count else {
      let bits = unsafe bits(marks(ByteChunk(padding: text))) & lowBits(text.count)
      return bits &>> UInt32(truncatingIfNeeded: index)
    }
    // Near the end the last sixteen, of which those before the index count for nothing.
    let back = max(0, index + count - text.count)
    let bits = unsafe bits(marks(ByteChunk(base + index - back)))
    return bits &>> UInt32(truncatingIfNeeded: back)
  }

  /// So many bits from the lowest on, at most one for each byte of a chunk.
  @inlinable @inline(__always)
  public static func lowBits(_ count: Int) -> UInt32 {
    (1 &<< UInt32(truncatingIfNeeded: min(count, self.count))) &- 1
  }

  // MARK: - A part of a text

  /// The first marked byte of a part of a text.
  @inlinable @inline(__always)
  public static func first(
    in text: UnsafeBufferPointer<UInt8>,
    _ part: Range<Int>,
    _ marks: (ByteChunk) -> Marks
  ) -> Int? {
    guard let base = text.baseAddress else { return nil }
    var index = part.lowerBound
    while index + count <= part.upperBound {
      let bits = unsafe self.bits(marks(ByteChunk(base + index)))
      if bits != 0 { return index + bits.trailingZeroBitCount }
      index += count
    }
    guard index < part.upperBound else { return nil }
    let first = unsafe index + bits(of: text, from: index, marks).trailingZeroBitCount
    return first < part.upperBound ? first : nil
  }

  /// Visits each marked byte of a text, in order.
  @inlinable @inline(__always)
  public static func visit(
    _ text: UnsafeBufferPointer<UInt8>,
    _ marks: (ByteChunk) -> Marks,
    _ visit: (Int) -> Void
  ) {
    for start in stride(from: 0, to: text.count, by: count) {
      var bits = unsafe self.bits(of: text, from: start, marks)
      while bits != 0 {
        visit(start + bits.trailingZeroBitCount)
        bits &= bits - 1
      }
    }
  }

  /// How many bytes of a text are marked.
  @inlinable @inline(__always)
  public static func number(
    in text: UnsafeBufferPointer<UInt8>,
    _ marks: (ByteChunk) -> Marks
  ) -> Int {
    var number = 0
    for start in stride(from: 0, to: text.count, by: count) {
      number += unsafe bits(of: text, from: start, marks).nonzeroBitCount
    }
    return number
  }

  /// Whether any byte of a text is marked.
  @inlinable @inline(__always)
  public static func isAny(
    in text: UnsafeBufferPointer<UInt8>,
    _ marks: (ByteChunk) -> Marks
  ) -> Bool {
    unsafe first(in: text, text.indices, marks) != nil
  }
}
