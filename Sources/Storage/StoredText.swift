import Documents

/// A text as a store has it: SQLite ends a text at a zero byte, so the store has none.
///
/// U+0000 and U+0001 are written as U+0001 and one more character; the order of texts by their
/// bytes stays what it was.
enum StoredText {
  static func stored(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 <= 1 }) else { return text }
    var bytes: [UInt8] = []
    for byte in text.utf8 { bytes += byte <= 1 ? [1, byte + 1] : [byte] }
    return String(decoding: bytes, as: UTF8.self)
  }

  static func text(_ stored: String) -> String {
    guard stored.utf8.contains(1) else { return stored }
    var bytes: [UInt8] = []
    var isEscape = false
    for byte in stored.utf8 {
      if !isEscape, byte == 1 {
        isEscape = true
      } else {
        bytes.append(isEscape ? byte &- 1 : byte)
        isEscape = false
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension String {
  /// As a store has it.
  var stored: String { StoredText.stored(self) }

  /// The order of texts by their bytes, which is also the store's.
  func precedesInBytes(_ other: String) -> Bool { utf8.lexicographicallyPrecedes(other.utf8) }
}

extension Optional<String> {
  var stored: String? { map(StoredText.stored) }
}

extension JSONValue {
  /// The canonical bytes as text.
  var stored: String { String(decoding: canonical(), as: UTF8.self) }
}
