import Bytes

/// Where in a text a secret could stand, found by looking at a part of its bytes.
///
/// Every secret but a private key and a login in a URL is a long word: no blank, quote or comma in
/// it. So only the end of a window is looked at, and most windows are skipped at once.
enum SecretCandidates {
  /// The fewest characters that a secret has whose shape or randomness tells.
  static let shortest = 20

  /// A bit for each byte that is a blank, a control, a double quote or no ASCII.
  @inline(__always)
  private static func ends(in bytes: UnsafePointer<UInt8>) -> UInt32 {
    let chunk = ByteChunk(bytes)
    return ByteChunk.bits(~chunk.marks(of: 0x21...0x7F) | chunk.marks(of: 0x22))
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
      // From the back, so that the last end skips the most.
      let late = ends(in: base + start + 4)
      if late != 0 {
        start += 4 + UInt32.bitWidth - late.leadingZeroBitCount
        continue
      }
      let early = ends(in: base + start) & 0xF
      if early != 0 {
        start += UInt32.bitWidth - early.leadingZeroBitCount
        continue
      }
      var end = start + shortest
      while end + ByteChunk.count <= bytes.count {
        let found = ends(in: base + end)
        end += min(found.trailingZeroBitCount, ByteChunk.count)
        if found != 0 { break }
      }
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
      let first = marks(base + index)
      let second = marks(base + index + ByteChunk.count)
      if ByteChunk.isAny(first | second) {
        var bits = ByteChunk.bits(first) | ByteChunk.bits(second) &<< 16
        while bits != 0 {
          visit(index + bits.trailingZeroBitCount)
          bits &= bits - 1
        }
      }
      index += step
    }
    while index < bytes.count {
      if bytes[index] == 0x40 || bytes[index] == 0x42 && bytes[index - 1] == 0x2D { visit(index) }
      index += 1
    }
  }

  @inline(__always)
  private static func marks(_ place: UnsafePointer<UInt8>) -> ByteChunk.Marks {
    let chunk = ByteChunk(place)
    return chunk.marks(of: 0x40) | chunk.marks(of: 0x42) & ByteChunk(place - 1).marks(of: 0x2D)
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

    /// Takes in a `=`, `:` or `}` and what is behind it.
    @inline(__always)
    fileprivate mutating func note(sign index: Int, in bytes: UnsafeBufferPointer<UInt8>) {
      let next = bytes[index + 1]
      if bytes[index] == 0x7D {
        // What stands for a variable is no value, but more may follow it.
        if SecretByte.isAlphanumeric(next) { hasAssignment = true }
      } else if bytes[index] == 0x3A, next == 0x2F, bytes[index + 2] == 0x2F {
        isURL = true
      } else if next != 0x7B {
        hasAssignment = true
      }
    }
  }

  /// Looks at a word of at least ``shortest`` ASCII characters once.
  static func traits(
    of word: Range<Int>,
    in bytes: UnsafeBufferPointer<UInt8>
  ) -> Traits {
    var traits = Traits()
    guard bytes.count >= ByteChunk.count else { return traits }
    // No secret starts so near the end.
    let last = word.upperBound - shortest
    var isInside: UInt32 = 0
    var index = word.lowerBound
    while index < word.upperBound {
      let isWithin = ByteChunk.lowBits(word.upperBound - index)
      if ByteChunk.bits(of: bytes, from: index, { dividers(in: $0) }) & isWithin != 0 {
        traits.isDivided = true
      }
      guard index <= last else {
        index += ByteChunk.count
        continue
      }
      let isCounted = ByteChunk.lowBits(last + 1 - index)
      let alphanumeric = ByteChunk.bits(of: bytes, from: index) { $0.alphanumericMarks }
      var starts = alphanumeric & ~(alphanumeric << 1 | isInside) & isCounted
      isInside = alphanumeric >> 15
      while starts != 0 {
        let start = index + starts.trailingZeroBitCount
        starts &= starts - 1
        if startsLikeSecret(bytes[start], bytes[start + 1], bytes[start + 2]) {
          traits.hasPrefix = true
        }
      }
      var rest = ByteChunk.bits(of: bytes, from: index, { signs(in: $0) }) & isCounted
      while rest != 0 {
        traits.note(sign: index + rest.trailingZeroBitCount, in: bytes)
        rest &= rest - 1
      }
      index += ByteChunk.count
    }
    return traits
  }

  /// Each `=`, `:` and `}`.
  @inline(__always)
  private static func signs(in chunk: ByteChunk) -> ByteChunk.Marks {
    chunk.marks(of: 0x3D, under: 0xBF) | chunk.marks(of: 0x3A)
  }

  /// Those for which ``divides(_:)`` holds.
  @inline(__always)
  private static func dividers(in chunk: ByteChunk) -> ByteChunk.Marks {
    chunk.marks(of: 0x2C) | chunk.marks(of: 0x27) | chunk.marks(of: 0x60) | chunk.marks(of: 0x7F)
  }

  /// Whether three bytes start one of the prefixes of ``SecretShape``, or a JSON Web Token.
  @inline(__always)
  static func startsLikeSecret(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> Bool {
    // Most words are told by one look at two letters.
    guard firstLetters &>> UInt64(first) & secondLetters &>> UInt64(second) & 1 != 0 else {
      return false
    }
    return isPrefix(first, second, third)
  }

  /// A bit for each of `ASdeghnprswxy`, by its lowest six bits.
  private static let firstLetters: UInt64 = 0x038D_41B0_0008_0002
  /// The same for `GIKSacfhiklopvy`.
  private static let secondLetters: UInt64 = 0x0241_9B4A_0008_0A80

  private static func isPrefix(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> Bool {
    switch (first, second) {
    case (0x65, 0x79): third == 0x4A  // eyJ
    case (0x67, 0x68):
      third == 0x70 || third == 0x6F || third == 0x75 || third == 0x73
        || third == 0x72  // ghp, gho, ghu, ghs, ghr
    case (0x67, 0x69): third == 0x74  // git
    case (0x67, 0x6C):
      third == 0x70 || third == 0x72 || third == 0x64 || third == 0x63
        || third == 0x73  // glp, glr, gld, glc, gls
    case (0x68, 0x76): third == 0x73 || third == 0x62 || third == 0x72  // hvs, hvb, hvr
    case (0x64, 0x63): third == 0x6B  // dck
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
