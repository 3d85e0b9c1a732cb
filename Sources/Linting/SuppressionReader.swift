import Diagnostics
import Documents
import Glibc

/// One `# dmsa: …` comment.
struct Suppression {
  enum Extent {
    /// What starts here: on the line that it stands on, or in the key or item that follows.
    case range(SourceRange)
    /// Every finding of the file.
    case file
    /// Nothing: it stands where it can't work.
    case nowhere
  }

  /// One id between the brackets.
  struct Name {
    let text: String
    let range: SourceRange
  }

  let extent: Extent
  /// Its own line, where a finding about the whole file or about the comment may stand; nil for an
  /// `ignore-file`.
  let line: SourceRange?
  /// From `dmsa:` to the closing bracket.
  let directive: SourceRange
  let names: [Name]
  /// The day as it is written, and where; nil without `until=`.
  let until: (text: String, range: SourceRange)?
  let hasReason: Bool
  /// Whether the comment is no directive that is understood.
  let isMalformed: Bool
}

/// Finds the ignore comments of a file and what each reaches.
struct SuppressionReader {
  private let document: Document
  private let bytes: [UInt8]

  /// The start of the line of the comment below, and what that one reaches where it is alone.
  private var below: (line: Int, extent: Suppression.Extent)?

  /// Reads a document's comments; costs next to nothing where none speaks to `dmsa`.
  static func read(_ document: Document) -> [Suppression] {
    guard document.syntax == .yaml, mentionsTool(document.bytes) else { return [] }
    var reader = SuppressionReader(document: document, bytes: document.bytes)
    // Backwards, for of comments above each other the last one knows what all reach.
    return document.comments().reversed().compactMap { reader.suppression($0) }.reversed()
  }

  /// Whether `dmsa:` stands behind any `#`.
  private static func mentionsTool(_ bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return false }
      var start = 0
      while let hash = memchr(base + start, 0x23, bytes.count - start) {
        start = UnsafeRawPointer(base).distance(to: hash) + 1
        var next = start
        while next < bytes.count, bytes[next] == 0x20 || bytes[next] == 0x09 { next += 1 }
        if bytes[next...].starts(with: "dmsa:".utf8) { return true }
      }
      return false
    }
  }

  private mutating func suppression(_ comment: SourceRange) -> Suppression? {
    let reached = reach(of: comment)
    var cursor = Cursor(bytes: bytes, index: Int(comment.start) + 1, end: Int(comment.end))
    cursor.skipBlanks()
    let start = cursor.index
    guard cursor.take("dmsa:") else { return nil }
    cursor.skipBlanks()
    let isFile = cursor.take("ignore-file")
    let isKnown = isFile || cursor.take("ignore")
    guard isKnown, cursor.take("[") else { return malformed(start, cursor.end) }
    var names: [Suppression.Name] = []
    while true {
      cursor.skipBlanks()
      let name = cursor.word { $0 != 0x2C && $0 != 0x5D && $0 != 0x20 && $0 != 0x09 }
      if !name.isEmpty {
        names.append(Suppression.Name(text: document.source(name), range: name))
      }
      cursor.skipBlanks()
      if cursor.take(",") { continue }
      break
    }
    guard cursor.take("]"), !names.isEmpty else { return malformed(start, cursor.end) }
    let directive = SourceRange(UInt32(start), UInt32(cursor.index))
    var until: (text: String, range: SourceRange)?
    var hasReason = false
    // The day stands before the reason; at the very end nothing else can be meant by it either.
    while true {
      cursor.skipBlanks()
      guard cursor.index < cursor.end else { break }
      let word = cursor.word { $0 != 0x20 && $0 != 0x09 }
      let isFirst = until == nil && !hasReason
      if until == nil, let day = day(in: word), isFirst || isLast(word, before: cursor.end) {
        until = (document.source(day), word)
      } else {
        hasReason = hasReason || bytes[Int(word.start)..<Int(word.end)].contains(where: isText)
      }
    }
    return Suppression(
      extent: isFile ? fileReach(of: comment) : reached,
      line: isFile ? nil : SourceRange(UInt32(startOfLine(comment)), comment.end),
      directive: directive,
      names: names,
      until: until,
      hasReason: hasReason,
      isMalformed: false
    )
  }

  /// What follows `until=` in a word.
  private func day(in word: SourceRange) -> SourceRange? {
    var cursor = Cursor(bytes: bytes, index: Int(word.start), end: Int(word.end))
    return cursor.take("until=") ? SourceRange(UInt32(cursor.index), word.end) : nil
  }

  private func isLast(_ word: SourceRange, before end: Int) -> Bool {
    bytes[Int(word.end)..<end].allSatisfy { $0 == 0x20 || $0 == 0x09 }
  }

  /// Whether a byte belongs to a word, so that a dash alone is no reason.
  private func isText(_ byte: UInt8) -> Bool {
    byte >= 0x80 || (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
  }

  private func malformed(_ start: Int, _ end: Int) -> Suppression {
    var end = end
    while end > start, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x09 { end -= 1 }
    return Suppression(
      extent: .nowhere,
      line: nil,
      directive: SourceRange(UInt32(start), UInt32(end)),
      names: [],
      until: nil,
      hasReason: true,
      isMalformed: true
    )
  }

  // MARK: - What it reaches

  /// What an ignore of a whole file reaches.
  private func fileReach(of comment: SourceRange) -> Suppression.Extent {
    guard !document.root.isNone else { return .file }
    let first = document.firstChild(of: document.root)
    let start = first.isNone ? document.range(of: document.root) : document.range(of: first)
    return comment.start < start.start ? .file : .nowhere
  }

  /// What any other ignore reaches: its line, or what follows where it is alone on it.
  private mutating func reach(of comment: SourceRange) -> Suppression.Extent {
    let line = startOfLine(comment)
    guard isAlone(comment, from: line) else {
      below = nil
      return .range(SourceRange(UInt32(line), comment.end))
    }
    var next = Int(comment.end)
    if next + 1 < bytes.count, bytes[next] == 0x0D, bytes[next + 1] == 0x0A { next += 1 }
    next += 1
    let extent: Suppression.Extent
    if let below, below.line == next {
      extent = below.extent
    } else {
      extent = node(startingAt: next).map { .range($0) } ?? .nowhere
    }
    below = (line, extent)
    return extent
  }

  private func startOfLine(_ comment: SourceRange) -> Int {
    var line = Int(comment.start)
    while line > 0, !isBreak(bytes[line - 1]) { line -= 1 }
    return line
  }

  /// Whether nothing but blanks and the mark of a file's encoding stands before a comment.
  private func isAlone(_ comment: SourceRange, from line: Int) -> Bool {
    var before = bytes[line..<Int(comment.start)]
    if line == 0, before.starts(with: [0xEF, 0xBB, 0xBF]) { before = before.dropFirst(3) }
    return before.allSatisfy { $0 == 0x20 || $0 == 0x09 }
  }

  private func isBreak(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

  /// The key or item that a line starts with, with its whole value; nil for a blank line.
  private func node(startingAt line: Int) -> SourceRange? {
    var first = line
    while first < bytes.count, bytes[first] == 0x20 || bytes[first] == 0x09 { first += 1 }
    guard first < bytes.count, !isBreak(bytes[first]), !"]},:".utf8.contains(bytes[first]) else {
      return nil
    }
    var end = first
    while end < bytes.count, !isBreak(bytes[end]) { end += 1 }
    // A list starts at the dash of its first item, and the item behind it.
    let isDash = bytes[first] == 0x2D && (first + 1 >= end || bytes[first + 1] <= 0x20)
    var low = 0
    var high = document.nodes.count
    while low < high {
      let middle = (low + high) / 2
      if Int(document.nodes[middle].start) < first { low = middle + 1 } else { high = middle }
    }
    while low < document.nodes.count {
      let node = document.nodes[low]
      low += 1
      if isDash, Int(node.start) == first { continue }
      guard isDash || Int(node.start) < end else { return nil }
      let isItem = node.parent >= 0 && document[NodeID(node.parent)].kind == .sequence
      if isDash { return isItem ? SourceRange(node.start, node.end) : nil }
      if node.isKey {
        return SourceRange(node.start, max(node.end, document[NodeID(node.next)].end))
      }
      if isItem { return SourceRange(node.start, node.end) }
    }
    return nil
  }
}

/// A place in a comment.
private struct Cursor {
  let bytes: [UInt8]
  var index: Int
  let end: Int

  mutating func skipBlanks() {
    while index < end, bytes[index] == 0x20 || bytes[index] == 0x09 { index += 1 }
  }

  /// Steps over a text if it stands here.
  mutating func take(_ text: StaticString) -> Bool {
    let count = text.utf8CodeUnitCount
    guard index + count <= end else { return false }
    for offset in 0..<count where bytes[index + offset] != text.utf8Start[offset] { return false }
    index += count
    return true
  }

  /// The range of bytes that belong to a word.
  mutating func word(_ belongs: (UInt8) -> Bool) -> SourceRange {
    let start = index
    while index < end, belongs(bytes[index]) { index += 1 }
    return SourceRange(UInt32(start), UInt32(index))
  }
}
