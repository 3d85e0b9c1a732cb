import Diagnostics

/// The anchor and the tag before a value, and where the value itself starts.
struct Properties {
  var anchor: AnchorName?
  var tag = Node.Tag.none
  var tagRange: SourceRange?
  /// Where the value starts.
  var end: UInt32 = 0

  init() {}

  /// Reads `&anchor` and `!tag`, white space and comments between, within the range.
  init(_ source: UnsafeBufferPointer<UInt8>, from start: UInt32, to limit: UInt32) {
    var index = Int(start)
    let limit = min(Int(limit), source.count)
    scan: while index < limit {
      switch unsafe source[index] {
      case 0x26:  // &
        let word = unsafe Properties.word(source, from: index, to: limit)
        anchor = AnchorName(
          name: unsafe Array(source[(index + 1)..<word]),
          range: SourceRange(UInt32(index), UInt32(word))
        )
        index = word
      case 0x21:  // !
        let word = unsafe Properties.word(source, from: index, to: limit)
        tagRange = SourceRange(UInt32(index), UInt32(word))
        tag = Properties.tag(unsafe String(decoding: source[index..<word], as: UTF8.self))
        index = word
      case 0x20, 0x09, 0x0A, 0x0D:
        index += 1
      case 0x23 where index > start:  // #
        while index < limit, unsafe source[index] != 0x0A { index += 1 }
      default:
        break scan
      }
    }
    end = UInt32(index)
  }

  private static func word(
    _ source: UnsafeBufferPointer<UInt8>,
    from start: Int,
    to limit: Int
  ) -> Int {
    var index = start + 1
    let isVerbatim = unsafe source[start] == 0x21 && index < limit && source[index] == 0x3C
    while index < limit {
      let byte = unsafe source[index]
      if byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D { break }
      if !isVerbatim, [0x2C, 0x5B, 0x5D, 0x7B, 0x7D].contains(byte) { break }
      index += 1
    }
    return index
  }

  private static func tag(_ spelling: String) -> Node.Tag {
    let prefix = "!<tag:yaml.org,2002:"
    let name: Substring
    if spelling == "!" {
      return .nonSpecific
    } else if spelling.hasPrefix("!!") {
      name = spelling.dropFirst(2)
    } else if spelling.hasPrefix(prefix), spelling.hasSuffix(">") {
      name = spelling.dropFirst(prefix.utf8.count).dropLast()
    } else {
      return .other
    }
    switch name {
    case "str": return .string
    case "int": return .integer
    case "float": return .float
    case "bool": return .boolean
    case "null": return .null
    case "map": return .mapping
    case "seq": return .sequence
    default: return .other
    }
  }
}

/// Where a literal or folded text really ends; libyaml lets it run on to the next key.
enum BlockScalar {
  /// The end of the last line with content, its line break left out.
  static func end(
    _ source: UnsafeBufferPointer<UInt8>,
    from start: UInt32,
    to limit: UInt32
  ) -> UInt32 {
    let limit = min(Int(limit), source.count)
    var index = Int(start)
    var explicit: Int?
    // The header: `|` or `>`, indicators, perhaps a comment.
    while index < limit, unsafe source[index] != 0x0A && source[index] != 0x0D {
      if explicit == nil, unsafe (0x31...0x39).contains(source[index]) {
        explicit = unsafe Int(source[index] - 0x30)
      }
      if unsafe source[index] == 0x20 || source[index] == 0x09 { break }
      index += 1
    }
    var end = index
    while index < limit, unsafe source[index] != 0x0A && source[index] != 0x0D { index += 1 }
    var indentation: Int?
    while index < limit {
      if unsafe source[index] == 0x0D, index + 1 < limit, unsafe source[index + 1] == 0x0A {
        index += 1
      }
      index += 1
      let lineStart = index
      while index < limit, unsafe source[index] == 0x20 { index += 1 }
      let blanks = index - lineStart
      var lineEnd = index
      while lineEnd < limit, unsafe source[lineEnd] != 0x0A && source[lineEnd] != 0x0D {
        lineEnd += 1
      }
      if lineEnd > index {
        if let known = indentation {
          if blanks < known { break }
        } else if explicit != nil {
          // With an indicator the parent's indentation decides; libyaml's own end bounds it.
          indentation = 1
        } else {
          indentation = blanks
        }
        end = lineEnd
      }
      index = lineEnd
    }
    return UInt32(end)
  }
}
