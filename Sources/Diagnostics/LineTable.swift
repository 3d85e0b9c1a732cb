import Bytes

/// A line, a column and a byte offset, as people and editors count them.
public struct Position: Hashable, Sendable {
  /// The line, from 1.
  public let line: Int
  /// The column, from 1, in Unicode scalars; a byte-order mark has none.
  public let column: Int
  /// The offset from the file's first byte, from 0; a byte-order mark counts.
  public let offset: Int
}

/// Where the lines of a file start, so that an offset becomes a line and a column.
///
/// A line ends with LF, CR LF or a lone CR, as editors and YAML 1.2 have it. U+0085, U+2028 and
/// U+2029 end none. A position costs the same wherever it is, however long its line.
public struct LineTable: Sendable {
  private let bytes: [UInt8]
  private let starts: [UInt32]
  /// For each block of bytes, how many before it go on with a scalar that an earlier one began;
  /// empty where all bytes are ASCII.
  private let continuations: [UInt32]

  private static let block = 1024

  public init(_ bytes: [UInt8]) {
    self.bytes = bytes
    var starts: [UInt32] = [0]
    let isASCII = bytes.withUnsafeBufferPointer { bytes in
      ByteChunk.visit(bytes) {
        $0.marks(of: 0x0A) | $0.marks(of: 0x0D)
      } _: { index in
        let next = index + 1
        if bytes[index] == 0x0A || next == bytes.count || bytes[next] != 0x0A {
          starts.append(UInt32(next))
        }
      }
      return !ByteChunk.isAny(in: bytes) { $0.bytes }
    }
    self.starts = starts
    continuations = isASCII ? [] : LineTable.continuations(in: bytes)
  }

  private static func continuations(in bytes: [UInt8]) -> [UInt32] {
    var continuations: [UInt32] = []
    continuations.reserveCapacity(bytes.count / block + 1)
    var count = 0
    for start in stride(from: 0, to: bytes.count, by: block) {
      continuations.append(UInt32(count))
      count += number(in: bytes, start..<min(start + block, bytes.count))
    }
    return continuations
  }

  /// How many bytes of a part go on with a scalar.
  private static func number(in bytes: [UInt8], _ part: Range<Int>) -> Int {
    bytes[part].withUnsafeBufferPointer { part in
      ByteChunk.number(in: part) { $0.marks(of: 0x80, under: 0xC0) }
    }
  }

  /// How many lines there are; a file that ends with a line break has an empty last one.
  public var count: Int { starts.count }

  /// The line, from 1, that holds an offset; an offset past the end is in the last one.
  public func line(of offset: UInt32) -> Int {
    var low = 0
    var high = starts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= offset { low = middle } else { high = middle }
    }
    return low + 1
  }

  /// The line, column and offset of a byte offset; one past the end is the end's.
  public func position(of offset: UInt32) -> Position {
    let end = min(Int(offset), bytes.count)
    let line = line(of: UInt32(end))
    var start = Int(starts[line - 1])
    if line == 1, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { start = min(3, end) }
    let column = 1 + (end - start) - (continuations(before: end) - continuations(before: start))
    return Position(line: line, column: column, offset: end)
  }

  /// How many bytes before an offset go on with a scalar.
  private func continuations(before offset: Int) -> Int {
    guard !continuations.isEmpty else { return 0 }
    let block = min(offset / LineTable.block, continuations.count - 1)
    return Int(continuations[block])
      + LineTable.number(in: bytes, block * LineTable.block..<offset)
  }

  /// The range of a line's text without its line break; empty for a line that isn't there.
  public func range(ofLine line: Int) -> SourceRange {
    guard line >= 1, line <= starts.count else { return .fileStart }
    let start = starts[line - 1]
    var end = line < starts.count ? starts[line] : UInt32(bytes.count)
    while end > start, bytes[Int(end) - 1] == 0x0A || bytes[Int(end) - 1] == 0x0D { end -= 1 }
    return SourceRange(start, end)
  }

  /// The text of a line without its line break and byte-order mark.
  public func text(ofLine line: Int) -> String {
    let range = range(ofLine: line)
    var slice = bytes[Int(range.start)..<Int(range.end)]
    if line == 1, slice.starts(with: [0xEF, 0xBB, 0xBF]) { slice = slice.dropFirst(3) }
    return String(decoding: slice, as: UTF8.self)
  }
}
