import Diagnostics

/// Puts nodes into a document as a reader meets them, within ``Limits``.
///
/// Sizes and heights after expansion are known as soon as a collection closes, for an alias can
/// only name what stands before it; so no alias bomb is ever expanded to be counted.
struct TreeBuilder {
  private struct Frame {
    let node: Int32
    let isMapping: Bool
    var lastChild: Int32 = -1
    /// The nodes in it after expansion, itself included.
    var size = 1
    /// The levels of collections in it after expansion, itself included.
    var height = 1
  }

  private struct Anchored {
    let name: [UInt8]
    let node: Int32
    var size: Int
    var height: Int
    var isOpen: Bool
  }

  private var frames: [Frame] = []
  private var anchored: [Anchored] = []
  private var total = 0

  /// Findings that don't stop the reading.
  var findings: [Finding] = []
  /// The finding that does.
  var fatal: Finding?

  mutating func reset() {
    frames.removeAll(keepingCapacity: true)
    anchored.removeAll()
    total = 0
    findings.removeAll()
    fatal = nil
  }

  /// Whether the next node is a mapping's key.
  var expectsKey: Bool {
    guard let frame = frames.last else { return false }
    return frame.isMapping && count.isMultiple(of: 2)
  }

  /// How many children the open collection has.
  private var count = 0
  private var counts: [Int] = []

  /// Adds a scalar.
  mutating func scalar(_ node: Node, to document: inout Document, anchor: AnchorName? = nil) {
    let index = append(node, to: &document)
    add(size: 1, height: 0, at: node.start)
    if let anchor { self.anchor(anchor, index, size: 1, height: 0, isOpen: false, &document) }
  }

  /// Opens a mapping or sequence; its children follow until ``close(at:in:)``.
  mutating func open(_ node: Node, in document: inout Document, anchor: AnchorName? = nil) {
    let index = append(node, to: &document)
    total += 1
    if frames.count >= Limits.depth {
      fatal = TreeBuilder.tooDeep(at: node.start)
      return
    }
    if total > Limits.nodes { fatal = TreeBuilder.tooMany(at: node.start) }
    frames.append(Frame(node: index, isMapping: node.kind == .mapping))
    counts.append(count)
    count = 0
    if let anchor { self.anchor(anchor, index, size: 1, height: 1, isOpen: true, &document) }
  }

  /// Closes the open collection; `end` is where it ends, nil for where its last child does.
  mutating func close(at end: UInt32?, in document: inout Document) {
    guard let frame = frames.popLast() else { return }
    let index = Int(frame.node)
    if let end {
      document.nodes[index].end = end
    } else if frame.lastChild >= 0 {
      document.nodes[index].end = document.nodes[Int(frame.lastChild)].end
    }
    document.nodes[index].second = UInt32(count)
    count = counts.popLast() ?? 0
    if !anchored.isEmpty,
      let position = anchored.lastIndex(where: { $0.node == frame.node })
    {
      anchored[position].size = frame.size
      anchored[position].height = frame.height
      anchored[position].isOpen = false
    }
    if !frames.isEmpty {
      frames[frames.count - 1].size += frame.size
      let height = frame.height + 1
      if frames[frames.count - 1].height < height { frames[frames.count - 1].height = height }
    }
  }

  /// Adds an alias, or the finding that it leads nowhere.
  mutating func alias(_ name: [UInt8], at range: SourceRange, to document: inout Document) {
    document.hasAliases = true
    var node = Node(
      kind: .alias, style: .plain, tag: .none, isCooked: false, start: range.start,
      end: range.end, parent: -1, next: -1, first: .max, second: 0, hash: 0)
    let text = String(decoding: name, as: UTF8.self)
    guard let target = anchored.last(where: { $0.name == name }) else {
      let index = append(node, to: &document)
      add(size: 1, height: 0, at: range.start)
      report(
        .undefinedAlias,
        "the alias `*\(text)` names no anchor that stands before it",
        help: "put `&\(text)` on the value that it should repeat",
        at: range,
        index,
        in: document
      )
      return
    }
    guard !target.isOpen else {
      let index = append(node, to: &document)
      add(size: 1, height: 0, at: range.start)
      report(
        .recursiveAlias,
        "the alias `*\(text)` stands inside the value that it repeats",
        help: "a value can't hold itself; write out what is meant",
        at: range,
        index,
        in: document,
        related: document.anchor(of: NodeID(target.node)).map {
          [RelatedPlace("`&\(text)` is put on this value", at: $0.range)]
        } ?? []
      )
      return
    }
    node.first = UInt32(bitPattern: target.node)
    if expectsKey, document.nodes[Int(target.node)].kind == .scalar {
      node.hash = unsafe document.withText(of: NodeID(target.node)) { unsafe keyHash($0) }
    }
    _ = append(node, to: &document)
    add(size: target.size, height: target.height, at: range.start)
  }

  /// Puts a node at the end of the arena and links it to what came before.
  private mutating func append(_ node: Node, to document: inout Document) -> Int32 {
    let index = Int32(truncatingIfNeeded: document.nodes.count)
    var node = node
    if frames.isEmpty {
      document.root = NodeID(index)
    } else {
      let last = frames.count - 1
      node.parent = frames[last].node
      let previous = frames[last].lastChild
      if previous >= 0 {
        document.nodes[Int(previous)].next = index
      } else {
        document.nodes[Int(node.parent)].first = UInt32(bitPattern: index)
      }
      frames[last].lastChild = index
      count += 1
    }
    document.nodes.append(node)
    return index
  }

  private mutating func add(size: Int, height: Int, at offset: UInt32) {
    total += size
    if total > Limits.nodes, fatal == nil { fatal = TreeBuilder.tooMany(at: offset) }
    if frames.count + height > Limits.depth, fatal == nil {
      fatal = TreeBuilder.tooDeep(at: offset)
    }
    guard !frames.isEmpty else { return }
    frames[frames.count - 1].size += size
    if frames[frames.count - 1].height < height + 1 {
      frames[frames.count - 1].height = height + 1
    }
  }

  private mutating func anchor(
    _ anchor: AnchorName,
    _ index: Int32,
    size: Int,
    height: Int,
    isOpen: Bool,
    _ document: inout Document
  ) {
    document.anchors.append(Document.Anchor(node: NodeID(index), range: anchor.range))
    anchored.append(
      Anchored(name: anchor.name, node: index, size: size, height: height, isOpen: isOpen)
    )
  }

  /// Adds a finding about a node.
  mutating func report(
    _ rule: RuleID,
    _ message: String,
    help: String,
    at range: SourceRange,
    _ node: Int32,
    in document: Document,
    related: [RelatedPlace] = []
  ) {
    findings.append(
      Finding(
        rule,
        .error,
        message,
        help: help,
        at: range,
        pointer: document.pointer(to: NodeID(node)),
        value: document.source(range),
        related: related,
        canBeIgnored: false
      )
    )
  }

  private static func tooDeep(at offset: UInt32) -> Finding {
    Finding(
      .yamlLimits,
      .error,
      "more than \(Limits.depth) levels of nesting, aliases counted",
      help: "a manifest needs fewer than ten levels; look for a bracket that never closes",
      at: SourceRange(offset, offset + 1),
      canBeIgnored: false
    )
  }

  private static func tooMany(at offset: UInt32) -> Finding {
    Finding(
      .yamlLimits,
      .error,
      "more than \(Limits.nodes) values, aliases expanded",
      help: "a manifest has some hundreds; look for aliases of aliases",
      at: SourceRange(offset, offset + 1),
      canBeIgnored: false
    )
  }
}

/// An anchor as it is written.
struct AnchorName {
  let name: [UInt8]
  /// The range of `&name`.
  let range: SourceRange
}

/// FNV-1a of a key's text, never 0.
func keyHash(_ text: UnsafeBufferPointer<UInt8>) -> UInt32 {
  var hash: UInt32 = 2_166_136_261
  for index in 0..<text.count { hash = unsafe (hash ^ UInt32(text[index])) &* 16_777_619 }
  return hash == 0 ? 1 : hash
}
