/// A pattern over paths as git's ignore files have it.
///
/// Without a slash, or with one at its end alone, it matches a name at any depth; with one it is
/// anchored at the folder of its file. `*`, `?` and `[…]` stop at slashes, `**` doesn't. What
/// matches a folder matches everything in it.
struct PathPattern: Sendable {
  let isNegated: Bool
  private let isForFolders: Bool
  private let segments: [[UInt8]]

  /// Reads a line of an ignore file; nil for a blank, a comment, and what can match no path.
  init?(line: String) {
    var text = Substring(line)
    if text.hasSuffix("\r") { text = text.dropLast() }
    while text.hasSuffix(" "), !text.hasSuffix("\\ ") { text = text.dropLast() }
    guard !text.isEmpty, !text.hasPrefix("#") else { return nil }
    isNegated = text.hasPrefix("!")
    if isNegated { text = text.dropFirst() }
    isForFolders = text.hasSuffix("/")
    if isForFolders { text = text.dropLast() }
    let isAnchored = text.contains("/")
    var segments = text.split(separator: "/").map { Array($0.utf8) }
    guard !segments.isEmpty, !text.contains("//"), !text.hasSuffix("/") else { return nil }
    if !isAnchored { segments.insert(Array("**".utf8), at: 0) }
    self.segments = segments
  }

  /// Whether it matches a path from the pattern's folder, or a folder that the path lies in.
  func matches(_ path: String, isFolder: Bool = false) -> Bool {
    let parts = path.split(separator: "/").map { Array($0.utf8) }
    guard !parts.isEmpty else { return false }
    for count in 1...parts.count {
      let isWhole = count == parts.count
      if isForFolders, isWhole, !isFolder { continue }
      if matches(parts.prefix(count)) { return true }
    }
    return false
  }

  /// Whether it matches exactly this path, not a folder above it.
  func matchesWhole(_ path: String, isFolder: Bool) -> Bool {
    if isForFolders, !isFolder { return false }
    return matches(path.split(separator: "/").map { Array($0.utf8) }[...])
  }

  /// Segment against segment; each pair is looked at once, however many `**` there are.
  private func matches(_ parts: ArraySlice<[UInt8]>) -> Bool {
    let parts = Array(parts)
    // reachable[j]: the segments so far can match the first j parts.
    var reachable = [Bool](repeating: false, count: parts.count + 1)
    reachable[0] = true
    for (index, segment) in segments.enumerated() {
      var next = [Bool](repeating: false, count: parts.count + 1)
      if segment.count > 1, segment.allSatisfy({ $0 == 0x2A }) {
        let isLast = index == segments.count - 1
        var isOpen = false
        for position in 0...parts.count {
          // At the end `**` stands for at least one part, elsewhere for any number.
          next[position] = isLast ? isOpen : isOpen || reachable[position]
          isOpen = isOpen || reachable[position]
        }
      } else {
        for position in 0..<parts.count where reachable[position] {
          next[position + 1] = PathPattern.matches(parts[position], segment)
        }
      }
      reachable = next
    }
    return reachable[parts.count]
  }

  /// One name against one segment, by going back to the last `*` alone.
  private static func matches(_ name: [UInt8], _ segment: [UInt8]) -> Bool {
    var nameIndex = 0
    var index = 0
    var star: (segment: Int, name: Int)?
    while nameIndex < name.count {
      if index < segment.count {
        if segment[index] == 0x2A {
          star = (index, nameIndex)
          index += 1
          continue
        }
        if let length = length(segment, at: index, matching: name[nameIndex]) {
          index += length
          nameIndex += 1
          continue
        }
      }
      guard let last = star else { return false }
      star = (last.segment, last.name + 1)
      index = last.segment + 1
      nameIndex = last.name + 1
    }
    while index < segment.count, segment[index] == 0x2A { index += 1 }
    return index == segment.count
  }

  /// How many bytes of a segment match one byte of a name; nil where they don't.
  private static func length(_ segment: [UInt8], at index: Int, matching byte: UInt8) -> Int? {
    switch segment[index] {
    case 0x3F: return 1
    case 0x5C: return index + 1 < segment.count && segment[index + 1] == byte ? 2 : nil
    case 0x5B:
      guard let set = BracketExpression(segment, at: index), set.contains(byte) else { return nil }
      return set.end - index
    default: return segment[index] == byte ? 1 : nil
    }
  }
}
