import Bytes
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

  /// INVARIANT: in the order of ``places(of:_:)``.
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

  /// Which patterns begin with two letters, each in either case.
  @inline(__always)
  private static func places(of first: UInt8, _ second: UInt8) -> Range<Int> {
    switch (first | 0x20, second | 0x20) {
    case (UInt8(ascii: "t"), UInt8(ascii: "o")): 0..<1
    case (UInt8(ascii: "t"), UInt8(ascii: "h")): 1..<3
    case (UInt8(ascii: "f"), UInt8(ascii: "i")): 3..<4
    case (UInt8(ascii: "l"), UInt8(ascii: "o")): 4..<5
    case (UInt8(ascii: "e"), UInt8(ascii: "x")): 5..<7
    case (UInt8(ascii: "m"), UInt8(ascii: "y")): 7..<10
    case (UInt8(ascii: "o"), UInt8(ascii: "u")): 10..<11
    // Behind it stands a blank, or a line break or tab that stands for one.
    case (UInt8(ascii: "a"), 0x20), (UInt8(ascii: "a"), 0x2A), (UInt8(ascii: "a"), 0x29): 11..<13
    default: 0..<0
    }
  }

  /// The first placeholder in a scalar's text, as the text has it.
  static func first(in scalar: NodeID, of document: Document) -> String? {
    let node = document[scalar]
    let range = Int(node.first)..<(Int(node.first) + Int(node.second))
    let bytes = node.isCooked ? document.cooked : document.bytes
    return bytes.withUnsafeBufferPointer { first(in: range, of: $0) }
  }

  /// Looks at 16 bytes at once for what each placeholder has and few other texts do, and closer
  /// where that is found; bytes behind the text may be looked at, too.
  private static func first(
    in range: Range<Int>,
    of bytes: UnsafeBufferPointer<UInt8>
  ) -> String? {
    guard let base = bytes.baseAddress, range.count >= shortest else { return nil }
    let text = UnsafeBufferPointer(rebasing: bytes[range])
    guard bytes.count >= ByteChunk.count + lookAhead else {
      return placeholder(in: text, among: text.indices).map { String(decoding: $0, as: UTF8.self) }
    }
    var start = 0
    var isNearEnd = false
    while start < text.count {
      // Near the end of the bytes some are looked at once more.
      let place = range.lowerBound + start
      let last = bytes.count - ByteChunk.count - lookAhead
      isNearEnd = place > last
      var candidates = candidates(base + min(place, last))
      let first = min(place, last) - range.lowerBound - furthestMark
      while candidates != 0 {
        let start = first + candidates.trailingZeroBitCount
        candidates &= candidates - 1
        guard start < text.count else { break }
        if start >= 0, let found = placeholder(in: text, at: start) {
          return String(decoding: found, as: UTF8.self)
        }
      }
      start += ByteChunk.count
    }
    guard isNearEnd else { return nil }
    // What stands behind the last mark that was looked for.
    let rest = max(0, text.count - lookAhead - furthestMark)..<text.count
    return placeholder(in: text, among: rest).map { String(decoding: $0, as: UTF8.self) }
  }

  // MARK: - A closer look

  /// The first placeholder that begins at one of these places.
  private static func placeholder(
    in text: UnsafeBufferPointer<UInt8>,
    among starts: Range<Int>
  ) -> Slice<UnsafeBufferPointer<UInt8>>? {
    for start in starts {
      if let found = placeholder(in: text, at: start) { return found }
    }
    return nil
  }

  /// The placeholder that begins at a place.
  @inline(__always)
  private static func placeholder(
    in text: UnsafeBufferPointer<UInt8>,
    at start: Int
  ) -> Slice<UnsafeBufferPointer<UInt8>>? {
    guard text.count - start >= shortest else { return nil }
    let places = places(of: text[start], text[start + 1])
    return places.isEmpty ? nil : placeholder(among: patterns[places], in: text, at: start)
  }

  private static func placeholder(
    among patterns: ArraySlice<Pattern>,
    in text: UnsafeBufferPointer<UInt8>,
    at start: Int
  ) -> Slice<UnsafeBufferPointer<UInt8>>? {
    for pattern in patterns where stands(pattern, in: text, at: start) {
      return text[start..<start + pattern.text.utf8CodeUnitCount]
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

  /// The fewest letters that a placeholder has.
  private static let shortest = 4
  /// How far behind its beginning the letter stands by which a placeholder is found, at most.
  private static let furthestMark = 4
  /// How many bytes behind the sixteen are read.
  private static let lookAhead = 2

  /// Where placeholders may begin that have their mark among the 16 bytes from here on: a bit for
  /// each place, that of ``furthestMark`` bytes before the first one lowest.
  @inline(__always)
  private static func candidates(_ place: UnsafePointer<UInt8>) -> UInt32 {
    let one = ByteChunk(place)
    let two = ByteChunk(place + 1)
    let letterM = one.marks(of: 0x4D, under: 0xDF)
    // All but three begin with a capital, and go on with one of h, i, x, y, with o or u, or with
    // white space; `myprocoreapplication` may.
    let second =
      two.marks(of: 0x48, under: 0xCE) | two.marks(of: 0x4F, under: 0xDF)
      | two.marks(of: 0x55, under: 0xDF) | two.marks(of: 0...0x20)
    let beginning =
      one.marks(of: 0x41...0x5A) & second | letterM & two.marks(of: 0x59, under: 0xDF)
    // The `x` of `example`, and the `m` of `lorem ipsum`.
    let example = one.marks(of: 0x58, under: 0xDF)
    let lorem = letterM & ByteChunk(place + 2).marks(of: 0x49, under: 0xDF)
    guard ByteChunk.isAny(beginning | example | lorem) else { return 0 }
    return ByteChunk.bits(beginning) &<< 4 | ByteChunk.bits(example) &<< 3 | ByteChunk.bits(lorem)
  }
}
