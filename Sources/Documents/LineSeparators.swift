/// Hides U+0085, U+2028 and U+2029 from libyaml, which takes them for line breaks.
///
/// In YAML 1.2, in JSON and in every editor they are characters like any other. Each is replaced
/// by one of as many bytes that the file doesn't have, and put back into the texts. Were it not
/// so, a comment could hold a key that only this program sees.
struct LineSeparators {
  private static let separators: [[UInt8]] = [
    [0xC2, 0x85], [0xE2, 0x80, 0xA8], [0xE2, 0x80, 0xA9],
  ]

  /// Each separator with what stands for it.
  private var replacements: [(separator: [UInt8], replacement: [UInt8])] = []

  /// Replaces the separators in a file's bytes, which are valid UTF-8.
  init(hidingIn bytes: inout [UInt8]) {
    var free = LineSeparators.unused(in: bytes)
    for separator in LineSeparators.separators {
      let index = separator.count - 2
      guard let replacement = free[index].popLast() else { continue }
      replacements.append((separator, replacement))
    }
    for (separator, replacement) in replacements {
      LineSeparators.replace(separator, by: replacement, in: &bytes, from: 0)
    }
  }

  /// Puts the separators back into bytes from an index on.
  func restore(in bytes: inout [UInt8], from start: Int) {
    for (separator, replacement) in replacements {
      LineSeparators.replace(replacement, by: separator, in: &bytes, from: start)
    }
  }

  /// Printable characters of two and of three bytes that stand nowhere in a text: up to two each.
  ///
  /// Those of three bytes are private, those of two the last ones of the block of N'Ko.
  private static func unused(in bytes: [UInt8]) -> [[[UInt8]]] {
    var isUsed = Array(repeating: false, count: 0x10000)
    for index in bytes.indices where bytes[index] >= 0xC2 {
      if bytes[index] < 0xE0, index + 1 < bytes.count {
        isUsed[Int(bytes[index] & 0x1F) << 6 | Int(bytes[index + 1] & 0x3F)] = true
      } else if bytes[index] & 0xF0 == 0xE0, index + 2 < bytes.count {
        isUsed[
          Int(bytes[index] & 0x0F) << 12 | Int(bytes[index + 1] & 0x3F) << 6
            | Int(bytes[index + 2] & 0x3F)
        ] = true
      }
    }
    func spellings(_ candidates: some Sequence<Int>) -> [[UInt8]] {
      candidates.lazy.filter { !isUsed[$0] }.prefix(2).compactMap { Unicode.Scalar(UInt32($0)) }
        .map { Array(String($0).utf8) }
    }
    return [spellings((0xA1...0x7FF).reversed()), spellings(0xE000...0xF8FF)]
  }

  private static func replace(
    _ old: [UInt8],
    by new: [UInt8],
    in bytes: inout [UInt8],
    from start: Int
  ) {
    var index = start
    while index + old.count <= bytes.count {
      if bytes[index] == old[0], bytes[index..<(index + old.count)].elementsEqual(old) {
        for offset in old.indices { bytes[index + offset] = new[offset] }
        index += old.count
      } else {
        index += 1
      }
    }
  }
}
