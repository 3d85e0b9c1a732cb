import Bytes

/// Turns libyaml's marks into byte offsets.
///
/// A mark counts Unicode scalars and leaves the byte-order mark out. Most marks lie in a run of
/// ASCII, where a scalar is a byte; between such runs it walks, for marks come in order.
struct MarkOffsets {
  // The run: `index` scalars stand before the byte at `start`; up to `end` all bytes are ASCII.
  private var index = 0
  private var start = 0
  private var end = 0

  init() {}

  init(_ source: UnsafeBufferPointer<UInt8>, isASCII: Bool) {
    if unsafe source.starts(with: [0xEF, 0xBB, 0xBF]) { start = 3 }
    end = isASCII ? source.count : unsafe MarkOffsets.endOfASCII(source, from: start)
  }

  /// The byte offset of a mark's index.
  @inline(__always)
  mutating func offset(of mark: Int, _ source: UnsafeBufferPointer<UInt8>) -> UInt32 {
    let distance = mark &- index
    if distance < 0 || distance > end &- start { unsafe move(to: mark, source) }
    return UInt32(truncatingIfNeeded: start &+ (mark &- index))
  }

  /// Makes the run the one that holds the mark.
  @inline(never)
  private mutating func move(to mark: Int, _ source: UnsafeBufferPointer<UInt8>) {
    if mark < index {
      while mark < index, start > 0 {
        start -= 1
        while start > 0, unsafe source[start] & 0xC0 == 0x80 { start -= 1 }
        index -= 1
      }
      end = unsafe MarkOffsets.endOfASCII(source, from: start)
    }
    while mark - index > end - start {
      index += end - start
      start = end
      // A mark behind the end can't be; were there one, it would stand for the end.
      guard start < source.count else {
        index = mark
        return
      }
      start += 1
      while start < source.count, unsafe source[start] & 0xC0 == 0x80 { start += 1 }
      index += 1
      end = unsafe MarkOffsets.endOfASCII(source, from: start)
    }
  }

  /// Where the first byte from a place on stands that is not ASCII, or the source ends.
  private static func endOfASCII(_ source: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    unsafe ByteChunk.first(in: source, start..<source.count) { $0.bytes } ?? source.count
  }
}
