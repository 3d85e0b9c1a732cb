import Diagnostics
import Documents

// To which text a place belongs, and where a text stands in the file.
extension SecretFinder {
  /// What a place of the searched bytes belongs to.
  enum Holder {
    case text(Unit)
    /// To no scalar: a comment, a bracket, an anchor.
    case outside
    /// To a scalar that is searched by its text.
    case nothing
  }

  /// What the end of a range belongs to.
  mutating func holder(of range: Range<Int>, _ source: Source) -> Holder {
    guard document.isReadable else { return .text(Unit(range: 0..<file.count, node: .none)) }
    if case .cooked(let node) = source { return .text(unit(node)) }
    let nodes = document.nodes
    let index = nodes.lastIndex(before: { Int($0.start) < range.upperBound })
    guard let index, nodes[index].kind == .scalar, Int(nodes[index].end) > range.lowerBound else {
      return .outside
    }
    let node = nodes[index]
    guard node.isCooked else { return .text(unit(NodeID(Int32(index)))) }
    guard node.style != .doubleQuoted, node.style != .singleQuoted else { return .nothing }
    if node.style != .plain {
      // A comment may stand behind `|` or `>`.
      let head = file[Int(node.start)..<range.upperBound]
      guard head.contains(where: { $0 == 0x0A || $0 == 0x0D }) else { return .outside }
    }
    return .text(Unit(range: Int(node.start)..<Int(node.end), node: NodeID(Int32(index))))
  }

  /// A scalar's text.
  func unit(_ scalar: NodeID) -> Unit {
    let node = document[scalar]
    let start = Int(node.first)
    return Unit(range: start..<(start + Int(node.second)), node: scalar)
  }

  /// The comment that holds a range's end.
  mutating func comment(holding range: Range<Int>) -> Unit? {
    let index = comments.lastIndex(before: { Int($0.start) < range.upperBound })
    guard let index, Int(comments[index].end) > range.lowerBound else { return nil }
    return Unit(range: Int(comments[index].start)..<Int(comments[index].end), node: .none)
  }

  /// The comments on the lines right below one, their ends in order.
  mutating func comments(below comment: Range<Int>) -> ArraySlice<SourceRange> {
    guard let first = comments.lastIndex(before: { Int($0.start) <= comment.lowerBound }) else {
      return []
    }
    var last = first
    while last + 1 < comments.count {
      let gap = file[Int(comments[last].end)..<Int(comments[last + 1].start)]
      guard gap.allSatisfy(SecretByte.isWhite), gap.count(where: { $0 == 0x0A }) <= 1 else { break }
      last += 1
    }
    return comments[(first + 1)..<(last + 1)]
  }

  // MARK: - Places in the file

  mutating func add(
    _ range: Range<Int>,
    _ kind: Secret.Kind,
    _ bytes: [UInt8],
    _ unit: Unit,
    _ source: Source
  ) {
    let place =
      switch source {
      case .file: SourceRange(range)
      case .cooked(let node): place(ofCooked: range, in: node, kind)
      }
    secrets.append(
      Secret(
        range: place,
        text: String(decoding: bytes[range], as: UTF8.self),
        node: unit.node,
        kind: kind
      )
    )
  }

  /// Where a part of a scalar's text stands in its source; all of it where that differs.
  private mutating func place(
    ofCooked range: Range<Int>,
    in node: NodeID,
    _ kind: Secret.Kind
  ) -> SourceRange {
    let whole = document.range(of: node)
    if sourceEnd.node != node { sourceEnd = (node, Int(whole.start)) }
    let rest = sourceEnd.offset..<max(sourceEnd.offset, Int(whole.end))
    let text = document.cooked[range]
    if case .privateKey = kind, let start = file.range(of: SecretFinder.keyStart, in: rest) {
      let end = keyEnd(in: file, from: start.upperBound, to: rest.upperBound)
      let isQuoted = document[node].style == .doubleQuoted || document[node].style == .singleQuoted
      let last = end ?? rest.upperBound - (isQuoted ? 1 : 0)
      sourceEnd.offset = last
      return SourceRange(start.lowerBound..<last)
    }
    guard text.count <= 4096, let found = file.range(of: text, in: rest) else {
      sourceEnd.offset = Int(whole.end)
      return whole
    }
    sourceEnd.offset = found.upperBound
    return SourceRange(found)
  }

  /// The secrets in order, those within another left out.
  func merged() -> [Secret] {
    let sorted = secrets.sorted {
      ($0.range.start, $1.range.end) < ($1.range.start, $0.range.end)
    }
    var merged: [Secret] = []
    for secret in sorted {
      guard let last = merged.last, secret.range.start < last.range.end || continues(last, secret)
      else {
        merged.append(secret)
        continue
      }
      merged[merged.count - 1].otherTexts.append(secret.text)
      merged[merged.count - 1].range.end = max(last.range.end, secret.range.end)
    }
    return merged
  }

  /// Whether one secret is the next line of another, as base64 is broken into lines.
  private func continues(_ first: Secret, _ second: Secret) -> Bool {
    guard case .named = first.kind, case .named = second.kind, first.node == second.node,
      !first.node.isNone
    else { return false }
    return file[Int(first.range.end)..<Int(second.range.start)].allSatisfy(SecretByte.isWhite)
  }
}

extension SourceRange {
  fileprivate init(_ range: Range<Int>) {
    self.init(UInt32(range.lowerBound), UInt32(range.upperBound))
  }
}

extension Array {
  /// The last index whose element fulfils what holds for the first elements alone.
  fileprivate func lastIndex(before isBefore: (Element) -> Bool) -> Int? {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if isBefore(self[middle]) { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? nil : low - 1
  }
}
