/// A half-open range of UTF-8 byte offsets into one file.
///
/// Nothing else is stored about a place: ``LineTable`` turns an offset into a line and a column
/// when something is printed. 32 bits are enough, for no file over 8 MiB is read.
public struct SourceRange: Hashable, Sendable {
  public var start: UInt32
  public var end: UInt32

  @inlinable public init(_ start: UInt32, _ end: UInt32) {
    self.start = start
    self.end = end
  }

  /// The place before the first byte, where findings about a whole file stand.
  public static let fileStart = SourceRange(0, 0)

  public var isEmpty: Bool { start >= end }

  /// Whether the offset lies inside, the end left out.
  public func contains(_ offset: UInt32) -> Bool { start <= offset && offset < end }
}

extension SourceRange: Comparable {
  public static func < (left: SourceRange, right: SourceRange) -> Bool {
    (left.start, left.end) < (right.start, right.end)
  }
}
