package import Diagnostics

extension Document {
  /// The comments of the file in its order, each from its `#` to the end of the line.
  ///
  /// libyaml drops comments. They can only stand between scalars, whose ranges are known, so a
  /// `#` inside a text is never mistaken for one.
  package func comments() -> [SourceRange] {
    guard syntax == .yaml, bytes.contains(0x23) else { return [] }
    var comments: [SourceRange] = []
    var gap = 0
    for node in nodes where node.kind == .scalar {
      if Int(node.start) > gap { addComments(from: gap, to: Int(node.start), &comments) }
      gap = max(gap, Int(node.end))
      if node.style == .literal || node.style == .folded {
        addHeaderComment(of: node, &comments)
      }
    }
    addComments(from: gap, to: bytes.count, &comments)
    return comments
  }

  private func addComments(from start: Int, to end: Int, _ comments: inout [SourceRange]) {
    var index = start
    while index < end {
      guard bytes[index] == 0x23 else {
        index += 1
        continue
      }
      let isFirst = index == 0 || index == 3 && bytes.starts(with: [0xEF, 0xBB, 0xBF])
      guard isFirst || [0x20, 0x09, 0x0A, 0x0D].contains(bytes[index - 1]) else {
        index += 1
        continue
      }
      let comment = index
      while index < end, bytes[index] != 0x0A, bytes[index] != 0x0D { index += 1 }
      comments.append(SourceRange(UInt32(comment), UInt32(index)))
    }
  }

  /// The comment behind `|` or `>`, which stands inside the scalar's range.
  private func addHeaderComment(of node: Node, _ comments: inout [SourceRange]) {
    var index = Int(node.start)
    while index < bytes.count, bytes[index] != 0x0A, bytes[index] != 0x0D { index += 1 }
    addComments(from: Int(node.start), to: index, &comments)
  }
}
