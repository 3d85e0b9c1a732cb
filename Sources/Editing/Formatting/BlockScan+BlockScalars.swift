import Documents

// Literal and folded texts, the lines of which the tree doesn't tell apart.
extension BlockScan {
  /// Adds the header of a literal or folded text and, as a token of its own, its lines.
  mutating func addBlockScalar(owner: Int, column: Int, _ role: Token.Role) {
    var headerEnd = position + 1
    var digit: Int?
    var keepsBreaks = false
    while headerEnd < bytes.count, !isBlank(headerEnd) {
      if bytes[headerEnd] == 0x2B { keepsBreaks = true }
      if 0x31...0x39 ~= bytes[headerEnd] { digit = Int(bytes[headerEnd]) - 0x30 }
      headerEnd += 1
    }
    add(headerEnd, owner: owner, column: column, role)
    let header = lines.line(of: headerEnd - 1)
    let oldParent = owner < 0 ? 0 : collections[owner].oldColumn
    let newParent = owner < 0 ? 0 : collections[owner].column
    let old = digit.map { oldParent + $0 } ?? detectedIndentation(after: header, oldParent)
    var last = header
    var line = header + 1
    while line < lines.count {
      let length = lines.text(line).count
      let spaces = lines.spaces(line)
      if length > old, spaces >= old {
        last = line
      } else if spaces < length {
        break
      } else if keepsBreaks {
        last = line
      }
      line += 1
    }
    if keepsBreaks { openEnds.insert(last) }
    skipHeaderComment()
    guard last > header else { return }
    position = lines.start(of: header + 1)
    add(
      lines.text(last).upperBound,
      owner: owner,
      column: column,
      .inner,
      form: .blockText(old: old, new: newParent + (digit ?? 2))
    )
  }

  /// The indentation that a text's own lines give it.
  private func detectedIndentation(after header: Int, _ parent: Int) -> Int {
    var indentation = parent + 1
    var line = header + 1
    while line < lines.count {
      let spaces = lines.spaces(line)
      indentation = max(indentation, spaces)
      if spaces < lines.text(line).count { break }
      line += 1
    }
    return indentation
  }

  private mutating func skipHeaderComment() {
    while byte == 0x20 || byte == 0x09 { position += 1 }
    guard byte == 0x23 else { return }
    let end = lines.text(lines.line(of: position)).upperBound
    comments.append(position..<lines.end(trimming: position..<end))
    position = end
  }
}
