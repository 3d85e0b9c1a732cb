import Diagnostics

/// What one pass over a file's bytes says before anything is parsed.
struct TextScan {
  enum Problem {
    /// Not UTF-8 but the encoding named.
    case encoding(String)
    /// The byte at this offset isn't UTF-8.
    case invalidByte(Int)
    /// A character that YAML forbids starts at this offset.
    case control(UInt32, Int)
  }

  /// Whether every byte is ASCII, so that scalars and bytes count alike.
  var isASCII = true
  var problem: Problem?

  /// Scans; `isJSON` leaves the judgement of control characters, NUL apart, to the JSON reader.
  init(_ bytes: [UInt8], isJSON: Bool) {
    if let encoding = TextScan.foreignEncoding(bytes) {
      problem = .encoding(encoding)
      return
    }
    unsafe bytes.withUnsafeBufferPointer { unsafe scan($0, isJSON) }
  }

  private mutating func scan(_ bytes: UnsafeBufferPointer<UInt8>, _ isJSON: Bool) {
    var index = 0
    let count = bytes.count
    while index < count {
      if index + 16 <= count {
        let chunk = unsafe UnsafeRawPointer(bytes.baseAddress.unsafelyUnwrapped + index)
          .loadUnaligned(as: SIMD16<UInt8>.self)
        // Every byte from blank to tilde, or one of the three white-space controls.
        let plain = chunk .>= 0x20 .& chunk .< 0x7F
        let white = chunk .== 0x0A .| chunk .== 0x0D .| chunk .== 0x09
        if all(plain .| white) {
          index += 16
          continue
        }
      }
      let end = min(index + 16, count)
      while index < end {
        guard let length = unsafe scalar(bytes, at: index, isJSON) else { return }
        index += length
      }
    }
  }

  /// Checks one scalar and says how many bytes it has; nil after a problem.
  private mutating func scalar(
    _ bytes: UnsafeBufferPointer<UInt8>,
    at index: Int,
    _ isJSON: Bool
  ) -> Int? {
    let lead = unsafe bytes[index]
    if lead < 0x80 {
      if lead < 0x20 ? lead != 0x0A && lead != 0x0D && lead != 0x09 : lead == 0x7F {
        if !isJSON || lead == 0 {
          problem = .control(UInt32(lead), index)
          return nil
        }
      }
      return 1
    }
    isASCII = false
    let length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2
    guard (0xC2...0xF4).contains(lead), index + length <= bytes.count else {
      problem = .invalidByte(index)
      return nil
    }
    var value = UInt32(lead) & (0x7F >> UInt32(length))
    for offset in 1..<length {
      let byte = unsafe bytes[index + offset]
      guard byte & 0xC0 == 0x80 else {
        problem = .invalidByte(index)
        return nil
      }
      value = value << 6 | UInt32(byte & 0x3F)
    }
    let isLongEnough = length == 2 || length == 3 && value >= 0x800 || value >= 0x10000
    guard isLongEnough, value <= 0x10FFFF, !(0xD800...0xDFFF).contains(value) else {
      problem = .invalidByte(index)
      return nil
    }
    if !isJSON, value < 0xA0 && value != 0x85 || value == 0xFFFE || value == 0xFFFF {
      problem = .control(value, index)
      return nil
    }
    return length
  }

  private static func foreignEncoding(_ bytes: [UInt8]) -> String? {
    let start = Array(bytes.prefix(4))
    if start == [0, 0, 0xFE, 0xFF] || start == [0xFF, 0xFE, 0, 0] { return "UTF-32" }
    if start.starts(with: [0xFE, 0xFF]) || start.starts(with: [0xFF, 0xFE]) { return "UTF-16" }
    guard start.count == 4 else { return nil }
    switch (start[0] == 0, start[1] == 0, start[2] == 0, start[3] == 0) {
    case (true, true, true, false), (false, true, true, true): return "UTF-32"
    case (true, false, true, false), (false, true, false, true): return "UTF-16"
    default: return nil
    }
  }
}

extension TextScan {
  /// The finding for the problem, which is the file's only one.
  var finding: Finding? {
    switch problem {
    case nil:
      return nil
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
      return Finding(
        .yamlEncoding,
        .error,
        "this byte is not UTF-8",
        help: "save the file as UTF-8; it may be Latin-1 or Windows-1252, or no text at all",
        at: SourceRange(UInt32(offset), UInt32(offset) + 1),
        canBeIgnored: false
      )
    case .control(let scalar, let offset):
      let digits = String(scalar, radix: 16, uppercase: true)
      let code = "U+" + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
      let length: UInt32 = scalar < 0x80 ? 1 : scalar < 0x800 ? 2 : 3
      return Finding(
        .yamlSyntax,
        .error,
        "the control character \(code) is not allowed in a manifest",
        help: "remove it; in a quoted text an escape such as `\\x07` may stand for it",
        at: SourceRange(UInt32(offset), UInt32(offset) + length),
        value: code,
        canBeIgnored: false
      )
    }
  }
}
