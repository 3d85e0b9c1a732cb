/// A set of bytes in a pattern, `[…]`, as git reads it: ranges, escapes, and classes such as
/// `[:digit:]`.
struct BracketExpression: Sendable {
  private(set) var bytes = Set<UInt8>()
  private var isNegated = false
  /// The index after the closing bracket.
  private(set) var end: Int

  /// Reads one whose opening bracket stands at an index; nil for one that isn't closed or names an
  /// unknown class, with which a pattern matches nothing.
  init?(_ pattern: [UInt8], at start: Int) {
    end = start + 1
    if end < pattern.count, pattern[end] == 0x21 || pattern[end] == 0x5E {
      isNegated = true
      end += 1
    }
    let first = end
    // What a range starts from; nothing after a range or a class.
    var previous: UInt8?
    while true {
      guard let byte = BracketExpression.byte(pattern, end) else { return nil }
      if byte == 0x5D, end > first { break }
      let next = BracketExpression.byte(pattern, end + 1)
      if byte == 0x2D, let low = previous, let next, next != 0x5D {
        end += 1
        guard let high = BracketExpression.unescaped(pattern, &end) else { return nil }
        if low <= high { bytes.formUnion(low...high) }
        previous = nil
      } else if byte == 0x5B, next == 0x3A {
        guard let close = pattern[(end + 2)...].firstIndex(of: 0x5D) else { return nil }
        if close > end + 2, pattern[close - 1] == 0x3A {
          let name = String(decoding: pattern[(end + 2)..<(close - 1)], as: UTF8.self)
          guard let members = BracketExpression.members(of: name) else { return nil }
          bytes.formUnion((0...127).filter(members))
          previous = nil
          end = close + 1
        } else {
          bytes.insert(byte)
          previous = byte
          end += 1
        }
      } else {
        guard let literal = BracketExpression.unescaped(pattern, &end) else { return nil }
        bytes.insert(literal)
        previous = literal
      }
    }
    end += 1
  }

  func contains(_ byte: UInt8) -> Bool { bytes.contains(byte) != isNegated }

  private static func byte(_ pattern: [UInt8], _ index: Int) -> UInt8? {
    index < pattern.count ? pattern[index] : nil
  }

  /// The byte that stands at an index or behind a backslash there, which is passed.
  private static func unescaped(_ pattern: [UInt8], _ index: inout Int) -> UInt8? {
    if byte(pattern, index) == 0x5C { index += 1 }
    defer { index += 1 }
    return byte(pattern, index)
  }

  /// What a class of POSIX holds among the characters of ASCII.
  private static func members(of name: String) -> ((UInt8) -> Bool)? {
    let isUpper: (UInt8) -> Bool = { (0x41...0x5A).contains($0) }
    let isLower: (UInt8) -> Bool = { (0x61...0x7A).contains($0) }
    let isDigit: (UInt8) -> Bool = { (0x30...0x39).contains($0) }
    let isLetterOrDigit: (UInt8) -> Bool = { isUpper($0) || isLower($0) || isDigit($0) }
    switch name {
    case "alnum": return isLetterOrDigit
    case "alpha": return { isUpper($0) || isLower($0) }
    case "blank": return { $0 == 0x20 || $0 == 0x09 }
    case "cntrl": return { $0 < 0x20 || $0 == 0x7F }
    case "digit": return isDigit
    case "graph": return { (0x21...0x7E).contains($0) }
    case "lower": return isLower
    case "print": return { (0x20...0x7E).contains($0) }
    case "punct": return { (0x21...0x7E).contains($0) && !isLetterOrDigit($0) }
    case "space": return { $0 == 0x20 || (0x09...0x0D).contains($0) }
    case "upper": return isUpper
    case "xdigit":
      return { isDigit($0) || (0x41...0x46).contains($0) || (0x61...0x66).contains($0) }
    default: return nil
    }
  }
}
