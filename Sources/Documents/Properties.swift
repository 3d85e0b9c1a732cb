import Diagnostics

/// The anchor and the tag before a value, and where the value itself starts.
struct Properties {
  private(set) var anchor: AnchorName?
  private(set) var tag = Node.Tag.none
  private(set) var tagRange: SourceRange?
  /// Where the value starts.
  private(set) var end: UInt32

  /// Finds in the text what libyaml says there is: an anchor of this name, this tag or both.
  init(
    _ source: UnsafeBufferPointer<UInt8>,
    from start: UInt32,
    to limit: Int,
    anchor name: UnsafePointer<UInt8>?,
    tag resolved: UnsafePointer<UInt8>?
  ) {
    var index = Int(start)
    var wantsAnchor = unsafe name != nil
    var wantsTag = unsafe resolved != nil
    let limit = min(limit, source.count)
    scan: while index < limit {
      switch unsafe source[index] {
      case 0x26 where wantsAnchor:  // &
        wantsAnchor = false
        let name = unsafe AnchorName.bytes(of: name)
        let end = min(index + 1 + name.count, limit)
        anchor = AnchorName(name: name, range: SourceRange(UInt32(index), UInt32(end)))
        index = end
      case 0x21 where wantsTag:  // !
        wantsTag = false
        let end = unsafe Properties.endOfTag(source, from: index, to: limit)
        tagRange = SourceRange(UInt32(index), UInt32(end))
        tag = unsafe Properties.tag(resolved)
        index = end
      case 0x20, 0x09, 0x0A, 0x0D:
        index += 1
      case 0x23:  // #
        while index < limit, unsafe source[index] != 0x0A && source[index] != 0x0D { index += 1 }
      default:
        break scan
      }
    }
    end = UInt32(index)
  }

  private static func endOfTag(
    _ source: UnsafeBufferPointer<UInt8>,
    from start: Int,
    to limit: Int
  ) -> Int {
    var index = start + 1
    let isVerbatim = unsafe index < limit && source[index] == 0x3C
    while index < limit {
      switch unsafe source[index] {
      case 0x20, 0x09, 0x0A, 0x0D: return index
      case 0x2C, 0x5B, 0x5D, 0x7B, 0x7D: if !isVerbatim { return index }
      default: break
      }
      index += 1
    }
    return index
  }

  /// The core schema's tag of a resolved name.
  private static func tag(_ resolved: UnsafePointer<UInt8>?) -> Node.Tag {
    guard let resolved = unsafe resolved else { return .none }
    let name = unsafe String(cString: resolved)
    let prefix = "tag:yaml.org,2002:"
    guard name.hasPrefix(prefix) else { return name == "!" ? .nonSpecific : .other }
    switch name.dropFirst(prefix.count) {
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

/// An anchor as it is written.
struct AnchorName {
  let name: [UInt8]
  /// The range of `&name`.
  let range: SourceRange

  /// The bytes of a name of libyaml's, without the NUL behind.
  static func bytes(of name: UnsafePointer<UInt8>?) -> [UInt8] {
    var bytes: [UInt8] = []
    guard var cursor = unsafe name else { return bytes }
    while unsafe cursor.pointee != 0 {
      unsafe bytes.append(cursor.pointee)
      unsafe cursor += 1
    }
    return bytes
  }
}

/// Where a literal or folded text really ends; libyaml lets it run on to the next content.
enum BlockScalar {
  /// The end of the last line with content, its line break left out; that of the indicators
  /// where there is none.
  static func end(
    _ source: UnsafeBufferPointer<UInt8>,
    from start: UInt32,
    to limit: UInt32
  ) -> UInt32 {
    let limit = min(Int(limit), source.count)
    var indicators = min(Int(start) + 1, limit)
    while indicators < limit, unsafe source[indicators] > 0x20 && source[indicators] != 0x23 {
      indicators += 1
    }
    var header = indicators
    while header < limit, unsafe source[header] != 0x0A && source[header] != 0x0D { header += 1 }
    var end = limit
    while end > header, unsafe source[end - 1] <= 0x20 { end -= 1 }
    guard end > header else { return UInt32(indicators) }
    while end < limit, unsafe source[end] != 0x0A && source[end] != 0x0D { end += 1 }
    return UInt32(end)
  }
}
