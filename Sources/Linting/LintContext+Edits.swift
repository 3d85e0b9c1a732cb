import Diagnostics
import Documents
import Manifests

// The edits that mend grants. Whatever an alias repeats elsewhere is left to its author.
extension LintContext {
  /// Puts another text in a scalar's place, in the quotes that it has.
  ///
  /// Nil where a comment stands in the way.
  func edit(replacing scalar: NodeID, by text: String) -> Edit? {
    guard !hasCommentInHeader(scalar) else { return nil }
    let node = document[scalar]
    guard node.isCooked else {
      return Edit(SourceRange(node.first, node.first + node.second), text)
    }
    let quote =
      switch node.style {
      case .singleQuoted: "'"
      case .doubleQuoted: "\""
      default: ""
      }
    return Edit(SourceRange(node.start, node.end), quote + text + quote)
  }

  /// Whether a comment stands behind the `|` or `>` of a block scalar.
  func hasCommentInHeader(_ scalar: NodeID) -> Bool {
    let node = document[scalar]
    guard node.style == .literal || node.style == .folded else { return false }
    for byte in document.bytes[Int(node.start)..<Int(node.end)] {
      if isLineBreak(byte) { return false }
      if byte == 0x23 { return true }
    }
    return false
  }

  /// Takes a grant out of the mapping that it stands in, which stays a mapping.
  ///
  /// Nil where a comment, an anchor or an unusual layout stands in the way.
  func edit(removing grant: Grant) -> Edit? {
    guard !grant.isMerged, !grant.key.isAliased, !grant.value.isAliased,
      !grant.levelValue.isAliased, !isRepeated(grant.key.node)
    else { return nil }
    let mapping = NodeID(document[grant.key.node].parent)
    if document[mapping].second == 2 { return edit(emptying: mapping) }
    let value = NodeID(document[grant.key.node].next)
    let entry = SourceRange(document[grant.key.node].start, document[value].end)
    guard isPlainlyRemovable(entry) else { return nil }
    return document[mapping].style == .flow
      ? edit(removingFromFlow: entry, key: grant.key.node, mapping)
      : edit(removingFromBlock: entry)
  }

  /// Leaves `{}` of a mapping.
  func edit(emptying mapping: NodeID) -> Edit? {
    let first = document.firstChild(of: mapping)
    guard !first.isNone, !isRepeated(mapping) else { return nil }
    let whole =
      document[mapping].style == .flow
      ? document.range(of: mapping)
      : SourceRange(document[first].start, document[mapping].end)
    guard isPlainlyRemovable(whole) else { return nil }
    guard document[mapping].style != .flow else { return Edit(whole, "{}") }
    guard lineStart(before: document[first].start) != nil else { return nil }
    // Behind the key's colon, where nothing but white space stands between.
    if let key = document.key(of: mapping) {
      var index = document[key].end
      if byte(index) == 0x3A {
        index += 1
        if isWhite(index, whole.start) { return Edit(SourceRange(index, whole.end), " {}") }
      }
    }
    return Edit(whole, "{}")
  }

  /// What an alias repeats in another place than a grant's level.
  func scalarsRepeatedElsewhere() -> Set<NodeID> {
    guard document.hasAliases else { return [] }
    let levels = Set(manifest.grants.map(\.levelValue.alias))
    var repeated: Set<NodeID> = []
    for index in document.nodes.indices where document.nodes[index].kind == .alias {
      let alias = NodeID(Int32(index))
      guard !levels.contains(alias) else { continue }
      repeated.insert(document.resolve(Reference(alias)).node)
    }
    return repeated
  }

  // MARK: - Block and flow

  private func edit(removingFromBlock entry: SourceRange) -> Edit? {
    guard let start = lineStart(before: entry.start) else { return nil }
    var end = entry.end
    while byte(end) == 0x20 || byte(end) == 0x09 { end += 1 }
    // A comment behind it stays, in its place.
    if byte(end) == 0x23, end > entry.end { return Edit(SourceRange(entry.start, end), "") }
    if byte(end) == 0x0D, byte(end + 1) == 0x0A {
      end += 2
    } else if isLineBreak(byte(end)) {
      end += 1
    } else if byte(end) != nil {
      return nil
    }
    return Edit(SourceRange(start, end), "")
  }

  /// With the comma before it, or behind it where it is the first.
  private func edit(
    removingFromFlow entry: SourceRange,
    key: NodeID,
    _ mapping: NodeID
  ) -> Edit? {
    if let former = child(before: key, in: mapping) {
      let end = document[former].end
      return isComma(end, entry.start) ? Edit(SourceRange(end, entry.end), "") : nil
    }
    let next = NodeID(document[NodeID(document[key].next)].next)
    guard !next.isNone, isComma(entry.end, document[next].start) else { return nil }
    return Edit(SourceRange(entry.start, document[next].start), "")
  }

  /// The item before, or of a key the value before; the arena has the nodes in the file's order.
  func child(before child: NodeID, in collection: NodeID) -> NodeID? {
    var node = NodeID(child.index - 1)
    while !node.isNone, node != collection {
      let parent = NodeID(document[node].parent)
      if parent == collection { return node }
      node = parent
    }
    return nil
  }

  // MARK: - Bytes

  private func byte(_ offset: UInt32) -> UInt8? {
    Int(offset) < document.bytes.count ? document.bytes[Int(offset)] : nil
  }

  private func isLineBreak(_ byte: UInt8?) -> Bool { byte == 0x0A || byte == 0x0D }

  /// The start of a line of which nothing but blanks stands before an offset.
  private func lineStart(before offset: UInt32) -> UInt32? {
    var start = offset
    while byte(start &- 1) == 0x20 { start -= 1 }
    return start == 0 || isLineBreak(byte(start - 1)) ? start : nil
  }

  private func isWhite(_ start: UInt32, _ end: UInt32) -> Bool {
    var index = start
    while index < end, byte(index) == 0x20 || byte(index) == 0x09 || isLineBreak(byte(index)) {
      index += 1
    }
    return index == end
  }

  /// Whether there is one comma and white space.
  private func isComma(_ start: UInt32, _ end: UInt32) -> Bool {
    var comma = start
    while comma < end, byte(comma) != 0x2C { comma += 1 }
    return comma < end && isWhite(start, comma) && isWhite(comma + 1, end)
  }

  /// Whether no comment and no anchor that is used would go.
  private func isPlainlyRemovable(_ range: SourceRange) -> Bool {
    guard !document.hasAliases || !hasAnchor(in: range) else { return false }
    guard document.syntax == .yaml else { return true }
    return (range.start..<range.end).allSatisfy { offset in
      guard byte(offset) == 0x23 else { return true }
      let before = byte(offset &- 1)
      return before != 0x20 && before != 0x09 && !isLineBreak(before)
    }
  }
  private func hasAnchor(in range: SourceRange) -> Bool {
    let anchors = document.anchors
    var low = 0
    var high = anchors.count
    while low < high {
      let middle = (low + high) / 2
      if anchors[middle].range.start < range.start { low = middle + 1 } else { high = middle }
    }
    return low < anchors.count && range.contains(anchors[low].range.start)
  }
}
