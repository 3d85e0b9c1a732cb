import Diagnostics
import Documents
import Manifests

extension LintContext {
  /// The items that repeat an earlier one of the same list, with that one's place in the list.
  func duplicates(in items: [Reference]) -> [(later: Int, earlier: Int)] {
    var duplicates: [(later: Int, earlier: Int)] = []
    if items.count <= 32 {
      for later in items.indices.dropFirst() {
        let length = document[items[later].node].second
        let earlier = items[..<later].firstIndex {
          document[$0.node].second == length && document.haveSameText($0.node, items[later].node)
        }
        if let earlier { duplicates.append((later, earlier)) }
      }
    } else {
      var places: [String: Int] = [:]
      for (later, item) in items.enumerated() {
        if let earlier = places[text(item)] {
          duplicates.append((later, earlier))
        } else {
          places[text(item)] = later
        }
      }
    }
    return duplicates
  }

  /// The places of the items that repeat an earlier one.
  func repeats(in items: [Reference]) -> Set<Int> { Set(duplicates(in: items).map(\.later)) }

  /// The item of a list as the list has it: the alias, where one leads to the text.
  func item(_ reference: Reference) -> NodeID {
    guard reference.isAliased else { return reference.node }
    let parent = NodeID(document[reference.alias].parent)
    guard !parent.isNone, document[parent].kind == .sequence,
      document.resolve(Reference(reference.alias)).node == reference.node
    else { return reference.node }
    return reference.alias
  }

  /// The edits that take an item out of its list; none where it comes by an alias, or where an
  /// anchor or a tag stands at it.
  func removing(_ reference: Reference) -> [Edit]? {
    guard !reference.isAliased, document.anchor(of: reference.node) == nil,
      document[reference.node].tag == .none, !hasCommentInHeader(reference.node)
    else { return nil }
    let list = NodeID(document[reference.node].parent)
    guard !list.isNone, document[list].kind == .sequence else { return nil }
    return document[list].style == .flow
      ? flowRemoval(of: reference.node, in: list) : lineRemoval(of: reference.node)
  }

  /// Takes out the lines of an item of a block list, if nothing else stands on them.
  private func lineRemoval(of item: NodeID) -> [Edit]? {
    let bytes = document.bytes
    var dash = Int(document[item].start) - 1
    while dash >= 0, bytes[dash] == 0x20 || bytes[dash] == 0x09 { dash -= 1 }
    guard dash >= 0, bytes[dash] == UInt8(ascii: "-") else { return nil }
    var start = dash
    while start > 0, bytes[start - 1] == 0x20 { start -= 1 }
    guard start == 0 || isLineBreak(bytes[start - 1]) else { return nil }
    var end = Int(document[item].end)
    while end < bytes.count, bytes[end] == 0x20 || bytes[end] == 0x09 { end += 1 }
    // A comment behind it stays, in its place.
    if end < bytes.count, bytes[end] == UInt8(ascii: "#"), end > Int(document[item].end) {
      return [Edit(SourceRange(UInt32(dash), UInt32(end)), "")]
    }
    guard end >= bytes.count || isLineBreak(bytes[end]) else { return nil }
    if end + 1 < bytes.count, bytes[end] == 0x0D, bytes[end + 1] == 0x0A { end += 1 }
    return [Edit(SourceRange(UInt32(start), UInt32(min(end + 1, bytes.count))), "")]
  }

  /// Takes out an item of a flow list, and the comma that parts it from its neighbour.
  private func flowRemoval(of item: NodeID, in list: NodeID) -> [Edit]? {
    guard let previous = child(before: item, in: list) else { return flowRemoval(ofFirst: item) }
    let item = document.range(of: item)
    let start = document[previous].end
    guard let gap = gap(from: start, to: item.start) else { return nil }
    guard gap.hasComment else { return [Edit(SourceRange(start, item.end), "")] }
    return [Edit(SourceRange(gap.comma, gap.comma + 1), ""), Edit(item, "")]
  }

  private func flowRemoval(ofFirst item: NodeID) -> [Edit]? {
    let next = NodeID(document[item].next)
    guard !next.isNone else { return nil }
    let item = document.range(of: item)
    guard let gap = gap(from: item.end, to: document[next].start) else { return nil }
    var end = gap.comma + 1
    while end < document[next].start, document.bytes[Int(end)] == 0x20 { end += 1 }
    if gap.hasComment {
      return [Edit(item, ""), Edit(SourceRange(gap.comma, end), "")]
    }
    return [Edit(SourceRange(item.start, end), "")]
  }

  /// The first comma between two items, and whether a comment stands there.
  private func gap(from start: UInt32, to end: UInt32) -> (comma: UInt32, hasComment: Bool)? {
    var comma: UInt32?
    var hasComment = false
    var index = start
    while index < end {
      let byte = document.bytes[Int(index)]
      if byte == UInt8(ascii: "#") {
        hasComment = true
        while index < end, !isLineBreak(document.bytes[Int(index)]) { index += 1 }
        continue
      }
      if byte == UInt8(ascii: ","), comma == nil { comma = index }
      index += 1
    }
    return comma.map { ($0, hasComment) }
  }

  private func isLineBreak(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }
}
