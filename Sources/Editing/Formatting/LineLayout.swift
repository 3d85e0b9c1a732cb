/// Writes a text's tokens and comments in its order, every line at its column.
///
/// INVARIANT: apart from blanks and empty lines, the bytes are those of the text.
struct LineLayout {
  private let scan: BlockScan
  private var output: [UInt8] = []
  /// The line of the text that was written last; -1 before the first.
  private var line = -1
  /// Where the output's last line starts behind its indentation, and that line's old and new one.
  private var lineStart = 0
  private var oldIndentation = 0
  private var newIndentation = 0
  /// Where the text's part in the output's last line starts and where it ends so far.
  private var oldStart = 0
  private var oldEnd = 0

  static func text(of scan: BlockScan) -> [UInt8] {
    var layout = LineLayout(scan: scan)
    layout.write()
    return layout.output
  }

  private init(scan: BlockScan) {
    self.scan = scan
    output.reserveCapacity(scan.lines.bytes.count)
  }

  private var bytes: [UInt8] { scan.lines.bytes }
  private var lines: TextLines { scan.lines }

  private mutating func write() {
    let columns = CommentColumns(scan)
    var rest = scan.comments[...]
    var last: BlockScan.Token?
    for token in scan.tokens {
      let count = rest.prefix { $0.lowerBound < token.range.lowerBound }.count
      write(rest.prefix(count), columns, after: last, before: token)
      rest = rest.dropFirst(count)
      write(token)
      last = token
    }
    write(rest, columns, after: last, before: nil)
    if line >= 0 { output += lines.lineBreak(line) }
  }

  // MARK: - Comments

  private mutating func write(
    _ comments: ArraySlice<Range<Int>>,
    _ columns: CommentColumns,
    after: BlockScan.Token?,
    before: BlockScan.Token?
  ) {
    var own = comments
    if let first = comments.first, lines.line(of: first.lowerBound) == line {
      writeTrailing(first)
      own = own.dropFirst()
    }
    guard !own.isEmpty else { return }
    for (comment, column) in zip(own, columns.columns(of: own, after: after, before: before)) {
      startLine(at: comment.lowerBound, column: column)
      append(comment)
    }
  }

  /// Writes a comment behind what is on its line: two blanks away, or where it was if further.
  private mutating func writeTrailing(_ comment: Range<Int>) {
    let gap = lines.width(oldEnd..<comment.lowerBound)
    let lost = (oldEnd - oldStart) - (output.count - lineStart)
    output += repeatElement(0x20, count: gap < 2 ? 2 : max(2, gap + lost))
    append(comment)
  }

  // MARK: - Tokens

  private mutating func write(_ token: BlockScan.Token) {
    if case .blockText(let old, let new) = token.form {
      writeBlockText(token.range, old, new)
      return
    }
    if lines.line(of: token.range.lowerBound) != line {
      startLine(at: token.range.lowerBound, column: token.column)
    } else if token.isSpaced {
      output.append(0x20)
    }
    let first = lines.line(of: token.range.lowerBound)
    let last = lines.line(of: token.range.upperBound - 1)
    if first == last {
      append(token.range)
    } else {
      writeLines(of: token, first, last)
    }
  }

  /// Ends the line before, leaves one line empty where there are any, and starts a line.
  private mutating func startLine(at offset: Int, column: Int) {
    let next = lines.line(of: offset)
    if line >= 0 {
      output += lines.lineBreak(line)
      if next > line + 1 { output += lines.lineBreak(line + 1) }
    }
    line = next
    begin(at: offset, column: column)
  }

  private mutating func begin(at offset: Int, column: Int) {
    oldIndentation = lines.width(lines.start(of: line)..<offset)
    newIndentation = column
    output += repeatElement(0x20, count: column)
    lineStart = output.count
    oldStart = offset
  }

  private mutating func append(_ range: Range<Int>) {
    output += bytes[range]
    oldEnd = range.upperBound
  }

  /// Writes a token of several lines; those behind the first move with it.
  private mutating func writeLines(of token: BlockScan.Token, _ first: Int, _ last: Int) {
    let start = token.range.lowerBound
    let oldColumn = oldIndentation + (start - oldStart)
    let newColumn = newIndentation + (output.count - lineStart)
    appendTrimmed(start..<lines.text(first).upperBound)
    let parent = token.owner < 0 ? -2 : scan.collections[token.owner].column
    let isFlow = if case .flow = token.form { true } else { false }
    let least = max(0, isFlow ? parent : parent + 2)
    let movedIndentation = newIndentation - oldIndentation
    var shift: Int?
    for next in (first + 1)...last {
      output += lines.lineBreak(line)
      line = next
      let trimmed = lines.trimmed(next)
      guard !trimmed.isEmpty else { continue }
      let indentation = lines.width(lines.start(of: next)..<trimmed.lowerBound)
      // What hangs from the token's own column moves with it, all else with its line.
      let moved =
        shift ?? (indentation >= oldColumn ? newColumn - oldColumn : movedIndentation)
      shift = moved
      var column = max(least, indentation + moved)
      if column == 0, isSpecialAtLineStart(trimmed.lowerBound) { column = 2 }
      begin(at: trimmed.lowerBound, column: column)
      if next == last {
        append(trimmed.lowerBound..<token.range.upperBound)
      } else {
        appendTrimmed(trimmed.lowerBound..<lines.text(next).upperBound)
      }
    }
  }

  /// Appends the rest of a line without the blanks at its end; one that is escaped stays.
  private mutating func appendTrimmed(_ range: Range<Int>) {
    let end = lines.end(trimming: range)
    let isEscaped = end > range.lowerBound && bytes[end - 1] == 0x5C
    append(range.lowerBound..<(isEscaped ? range.upperBound : end))
  }

  /// Whether a text would mean something else at the very start of a line.
  private func isSpecialAtLineStart(_ offset: Int) -> Bool {
    let start = bytes[offset...].prefix(3)
    return start.first == 0x25 || start.elementsEqual("---".utf8) || start.elementsEqual("...".utf8)
  }

  private mutating func writeBlockText(_ range: Range<Int>, _ old: Int, _ new: Int) {
    let first = lines.line(of: range.lowerBound)
    // A text of empty lines alone ends where its last one starts.
    let last = lines.line(of: range.upperBound)
    for next in first...max(first, last) {
      output += lines.lineBreak(line)
      line = next
      let text = lines.text(next)
      guard text.count > old else { continue }
      output += repeatElement(0x20, count: new)
      output += bytes[text.dropFirst(old)]
    }
  }
}
