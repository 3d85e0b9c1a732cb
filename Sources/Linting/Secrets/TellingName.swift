/// Names that say of a value that it is a secret.
enum TellingName {
  /// Whether one of a name's words is `secret`, `token`, `password`, `key` or a form of them.
  ///
  /// Words end at what is no letter or digit, and where lower case turns into upper case.
  static func tells(_ bytes: [UInt8], _ name: Range<Int>) -> Bool {
    var start = name.lowerBound
    while start < name.upperBound {
      guard SecretByte.isAlphanumeric(bytes[start]) else {
        start += 1
        continue
      }
      var end = start + 1
      while end < name.upperBound, SecretByte.isAlphanumeric(bytes[end]),
        !startsWord(bytes, end, name.upperBound)
      { end += 1 }
      if isTelling(bytes, start..<end) { return true }
      start = end
    }
    return false
  }

  /// Whether a name is one of those whose values are long and random without being secret.
  static func isIdentifier(_ bytes: [UInt8], _ name: Range<Int>) -> Bool {
    guard name.count <= 12 else { return false }
    // The letters and digits, a byte each; none of the names has more than fit.
    var letters: UInt64 = 0
    for index in name where SecretByte.isAlphanumeric(bytes[index]) {
      guard letters >> 56 == 0 else { return false }
      letters = letters << 8 | UInt64(bytes[index] | 0x20)
    }
    switch letters {
    case packed("id"), packed("uid"), packed("uuid"), packed("clientid"): return true
    default: return false
    }
  }

  @inline(__always)
  private static func packed(_ name: StaticString) -> UInt64 {
    var letters: UInt64 = 0
    for index in 0..<name.utf8CodeUnitCount {
      letters = letters << 8 | UInt64(name.utf8Start[index])
    }
    return letters
  }

  private static func startsWord(_ bytes: [UInt8], _ index: Int, _ end: Int) -> Bool {
    guard SecretByte.isUpper(bytes[index]) else { return false }
    if !SecretByte.isUpper(bytes[index - 1]) { return true }
    return index + 1 < end && SecretByte.isLower(bytes[index + 1])
  }

  private static func isTelling(_ bytes: [UInt8], _ word: Range<Int>) -> Bool {
    var end = word.upperBound
    while end > word.lowerBound, SecretByte.isDigit(bytes[end - 1]) { end -= 1 }
    if end > word.lowerBound, bytes[end - 1] | 0x20 == 0x73 { end -= 1 }
    let word = word.lowerBound..<end
    guard let last = bytes[word].last else { return false }
    switch last | 0x20 {
    case 0x74: return isTail("secret", of: bytes, word)
    case 0x6E: return isTail("token", of: bytes, word)
    case 0x64:
      return isTail("password", of: bytes, word) || isTail("passwd", of: bytes, word)
        || word.count == 3 && isTail("pwd", of: bytes, word)
    case 0x65: return isTail("passphrase", of: bytes, word)
    case 0x79:
      guard isTail("key", of: bytes, word) else { return false }
      return word.count == 3 || isTail("apikey", of: bytes, word)
        || isTail("secretkey", of: bytes, word) || isTail("accesskey", of: bytes, word)
        || isTail("privatekey", of: bytes, word)
    default: return false
    }
  }

  private static func isTail(
    _ tail: StaticString,
    of bytes: [UInt8],
    _ word: Range<Int>
  ) -> Bool {
    let count = tail.utf8CodeUnitCount
    guard word.count >= count else { return false }
    let start = word.upperBound - count
    for index in 0..<count where bytes[start + index] | 0x20 != tail.utf8Start[index] {
      return false
    }
    return true
  }
}
