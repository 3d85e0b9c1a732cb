public import Diagnostics

extension Document {
  /// The comments of the file in its order, each from its `#` to the end of the line.
  ///
  /// libyaml drops comments. They can only stand between scalars, whose ranges are known, so a
  /// `#` inside a text is never mistaken for one.
  public func comments() -> [SourceRange] {
    guard syntax == .yaml, isReadable, bytes.contains(0x23) else { return [] }
    var comments: [SourceRange] = []
    var gap = 0
    for node in nodes where node.kind == .scalar {
      addComments(from: gap, to: Int(node.start), &comments)
      gap = max(gap, Int(node.end))
      if node.style == .literal || node.style == .folded {
        let header = endOfLine(from: Int(node.start))
        addComments(from: Int(node.start), to: header, &comments)
        gap = max(gap, header)
      }
    }
    addComments(from: gap, to: secondDocument.map(Int.init) ?? bytes.count, &comments)
    return comments
  }

  private func addComments(from start: Int, to end: Int, _ comments: inout [SourceRange]) {
    var index = start
    while index < end {
      guard bytes[index] == 0x23, startsComment(index) else {
        index += 1
        continue
      }
      let end = endOfLine(from: index)
      comments.append(SourceRange(UInt32(index), UInt32(end)))
      index = end
    }
  }

  /// Whether a `#` has white space, the start of the file or a byte-order mark before it.
  private func startsComment(_ index: Int) -> Bool {
    guard index > 0 else { return true }
    switch bytes[index - 1] {
    case 0x20, 0x09, 0x0A, 0x0D: return true
    default: return index == 3 && bytes.starts(with: [0xEF, 0xBB, 0xBF])
    }
  }

  private func endOfLine(from start: Int) -> Int {
    var index = start
    while index < bytes.count, bytes[index] != 0x0A, bytes[index] != 0x0D { index += 1 }
    return index
  }
}
