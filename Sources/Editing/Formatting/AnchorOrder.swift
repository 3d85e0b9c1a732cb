import Diagnostics
import Documents

/// Which entries of a mapping have to stay before which, so that every alias means what it meant.
struct AnchorOrder {
  /// Two keys of one mapping in the order that they have to keep.
  struct Pair: Hashable {
    let before: NodeID
    let after: NodeID
  }

  private let document: Document
  private var pairs: [NodeID: Set<Pair>] = [:]

  init(_ document: Document) {
    self.document = document
    guard document.hasAliases else { return }
    // Of names that are given twice, each use is bound to the definition before it.
    var uses: [String: [NodeID]] = [:]
    var definitions: [String: Int] = [:]
    for anchor in document.anchors {
      let name = document.source(anchor.range)
      uses[name, default: []].append(anchor.node)
      definitions[name, default: 0] += 1
    }
    for index in document.nodes.indices where document.nodes[index].kind == .alias {
      let alias = NodeID(Int32(index))
      let target = document.resolve(Reference(alias)).node
      guard !target.isNone, let anchor = document.anchor(of: target) else { continue }
      let name = document.source(anchor.range)
      if definitions[name] == 1 { add(target, alias) } else { uses[name]?.append(alias) }
    }
    for (name, nodes) in uses where definitions[name] != 1 {
      let nodes = nodes.sorted()
      for (before, after) in zip(nodes, nodes.dropFirst()) { add(before, after) }
    }
  }

  /// The pairs among the keys of a mapping.
  func pairs(in mapping: NodeID) -> Set<Pair> { pairs[mapping] ?? [] }

  private mutating func add(_ before: NodeID, _ after: NodeID) {
    let left = path(to: before)
    let right = path(to: after)
    guard let index = zip(left, right).enumerated().first(where: { $1.0 != $1.1 })?.offset,
      index > 0,
      let first = document.key(of: left[index]),
      let second = document.key(of: right[index]),
      first != second
    else { return }
    pairs[left[index - 1], default: []].insert(Pair(before: first, after: second))
  }

  /// The nodes from the root to a node.
  private func path(to node: NodeID) -> [NodeID] {
    var path: [NodeID] = []
    var current = node
    while !current.isNone {
      path.append(current)
      current = NodeID(document[current].parent)
    }
    return path.reversed()
  }
}
