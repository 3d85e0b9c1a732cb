package import Diagnostics

/// The language that a file is written in, by its name.
package enum Syntax: Sendable {
  case yaml
  case json

  /// `*.json` is JSON, every other name YAML.
  package init(path: String) {
    self = path.utf8.count >= 5 && path.utf8.suffix(5).map { $0 | 0x20 } == Array(".json".utf8)
      ? .json : .yaml
  }
}

/// One file as a tree of nodes over its bytes.
///
/// The tree is a flat arena: a node holds ranges into the bytes, and no string is made before
/// somebody asks for one. A reader fills the same document again for the next file, so that its
/// storage is used once more.
package struct Document: Sendable {
  package struct Anchor: Sendable {
    package let node: NodeID
    /// The range of `&name`.
    package let range: SourceRange
  }

  package internal(set) var bytes: [UInt8] = []
  package internal(set) var nodes: [Node] = []
  /// Texts that differ from their spelling: escapes resolved, lines folded, indentation gone.
  package internal(set) var cooked: [UInt8] = []
  /// Anchored nodes, in the order of the file.
  package internal(set) var anchors: [Anchor] = []
  package internal(set) var root: NodeID = .none
  package internal(set) var syntax: Syntax = .yaml
  /// Whether any node comes by an alias.
  package internal(set) var hasAliases = false
  /// Whether any mapping has a merge key.
  package internal(set) var hasMerges = false
  /// Whether the whole text could be read; where not, nothing but its first finding is known.
  package internal(set) var isReadable = true

  package init() {}

  mutating func reset(_ bytes: consuming [UInt8], _ syntax: Syntax) {
    self.bytes = bytes
    self.syntax = syntax
    nodes.removeAll(keepingCapacity: true)
    cooked.removeAll(keepingCapacity: true)
    anchors.removeAll(keepingCapacity: true)
    root = .none
    hasAliases = false
    hasMerges = false
    isReadable = true
  }

  @inlinable package subscript(node: NodeID) -> Node { nodes[Int(node.index)] }

  package func range(of node: NodeID) -> SourceRange {
    guard !node.isNone else { return .fileStart }
    let node = self[node]
    return SourceRange(node.start, node.end)
  }
}

// MARK: - Text

extension Document {
  /// Calls with the bytes of a scalar's text, escapes resolved; with none for a collection.
  @inlinable
  package func withText<Result>(
    of node: NodeID,
    _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    let node = self[node]
    guard node.kind == .scalar else {
      return unsafe body(UnsafeBufferPointer(start: nil, count: 0))
    }
    let range = Int(node.first)..<Int(node.first) + Int(node.second)
    return unsafe (node.isCooked ? cooked : bytes).withUnsafeBufferPointer {
      unsafe body(UnsafeBufferPointer(rebasing: $0[range]))
    }
  }

  /// A scalar's text, escapes resolved; empty for a collection.
  package func text(of node: NodeID) -> String {
    unsafe withText(of: node) { unsafe String(decoding: $0, as: UTF8.self) }
  }

  /// Whether a scalar's text is exactly this.
  package func text(of node: NodeID, equals text: StaticString) -> Bool {
    unsafe withText(of: node) { bytes in
      guard bytes.count == text.utf8CodeUnitCount else { return false }
      for index in 0..<bytes.count
      where unsafe bytes[index] != text.utf8Start[index] { return false }
      return true
    }
  }

  /// The file's own spelling of a range.
  package func source(_ range: SourceRange) -> String {
    let end = min(Int(range.end), bytes.count)
    let start = min(Int(range.start), end)
    return String(decoding: bytes[start..<end], as: UTF8.self)
  }
}

// MARK: - Structure

extension Document {
  /// The value that a node stands for: an alias is followed, else the reference itself.
  ///
  /// An alias that leads nowhere (undefined or recursive, both found by the reader) yields none.
  package func resolve(_ reference: Reference) -> Reference {
    guard !reference.isNone else { return reference }
    var node = reference.node
    var alias = reference.alias
    while self[node].kind == .alias {
      if alias.isNone { alias = node }
      let target = self[node].first
      guard target != UInt32.max else { return Reference(.none, alias: alias) }
      node = NodeID(Int32(bitPattern: target))
    }
    return Reference(node, alias: alias)
  }

  /// The items of a sequence, aliases followed; empty for anything else.
  package func items(of reference: Reference) -> [Reference] {
    let sequence = resolve(reference)
    guard !sequence.isNone, self[sequence.node].kind == .sequence else { return [] }
    var items: [Reference] = []
    var child = firstChild(of: sequence.node)
    while !child.isNone {
      items.append(resolve(Reference(child, alias: sequence.alias)))
      child = NodeID(self[child].next)
    }
    return items
  }

  /// A collection's first child, or none.
  @inlinable package func firstChild(of node: NodeID) -> NodeID {
    let node = self[node]
    guard node.kind != .scalar, node.kind != .alias, node.second > 0 else { return .none }
    return NodeID(Int32(bitPattern: node.first))
  }

  /// The entries of a mapping in the order of the file, merge keys resolved, values not followed.
  package func entries(of reference: Reference) -> [Entry] {
    let mapping = resolve(reference)
    guard !mapping.isNone, self[mapping.node].kind == .mapping else { return [] }
    var entries: [Entry] = []
    entries.reserveCapacity(Int(self[mapping.node].second) / 2)
    var merges: [Reference] = []
    var key = firstChild(of: mapping.node)
    while !key.isNone {
      let value = NodeID(self[key].next)
      if hasMerges, isMergeKey(key) {
        merges.append(Reference(value, alias: mapping.alias))
      } else {
        entries.append(
          Entry(
            key: resolve(Reference(key, alias: mapping.alias)),
            value: Reference(value, alias: mapping.alias),
            isMerged: false,
            overridesMerged: false
          )
        )
      }
      key = NodeID(self[value].next)
    }
    for merge in merges { add(merge, to: &entries) }
    return entries
  }

  /// Whether a key is YAML's plain `<<`.
  package func isMergeKey(_ key: NodeID) -> Bool {
    self[key].style == .plain && text(of: key, equals: "<<")
  }

  private func add(_ merge: Reference, to entries: inout [Entry]) {
    let source = resolve(merge)
    guard !source.isNone else { return }
    if self[source.node].kind == .sequence {
      for item in items(of: source) where !item.isNone && self[item.node].kind == .mapping {
        add(item, to: &entries)
      }
      return
    }
    for entry in self.entries(of: source) {
      guard !entry.key.isNone else { continue }
      if let index = entries.firstIndex(where: { haveSameText($0.key.node, entry.key.node) }) {
        let own = entries[index]
        if !own.isMerged {
          entries[index] = Entry(
            key: own.key,
            value: own.value,
            isMerged: false,
            overridesMerged: true
          )
        }
      } else {
        entries.append(
          Entry(key: entry.key, value: entry.value, isMerged: true, overridesMerged: false)
        )
      }
    }
  }

  /// Whether two scalars have the same text.
  package func haveSameText(_ left: NodeID, _ right: NodeID) -> Bool {
    guard !left.isNone, !right.isNone, self[left].kind == .scalar, self[right].kind == .scalar
    else { return false }
    return unsafe withText(of: left) { left in
      unsafe withText(of: right) { right in
        unsafe left.elementsEqual(right)
      }
    }
  }

  /// The anchor of a node, if it has one.
  package func anchor(of node: NodeID) -> Anchor? {
    anchors.first { $0.node == node }
  }
}

// MARK: - Pointers

extension Document {
  /// JSON Pointer (RFC 6901) of a value or key, as the file has it; the root's is empty.
  package func pointer(to node: NodeID) -> String {
    var parts: [String] = []
    var current = node
    while !current.isNone {
      let parent = NodeID(self[current].parent)
      guard !parent.isNone else { break }
      if self[parent].kind == .mapping {
        if let key = key(of: current) { parts.append(Document.escape(text(of: resolvedKey(key)))) }
      } else {
        parts.append(String(position(of: current, in: parent)))
      }
      current = parent
    }
    return parts.reversed().reduce(into: "") { $0 += "/" + $1 }
  }

  /// A pointer's part with `~` and `/` escaped.
  package static func escape(_ part: String) -> String {
    guard part.utf8.contains(where: { $0 == 0x7E || $0 == 0x2F }) else { return part }
    return part.reduce(into: "") { result, character in
      switch character {
      case "~": result += "~0"
      case "/": result += "~1"
      default: result.append(character)
      }
    }
  }

  /// The key of a value in its mapping; a key is its own; none for an item and the root.
  package func key(of node: NodeID) -> NodeID? {
    let parent = NodeID(self[node].parent)
    guard !parent.isNone, self[parent].kind == .mapping else { return nil }
    var key = firstChild(of: parent)
    while !key.isNone {
      let value = NodeID(self[key].next)
      if key == node || value == node { return key }
      key = NodeID(self[value].next)
    }
    return nil
  }

  private func resolvedKey(_ key: NodeID) -> NodeID {
    let resolved = resolve(Reference(key))
    return resolved.isNone ? key : resolved.node
  }

  private func position(of node: NodeID, in parent: NodeID) -> Int {
    var position = 0
    var child = firstChild(of: parent)
    while !child.isNone, child != node {
      position += 1
      child = NodeID(self[child].next)
    }
    return position
  }
}
