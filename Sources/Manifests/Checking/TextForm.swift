import Bytes

/// Whether texts have the forms that a manifest wants of them, told from their bytes.
enum TextForm {
  /// Whether a name is sound beyond doubt: 1 to 80 ASCII characters, no control, no blank at an end.
  static func isPlainName(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard text.count <= 80, text.first != 0x20, text.last != 0x20 else { return false }
    for byte in text where byte < 0x20 || byte >= 0x7F { return false }
    return true
  }

  /// Whether a text is `X.Y.Z`, three whole numbers without leading zeros.
  static func isVersion(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var numbers = 0
    var start = 0
    for index in 0...text.count {
      guard index == text.count || text[index] == UInt8(ascii: ".") else {
        guard (0x30...0x39).contains(text[index]) else { return false }
        continue
      }
      guard index > start, index == start + 1 || text[start] != 0x30 else { return false }
      numbers += 1
      start = index + 1
    }
    return numbers == 3
  }

  /// Whether a text is a UUID: hexadecimal digits in groups of 8, 4, 4, 4 and 12.
  static func isUUID(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard text.count == 36 else { return false }
    return places(in: text) { $0.marks(of: 0x2D) } == dashes
      && places(in: text, hexadecimal) == ~dashes & 0xF_FFFF_FFFF
  }

  private static let dashes: UInt64 = 1 << 8 | 1 << 13 | 1 << 18 | 1 << 23

  private static func hexadecimal(_ chunk: ByteChunk) -> ByteChunk.Marks {
    chunk.marks(of: 0x30...0x39) | chunk.marks(of: 0x61...0x66, with: 0x20)
  }

  /// A bit for each marked byte of a text of 33 bytes to 48.
  private static func places(
    in text: UnsafeBufferPointer<UInt8>,
    _ marks: (ByteChunk) -> ByteChunk.Marks
  ) -> UInt64 {
    let first = UInt64(ByteChunk.bits(of: text, from: 0, marks))
    let second = UInt64(ByteChunk.bits(of: text, from: 16, marks))
    return first | second << 16 | UInt64(ByteChunk.bits(of: text, from: 32, marks)) << 32
  }

  /// Whether a text has `://`, which makes it a URL.
  static func hasSchemeSeparator(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard text.count >= 3 else { return false }
    for index in 0...text.count - 3
    where text[index] == UInt8(ascii: ":") && text[index + 1] == UInt8(ascii: "/")
      && text[index + 2] == UInt8(ascii: "/")
    {
      return true
    }
    return false
  }

  /// Whether a text is an e-mail address: a name, one `@`, a host of two labels or more.
  static func isEmailAddress(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard text.count <= 254, WhiteSpace.first(in: text, text.indices) == nil else { return false }
    var host: Int?
    for index in text.indices {
      if text[index] == UInt8(ascii: "@") {
        guard host == nil, index > 0 else { return false }
        host = index + 1
      } else if isForbidden(text[index]) {
        return false
      }
    }
    guard let host, text.first != UInt8(ascii: "."), text[host - 2] != UInt8(ascii: ".") else {
      return false
    }
    return isHost(UnsafeBufferPointer(rebasing: text[host...]))
  }

  private static func isHost(_ host: UnsafeBufferPointer<UInt8>) -> Bool {
    var labels = 0
    var start = 0
    for index in 0...host.count
    where index == host.count || host[index] == UInt8(ascii: ".") {
      guard index > start, host[start] != UInt8(ascii: "-"), host[index - 1] != UInt8(ascii: "-")
      else { return false }
      labels += 1
      start = index + 1
    }
    return labels >= 2
  }

  private static func isForbidden(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "("), UInt8(ascii: ")"),
      UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "\\"), UInt8(ascii: ","),
      UInt8(ascii: ";"), UInt8(ascii: ":"), UInt8(ascii: "\""):
      true
    default: false
    }
  }
}
