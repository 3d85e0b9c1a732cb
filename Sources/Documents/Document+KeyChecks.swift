import Diagnostics

// What a reader finds in a tree once it stands.

// MARK: - Duplicates

extension Document {
  /// Reports each key that its mapping has had before.
  func findDuplicateKeys(_ findings: inout [Finding]) {
    for index in nodes.indices where nodes[index].kind == .mapping && nodes[index].second > 2 {
      let first = nodes[index].first
      guard mayHaveDuplicates(first) else { continue }
      var keys: [NodeID] = []
      var key = NodeID(Int32(bitPattern: first))
      while !key.isNone {
        keys.append(key)
        key = NodeID(self[NodeID(self[key].next)].next)
      }
      findDuplicates(among: keys, &findings)
    }
  }

  /// Whether any two keys of a mapping have hashes that look alike; of most mappings, none have.
  private func mayHaveDuplicates(_ first: UInt32) -> Bool {
    var seen: (UInt64, UInt64) = (0, 0)
    var key = Int32(bitPattern: first)
    while key >= 0 {
      let node = nodes[Int(key)]
      let bit: UInt64 = 1 << UInt64(node.place & 63)
      if node.place & 64 == 0 {
        if seen.0 & bit != 0 { return true }
        seen.0 |= bit
      } else {
        if seen.1 & bit != 0 { return true }
        seen.1 |= bit
      }
      key = nodes[Int(node.next)].next
    }
    return false
  }

  /// Sorting brings equal keys together in time that no choice of keys can spoil.
  private func findDuplicates(among keys: [NodeID], _ findings: inout [Finding]) {
    let sorted = keys.sorted { left, right in
      if self[left].place != self[right].place { return self[left].place < self[right].place }
      let order = compare(left, right)
      return order == 0 ? left < right : order < 0
    }
    var found: [(key: NodeID, earlier: NodeID)] = []
    var earlier = sorted[0]
    for key in sorted.dropFirst() {
      if self[key].place == self[earlier].place, isText(key), compare(key, earlier) == 0 {
        found.append((key, earlier))
      } else {
        earlier = key
      }
    }
    for (key, earlier) in found.sorted(by: { $0.key < $1.key }) {
      report(key, earlier, &findings)
    }
  }

  private func isText(_ key: NodeID) -> Bool {
    let resolved = resolve(Reference(key)).node
    return !resolved.isNone && self[resolved].kind == .scalar
  }

  /// The order of two keys' texts as bytes: below 0, 0 or above; one that is no text is empty.
  private func compare(_ left: NodeID, _ right: NodeID) -> Int {
    let left = resolve(Reference(left)).node
    let right = resolve(Reference(right)).node
    guard !left.isNone, !right.isNone else { return (left.isNone ? 0 : 1) - (right.isNone ? 0 : 1) }
    return unsafe withText(of: left) { left in
      unsafe withText(of: right) { right in
        for index in 0..<min(left.count, right.count)
        where unsafe left[index] != right[index] {
          return unsafe Int(left[index]) - Int(right[index])
        }
        return left.count - right.count
      }
    }
  }

  private func report(_ key: NodeID, _ earlier: NodeID, _ findings: inout [Finding]) {
    let name = text(of: resolve(Reference(key)).node)
    findings.append(
      Finding(
        .duplicateKey,
        .error,
        "the key `\(name)` stands in this mapping before",
        help: "keep one of them; readers differ on which one counts",
        at: range(of: key),
        pointer: pointer(to: key),
        value: name,
        related: [RelatedPlace("it stands here first", at: range(of: earlier))],
        canBeIgnored: false
      )
    )
  }
}

// MARK: - Keys that are no text, merge keys without a mapping

extension Document {
  /// Reports keys that are mappings or lists.
  func findUnusualKeys(_ findings: inout [Finding]) {
    for index in nodes.indices where nodes[index].isKey && nodes[index].kind != .scalar {
      let key = resolve(Reference(NodeID(Int32(index))))
      guard !key.isNone, self[key.node].kind != .scalar else { continue }
      findings.append(
        wrongType(
          "a key is \(kindName(of: key.node)), where text is wanted",
          help: "write the key as text",
          at: key
        )
      )
    }
  }

  /// Reports values of merge keys that are neither a mapping nor a list of mappings.
  func findUnusualMerges(_ findings: inout [Finding]) {
    for index in nodes.indices where nodes[index].isKey && isMergeKey(NodeID(Int32(index))) {
      let value = resolve(Reference(NodeID(nodes[index].next)))
      guard !value.isNone else { continue }
      if isNull(value.node) {
        findings.append(emptyMerge(value, key: NodeID(Int32(index))))
        continue
      }
      let sources = self[value.node].kind == .sequence ? items(of: value) : [value]
      for source in sources where !source.isNone && self[source.node].kind != .mapping {
        findings.append(
          wrongType(
            "`<<` merges \(kindName(of: source.node)), where a mapping is wanted",
            help: "give it an alias of a mapping, or a list of such",
            at: source
          )
        )
      }
    }
  }

  private func kindName(of node: NodeID) -> String {
    switch self[node].kind {
    case .mapping: "a mapping"
    case .sequence: "a list"
    case .scalar, .alias: type(of: node).name
    }
  }

  private func wrongType(_ message: String, help: String, at reference: Reference) -> Finding {
    let place = reference.isAliased ? reference.alias : reference.node
    var finding = Finding(
      "wrong-type",
      .error,
      message,
      help: help,
      at: range(of: place),
      pointer: pointer(to: place),
      value: source(range(of: place)),
      canBeIgnored: false
    )
    if reference.isAliased, let anchor = anchor(of: reference.node) {
      finding.related = [RelatedPlace("the value comes from this anchor", at: anchor.range)]
    }
    return finding
  }

  private func emptyMerge(_ value: Reference, key: NodeID) -> Finding {
    let place = value.isAliased ? value.alias : value.node
    let range = range(of: place)
    return Finding(
      "empty-value",
      .error,
      "`<<` merges nothing, where a mapping is wanted",
      help: "give it an alias of a mapping, or remove it",
      at: range.isEmpty ? self.range(of: key) : range,
      pointer: pointer(to: place),
      value: source(range),
      canBeIgnored: false
    )
  }
}
