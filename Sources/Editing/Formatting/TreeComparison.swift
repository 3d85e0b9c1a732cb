import Diagnostics
import Documents

/// Tells whether two documents say the same, the order of entries apart.
///
/// Values are compared as they are written: their texts, styles, tags, anchors, and what their
/// aliases name.
struct TreeComparison {
  private let left: Document
  private let right: Document
  /// The anchored values of the left tree with those of the right.
  private var counterparts: [NodeID: NodeID] = [:]

  static func saySame(_ left: Document, _ right: Document) -> Bool {
    var comparison = TreeComparison(left: left, right: right)
    return comparison.areSame(left.root, right.root)
  }

  private init(left: Document, right: Document) {
    self.left = left
    self.right = right
  }

  // Trees are no deeper than their reader's limit.
  private mutating func areSame(_ one: NodeID, _ other: NodeID) -> Bool {
    guard !one.isNone, !other.isNone else { return one.isNone && other.isNone }
    let node = left[one]
    let counterpart = right[other]
    guard node.kind == counterpart.kind, node.style == counterpart.style,
      node.tag == counterpart.tag, haveSameAnchor(one, other)
    else { return false }
    switch node.kind {
    case .scalar:
      return left.text(of: one) == right.text(of: other)
    case .alias:
      let target = left.resolve(Reference(one)).node
      return counterparts[target] == right.resolve(Reference(other)).node
    case .sequence:
      return node.second == counterpart.second
        && areAllSame(children(of: one, in: left), children(of: other, in: right))
    case .mapping:
      return node.second == counterpart.second && haveSameEntries(one, other)
    }
  }

  private mutating func haveSameAnchor(_ one: NodeID, _ other: NodeID) -> Bool {
    guard let anchor = left.anchor(of: one) else { return right.anchor(of: other) == nil }
    guard let counterpart = right.anchor(of: other) else { return false }
    counterparts[one] = other
    return left.source(anchor.range) == right.source(counterpart.range)
  }

  private mutating func areAllSame(_ ones: [NodeID], _ others: [NodeID]) -> Bool {
    for (one, other) in zip(ones, others) {
      guard areSame(one, other) else { return false }
    }
    return true
  }

  private mutating func haveSameEntries(_ one: NodeID, _ other: NodeID) -> Bool {
    var named: [String: NodeID] = [:]
    // Keys that are no text are few, and keep their order.
    var unnamed: [NodeID] = []
    for key in keys(of: other, in: right) {
      if let name = name(of: key, in: right) { named[name] = key } else { unnamed.append(key) }
    }
    unnamed.reverse()
    for key in keys(of: one, in: left) {
      let match = name(of: key, in: left).map { named.removeValue(forKey: $0) } ?? unnamed.popLast()
      guard let match, areSame(key, match) else { return false }
      guard areSame(NodeID(left[key].next), NodeID(right[match].next)) else { return false }
    }
    return true
  }

  private func children(of node: NodeID, in document: Document) -> [NodeID] {
    var children: [NodeID] = []
    var child = document.firstChild(of: node)
    while !child.isNone {
      children.append(child)
      child = NodeID(document[child].next)
    }
    return children
  }

  private func keys(of mapping: NodeID, in document: Document) -> [NodeID] {
    children(of: mapping, in: document).filter { document[$0].isKey }
  }

  private func name(of key: NodeID, in document: Document) -> String? {
    let scalar = document.resolve(Reference(key)).node
    guard !scalar.isNone, document[scalar].kind == .scalar else { return nil }
    return document.text(of: scalar)
  }
}
