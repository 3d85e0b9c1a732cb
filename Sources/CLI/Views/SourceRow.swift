import Diagnostics

/// One source line cut to the width there is, around what matters in it.
struct SourceRow {
  private(set) var text = ""
  /// The characters shown, and the column each starts at.
  private var shown: [(cell: SourceCell, column: Int)] = []
  private var width = 0
  /// The column of the first character shown.
  private var first = 0
  private var isCut = false

  init(_ source: SourceText, line: Int, around mark: SourceRange?, width limit: Int) {
    let whole = source.text(ofLine: line)
    let place = mark?.start ?? whole.start
    let excerpt = source.excerpt(
      of: whole,
      around: place,
      bytes: max(1024, UInt32(clamping: limit) * 16)
    )
    let cells = source.cells(in: excerpt)
    let total = cells.reduce(0) { $0 + $1.width }
    let hasMore = (before: excerpt.start > whole.start, after: excerpt.end < whole.end)
    if total <= limit, !hasMore.before, !hasMore.after {
      fill(cells[...], of: source, limit, endsCut: false)
      return
    }
    var markStart = 0
    var markEnd = 0
    for cell in cells {
      if cell.end <= place { markStart += cell.width }
      if cell.start < mark?.end ?? place { markEnd += cell.width }
    }
    markEnd = max(markEnd, markStart + 1)
    let left = SourceRow.left(
      markStart,
      markEnd,
      limit,
      hasMoreBefore: hasMore.before,
      total: hasMore.after ? nil : total
    )
    var column = 0
    var index = cells.startIndex
    isCut = true
    let startsCut = left > 0 || hasMore.before
    while index < cells.endIndex, column < left + (startsCut ? 1 : 0) {
      column += cells[index].width
      index += 1
    }
    // A mark that joins the character before it has nothing to join any more.
    while startsCut, index < cells.endIndex, cells[index].width == 0 { index += 1 }
    if startsCut {
      text = "…"
      width = 1
      first = 1
    }
    fill(cells[index...], of: source, limit, endsCut: hasMore.after)
  }

  /// The column that the window starts at.
  private static func left(
    _ start: Int,
    _ end: Int,
    _ limit: Int,
    hasMoreBefore: Bool,
    total: Int?
  ) -> Int {
    if end < limit, !hasMoreBefore { return 0 }
    let spare = limit - (end - start)
    // Too wide for the window: its start, with a little of what stands before.
    guard spare > 12 else { return max(0, start - 6) }
    let left = start - spare / 2
    guard let total else { return max(0, left) }
    return max(0, min(left, total - limit))
  }

  private mutating func fill(
    _ cells: ArraySlice<SourceCell>,
    of source: SourceText,
    _ limit: Int,
    endsCut: Bool
  ) {
    let rest = cells.reduce(width) { $0 + $1.width }
    let endsCut = endsCut || rest > limit
    shown.reserveCapacity(cells.count)
    for cell in cells {
      if endsCut, width + cell.width > limit - 1 { break }
      shown.append((cell, width))
      width += cell.width
    }
    source.append(cells.prefix(shown.count), to: &text)
    if endsCut { text += "…" }
  }

  /// Whether the start of a range can be seen.
  func shows(_ range: SourceRange) -> Bool {
    guard isCut else { return true }
    return shown.contains { $0.cell.end > range.start && $0.cell.start <= range.start }
      || shown.last?.cell.end == range.start
  }

  /// The columns to underline for a range, at least one.
  func columns(of range: SourceRange) -> (start: Int, end: Int) {
    let inside = shown.first { $0.cell.end > range.start }
    let start = inside?.column ?? width
    let last = shown.last { $0.cell.start < range.end }
    let end = last.map { $0.column + $0.cell.width } ?? first
    return (start, max(end, start + 1))
  }
}
