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
    // No placeholder has fewer than four letters.
    guard let base = bytes.baseAddress, range.count >= 4 else { return nil }
    let text = UnsafeBufferPointer(rebasing: bytes[range])
    var start = 0
    while start < text.count {
      let end = min(start + ByteChunk.count, text.count)
      let isNearEnd = range.lowerBound + start + ByteChunk.count + 3 > bytes.count
      if isNearEnd || hasPair(base + range.lowerBound + start),
        let found = first(in: text, from: max(0, start - furthestPair)..<end)
      {
        return String(decoding: text[found], as: UTF8.self)
      }
      start += ByteChunk.count
    }
    return nil
  }

  // MARK: - A closer look

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

  /// How far behind its beginning a placeholder's first pair stands at most.
  private static let furthestPair = 13

  /// Whether one of the 16 bytes from here on begins such a pair; three bytes more are read.
  @inline(__always)
  private static func hasPair(_ place: UnsafePointer<UInt8>) -> Bool {
    let one = ByteChunk(place)
    let two = ByteChunk(place + 1)
    let three = ByteChunk(place + 2)
    let four = ByteChunk(place + 3)
    // `TO` and `Thank`; `Our`; `A Sidepanel`, `A Fullscreen`, whatever white space is in them: the
    // third letter is one of B, C, F, G, R, S, V, W.
    let letterT = one.marks(of: 0x54) & (two.marks(of: 0x4F) | four.marks(of: 0x6E))
    let letterO = one.marks(of: 0x4F) & three.marks(of: 0x72)
    let letterA = one.marks(of: 0x41) & three.marks(of: 0x42, under: 0xEA)
    // `FIXME`, `example` in any case: the second letter is one of a, e, i, m.
    let letterX = one.marks(of: 0x58, under: 0xDF) & two.marks(of: 0x41, under: 0xD3)
    // `lorem ipsum`; `My`, `myprocoreapplication`; `parameter`.
    let afterM = four.marks(of: 0x50, under: 0xDF) | two.marks(of: 0x59, under: 0xDF)
    let meter = three.marks(of: 0x74) & four.marks(of: 0x65)
    let letterM = one.marks(of: 0x4D, under: 0xDF) & (afterM | meter)
    return ByteChunk.isAny(letterT | letterO | letterA | letterX | letterM)
  }
}
