/// A pattern over paths as git's ignore files have it.
///
/// Without a slash, or with one at its end alone, it matches a name at any depth; with one it is
/// anchored at the folder of its file. `*`, `?` and `[…]` stop at slashes, `**` doesn't. What
/// matches a folder matches everything in it.
struct PathPattern: Sendable {
  let isNegated: Bool
  private let isForFolders: Bool
  private let segments: [Segment]

  /// What stands between two slashes.
  private enum Segment {
    /// `**`: any number of names.
    case anyNumber
    /// One name; nil where no name is like that.
    case name([Token]?)
  }

  /// What stands for a byte of a name, or for any number of them.
  fileprivate enum Token {
    case any
    case one
    case byte(UInt8)
    case set(BracketExpression)
  }

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
    var segments = text.split(separator: "/").map { PathPattern.segment(Array($0.utf8)) }
    guard !segments.isEmpty, !text.contains("//"), !text.hasSuffix("/") else { return nil }
    if !isAnchored { segments.insert(.anyNumber, at: 0) }
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
      switch segment {
      case .anyNumber:
        let isLast = index == segments.count - 1
        var isOpen = false
        for position in 0...parts.count {
          // At the end `**` stands for at least one part, elsewhere for any number.
          next[position] = isLast ? isOpen : isOpen || reachable[position]
          isOpen = isOpen || reachable[position]
        }
      case .name(nil): return false
      case .name(let tokens?):
        for position in 0..<parts.count where reachable[position] {
          next[position + 1] = PathPattern.matches(parts[position], tokens)
        }
      }
      reachable = next
    }
    return reachable[parts.count]
  }

  private static func segment(_ text: [UInt8]) -> Segment {
    if text.count > 1, text.allSatisfy({ $0 == 0x2A }) { return .anyNumber }
    var tokens: [Token] = []
    var index = 0
    while index < text.count {
      switch text[index] {
      case 0x2A: tokens.append(.any)
      case 0x3F: tokens.append(.one)
      case 0x5C:
        index += 1
        guard index < text.count else { return .name(nil) }
        tokens.append(.byte(text[index]))
      case 0x5B:
        guard let set = BracketExpression(text, at: index) else { return .name(nil) }
        tokens.append(.set(set))
        index = set.end - 1
      default: tokens.append(.byte(text[index]))
      }
      index += 1
    }
    return .name(tokens)
  }

  /// One name against one segment, by going back to the last `*` alone.
  private static func matches(_ name: [UInt8], _ tokens: [Token]) -> Bool {
    var nameIndex = 0
    var index = 0
    var star: (token: Int, name: Int)?
    while nameIndex < name.count {
      if index < tokens.count {
        if case .any = tokens[index] {
          star = (index, nameIndex)
          index += 1
          continue
        }
        if tokens[index].matches(name[nameIndex]) {
          index += 1
          nameIndex += 1
          continue
        }
      }
      guard let last = star else { return false }
      star = (last.token, last.name + 1)
      index = last.token + 1
      nameIndex = last.name + 1
    }
    return tokens[index...].allSatisfy { if case .any = $0 { true } else { false } }
  }
}

extension PathPattern.Token {
  fileprivate func matches(_ byte: UInt8) -> Bool {
    switch self {
    case .any, .one: true
    case .byte(let wanted): wanted == byte
    case .set(let set): set.contains(byte)
    }
  }
}
