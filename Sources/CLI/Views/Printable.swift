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

  /// The text on one line, every such scalar replaced.
  static func text(_ text: String) -> String {
    if text.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) { return text }
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
