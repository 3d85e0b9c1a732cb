import Diagnostics
import Documents

/// Puts the entries of flow mappings in their order; what stands between them stays in place.
struct FlowOrdering {
  private let document: Document
  private let order: EntryOrder
  private let comments: [SourceRange]

  init(_ document: Document) {
    self.document = document
    order = EntryOrder(document)
    comments = document.comments()
  }

  /// The whole text with its flow mappings in order.
  func text() -> [UInt8] {
    text(of: document.root, .root, from: 0, to: document.bytes.count)
  }

  /// The text of a range in which a value lies.
  private func text(of value: NodeID, _ place: KeyPlace, from start: Int, to end: Int) -> [UInt8] {
    guard document[value].kind == .mapping, let slots = slots(of: value, from: start, to: end)
    else { return Array(document.bytes[start..<end]) }
    let keys = order.keys(of: value)
    var texts: [[UInt8]] = []
    for (key, slot) in zip(keys, slots) {
      texts.append(
        text(
          of: NodeID(document[key].next),
          order.place(of: key, in: place),
          from: slot.lowerBound,
          to: slot.upperBound
        )
      )
    }
    if document[value].style == .flow, !hasComment(in: value) {
      texts = order.order(of: keys, in: value, place).map { texts[$0] }
    }
    var result: [UInt8] = []
    var position = start
    for (slot, text) in zip(slots, texts) {
      result += document.bytes[position..<slot.lowerBound]
      result += text
      position = slot.upperBound
    }
    return result + document.bytes[position..<end]
  }

  /// Whether a comment stands in a mapping, or behind one of several lines, whose last it is about.
  private func hasComment(in mapping: NodeID) -> Bool {
    var range = document.range(of: mapping)
    let isBreak: (UInt8) -> Bool = { $0 == 0x0A || $0 == 0x0D }
    if document.bytes[Int(range.start)..<Int(range.end)].contains(where: isBreak) {
      let end = document.bytes[Int(range.end)...].firstIndex(where: isBreak)
      range.end = UInt32(end ?? document.bytes.count)
    }
    var low = 0
    var high = comments.count
    while low < high {
      let middle = (low + high) / 2
      if comments[middle].start < range.start { low = middle + 1 } else { high = middle }
    }
    return low < comments.count && range.contains(comments[low].start)
  }

  /// The ranges of a mapping's entries; in block style any that hold one entry each will do.
  private func slots(of mapping: NodeID, from start: Int, to end: Int) -> [Range<Int>]? {
    let keys = order.keys(of: mapping)
    var slots: [Range<Int>] = []
    if document[mapping].style != .flow {
      var position = start
      for (index, key) in keys.enumerated() {
        let following = index + 1 < keys.count ? Int(document[keys[index + 1]].start) : end
        let next = max(position, following)
        let first = max(position, min(Int(document[key].start), next))
        slots.append(first..<next)
        position = next
      }
      return slots
    }
    var position = Int(document[mapping].start) + 1
    for key in keys {
      let valueEnd = Int(max(document[NodeID(document[key].next)].end, document[key].end))
      let first = position + blanks(from: position)
      var last = max(first, valueEnd)
      while last < end, document.bytes[last] != 0x2C, document.bytes[last] != 0x7D { last += 1 }
      position = last + 1
      while last > first, isBlank(document.bytes[last - 1]) { last -= 1 }
      guard last < end else { return nil }
      slots.append(first..<last)
    }
    return slots
  }

  private func blanks(from offset: Int) -> Int {
    document.bytes[min(offset, document.bytes.count)...].prefix { isBlank($0) }.count
  }

  private func isBlank(_ byte: UInt8) -> Bool { [0x20, 0x09, 0x0A, 0x0D].contains(byte) }
}
