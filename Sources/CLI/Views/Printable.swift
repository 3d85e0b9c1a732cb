/// Text from a file or a path, made fit for a terminal, a log and a line of its own.
enum Printable {
  /// What stands for a scalar that would move the cursor, hide or turn round what follows.
  static func replacement(_ scalar: Unicode.Scalar) -> String? {
    switch scalar.value {
    case 0x20...0x7E: nil
    case 0x00...0x1F: Unicode.Scalar(0x2400 + scalar.value).map { String(Character($0)) }
    case 0x7F: "␡"
    case 0x80...0x9F, 0x061C, 0x200B, 0x200E, 0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF,
      0xFFF9...0xFFFB, 0xFFFE, 0xFFFF:
      "\\u{" + String(scalar.value, radix: 16) + "}"
    default: nil
    }
  }

  /// Whether a text has printable characters of ASCII alone, which stay as they are.
  static func isPlain(_ text: String) -> Bool {
    text.utf8.withContiguousStorageIfAvailable { plainCount($0) == $0.count } ?? false
  }

  /// Where the printable characters of ASCII end that some bytes start with.
  static func endOfPlain(_ bytes: ArraySlice<UInt8>) -> Int {
    bytes.startIndex + bytes.withUnsafeBufferPointer(plainCount)
  }

  /// How many printable characters of ASCII some bytes start with; eight are looked at at once.
  private static func plainCount(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    guard let base = UnsafeRawPointer(bytes.baseAddress) else { return 0 }
    var index = 0
    while index + 8 <= bytes.count {
      let word = base.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      // No sum of seven bits reaches into the next byte.
      let low = word & 0x7F7F_7F7F_7F7F_7F7F
      let isBelowBlank = ~(low + 0x6060_6060_6060_6060)
      let isDelete = low + 0x0101_0101_0101_0101
      guard (word | isBelowBlank | isDelete) & 0x8080_8080_8080_8080 == 0 else { break }
      index += 8
    }
    while index < bytes.count, 0x20..<0x7F ~= bytes[index] { index += 1 }
    return index
  }

  /// The text on one line, every such scalar replaced.
  static func text(_ text: String) -> String {
    if isPlain(text) { return text }
    var printable = ""
    for scalar in text.unicodeScalars {
      if let replacement = replacement(scalar) {
        printable += replacement
      } else {
        printable.unicodeScalars.append(scalar)
      }
    }
    return printable
  }
}
