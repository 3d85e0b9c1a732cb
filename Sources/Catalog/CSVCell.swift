/// One cell of a table, still where it stands in it.
public struct CSVCell {
  /// What the cell holds, without the quotes around it, those inside still doubled.
  public let bytes: UnsafeBufferPointer<UInt8>
  let isQuoted: Bool

  public var isEmpty: Bool { bytes.isEmpty }

  public var text: String {
    guard isQuoted, bytes.contains(UInt8(ascii: "\"")) else {
      return String(decoding: bytes, as: UTF8.self)
    }
    var content: [UInt8] = []
    content.reserveCapacity(bytes.count)
    var isSecondQuote = false
    for byte in bytes {
      isSecondQuote = byte == UInt8(ascii: "\"") && !isSecondQuote
      if !isSecondQuote { content.append(byte) }
    }
    return String(decoding: content, as: UTF8.self)
  }

  /// The texts that a cell lists, with bars between them.
  public var texts: [String] {
    var parts = CSVParts(bytes)
    var texts: [String] = []
    while let part = parts.next() { texts.append(part.text) }
    return texts
  }

  /// The cell as one of a closed set of words.
  func word<Word: CatalogWord>() -> Word {
    guard let word = Word(name: bytes) else {
      preconditionFailure("the catalog has no \(Word.self) `\(text)`")
    }
    return word
  }

  /// The cell as the levels that it lists.
  func levels() -> LevelSet {
    if bytes.count == 3, text == "any" { return .every }
    var parts = CSVParts(bytes)
    var levels: LevelSet = []
    while let part = parts.next() { levels.insert(LevelSet(part.word())) }
    return levels
  }
}

/// The parts of a cell that lists several things with bars between them.
private struct CSVParts {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var start = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
  }

  mutating func next() -> CSVCell? {
    guard start < bytes.count else { return nil }
    var end = start
    while end < bytes.count, bytes[end] != UInt8(ascii: "|") { end += 1 }
    defer { start = end + 1 }
    return CSVCell(bytes: UnsafeBufferPointer(rebasing: bytes[start..<end]), isQuoted: false)
  }
}
