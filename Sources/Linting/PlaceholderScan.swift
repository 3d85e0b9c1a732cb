import Documents

/// Looks for text that was meant to be replaced.
enum PlaceholderScan {
  /// What is looked for.
  private struct Pattern {
    let text: StaticString
    let ignoresCase: Bool
    let ends: Ends

    init(_ text: StaticString, _ ends: Ends = .words, ignoresCase: Bool = false) {
      self.text = text
      self.ends = ends
      self.ignoresCase = ignoresCase
    }
  }

  /// What must not stand right before and after it.
  private enum Ends {
    /// A letter, a digit, `_`.
    case words
    /// Those, a dash, and after it a dot with more of a name.
    case host
  }

  private static let patterns = [
    Pattern("TODO"),
    Pattern("FIXME"),
    Pattern("lorem ipsum", ignoresCase: true),
    Pattern("example.com", .host, ignoresCase: true),
    Pattern("example.org", .host, ignoresCase: true),
    Pattern("myprocoreapplication", .host, ignoresCase: true),
    Pattern(
      """
      Thank you for installing our application. Please visit our support site for additional \
      information.
      """
    ),
    Pattern("Our Support Site"),
    Pattern("A Sidepanel Component"),
    Pattern("A Fullscreen Embedded Component"),
    Pattern("My Path Parameter"),
    Pattern("My Query Parameter"),
    Pattern("The path parameter you want to interpolate."),
  ]

  // MARK: - A closer look

  /// The first placeholder in a text, as the text has it.
  static func first(in text: UnsafeBufferPointer<UInt8>) -> String? {
    // Nothing that is looked for is shorter.
    guard text.count >= 4 else { return nil }
    for start in 0...text.count - 4 where mayStart(text[start]) {
      guard let pattern = patterns.first(where: { stands($0, in: text, at: start) }) else {
        continue
      }
      return String(decoding: text[start..<start + pattern.text.utf8CodeUnitCount], as: UTF8.self)
    }
    return nil
  }

  private static func mayStart(_ byte: UInt8) -> Bool {
    switch byte | 0x20 {
    case UInt8(ascii: "t"), UInt8(ascii: "f"), UInt8(ascii: "l"), UInt8(ascii: "e"),
      UInt8(ascii: "m"), UInt8(ascii: "o"), UInt8(ascii: "a"):
      true
    default: false
    }
  }

  private static func stands(
    _ pattern: Pattern,
    in text: UnsafeBufferPointer<UInt8>,
    at start: Int
  ) -> Bool {
    let count = pattern.text.utf8CodeUnitCount
    guard text.count - start >= count else { return false }
    for offset in 0..<count {
      let wanted = pattern.text.utf8Start[offset]
      let byte = text[start + offset]
      if byte == wanted { continue }
      // A line break within a text stands for a blank.
      if wanted == 0x20, byte == 0x0A || byte == 0x09 { continue }
      guard pattern.ignoresCase, (0x61...0x7A).contains(wanted), byte | 0x20 == wanted else {
        return false
      }
    }
    return isFree(pattern, in: text, start..<start + count)
  }

  private static func isFree(
    _ pattern: Pattern,
    in text: UnsafeBufferPointer<UInt8>,
    _ range: Range<Int>
  ) -> Bool {
    let isHost = pattern.ends == .host
    if range.lowerBound > 0, isWord(text[range.lowerBound - 1], isHost) { return false }
    guard range.upperBound < text.count, isWord(text[range.upperBound - 1], isHost) else {
      return true
    }
    if isWord(text[range.upperBound], isHost) { return false }
    // `example.com.au` is another name; a stop at the end of a sentence makes none.
    guard isHost, text[range.upperBound] == UInt8(ascii: "."), range.upperBound + 1 < text.count,
      pattern.text.utf8CodeUnitCount == 11
    else { return true }
    return !isWord(text[range.upperBound + 1], true)
  }

  private static func isWord(_ byte: UInt8, _ isHost: Bool) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "_"), 0x80...: true
    case UInt8(ascii: "-"): isHost
    default: false
    }
  }

  // MARK: - A first look

  /// Whether any placeholder may stand in the file; comments and keys count here.
  static func mayBeIn(_ document: Document) -> Bool {
    document.bytes.withUnsafeBufferPointer(mayBeIn)
      || document.cooked.withUnsafeBufferPointer(mayBeIn)
  }

  /// Looks at 16 bytes at once for what each placeholder has and few other texts do.
  private static func mayBeIn(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let base = text.baseAddress, text.count >= 19 else { return first(in: text) != nil }
    var index = 0
    while true {
      if hasPair(UnsafeRawPointer(base + index)), isNear(index, in: text) { return true }
      guard index < text.count - 19 else { break }
      index = min(index + 16, text.count - 19)
    }
    return first(in: UnsafeBufferPointer(rebasing: text.suffix(8))) != nil
  }

  /// Whether one of the 16 bytes from here on begins such a pair; three bytes more are read.
  private static func hasPair(_ place: UnsafeRawPointer) -> Bool {
    typealias Chunk = SIMD16<UInt8>
    func bytes(_ offset: Int) -> Chunk {
      place.loadUnaligned(fromByteOffset: offset, as: Chunk.self)
    }
    func equals(_ bytes: Chunk, _ byte: Unicode.Scalar) -> SIMDMask<SIMD16<Int8>> {
      bytes .== UInt8(ascii: byte)
    }
    let (one, two, three, four) = (bytes(0), bytes(1), bytes(2), bytes(3))
    let lower: Chunk = Chunk(repeating: 0x20)
    let (first, second) = (one | lower, two | lower)
    // `TODO`, `Thank`; `Our`; `A Sidepanel`, `A Fullscreen`.
    let capitals =
      equals(one, "T") .& (equals(two, "O") .| equals(four, "n"))
      .| equals(one, "O") .& equals(three, "r")
      .| equals(one, "A") .& equals(two, " ")
    // `FIXME`, `example`: the second letter is one of a, e, i, m.
    let anyCase = equals(first, "x") .& equals(second & Chunk(repeating: 0xF3), "a")
    // `lorem ipsum`; `My`, `myprocoreapplication`; `parameter`.
    let letterM =
      equals(first, "m")
      .& (equals(four | lower, "p") .| equals(second, "y")
        .| equals(three, "t") .& equals(four, "e"))
    return any(capitals .| anyCase .| letterM)
  }

  /// Whether a placeholder really stands around these 16 bytes; none has more than a hundred.
  private static func isNear(_ index: Int, in text: UnsafeBufferPointer<UInt8>) -> Bool {
    let start = max(0, index - 100)
    let end = min(text.count, index + 120)
    return first(in: UnsafeBufferPointer(rebasing: text[start..<end])) != nil
  }
}
