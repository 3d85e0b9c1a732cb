/// Finds the columns of comments that have lines of their own.
///
/// A comment belongs to the entry below it. One that is indented more than that entry belongs to
/// the end of what is above, as deep as its own indentation says.
struct CommentColumns {
  private let scan: BlockScan

  init(_ scan: BlockScan) { self.scan = scan }

  /// The columns of the comments between two tokens, each the last or first of its line.
  func columns(
    of comments: ArraySlice<Range<Int>>,
    after: BlockScan.Token?,
    before: BlockScan.Token?
  ) -> [Int] {
    guard let after, after.owner >= 0 else {
      return comments.map { _ in before?.column ?? 0 }
    }
    // The collections that may end between the two, the innermost last.
    var ending = collections(from: after.owner)
    var limit = -1
    var next = 0
    if let before, before.role != .marker {
      guard before.role == .opening, let index = ending.firstIndex(of: before.owner) else {
        return comments.map { _ in before.column }
      }
      ending.removeFirst(index + 1)
      limit = scan.collections[before.owner].oldColumn
      next = before.column
    }
    let innermost = scan.collections[after.owner].column
    var inner = CommentColumns.awaitsValue(after, scan) ? innermost + 2 : innermost
    var isBelow = false
    return comments.map { comment in
      let indentation = scan.lines.indentation(at: comment.lowerBound)
      let isLeading = indentation <= limit || Pragma.silences(scan.lines.bytes[comment])
      if isBelow || isLeading {
        isBelow = true
        return next
      }
      if let index = ending.firstIndex(where: { indentation <= scan.collections[$0].oldColumn }) {
        ending.removeSubrange((index + 1)...)
        inner = scan.collections[ending[index]].column
      }
      return inner
    }
  }

  /// The collections around a token, the outermost first.
  private func collections(from owner: Int) -> [Int] {
    var path: [Int] = []
    var current = owner
    while current >= 0 {
      path.append(current)
      current = scan.collections[current].parent
    }
    return path.reversed()
  }

  /// Whether a value is still to come behind a token: an indicator, an anchor or a tag.
  private static func awaitsValue(_ token: BlockScan.Token, _ scan: BlockScan) -> Bool {
    let text = scan.lines.bytes[token.range]
    switch text.first {
    case 0x3A, 0x2D, 0x3F: return text.count == 1
    case 0x26, 0x21: return true
    default: return false
    }
  }
}

/// Comments that tools read.
enum Pragma {
  /// Whether a comment silences findings of the key below it.
  static func silences(_ comment: ArraySlice<UInt8>) -> Bool {
    directive(in: comment)?.starts(with: "ignore[".utf8) ?? false
  }

  /// Whether a comment speaks of the whole file, so that it has to stay at its top.
  static func isAboutFile(_ comment: ArraySlice<UInt8>) -> Bool {
    if let directive = directive(in: comment) { return directive.starts(with: "ignore-file".utf8) }
    let body = body(of: comment)
    return ["yaml-language-server:", "vim:", "-*-"].contains { body.starts(with: $0.utf8) }
  }

  /// What a comment says to this program; nil for any other comment.
  private static func directive(in comment: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    let body = body(of: comment)
    guard body.starts(with: "dmsa:".utf8) else { return nil }
    return withoutBlanks(body.dropFirst(5))
  }

  /// A comment without its sign and the blanks behind it.
  private static func body(of comment: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    withoutBlanks(comment.drop { $0 == 0x23 })
  }

  private static func withoutBlanks(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    text.drop { $0 == 0x20 || $0 == 0x09 }
  }
}
