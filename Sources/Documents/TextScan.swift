import Bytes
import Diagnostics

/// What one pass over a file's bytes says before anything is parsed.
///
/// INVARIANT: where it finds nothing, the bytes are UTF-8 without a character that YAML forbids;
/// the YAML reader lends them to libyaml as checked.
struct TextScan {
  private enum Problem {
    /// Not UTF-8 but the encoding named.
    case encoding(String)
    /// The byte at this offset isn't UTF-8.
    case invalidByte(Int)
    /// A NUL stands at this offset.
    case null(Int)
  }

  /// Whether every byte is ASCII, so that scalars and bytes count alike.
  private(set) var isASCII = true
  /// Whether U+0085, U+2028 or U+2029 is in it.
  private(set) var hasLineSeparators = false
  private var problem: Problem?
  /// The first character that YAML forbids, NUL apart, and its offset.
  private var control: (scalar: UInt32, offset: Int)?

  init(_ bytes: [UInt8]) {
    if let encoding = TextScan.foreignEncoding(bytes) {
      problem = .encoding(encoding)
      return
    }
    unsafe bytes.withUnsafeBufferPointer { unsafe scan($0) }
  }

  /// Whether a character stands in it that JSON may hold and YAML forbids.
  var hasControl: Bool { control != nil }

  private mutating func scan(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let base = bytes.baseAddress else { return }
    var index = 0
    let count = bytes.count
    while index < count {
      if index + ByteChunk.count <= count {
        let odd = unsafe TextScan.odd(in: ByteChunk(base + index))
        if odd == 0 {
          index += ByteChunk.count
          continue
        }
        index += odd.trailingZeroBitCount
      } else if unsafe 0x20..<0x7F ~= bytes[index] {
        index += 1
        continue
      }
      let length = unsafe scalar(bytes, at: index)
      if problem != nil { return }
      index += length
    }
  }

  /// A bit for each byte that is neither printable ASCII nor a line feed or tab.
  @inline(__always)
  private static func odd(in chunk: ByteChunk) -> UInt32 {
    ByteChunk.bits(~(chunk.marks(of: 0x20...0x7E) | chunk.marks(of: 0x09...0x0A)))
  }

  /// Checks one scalar and says how many bytes it has.
  private mutating func scalar(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
    let lead = unsafe bytes[index]
    if lead < 0x80 {
      if lead == 0 {
        problem = .null(index)
      } else if lead < 0x20 ? lead != 0x0A && lead != 0x0D && lead != 0x09 : lead == 0x7F {
        note(UInt32(lead), at: index)
      }
      return 1
    }
    isASCII = false
    let length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2
    guard (0xC2...0xF4).contains(lead), index + length <= bytes.count else {
      problem = .invalidByte(index)
      return 1
    }
    var value = UInt32(lead) & (0x7F >> UInt32(length))
    for offset in 1..<length {
      let byte = unsafe bytes[index + offset]
      guard byte & 0xC0 == 0x80 else {
        problem = .invalidByte(index)
        return 1
      }
      value = value << 6 | UInt32(byte & 0x3F)
    }
    let isLongEnough = length == 2 || length == 3 && value >= 0x800 || value >= 0x10000
    guard isLongEnough, value <= 0x10FFFF, !(0xD800...0xDFFF).contains(value) else {
      problem = .invalidByte(index)
      return 1
    }
    switch value {
    case 0x85, 0x2028, 0x2029: hasLineSeparators = true
    case ..<0xA0, 0xFFFE, 0xFFFF: note(value, at: index)
    default: break
    }
    return length
  }

  private mutating func note(_ scalar: UInt32, at offset: Int) {
    if control == nil { control = (scalar, offset) }
  }

  private static func foreignEncoding(_ bytes: [UInt8]) -> String? {
    let start = bytes.prefix(4)
    if start.elementsEqual([0, 0, 0xFE, 0xFF]) || start.elementsEqual([0xFF, 0xFE, 0, 0]) {
      return "UTF-32"
    }
    if start.starts(with: [0xFE, 0xFF]) || start.starts(with: [0xFF, 0xFE]) { return "UTF-16" }
    guard start.count == 4, start.contains(0) else { return nil }
    switch (start[0] == 0, start[1] == 0, start[2] == 0, start[3] == 0) {
    case (true, true, true, false), (false, true, true, true): return "UTF-32"
    case (true, false, true, false), (false, true, false, true): return "UTF-16"
    default: return nil
    }
  }
}

// MARK: - Findings

extension TextScan {
  /// What forbids reading the file at all, as its only finding.
  ///
  /// In JSON a control character is the JSON reader's to judge, NUL apart.
  func finding(isJSON: Bool) -> Finding? {
    switch problem {
    case nil:
      break
    case .encoding(let name):
      return Finding(
        .yamlEncoding,
        .error,
        "the file is \(name), not UTF-8",
        help: "save it as UTF-8; a manifest is read in no other encoding",
        at: .fileStart,
        value: name,
        canBeIgnored: false
      )
    case .invalidByte(let offset):
      if !isJSON, let control, control.offset < offset { break }
      return Finding(
        .yamlEncoding,
        .error,
        "this byte is not UTF-8",
        help: "save the file as UTF-8; it may be Latin-1 or Windows-1252, or no text at all",
        at: SourceRange(UInt32(offset), UInt32(offset) + 1),
        canBeIgnored: false
      )
    case .null(let offset):
      if !isJSON, let control, control.offset < offset { break }
      return TextScan.forbidden(0, at: offset)
    }
    return isJSON ? nil : controlFinding
  }

  /// The finding about the first character that YAML forbids.
  var controlFinding: Finding? {
    control.map { TextScan.forbidden($0.scalar, at: $0.offset) }
  }

  private static func forbidden(_ scalar: UInt32, at offset: Int) -> Finding {
    let digits = String(scalar, radix: 16, uppercase: true)
    let code = "U+" + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
    let length: UInt32 = scalar < 0x80 ? 1 : scalar < 0x800 ? 2 : 3
    return Finding(
      .yamlSyntax,
      .error,
      "the character `\(code)` is not allowed in a manifest",
      help: "remove it; in a quoted text an escape such as `\\x07` may stand for it",
      at: SourceRange(UInt32(offset), UInt32(offset) + length),
      value: code,
      canBeIgnored: false
    )
  }
}
