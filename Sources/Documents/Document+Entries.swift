/// The entries of one mapping, one after the other.
public struct EntryIterator: Sequence, IteratorProtocol {
  private let nodes: [Node]
  private var key: NodeID
  private let alias: NodeID
  /// The entries themselves, where merge keys had to be resolved.
  private var listed: ArraySlice<Entry>

  /// The children of a mapping without merge keys, from its first key on.
  init(_ nodes: [Node], from key: NodeID, alias: NodeID) {
    self.nodes = nodes
    self.key = key
    self.alias = alias
    listed = []
  }

  init(_ entries: [Entry]) {
    nodes = []
    key = .none
    alias = .none
    listed = entries[...]
  }

  public mutating func next() -> Entry? {
    while !key.isNone {
      let (node, value) = (key, NodeID(nodes[Int(key.index)].next))
      key = NodeID(nodes[Int(value.index)].next)
      var text = Reference(node, alias: alias)
      if nodes[Int(node.index)].kind == .alias {
        text = Reference(
          NodeID(Int32(bitPattern: nodes[Int(node.index)].first)),
          alias: alias.isNone ? node : alias
        )
        guard !text.isNone else { continue }
      }
      guard nodes[Int(text.node.index)].kind == .scalar else { continue }
      return Entry(
        key: text,
        value: Reference(value, alias: alias),
        isMerged: false,
        overridesMerged: false
      )
    }
    return listed.popFirst()
  }
}

extension Document {
  /// Whether a value is said where it is read, and no alias can say it elsewhere by its own anchor.
  public func isUsedOnce(_ value: Reference) -> Bool {
    guard hasAliases else { return true }
    return !value.isAliased && anchor(of: value.node) == nil
  }

  /// The value that a node stands for: an alias is followed, else the reference itself.
  ///
  /// An alias that leads nowhere (undefined or recursive, both found by the reader) yields none.
  public func resolve(_ reference: Reference) -> Reference {
    guard !reference.isNone else { return reference }
    let node = self[reference.node]
    guard node.kind == .alias else { return reference }
    let alias = reference.isAliased ? reference.alias : reference.node
    // An anchor never stands on an alias, so one step leads to the value.
    return Reference(NodeID(Int32(bitPattern: node.first)), alias: alias)
  }

  /// A collection's first child, or none.
  @inlinable public func firstChild(of node: NodeID) -> NodeID {
    let node = self[node]
    guard node.kind != .scalar, node.kind != .alias, node.second > 0 else { return .none }
    return NodeID(Int32(bitPattern: node.first))
  }

  /// The items of a sequence, aliases followed; empty for anything else.
  public func items(of reference: Reference) -> [Reference] {
    let sequence = resolve(reference)
    guard !sequence.isNone, self[sequence.node].kind == .sequence else { return [] }
    var items: [Reference] = []
    items.reserveCapacity(Int(self[sequence.node].second))
    var child = firstChild(of: sequence.node)
    while !child.isNone {
      items.append(resolve(Reference(child, alias: sequence.alias)))
      child = NodeID(self[child].next)
    }
    return items
  }

  /// The entries of a mapping in the order of the file, merge keys resolved, values not followed.
  ///
  /// A key of its own goes before a merged one, an earlier merge before a later one. A key that is
  /// no text, which the reader has found, is left out with its value.
  public func entries(of reference: Reference) -> [Entry] {
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
        let resolved = resolve(Reference(key, alias: mapping.alias))
        if !resolved.isNone, self[resolved.node].kind == .scalar {
          entries.append(
            Entry(
              key: resolved,
              value: Reference(value, alias: mapping.alias),
              isMerged: false,
              overridesMerged: false
            )
          )
        }
      }
      key = NodeID(self[value].next)
    }
    if !merges.isEmpty { add(merges, to: &entries) }
    return entries
  }

  /// The same entries one by one; no list is made where no key merges.
  public func eachEntry(of reference: Reference) -> EntryIterator {
    guard !hasMerges else { return EntryIterator(entries(of: reference)) }
    let mapping = resolve(reference)
    guard !mapping.isNone, self[mapping.node].kind == .mapping else { return EntryIterator([]) }
    return EntryIterator(nodes, from: firstChild(of: mapping.node), alias: mapping.alias)
  }

  /// Whether a key is YAML's plain `<<`.
  public func isMergeKey(_ key: NodeID) -> Bool {
    let node = self[key]
    return node.kind == .scalar && node.style == .plain && node.tag == .none && node.second == 2
      && text(of: key, equals: "<<")
  }

  private func add(_ merges: [Reference], to entries: inout [Entry]) {
    var positions: [[UInt8]: Int] = [:]
    for (position, entry) in entries.enumerated() {
      let name = unsafe withText(of: entry.key.node) { unsafe Array($0) }
      if positions[name] == nil { positions[name] = position }
    }
    for merge in merges {
      let source = resolve(merge)
      guard !source.isNone else { continue }
      if self[source.node].kind == .mapping {
        add(self.entries(of: source), to: &entries, &positions)
      } else {
        for item in items(of: source) { add(self.entries(of: item), to: &entries, &positions) }
      }
    }
  }

  private func add(
    _ merged: [Entry],
    to entries: inout [Entry],
    _ positions: inout [[UInt8]: Int]
  ) {
    for entry in merged {
      let name = unsafe withText(of: entry.key.node) { unsafe Array($0) }
      guard let position = positions[name] else {
        positions[name] = entries.count
        entries.append(
          Entry(
            key: entry.key,
            value: entry.value,
            isMerged: true,
            overridesMerged: entry.overridesMerged
          )
        )
        continue
      }
      let own = entries[position]
      guard !own.overridesMerged else { continue }
      entries[position] = Entry(
        key: own.key,
        value: own.value,
        isMerged: own.isMerged,
        overridesMerged: true
      )
    }
  }
}
