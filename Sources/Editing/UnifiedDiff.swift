/// The difference of two texts as `diff -u` writes it.
package enum UnifiedDiff {
  /// One line of an edit script.
  fileprivate enum Line {
    case same(Int, Int)
    case removed(Int)
    case added(Int)
  }

  /// The difference with three lines of context; empty where there is none.
  package static func between(
    _ old: [UInt8],
    _ new: [UInt8],
    oldName: String,
    newName: String
  ) -> String {
    guard old != new else { return "" }
    let oldLines = lines(old)
    let newLines = lines(new)
    let script = script(oldLines, newLines)
    var result = "--- \(header(oldName))\n+++ \(header(newName))\n"
    var index = 0
    while index < script.count {
      guard let first = script[index...].firstIndex(where: { !$0.isSame }) else { break }
      let start = max(index, first - 3)
      var end = first
      var last = first
      while end < script.count, end - last <= 6 {
        if !script[end].isSame { last = end }
        end += 1
      }
      end = min(script.count, last + 4)
      result += hunk(script[start..<end], oldLines, newLines, script[..<start])
      index = end
    }
    return result
  }

  /// A file's name as git writes it: in quotes with escapes where a control would break the line,
  /// with a tab behind it where a blank would end it.
  private static func header(_ name: String) -> String {
    guard name.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F || $0 == 0x22 || $0 == 0x5C }) else {
      return name.utf8.contains(0x20) ? name + "\t" : name
    }
    let quoted = name.utf8.map { byte in
      switch byte {
      case 0x22, 0x5C: return [0x5C, byte]
      case 0x0A: return Array("\\n".utf8)
      case 0x09: return Array("\\t".utf8)
      case 0..<0x20, 0x7F:
        let digits = String(byte, radix: 8)
        return Array("\\\(String(repeating: "0", count: 3 - digits.utf8.count))\(digits)".utf8)
      default: return [byte]
      }
    }
    return "\"" + String(decoding: quoted.joined(), as: UTF8.self) + "\""
  }

  private static func hunk(
    _ hunk: ArraySlice<Line>,
    _ old: [ArraySlice<UInt8>],
    _ new: [ArraySlice<UInt8>],
    _ before: ArraySlice<Line>
  ) -> String {
    let oldStart = before.count { !$0.isAdded }
    let newStart = before.count { !$0.isRemoved }
    let oldCount = hunk.count { !$0.isAdded }
    let newCount = hunk.count { !$0.isRemoved }
    var result =
      "@@ -\(range(oldStart, oldCount)) +\(range(newStart, newCount)) @@\n"
    for line in hunk {
      switch line {
      case .same(let index, _): result += text(" ", old[index])
      case .removed(let index): result += text("-", old[index])
      case .added(let index): result += text("+", new[index])
      }
    }
    return result
  }

  private static func range(_ start: Int, _ count: Int) -> String {
    let first = count == 0 ? start : start + 1
    return count == 1 ? "\(first)" : "\(first),\(count)"
  }

  private static func text(_ mark: String, _ line: ArraySlice<UInt8>) -> String {
    let text = mark + String(decoding: line, as: UTF8.self)
    return line.last == 0x0A ? text : text + "\n\\ No newline at end of file\n"
  }

  /// The lines, each with its line break.
  private static func lines(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    var lines: [ArraySlice<UInt8>] = []
    var start = 0
    for index in bytes.indices where bytes[index] == 0x0A {
      lines.append(bytes[start...index])
      start = index + 1
    }
    if start < bytes.count { lines.append(bytes[start...]) }
    return lines
  }

  /// A shortest edit script, but for long differing stretches, which are replaced whole.
  private static func script(
    _ old: [ArraySlice<UInt8>],
    _ new: [ArraySlice<UInt8>]
  ) -> [Line] {
    var prefix = 0
    while prefix < min(old.count, new.count), old[prefix].elementsEqual(new[prefix]) {
      prefix += 1
    }
    var suffix = 0
    while suffix < min(old.count, new.count) - prefix,
      old[old.count - 1 - suffix].elementsEqual(new[new.count - 1 - suffix])
    {
      suffix += 1
    }
    var script = (0..<prefix).map { Line.same($0, $0) }
    script += middle(old, new, prefix, suffix)
    script += (0..<suffix).map {
      Line.same(old.count - suffix + $0, new.count - suffix + $0)
    }
    return script
  }

  private static func middle(
    _ old: [ArraySlice<UInt8>],
    _ new: [ArraySlice<UInt8>],
    _ prefix: Int,
    _ suffix: Int
  ) -> [Line] {
    let rows = old.count - prefix - suffix
    let columns = new.count - prefix - suffix
    guard rows > 0, columns > 0, rows * columns <= 4_000_000 else {
      return (0..<rows).map { .removed(prefix + $0) } + (0..<columns).map { .added(prefix + $0) }
    }
    // The lengths of the longest common subsequences of what follows each pair of lines.
    let width = columns + 1
    var lengths = [Int32](repeating: 0, count: (rows + 1) * width)
    for row in stride(from: rows - 1, through: 0, by: -1) {
      for column in stride(from: columns - 1, through: 0, by: -1) {
        lengths[row * width + column] =
          old[prefix + row].elementsEqual(new[prefix + column])
          ? lengths[(row + 1) * width + column + 1] + 1
          : max(lengths[(row + 1) * width + column], lengths[row * width + column + 1])
      }
    }
    var script: [Line] = []
    var row = 0
    var column = 0
    while row < rows || column < columns {
      if row < rows, column < columns, old[prefix + row].elementsEqual(new[prefix + column]) {
        script.append(.same(prefix + row, prefix + column))
        row += 1
        column += 1
      } else if column == columns
        || row < rows
          && lengths[(row + 1) * width + column] >= lengths[row * width + column + 1]
      {
        script.append(.removed(prefix + row))
        row += 1
      } else {
        script.append(.added(prefix + column))
        column += 1
      }
    }
    return script
  }
}

extension UnifiedDiff.Line {
  fileprivate var isSame: Bool { if case .same = self { true } else { false } }
  fileprivate var isRemoved: Bool { if case .removed = self { true } else { false } }
  fileprivate var isAdded: Bool { if case .added = self { true } else { false } }
}
