import Diagnostics
import Documents

/// One `# dmsa: …` comment.
struct Suppression {
  enum Extent {
    /// The line that it stands on.
    case line
    /// What follows: a key, or an item of a list, with its whole value.
    case node(SourceRange)
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
  /// From the `#` to the line's end.
  let comment: SourceRange
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

  /// Reads a document's comments; costs next to nothing where none speaks to `dmsa`.
  static func read(_ document: Document) -> [Suppression] {
    guard mentionsTool(document.bytes) else { return [] }
    let reader = SuppressionReader(document: document, bytes: document.bytes)
    return document.comments().compactMap { reader.suppression($0) }
  }

  /// Whether `dmsa:` stands anywhere.
  private static func mentionsTool(_ bytes: [UInt8]) -> Bool {
    let word: [UInt8] = [0x64, 0x6D, 0x73, 0x61, 0x3A]
    return bytes.withUnsafeBufferPointer { bytes in
      // Five letters: wherever the word stands, one of every five bytes is in it.
      var index = 4
      while index < bytes.count {
        let letter: Int
        switch bytes[index] {
        case 0x3A: letter = 4
        case 0x61: letter = 3
        case 0x73: letter = 2
        case 0x6D: letter = 1
        case 0x64: letter = 0
        default:
          index += 5
          continue
        }
        let start = index - letter
        if start + 5 <= bytes.count, (0..<5).allSatisfy({ bytes[start + $0] == word[$0] }) {
          return true
        }
        index += 5
      }
      return false
    }
  }

  private func suppression(_ comment: SourceRange) -> Suppression? {
    var cursor = Cursor(bytes: bytes, index: Int(comment.start) + 1, end: Int(comment.end))
    cursor.skipBlanks()
    let start = cursor.index
    guard cursor.take("dmsa:") else { return nil }
    cursor.skipBlanks()
    let isFile = cursor.take("ignore-file")
    let isKnown = isFile || cursor.take("ignore")
    guard isKnown, cursor.take("[") else { return malformed(comment, start, cursor.end) }
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
    guard cursor.take("]"), !names.isEmpty else { return malformed(comment, start, cursor.end) }
    let directive = SourceRange(UInt32(start), UInt32(cursor.index))
    cursor.skipBlanks()
    var until: (text: String, range: SourceRange)?
    let untilStart = cursor.index
    if cursor.take("until=") {
      let day = cursor.word { $0 != 0x20 && $0 != 0x09 }
      until = (document.source(day), SourceRange(UInt32(untilStart), day.end))
      cursor.skipBlanks()
    }
    return Suppression(
      extent: extent(of: comment, isFile: isFile),
      comment: comment,
      directive: directive,
      names: names,
      until: until,
      hasReason: cursor.index < cursor.end,
      isMalformed: false
    )
  }

  private func malformed(_ comment: SourceRange, _ start: Int, _ end: Int) -> Suppression {
    Suppression(
      extent: .nowhere,
      comment: comment,
      directive: SourceRange(UInt32(start), UInt32(end)),
      names: [],
      until: nil,
      hasReason: true,
      isMalformed: true
    )
  }

  // MARK: - What it reaches

  private func extent(of comment: SourceRange, isFile: Bool) -> Suppression.Extent {
    if isFile {
      let first = document.firstChild(of: document.root)
      let start = first.isNone ? document.range(of: document.root) : document.range(of: first)
      return comment.start < start.start ? .file : .nowhere
    }
    var lineStart = Int(comment.start)
    while lineStart > 0, bytes[lineStart - 1] != 0x0A, bytes[lineStart - 1] != 0x0D {
      lineStart -= 1
    }
    let isAlone = bytes[lineStart..<Int(comment.start)].allSatisfy {
      $0 == 0x20 || $0 == 0x09 || $0 == 0xEF || $0 == 0xBB || $0 == 0xBF
    }
    guard isAlone else { return .line }
    guard let next = nextLine(after: Int(comment.end)) else { return .nowhere }
    return node(startingOn: next).map { .node($0) } ?? .nowhere
  }

  /// The next line that is no comment, directly below; nil after a blank line or at the end.
  private func nextLine(after index: Int) -> Range<Int>? {
    var index = index
    while index < bytes.count {
      if bytes[index] == 0x0D, index + 1 < bytes.count, bytes[index + 1] == 0x0A { index += 1 }
      index += 1
      let start = index
      while index < bytes.count, bytes[index] == 0x20 || bytes[index] == 0x09 { index += 1 }
      guard index < bytes.count, bytes[index] != 0x0A, bytes[index] != 0x0D else { return nil }
      let isComment = bytes[index] == 0x23
      while index < bytes.count, bytes[index] != 0x0A, bytes[index] != 0x0D { index += 1 }
      if !isComment { return start..<index }
    }
    return nil
  }

  /// The first key or item that starts on a line, with its whole value.
  private func node(startingOn line: Range<Int>) -> SourceRange? {
    for index in document.nodes.indices {
      let id = NodeID(Int32(index))
      let node = document[id]
      guard line.contains(Int(node.start)), id != document.root else { continue }
      let parent = NodeID(node.parent)
      guard !parent.isNone else { continue }
      if document[parent].kind == .mapping {
        guard document.key(of: id) == id else { continue }
        let value = NodeID(node.next)
        return SourceRange(node.start, max(node.end, document[value].end))
      }
      // An item: a scalar, or a mapping whose first key stands behind the dash.
      return SourceRange(node.start, node.end)
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
