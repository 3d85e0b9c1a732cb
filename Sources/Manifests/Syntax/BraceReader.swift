import Bytes

/// Finds the variables in a text, and the braces that make none.
struct BraceReader {
  /// What stands for every byte of a variable or a malformed spot; no UTF-8 text has it.
  static let mask: UInt8 = 0xFF

  private let text: UnsafeBufferPointer<UInt8>
  /// The text, each variable and malformed spot masked.
  private(set) var shape: [UInt8]
  private(set) var variables: [InterpolatedURL.Variable] = []
  private(set) var malformedSpot: InterpolatedURL.MalformedSpot?

  /// A reader of a text whose bytes stay where they are for as long as it is used.
  init(_ text: UnsafeBufferPointer<UInt8>) {
    self.text = text
    shape = Array(text)
  }

  mutating func read() {
    // Two braces open a variable.
    variables.reserveCapacity(ByteChunk.number(in: text) { $0.marks(of: BraceReader.open) } / 2)
    var index = firstBrace(from: 0)
    while index < text.count {
      if text[index] == BraceReader.open {
        index = readOpened(at: index)
      } else {
        let end = endOfRun(of: BraceReader.close, from: index)
        add(.unbalanced, index..<end)
        index = end
      }
      index = firstBrace(from: index)
    }
  }

  private static let open = UInt8(ascii: "{")
  private static let close = UInt8(ascii: "}")

  /// Reads from an opening brace on, and says where to read on.
  private mutating func readOpened(at start: Int) -> Int {
    let name = endOfRun(of: BraceReader.open, from: start)
    let end = firstBrace(from: name)
    guard end < text.count else { return addCut(start, at: name, before: text.count) }
    guard text[end] == BraceReader.close else {
      let cut = text[name..<end].contains(where: BraceReader.isDelimiter)
      return cut ? addCut(start, at: name, before: end) : addNested(start)
    }
    let after = endOfRun(of: BraceReader.close, from: end)
    let (opened, closed) = (name - start, after - end)
    if opened != closed {
      add(.unbalanced, start..<after)
    } else if opened == 1 {
      add(.singleBraces, start..<after)
    } else if opened > 2 {
      add(.nested, start..<after)
    } else if name == end {
      add(.empty, start..<after)
    } else if hasBlank(name..<end) {
      add(.blank, start..<after)
    } else {
      mask(start..<after)
      variables.append(.init(name: name..<end, range: start..<after, place: .other))
    }
    return after
  }

  /// Braces that nothing closes: the spot ends where the name must.
  private mutating func addCut(_ start: Int, at name: Int, before limit: Int) -> Int {
    let end = text[name..<limit].firstIndex(where: BraceReader.isDelimiter) ?? limit
    add(.unbalanced, start..<end)
    return end
  }

  /// Braces within braces: the spot ends where they balance, or where a name must.
  private mutating func addNested(_ start: Int) -> Int {
    var depth = 0
    var end = start
    while end < text.count, !BraceReader.isDelimiter(text[end]) {
      if text[end] == BraceReader.open { depth += 1 }
      if text[end] == BraceReader.close { depth -= 1 }
      end += 1
      if depth == 0 { break }
    }
    add(.nested, start..<end)
    return end
  }

  private mutating func add(
    _ problem: InterpolatedURL.MalformedSpot.Problem,
    _ range: Range<Int>
  ) {
    mask(range)
    if malformedSpot == nil { malformedSpot = .init(problem: problem, range: range) }
  }

  private mutating func mask(_ range: Range<Int>) {
    shape.withUnsafeMutableBufferPointer { shape in
      for index in range { shape[index] = BraceReader.mask }
    }
  }

  /// The next brace of either kind, or the end of the text.
  private func firstBrace(from start: Int) -> Int {
    ByteChunk.first(in: text, start..<text.count, BraceReader.braces) ?? text.count
  }

  /// Each `{` and each `}`.
  static func braces(in chunk: ByteChunk) -> ByteChunk.Marks {
    chunk.marks(of: open) | chunk.marks(of: close)
  }

  private func endOfRun(of byte: UInt8, from start: Int) -> Int {
    var index = start
    while index < text.count, text[index] == byte { index += 1 }
    return index
  }

  private func hasBlank(_ range: Range<Int>) -> Bool {
    WhiteSpace.first(in: text, range) != nil
  }

  /// What ends a name that no brace ends.
  private static func isDelimiter(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x00...0x20, UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "#"), UInt8(ascii: "&"),
      UInt8(ascii: "="):
      true
    default: false
    }
  }
}
