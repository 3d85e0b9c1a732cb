import Diagnostics

/// Puts nodes into a document as a reader meets them, within its limits.
///
/// Sizes and heights after expansion are known as soon as a collection closes, for an alias can
/// only name what stands before it; so no alias bomb is ever expanded to be counted.
struct TreeBuilder {
  /// An open collection; the outermost one stands for the document around the root.
  private struct Frame {
    var node: Int32 = -1
    var lastChild: Int32 = -1
    var count: UInt32 = 0
    /// The levels of collections in it after expansion, itself included.
    var height: Int32 = 0
    /// The nodes before it, expanded.
    var before = 0
    /// Its place in `anchored`.
    var anchor: Int32 = -1
    var isMapping = false
  }

  private struct Anchored {
    let node: Int32
    /// The nodes in it after expansion, itself included.
    var size = 1
    var height: Int32 = 0
    var isOpen = false
  }

  private let limits: DocumentLimits
  /// The innermost open collection, and those around it.
  private var frame = Frame()
  private var outer: [Frame] = []
  private var anchored: [Anchored] = []
  private var anchorsByName: [[UInt8]: Int] = [:]
  /// The nodes so far, aliases expanded.
  private var total = 0

  /// Whether a key is a collection or an alias, so that keys need a closer look.
  private(set) var hasUnusualKeys = false
  /// Findings that don't stop the reading.
  var findings: [Finding] = []
  /// The finding that does.
  var fatal: Finding?

  init(limits: DocumentLimits) { self.limits = limits }

  mutating func reset() {
    frame = Frame()
    outer.removeAll(keepingCapacity: true)
    anchored.removeAll()
    anchorsByName.removeAll()
    total = 0
    hasUnusualKeys = false
    findings.removeAll()
    fatal = nil
  }

  /// Whether the next node is a mapping's key.
  var expectsKey: Bool { frame.isMapping && frame.count & 1 == 0 }

  /// Whether the next node is the value of a mapping's key, which came last.
  var expectsValue: Bool { frame.isMapping && frame.count & 1 == 1 }

  /// Whether the innermost open collection is a mapping; nil where none is open.
  var isInMapping: Bool? { outer.isEmpty ? nil : frame.isMapping }

  /// The innermost open collection; none at the root.
  var openCollection: NodeID { NodeID(frame.node) }

  /// The last node of the innermost open collection.
  var lastChild: NodeID { NodeID(frame.lastChild) }

  // MARK: - Nodes

  /// Adds a scalar, with its ``Document/keyHash(of:)`` where it is a key.
  @discardableResult
  @inline(__always)
  mutating func scalar(_ node: Node, keyHash: UInt32, to document: inout Document) -> NodeID {
    total &+= 1
    let index = append(node, keyHash, to: &document)
    if total > limits.nodes { stop(at: node, document) }
    return NodeID(index)
  }

  /// Ends the reading at a node that is one too many.
  @inline(never)
  private mutating func stop(at node: Node, _ document: Document) {
    fatal = limits.tooMany(at: document.characterRange(at: node.start))
  }

  /// Opens a mapping or sequence; its children follow until ``close(at:in:)``.
  @discardableResult
  mutating func open(_ node: Node, in document: inout Document) -> NodeID {
    if expectsKey { hasUnusualKeys = true }
    let before = total
    total &+= 1
    let index = append(node, Node.keyBit, to: &document)
    outer.append(frame)
    frame = Frame(node: index, height: 1, before: before, isMapping: node.kind == .mapping)
    if outer.count > limits.depth {
      fatal = limits.tooDeep(at: document.characterRange(at: node.start))
    } else if total > limits.nodes {
      stop(at: node, document)
    }
    return NodeID(index)
  }

  /// Closes the open collection; `end` is where it ends, nil for where its last child does.
  mutating func close(at end: UInt32?, in document: inout Document) {
    guard let parent = outer.popLast() else { return }
    let closed = frame
    frame = parent
    var node = document.nodes[Int(closed.node)]
    node.second = closed.count
    node.next = Int32(truncatingIfNeeded: document.nodes.count)
    if closed.lastChild >= 0 {
      node.first = UInt32(bitPattern: closed.node) &+ 1
      document.nodes[Int(closed.lastChild)].next = -1
      node.end = document.nodes[Int(closed.lastChild)].end
    }
    if let end { node.end = end }
    document.nodes[Int(closed.node)] = node
    if closed.anchor >= 0 {
      anchored[Int(closed.anchor)] = Anchored(
        node: closed.node,
        size: total - closed.before,
        height: closed.height
      )
    }
    frame.height = max(frame.height, closed.height + 1)
  }

  /// Ends the document.
  func finish(_ document: inout Document) {
    guard !document.root.isNone else { return }
    document.nodes[0].next = -1
  }

  /// Puts a node at the end of the arena, in its place under the open collection.
  @inline(__always)
  private mutating func append(
    _ node: Node,
    _ keyHash: UInt32,
    to document: inout Document
  ) -> Int32 {
    let index = Int32(truncatingIfNeeded: document.nodes.count)
    var node = node
    node.parent = frame.node
    // That of a last child is set right when its parent closes.
    node.next = index &+ 1
    if !frame.isMapping {
      node.place = frame.count
    } else if frame.count & 1 == 0 {
      node.place = keyHash
    } else {
      node.place = UInt32(bitPattern: frame.lastChild)
    }
    if index == 0 { document.root = NodeID(0) }
    frame.lastChild = index
    frame.count &+= 1
    document.nodes.append(node)
    return index
  }

  // MARK: - Anchors and aliases

  /// Puts an anchor on the node that came last: a scalar, or the collection that is open now.
  mutating func anchor(_ anchor: AnchorName, on node: NodeID, in document: inout Document) {
    document.anchors.append(Document.Anchor(node: node, range: anchor.range))
    let isOpen = frame.node == node.index
    if isOpen { frame.anchor = Int32(truncatingIfNeeded: anchored.count) }
    anchorsByName[anchor.name] = anchored.count
    anchored.append(Anchored(node: node.index, isOpen: isOpen))
  }

  /// Adds an alias, or the finding that it leads nowhere.
  mutating func alias(_ name: [UInt8], at range: SourceRange, to document: inout Document) {
    document.hasAliases = true
    if expectsKey { hasUnusualKeys = true }
    var node = Node(.alias, .plain, start: range.start, end: range.end)
    let target = anchorsByName[name].map { anchored[$0] }
    guard let target, !target.isOpen else {
      total += 1
      let index = append(node, Node.keyBit, to: &document)
      reportDeadEnd(name, at: range, NodeID(index), target?.node, in: document)
      return
    }
    node.first = UInt32(bitPattern: target.node)
    let hash = document.keyHash(of: document.nodes[Int(target.node)])
    _ = append(node, hash, to: &document)
    total += target.size
    frame.height = max(frame.height, target.height + 1)
    if outer.count + Int(target.height) > limits.depth {
      fatal = limits.tooDeep(at: range)
    } else if total > limits.nodes {
      fatal = limits.tooMany(at: range)
    }
  }

  private mutating func reportDeadEnd(
    _ name: [UInt8],
    at range: SourceRange,
    _ node: NodeID,
    _ ancestor: Int32?,
    in document: Document
  ) {
    let name = String(decoding: name, as: UTF8.self)
    var finding = Finding(
      .undefinedAlias,
      .error,
      "the alias `*\(name)` names no anchor that stands before it",
      help: "put `&\(name)` on the value that it should repeat",
      at: range,
      pointer: document.pointer(to: node),
      value: document.source(range),
      canBeIgnored: false
    )
    if let ancestor {
      finding.rule = .recursiveAlias
      finding.message = "the alias `*\(name)` stands inside the value that it repeats"
      finding.help = "a value can't hold itself; write out what is meant"
      if let anchor = document.anchor(of: NodeID(ancestor)) {
        finding.related = [RelatedPlace("`&\(name)` is put on this value", at: anchor.range)]
      }
    }
    findings.append(finding)
  }
}

// MARK: - Limits

extension DocumentLimits {
  fileprivate func tooDeep(at range: SourceRange) -> Finding {
    Finding(
      .yamlLimits,
      .error,
      "more than \(depth) levels of nesting, aliases counted",
      help: self == .manifest
        ? "a manifest needs fewer than ten levels; look for a bracket that never closes"
        : "look for a bracket that never closes",
      at: range,
      canBeIgnored: false
    )
  }

  fileprivate func tooMany(at range: SourceRange) -> Finding {
    Finding(
      .yamlLimits,
      .error,
      "more than \(nodes) values, aliases expanded",
      help: self == .manifest
        ? "a manifest has some hundreds; look for aliases of aliases"
        : "look for aliases of aliases",
      at: range,
      canBeIgnored: false
    )
  }
}
