import Diagnostics
import Documents

// Private keys and logins, which no word is long enough for.
extension SecretFinder {
  static let keyStart = Array("-----BEGIN ".utf8)
  private static let keyStop = Array("-----END ".utf8)
  private static let keyName = Array("PRIVATE KEY".utf8)
  private static let dashes = Array("-----".utf8)

  /// Finds `-----BEGIN … PRIVATE KEY-----` and what follows, up to its end or that of the text.
  mutating func findPrivateKey(at letter: Int, in bytes: [UInt8], _ source: Source) {
    let start = letter - 5
    guard start >= keyEnd, bytes[start...].starts(with: SecretFinder.keyStart) else { return }
    let label = start + SecretFinder.keyStart.count
    var end = label
    while end < bytes.count, end - label < 48,
      SecretByte.isUpper(bytes[end])
        || SecretByte.isDigit(bytes[end]) || bytes[end] == 0x20
    { end += 1 }
    guard bytes[end...].starts(with: SecretFinder.dashes),
      bytes.range(of: SecretFinder.keyName, in: label..<end) != nil
    else { return }
    end += SecretFinder.dashes.count
    let unit: Unit
    switch holder(of: start..<end, source) {
    case .text(let text): unit = text
    case .nothing: return
    case .outside:
      guard let comment = comment(holding: start..<end) else { return }
      unit = comment
    }
    let limit = unit.node.isNone ? bytes.count : unit.range.upperBound
    guard unit.range.contains(start), let body = body(bytes, from: end, to: limit),
      belongs(body, to: unit)
    else { return }
    let last =
      keyEnd(in: bytes, from: end, to: unit.range.upperBound)
      ?? (unit.node.isNone && document.isReadable
        ? keyEnd(below: unit.range) : unit.range.upperBound)
    keyEnd = last
    add(start..<last, .privateKey, bytes, unit, source)
  }

  /// The end of `-----END …-----` after an offset.
  func keyEnd(in bytes: [UInt8], from start: Int, to limit: Int) -> Int? {
    guard let stop = bytes.range(of: SecretFinder.keyStop, in: start..<max(start, limit)) else {
      return nil
    }
    let close = stop.upperBound..<min(limit, stop.upperBound + 64)
    return bytes.range(of: SecretFinder.dashes, in: close)?.upperBound ?? stop.upperBound
  }

  /// The end of a key that starts in one comment and goes on in those below it.
  private mutating func keyEnd(below comment: Range<Int>) -> Int {
    var last = comment.upperBound
    for next in comments(below: comment) {
      last = Int(next.end)
      if let end = keyEnd(in: file, from: Int(next.start), to: last) { return end }
    }
    return last
  }

  /// Whether what follows a head is said where the head is: below a comment in another one.
  private mutating func belongs(_ body: Int, to unit: Unit) -> Bool {
    guard unit.node.isNone, document.isReadable, body >= unit.range.upperBound else { return true }
    return comment(holding: body..<(body + 1)) != nil
  }

  /// Where a key goes on behind its head; nil where a sentence does that speaks of one.
  private func body(_ bytes: [UInt8], from start: Int, to limit: Int) -> Int? {
    var index = start
    while index < limit, SecretByte.isWhite(bytes[index]) || bytes[index] == 0x23 {
      index += 1
    }
    // `\n`, as a key is spelled in one line where nobody reads the escape.
    while index < limit, bytes[index] == 0x5C {
      index = bytes[index..<limit].firstIndex { $0 != 0x5C } ?? limit
      if index < limit, bytes[index] == 0x6E || bytes[index] == 0x72 { index += 1 }
    }
    var end = index
    while end < limit, end - index < 16, SecretByte.isBase64(bytes[end]) { end += 1 }
    guard end - index < 16 else { return index }
    return end - index >= 4 && (end == limit || bytes[end] != 0x20 && bytes[end] != 0x2C)
      ? index : nil
  }

  // MARK: - Logins

  /// Finds `user:password@` in the authority of a URL.
  mutating func findLogin(before at: Int, in bytes: [UInt8], _ source: Source) {
    guard at >= authorityEnd else { return }
    var start = at
    while start > 0, !endsAuthority(bytes[start - 1]) { start -= 1 }
    var end = at + 1
    while end < bytes.count, !endsAuthority(bytes[end]) { end += 1 }
    authorityEnd = end
    guard start >= 4, bytes[start - 1] == 0x2F, bytes[start - 2] == 0x2F,
      bytes[start - 3] == 0x3A, SecretByte.isAlphanumeric(bytes[start - 4])
    else { return }
    let unit: Unit
    switch holder(of: start..<at, source) {
    case .text(let text): unit = text
    case .nothing: return
    case .outside:
      guard let comment = comment(holding: start..<at) else { return }
      unit = comment
    }
    guard start - 4 >= unit.range.lowerBound else { return }
    let authority = (start..<end).clamped(to: unit.range)
    guard let last = bytes[authority].lastIndex(of: 0x40),
      let colon = bytes[authority.lowerBound..<last].firstIndex(of: 0x3A),
      isPassword(bytes[(colon + 1)..<last])
    else { return }
    add(authority.lowerBound..<last, .login, bytes, unit, source)
  }

  private func endsAuthority(_ byte: UInt8) -> Bool {
    switch byte {
    case 0...0x20, 0x22, 0x23, 0x2F, 0x3C, 0x3E, 0x3F, 0x5C, 0x60, 0x7C: true
    default: false
    }
  }

  /// Whether a text is a password, and neither a variable that stands for one nor a mask.
  private func isPassword(_ text: ArraySlice<UInt8>) -> Bool {
    guard let first = text.first, first != 0x24, first != 0x7B else { return false }
    return text.contains { SecretByte.isAlphanumeric($0) || $0 >= 0x80 }
  }
}

extension [UInt8] {
  /// The first place of a text within a range.
  func range(of text: some Collection<UInt8>, in range: Range<Int>) -> Range<Int>? {
    guard let first = text.first else { return nil }
    let count = text.count
    var index = range.lowerBound
    while index + count <= range.upperBound {
      if self[index] == first, self[index..<(index + count)].elementsEqual(text) {
        return index..<(index + count)
      }
      index += 1
    }
    return nil
  }
}
