import Diagnostics
import Linting

/// Where in a file findings stand, as lines and columns.
struct Places {
  let lines: LineTable
  private let size: UInt32

  init(_ file: LintedFile) {
    lines = LineTable(file.bytes)
    size = UInt32(clamping: file.bytes.count)
  }

  /// The range with its ends inside the file and in order.
  func inside(_ range: SourceRange) -> SourceRange {
    let start = min(range.start, size)
    return SourceRange(start, max(start, min(range.end, size)))
  }

  func start(_ range: SourceRange) -> Position { lines.position(of: inside(range).start) }

  func end(_ range: SourceRange) -> Position { lines.position(of: inside(range).end) }

  /// The last line that a range has a part of.
  func lastLine(_ range: SourceRange) -> Int {
    let range = inside(range)
    return lines.line(of: range.isEmpty ? range.start : range.end - 1)
  }
}

extension LintedFile {
  /// The findings that count.
  var shown: [Finding] { findings.filter(\.counts).map(\.finding) }
}
