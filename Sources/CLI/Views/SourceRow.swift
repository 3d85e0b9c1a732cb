import Diagnostics

/// One source line cut to the width there is, around what matters in it.
struct SourceRow {
  /// The characters shown.
  private var runs: [SourceRun]
  /// Whether some are left out before them, and after; a sign stands for those.
  private var startsCut = false
  private var endsCut = false

  init(_ source: SourceText, line: Int, around mark: SourceRange?, width limit: Int) {
    let whole = source.text(ofLine: line)
    let place = mark?.start ?? whole.start
    let excerpt = source.excerpt(
      of: whole,
      around: place,
      bytes: max(1024, UInt32(clamping: limit) * 16)
    )
    runs = source.runs(in: excerpt)
    let total = runs.reduce(0) { $0 + $1.width }
    let hasMore = (before: excerpt.start > whole.start, after: excerpt.end < whole.end)
    guard total > limit || hasMore.before || hasMore.after else { return }
    let markStart = runs.reduce(0) { $0 + $1.columns(endingBy: place) }
    let markEnd = runs.reduce(0) { $0 + $1.columns(startingBefore: mark?.end ?? place) }
    let left = SourceRow.left(
      markStart,
      max(markEnd, markStart + 1),
      limit,
      hasMoreBefore: hasMore.before,
      total: hasMore.after ? nil : total
    )
    startsCut = left > 0 || hasMore.before
    if startsCut { cutStart(before: left + first) }
    endsCut = hasMore.after || runs.reduce(first) { $0 + $1.width } > limit
    if endsCut { cutEnd(behind: limit - 1) }
  }

  /// The column of the first character shown.
  private var first: Int { startsCut ? 1 : 0 }

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

  /// Leaves out the characters that start before a column of the line.
  private mutating func cutStart(before start: Int) {
    var column = 0
    var index = 0
    while index < runs.count, column < start {
      let width = runs[index].width
      if let rest = runs[index].without(columnsBefore: start - column) {
        runs[index] = rest
        break
      }
      column += width
      index += 1
    }
    // A mark that joins the character before it has nothing to join any more.
    while index < runs.count, runs[index].width == 0 { index += 1 }
    runs.removeFirst(index)
  }

  /// Leaves out the characters that don't fit before a column of the row.
  private mutating func cutEnd(behind end: Int) {
    var column = first
    for index in runs.indices {
      if column + runs[index].width > end {
        let part = runs[index].fitting(into: end - column)
        runs.removeLast(runs.count - index)
        if let part { runs.append(part) }
        return
      }
      column += runs[index].width
    }
  }

  var isEmpty: Bool { runs.isEmpty && !startsCut && !endsCut }

  func write(from source: SourceText, to output: inout Output) {
    if startsCut { output.write("…") }
    for run in runs { source.write(run, to: &output) }
    if endsCut { output.write("…") }
  }

  /// Whether the start of a range can be seen.
  func shows(_ range: SourceRange) -> Bool {
    guard startsCut || endsCut else { return true }
    guard let start = runs.first?.start, let end = runs.last?.end else { return false }
    return start <= range.start && range.start <= end
  }

  /// The columns to underline for a range, at least one.
  func columns(of range: SourceRange) -> (start: Int, end: Int) {
    let start = runs.reduce(first) { $0 + $1.columns(endingBy: range.start) }
    let end = runs.reduce(first) { $0 + $1.columns(startingBefore: range.end) }
    return (start, max(end, start + 1))
  }
}
