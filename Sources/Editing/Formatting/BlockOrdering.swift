import Documents

/// Puts the entries of block mappings in their order, by moving whole lines.
///
/// An entry takes the comments with it that stand right above it, and those that are indented as
/// its own inside. A mapping's first comments stay where an empty line parts them from its first
/// entry; its last ones stay at its end.
struct BlockOrdering {
  private enum Kind {
    case content
    case comment
    case empty
  }

  private let scan: BlockScan
  private let order: EntryOrder
  private let kinds: [Kind]
  private var moved: [Int] = []
  /// The columns of comments that stood too deep to be moved as they are.
  private var columns: [Int: Int] = [:]

  /// The text with its block mappings in order.
  static func text(of scan: BlockScan) -> [UInt8] {
    var ordering = BlockOrdering(scan)
    ordering.moveLines()
    return ordering.text
  }

  private init(_ scan: BlockScan) {
    self.scan = scan
    order = EntryOrder(scan.document)
    var kinds = [Kind](repeating: .empty, count: scan.lines.count)
    for comment in scan.comments { kinds[scan.lines.line(of: comment.lowerBound)] = .comment }
    for token in scan.tokens {
      let first = scan.lines.line(of: token.range.lowerBound)
      let last = scan.lines.line(of: max(token.range.lowerBound, token.range.upperBound - 1))
      for line in first...last { kinds[line] = .content }
      // A text that ends with empty lines ends where the last of them starts.
      if case .blockText = token.form {
        for line in first...max(first, scan.lines.line(of: token.range.upperBound)) {
          kinds[line] = .content
        }
      }
    }
    self.kinds = kinds
  }

  private var text: [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(scan.document.bytes.count)
    var isOpen = false
    for line in moved {
      // An empty line that came here from elsewhere must not become a part of a value, nor may
      // the blanks on it.
      if kinds[line] == .empty {
        if !isOpen { text += scan.lines.lineBreak(line) }
        continue
      }
      isOpen = scan.openEnds.contains(line)
      guard let column = columns[line] else {
        text += scan.document.bytes[scan.lines.whole(line)]
        continue
      }
      text += repeatElement(0x20, count: column)
      text += scan.document.bytes[scan.lines.trimmed(line)]
      text += scan.lines.lineBreak(line)
    }
    return text
  }

  private mutating func moveLines() {
    let root = scan.document.root
    let last = scan.tokens.last { $0.role != .marker }
    guard scan.indexes[root] != nil, let last else {
      moved = Array(0..<scan.lines.count)
      return
    }
    let end = scan.tokens.first {
      $0.role == .marker && $0.range.lowerBound > last.range.lowerBound
    }
    let start = start(of: root)
    moved = Array(0..<start)
    let endLine = end.map { scan.lines.line(of: $0.range.lowerBound) } ?? scan.lines.count
    move(root, .root, start..<endLine)
    moved += endLine..<scan.lines.count
  }

  /// The line behind what stands before a mapping's first entry and its comments.
  private func start(of mapping: NodeID) -> Int {
    var line = firstLine(of: scan.document.firstChild(of: mapping))
    while line > 0, kinds[line - 1] != .content { line -= 1 }
    return line
  }

  private func firstLine(of key: NodeID) -> Int {
    scan.lines.line(of: scan.entryStarts[key] ?? 0)
  }

  /// Moves the lines of a mapping, its comments among them.
  private mutating func move(_ mapping: NodeID, _ place: KeyPlace, _ region: Range<Int>) {
    let keys = order.keys(of: mapping)
    let starts = keys.map { firstLine(of: $0) }
    guard keys.allSatisfy({ startsLine($0) }), let index = scan.indexes[mapping],
      let first = starts.first
    else {
      moved += region
      return
    }
    let column = scan.collections[index].oldColumn
    var leads = [Array(headerEnd(region.lowerBound..<first)..<first)]
    var bodies: [Range<Int>] = []
    straighten(region.lowerBound..<first, to: column)
    for (index, start) in starts.enumerated() {
      let isLast = index + 1 == starts.count
      let next = isLast ? region.upperBound : starts[index + 1]
      let end = bodyEnd(start..<next, column)
      straighten(end..<next, to: column)
      bodies.append(start..<end)
      if !isLast { leads.append(Array(end..<next)) }
    }
    var order = order.order(of: keys, in: mapping, place)
    if order.count != keys.count { order = Array(keys.indices) }
    moved += region.lowerBound..<(first - leads[0].count)
    if let newFirst = order.first, newFirst != 0 {
      // What is said of the whole file stays at its top, and nothing that is said further down gets
      // there; the empty lines above what comes first now go to what came first.
      if mapping == scan.document.root {
        moved += leads[0].filter(isAboutFile)
        leads[0].removeAll(where: isAboutFile)
        leads[0].insert(contentsOf: leads[newFirst].filter(isAboutFile), at: 0)
        leads[newFirst].removeAll(where: isAboutFile)
      }
      let gap = leads[newFirst].prefix { kinds[$0] == .empty }
      leads[newFirst].removeFirst(gap.count)
      leads[0].insert(contentsOf: gap, at: 0)
    }
    for entry in order {
      moved += leads[entry]
      moveEntry(keys[entry], self.order.place(of: keys[entry], in: place), bodies[entry])
    }
    if let last = bodies.last { moved += last.upperBound..<region.upperBound }
  }

  /// Puts the comments that stand deeper than a mapping's keys at their column: behind a literal text
  /// that one didn't stand behind before, it might become a part of it.
  private mutating func straighten(_ lines: Range<Int>, to column: Int) {
    for line in lines where kinds[line] == .comment {
      let indentation = scan.lines.indentation(at: scan.lines.trimmed(line).lowerBound)
      if indentation > column { columns[line] = column }
    }
  }

  private mutating func moveEntry(_ key: NodeID, _ place: KeyPlace, _ body: Range<Int>) {
    let value = NodeID(scan.document[key].next)
    guard scan.indexes[value] != nil, scan.document[value].kind == .mapping,
      case let start = start(of: value), body.contains(start)
    else {
      moved += body
      return
    }
    moved += body.lowerBound..<start
    move(value, place, start..<body.upperBound)
  }

  /// Whether nothing but blanks stands on the line before a key's entry.
  private func startsLine(_ key: NodeID) -> Bool {
    guard let start = scan.entryStarts[key] else { return false }
    let line = scan.lines.line(of: start)
    return scan.lines.trimmed(line).lowerBound == start
  }

  private func isAboutFile(_ line: Int) -> Bool {
    Pragma.isAboutFile(scan.document.bytes[scan.lines.trimmed(line)])
  }

  /// Where the comments at a mapping's start end that don't go with its first entry.
  private func headerEnd(_ gap: Range<Int>) -> Int {
    gap.last { kinds[$0] == .empty }.map { $0 + 1 } ?? gap.lowerBound
  }

  /// Where an entry ends with the comments that are its own, in the lines up to the next.
  private func bodyEnd(_ lines: Range<Int>, _ column: Int) -> Int {
    var end = lines.upperBound
    while end > lines.lowerBound + 1, kinds[end - 1] != .content { end -= 1 }
    for line in end..<lines.upperBound where kinds[line] == .comment {
      let comment = scan.lines.trimmed(line)
      // One that silences findings does so for what is below it.
      guard scan.lines.indentation(at: comment.lowerBound) > column,
        !Pragma.silences(scan.document.bytes[comment])
      else { break }
      end = line + 1
    }
    return end
  }
}
