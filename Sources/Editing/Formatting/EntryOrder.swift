import Documents
import Manifests

/// The order that the entries of a mapping are to have.
struct EntryOrder {
  private struct Rank: Comparable {
    var group: Int
    var text: [UInt8] = []

    static func < (left: Rank, right: Rank) -> Bool {
      if left.group != right.group { return left.group < right.group }
      return left.text.lexicographicallyPrecedes(right.text)
    }
  }

  private let document: Document
  private let anchors: AnchorOrder

  init(_ document: Document) {
    self.document = document
    anchors = AnchorOrder(document)
  }

  /// A mapping's keys as they stand.
  func keys(of mapping: NodeID) -> [NodeID] {
    var keys: [NodeID] = []
    var key = document.firstChild(of: mapping)
    while !key.isNone {
      keys.append(key)
      key = NodeID(document[NodeID(document[key].next)].next)
    }
    return keys
  }

  /// What the value of a key is in a mapping.
  func place(of key: NodeID, in place: KeyPlace) -> KeyPlace { place.value(of: name(of: key)) }

  /// The positions of keys in the order that they are to have.
  func order(of keys: [NodeID], in mapping: NodeID, _ place: KeyPlace) -> [Int] {
    guard place.isOrdered else { return Array(keys.indices) }
    let pairs = anchors.pairs(in: mapping)
    let sources = Set(pairs.map(\.before))
    let ranks = keys.map { rank(of: $0, place, holdsAnchor: sources.contains($0)) }
    let sorted = keys.indices.sorted { (ranks[$0], $0) < (ranks[$1], $1) }
    guard !pairs.isEmpty else { return sorted }
    let places = Dictionary(uniqueKeysWithValues: sorted.enumerated().map { (keys[$1], $0) })
    var followers = [[Int]](repeating: [], count: keys.count)
    var missing = [Int](repeating: 0, count: keys.count)
    for pair in pairs {
      guard let before = places[pair.before], let after = places[pair.after] else { continue }
      followers[before].append(after)
      missing[after] += 1
    }
    // The first in order of all that wait for nothing, again and again.
    var free = LeastFirst(missing.indices.filter { missing[$0] == 0 })
    var order: [Int] = []
    while let place = free.next() {
      order.append(sorted[place])
      for follower in followers[place] {
        missing[follower] -= 1
        if missing[follower] == 0 { free.insert(follower) }
      }
    }
    return order
  }

  private func rank(of key: NodeID, _ place: KeyPlace, holdsAnchor: Bool) -> Rank {
    let head = place.headCount
    if document.isMergeKey(key) { return Rank(group: head + 1) }
    if case .tools = place, let text = text(of: key) {
      return Rank(group: head + 2, text: Array(text.utf8))
    }
    if let name = name(of: key), let index = place.keys.firstIndex(of: name) {
      return Rank(group: index < head ? index : index + 2)
    }
    return Rank(group: holdsAnchor ? head : .max)
  }

  private static let names = Dictionary(
    uniqueKeysWithValues: KeyName.allCases.map { ($0.text, $0) }
  )

  private func name(of key: NodeID) -> KeyName? { text(of: key).flatMap { EntryOrder.names[$0] } }

  /// A key's text; nil for one that is no text.
  private func text(of key: NodeID) -> String? {
    let scalar = document.resolve(Reference(key)).node
    guard !scalar.isNone, document[scalar].kind == .scalar else { return nil }
    return document.text(of: scalar)
  }
}

/// Numbers that come out the least first.
private struct LeastFirst {
  /// A binary heap: none is less than the one at half its index.
  private var heap: [Int]

  /// INVARIANT: ascending numbers are a heap already.
  init(_ ascending: [Int]) { heap = ascending }

  mutating func insert(_ number: Int) {
    var index = heap.count
    heap.append(number)
    while index > 0, heap[index] < heap[(index - 1) / 2] {
      heap.swapAt(index, (index - 1) / 2)
      index = (index - 1) / 2
    }
  }

  mutating func next() -> Int? {
    guard let least = heap.first, let last = heap.popLast() else { return nil }
    guard !heap.isEmpty else { return least }
    heap[0] = last
    var index = 0
    while true {
      let children = [2 * index + 1, 2 * index + 2].filter { $0 < heap.count }
      guard let child = children.min(by: { heap[$0] < heap[$1] }), heap[child] < heap[index]
      else { return least }
      heap.swapAt(index, child)
      index = child
    }
  }
}
