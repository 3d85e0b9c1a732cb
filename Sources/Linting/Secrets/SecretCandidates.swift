import Documents

/// Where in a text a secret could stand, found by looking at a part of its bytes.
///
/// Every secret but a private key and a login in a URL is a long word: no blank, quote or comma in
/// it. So only the end of a window is looked at, and most windows are skipped at once.
enum SecretCandidates {
  /// The fewest characters that a secret has whose shape or randomness tells.
  static let shortest = 20

  private static let highBits: UInt64 = 0x8080_8080_8080_8080
  private static let lowBits: UInt64 = 0x7F7F_7F7F_7F7F_7F7F

  /// The high bits of those of eight bytes that are blanks, controls, double quotes or no ASCII.
  @inline(__always)
  private static func ends(in bytes: UnsafePointer<UInt8>) -> UInt64 {
    let word = UInt64(littleEndian: UnsafeRawPointer(bytes).loadUnaligned(as: UInt64.self))
    // No sum of seven bits reaches into the next byte, so every bit is exact.
    let visible = (word & lowBits) &+ 0x5F5F_5F5F_5F5F_5F5F
    let quotes = word ^ 0x2222_2222_2222_2222
    let others = ((quotes & lowBits) &+ lowBits) | quotes
    return (~(visible & others) | word) & highBits
  }

  @inline(__always)
  private static func lastEnd(in bytes: UnsafePointer<UInt8>) -> Int? {
    let ends = ends(in: bytes)
    return ends == 0 ? nil : 7 - ends.leadingZeroBitCount / 8
  }

  @inline(__always)
  private static func isEnd(_ byte: UInt8) -> Bool { byte <= 0x20 || byte == 0x22 || byte >= 0x80 }

  /// Whether a byte divides a word, as all but its plainest ends do.
  static func divides(_ byte: UInt8) -> Bool {
    byte == 0x2C || byte == 0x27 || byte == 0x60 || byte == 0x7F
  }

  /// Visits each word of at least ``shortest`` ASCII characters, in order; they are yet to divide.
  @inline(__always)
  static func visitWords(
    of bytes: UnsafeBufferPointer<UInt8>,
    _ visit: (Range<Int>) -> Void
  ) {
    guard let base = bytes.baseAddress else { return }
    // INVARIANT: a word can start at `start`, for an end of words stands before it.
    var start = 0
    while start + shortest <= bytes.count {
      // From the back, so that the first end found skips the most.
      if let last = lastEnd(in: base + start + 12) {
        start += 13 + last
        continue
      }
      if let last = lastEnd(in: base + start + 4) {
        start += 5 + last
        continue
      }
      if let last = lastEnd(in: base + start) {
        start += 1 + last
        continue
      }
      var end = start + shortest
      while end + 8 <= bytes.count, ends(in: base + end) == 0 { end += 8 }
      while end < bytes.count, !isEnd(bytes[end]) { end += 1 }
      visit(start..<end)
      start = end + 1
    }
  }

  /// Visits each `@`, and each `B` behind a `-`, with which the head of a private key goes on.
  @inline(__always)
  static func visitMarks(of bytes: UnsafeBufferPointer<UInt8>, _ visit: (Int) -> Void) {
    guard let base = bytes.baseAddress, let first = bytes.first else { return }
    if first == 0x40 { visit(0) }
    var index = 1
    let step = 2 * ByteChunk.count
    while index + step <= bytes.count {
      let marked = marks(base + index) | marks(base + index + ByteChunk.count)
      if ByteChunk.isAny(marked) { visitMarks(of: bytes, index..<(index + step), visit) }
      index += step
    }
    visitMarks(of: bytes, index..<max(index, bytes.count), visit)
  }

  @inline(__always)
  private static func marks(_ place: UnsafePointer<UInt8>) -> ByteChunk.Marks {
    let chunk = ByteChunk(place)
    return chunk.marks(of: 0x40) | chunk.marks(of: 0x42) & ByteChunk(place - 1).marks(of: 0x2D)
  }

  @inline(__always)
  private static func visitMarks(
    of bytes: UnsafeBufferPointer<UInt8>,
    _ range: Range<Int>,
    _ visit: (Int) -> Void
  ) {
    for index in range {
      let byte = bytes[index]
      if byte == 0x40 || byte == 0x42 && bytes[index - 1] == 0x2D { visit(index) }
    }
  }
}

extension SecretCandidates {
  /// What a first look at a word says.
  struct Traits {
    /// Whether a part of it starts as some vendor's secrets do.
    var hasPrefix = false
    /// Whether it has a `=` or `:` with enough behind it for a secret.
    var hasAssignment = false
    /// Whether it has a `://`.
    var isURL = false
    /// Whether a byte divides it.
    var isDivided = false
  }

  /// Looks at a word once.
  static func traits(
    of word: Range<Int>,
    in bytes: UnsafeBufferPointer<UInt8>
  ) -> Traits {
    var traits = Traits()
    // No secret starts so near the end.
    let end = word.upperBound - shortest
    var index = word.lowerBound
    while index < word.upperBound {
      let byte = bytes[index]
      index += 1
      if SecretByte.isAlphanumeric(byte) {
        if index <= end + 1, startsLikeSecret(byte, bytes[index], bytes[index + 1]) {
          traits.hasPrefix = true
        }
        index = endOfAlphanumeric(bytes, from: index, to: word.upperBound)
      } else if divides(byte) {
        traits.isDivided = true
      } else if index > end + 1 {
        continue
      } else if byte == 0x3A, bytes[index] == 0x2F, bytes[index + 1] == 0x2F {
        traits.isURL = true
      } else if byte == 0x3D || byte == 0x3A {
        // What stands for a variable is no value, but more may follow it.
        if bytes[index] != 0x7B { traits.hasAssignment = true }
      } else if byte == 0x7D, SecretByte.isAlphanumeric(bytes[index]) {
        traits.hasAssignment = true
      }
    }
    return traits
  }

  /// Where the letters and digits of an ASCII word end that go on at an offset.
  @inline(__always)
  private static func endOfAlphanumeric(
    _ bytes: UnsafeBufferPointer<UInt8>,
    from start: Int,
    to end: Int
  ) -> Int {
    guard let base = bytes.baseAddress else { return start }
    var index = start
    while index < end, index + 8 <= bytes.count {
      let others = SecretByte.others(
        UInt64(littleEndian: UnsafeRawPointer(base + index).loadUnaligned(as: UInt64.self))
      )
      index += others.trailingZeroBitCount >> 3
      if others != 0 { return min(index, end) }
    }
    while index < end, SecretByte.isAlphanumeric(bytes[index]) { index += 1 }
    return min(index, end)
  }

  /// Whether three bytes start one of the prefixes of ``SecretShape``, or a JSON Web Token.
  @inline(__always)
  static func startsLikeSecret(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> Bool {
    switch (first, second) {
    case (0x65, 0x79): third == 0x4A  // eyJ
    case (0x67, 0x68):
      third == 0x70 || third == 0x6F || third == 0x75 || third == 0x73
        || third == 0x72  // ghp, gho, ghu, ghs, ghr
    case (0x67, 0x69): third == 0x74  // git
    case (0x67, 0x6C): third == 0x70  // glp
    case (0x78, 0x6F): third == 0x78  // xox
    case (0x78, 0x61): third == 0x70  // xap
    case (0x68, 0x6F): third == 0x6F  // hoo
    case (0x68, 0x66): third == 0x5F  // hf_
    case (0x73, 0x6B): third == 0x5F || third == 0x2D  // sk_, sk-
    case (0x73, 0x68): third == 0x70  // shp
    case (0x72, 0x6B): third == 0x5F  // rk_
    case (0x77, 0x68): third == 0x73  // whs
    case (0x41, 0x4B), (0x41, 0x53): third == 0x49  // AKI, ASI
    case (0x41, 0x49): third == 0x7A  // AIz
    case (0x41, 0x63): third == 0x63  // Acc
    case (0x79, 0x61): third == 0x32  // ya2
    case (0x6E, 0x70): third == 0x6D  // npm
    case (0x70, 0x79): third == 0x70  // pyp
    case (0x53, 0x47): third == 0x2E  // SG.
    case (0x53, 0x4B): SecretByte.isHexadecimal(third)  // SK
    case (0x53, 0x68): third == 0x61  // Sha
    case (0x64, 0x6F): third == 0x70 || third == 0x6F || third == 0x72  // dop, doo, dor
    default: false
    }
  }
}
