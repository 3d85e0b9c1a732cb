/// Reads a table cell by cell, each from where the last one ended.
///
/// A cell is quoted where it begins with a quote, and a quote in it is then doubled. No cell holds a
/// line break. The tables are the program's own, so what is malformed in them is a mistake in the
/// program and stops it.
public struct CSVCursor {
  private let bytes: UnsafeBufferPointer<UInt8>
  /// Where the next cell begins.
  public private(set) var offset: Int

  public init(_ bytes: UnsafeBufferPointer<UInt8>, at offset: Int) {
    self.bytes = bytes
    self.offset = offset
  }

  public var isAtEnd: Bool { offset >= bytes.count }

  /// Reads a cell that another one follows.
  public mutating func cell() -> CSVCell { cell(endingWith: UInt8(ascii: ",")) }

  /// Reads the last cell of a row.
  public mutating func lastCell() -> CSVCell { cell(endingWith: UInt8(ascii: "\n")) }

  /// Moves on to the next row.
  public mutating func skipLine() {
    while offset < bytes.count, bytes[offset] != UInt8(ascii: "\n") { offset += 1 }
    offset += 1
  }

  private mutating func cell(endingWith end: UInt8) -> CSVCell {
    let quote = UInt8(ascii: "\"")
    let isQuoted = offset < bytes.count && bytes[offset] == quote
    var next = offset
    if isQuoted {
      repeat {
        next += 1
        while next < bytes.count, bytes[next] != quote { next += 1 }
        next += 1
      } while next < bytes.count && bytes[next] == quote
    } else {
      let (comma, lineFeed) = (UInt8(ascii: ","), UInt8(ascii: "\n"))
      while next < bytes.count, bytes[next] != comma, bytes[next] != lineFeed { next += 1 }
    }
    guard next < bytes.count, bytes[next] == end else {
      preconditionFailure("a row of the catalog is malformed at byte \(offset) of its table")
    }
    defer { offset = next + 1 }
    let content = isQuoted ? offset + 1..<next - 1 : offset..<next
    return CSVCell(bytes: UnsafeBufferPointer(rebasing: bytes[content]), isQuoted: isQuoted)
  }
}
