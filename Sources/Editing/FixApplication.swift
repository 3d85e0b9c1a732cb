package import Diagnostics

/// Puts edits into a text.
package enum FixApplication {
  /// The fixes that can be made at once: in order of place, none overlapping an earlier one.
  package static func compatible(_ fixes: [Fix]) -> [Fix] {
    var chosen: [Fix] = []
    var taken: [SourceRange] = []
    var edits: Set<Edit> = []
    let ordered = fixes.sorted {
      ($0.edits.first?.range ?? .fileStart) < ($1.edits.first?.range ?? .fileStart)
    }
    for fix in ordered where !fix.edits.isEmpty {
      // The same edits wanted twice are made once.
      guard !fix.edits.allSatisfy({ edits.contains($0) }) else { continue }
      guard !fix.edits.contains(where: { edit in taken.contains { overlaps($0, edit.range) } })
      else { continue }
      chosen.append(fix)
      taken += fix.edits.map(\.range)
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

  private static func overlaps(_ left: SourceRange, _ right: SourceRange) -> Bool {
    if left.isEmpty || right.isEmpty { return left.start <= right.end && right.start <= left.end }
    return left.start < right.end && right.start < left.end
  }
}
