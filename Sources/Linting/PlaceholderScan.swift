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

  /// INVARIANT: in the order of ``places(of:)``.
  private static let patterns = [
    Pattern("TODO"),
    Pattern(
      """
      Thank you for installing our application. Please visit our support site for additional \
      information.
      """
    ),
    Pattern("The path parameter you want to interpolate."),
    Pattern("FIXME"),
    Pattern("lorem ipsum", ignoresCase: true),
    Pattern("example.com", .host, ignoresCase: true),
    Pattern("example.org", .host, ignoresCase: true),
    Pattern("myprocoreapplication", .host, ignoresCase: true),
    Pattern("My Path Parameter"),
    Pattern("My Query Parameter"),
    Pattern("Our Support Site"),
    Pattern("A Sidepanel Component"),
    Pattern("A Fullscreen Embedded Component"),
  ]

  /// Which patterns begin with a letter, in either case.
  private static func places(of letter: UInt8) -> Range<Int> {
    switch letter | 0x20 {
    case UInt8(ascii: "t"): 0..<3
    case UInt8(ascii: "f"): 3..<4
    case UInt8(ascii: "l"): 4..<5
    case UInt8(ascii: "e"): 5..<7
    case UInt8(ascii: "m"): 7..<10
    case UInt8(ascii: "o"): 10..<11
    case UInt8(ascii: "a"): 11..<13
    default: 0..<0
    }
  }

  // MARK: - A closer look

  /// The first placeholder in a text, as the text has it.
  static func first(in text: UnsafeBufferPointer<UInt8>) -> String? {
    first(in: text, from: 0..<text.count).map { String(decoding: text[$0], as: UTF8.self) }
  }

  /// The first placeholder that begins at one of these places.
  private static func first(
    in text: UnsafeBufferPointer<UInt8>,
    from starts: Range<Int>
  ) -> Range<Int>? {
    let patterns = patterns
    for start in starts {
      for place in places(of: text[start]) where stands(patterns[place], in: text, at: start) {
        return start..<start + patterns[place].text.utf8CodeUnitCount
      }
    }
    return nil
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
    return first(in: text, from: text.count - 8..<text.count) != nil
  }

  private typealias Chunk = SIMD16<UInt8>
  private typealias Mask = SIMDMask<SIMD16<Int8>>

  @inline(__always)
  private static func all(_ byte: UInt8) -> Chunk { Chunk(repeating: byte) }

  /// Whether one of the 16 bytes from here on begins such a pair; three bytes more are read.
  @inline(__always)
  private static func hasPair(_ place: UnsafeRawPointer) -> Bool {
    let one = place.loadUnaligned(fromByteOffset: 0, as: Chunk.self)
    let two = place.loadUnaligned(fromByteOffset: 1, as: Chunk.self)
    let three = place.loadUnaligned(fromByteOffset: 2, as: Chunk.self)
    let four = place.loadUnaligned(fromByteOffset: 3, as: Chunk.self)
    // `TODO`, `Thank`; `Our`; `A Sidepanel`, `A Fullscreen`.
    let letterT: Mask = (one .== all(0x54)) .& ((two .== all(0x4F)) .| (four .== all(0x6E)))
    let letterO: Mask = (one .== all(0x4F)) .& (three .== all(0x72))
    let letterA: Mask = (one .== all(0x41)) .& (two .== all(0x20))
    // `FIXME`, `example` in any case: the second letter is one of a, e, i, m.
    let letterX: Mask = ((one | all(0x20)) .== all(0x78)) .& ((two & all(0xD3)) .== all(0x41))
    // `lorem ipsum`; `My`, `myprocoreapplication`; `parameter`.
    let afterM: Mask = ((four | all(0x20)) .== all(0x70)) .| ((two | all(0x20)) .== all(0x79))
    let meter: Mask = (three .== all(0x74)) .& (four .== all(0x65))
    let letterM: Mask = ((one | all(0x20)) .== all(0x6D)) .& (afterM .| meter)
    let pairs: Mask = (letterT .| letterO) .| (letterA .| letterX) .| letterM
    // A comparison of masks would look at one byte after the other.
    let halves = unsafeBitCast(pairs, to: SIMD2<UInt64>.self)
    return halves.x | halves.y != 0
  }

  /// Whether a placeholder really stands around these 16 bytes; no pair stands further than 13
  /// bytes from where its text begins.
  private static func isNear(_ index: Int, in text: UnsafeBufferPointer<UInt8>) -> Bool {
    first(in: text, from: max(0, index - 13)..<min(text.count, index + 16)) != nil
  }
}
