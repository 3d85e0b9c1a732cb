package import Diagnostics

/// Puts edits into a text.
package enum FixApplication {
  /// The fixes that can be made at once: in order of place, none overlapping an earlier one.
  package static func compatible(_ fixes: [Fix]) -> [Fix] {
    var chosen: [Fix] = []
    var taken = DisjointRanges()
    var edits: Set<Edit> = []
    let ordered = fixes.sorted {
      ($0.edits.first?.range ?? .fileStart) < ($1.edits.first?.range ?? .fileStart)
    }
    for fix in ordered where !fix.edits.isEmpty {
      // The same edits wanted twice are made once.
      guard !fix.edits.allSatisfy({ edits.contains($0) }) else { continue }
      guard !fix.edits.contains(where: { taken.overlap($0.range) }) else { continue }
      chosen.append(fix)
      for edit in fix.edits { taken.insert(edit.range) }
      edits.formUnion(fix.edits)
    }
    return chosen
  }

  /// The bytes after edits of which none overlaps another.
  package static func apply(_ edits: [Edit], to bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var position = 0
    for edit in edits.sorted(by: { $0.range < $1.range }) {
      let start = min(Int(edit.range.start), bytes.count)
      let end = min(Int(edit.range.end), bytes.count)
      guard start >= position, end >= start else { continue }
      result += bytes[position..<start]
      result += Array(edit.text.utf8)
      position = end
    }
    return result + bytes[position...]
  }

  /// Where the places of a text are after edits of which none overlaps another.
  struct Moves {
    private let old: [SourceRange]
    private let new: [SourceRange]

    init(_ edits: [Edit]) {
      old = edits.map(\.range).sorted()
      new = FixApplication.ranges(of: edits)
    }

    /// Where an offset is; one that an edit replaces is where the edit's text starts.
    func place(of offset: UInt32) -> UInt32 {
      var low = 0
      var high = old.count
      while low < high {
        let middle = (low + high) / 2
        if old[middle].start <= offset { low = middle + 1 } else { high = middle }
      }
      guard low > 0 else { return offset }
      let index = low - 1
      guard offset >= old[index].end else { return new[index].start }
      return new[index].end + (offset - old[index].end)
    }
  }

  /// Where edits' texts stand after they were made.
  static func ranges(of edits: [Edit]) -> [SourceRange] {
    var shift = 0
    return edits.sorted(by: { $0.range < $1.range }).map { edit in
      let start = Int(edit.range.start) + shift
      let length = edit.text.utf8.count
      shift += length - Int(edit.range.end - edit.range.start)
      return SourceRange(UInt32(max(0, start)), UInt32(max(0, start + length)))
    }
  }
}

/// The places of edits that are made at once, in the file's order.
private struct DisjointRanges {
  /// Neither their starts nor their ends ever go back, for none overlaps another.
  private var ranges: [SourceRange] = []

  /// Whether an edit of this place would get in the way of one of them; an insertion does already
  /// where it touches.
  func overlap(_ range: SourceRange) -> Bool {
    var index = firstIndex { $0.end >= range.start }
    while index < ranges.count, ranges[index].start <= range.end {
      if DisjointRanges.overlaps(ranges[index], range) { return true }
      index += 1
    }
    return false
  }

  mutating func insert(_ range: SourceRange) {
    ranges.insert(range, at: firstIndex { !($0 < range) })
  }

  /// Where the ranges begin that have what all after them have, too.
  private func firstIndex(where holds: (SourceRange) -> Bool) -> Int {
    var low = 0
    var high = ranges.count
    while low < high {
      let middle = (low + high) / 2
      if holds(ranges[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }

  private static func overlaps(_ left: SourceRange, _ right: SourceRange) -> Bool {
    if left.isEmpty || right.isEmpty { return left.start <= right.end && right.start <= left.end }
    return left.start < right.end && right.start < left.end
  }
}
