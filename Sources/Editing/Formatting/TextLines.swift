/// The lines of a text; one ends with LF, CR LF or a lone CR.
struct TextLines {
  let bytes: [UInt8]
  private let starts: [Int]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    var starts = bytes.isEmpty ? [] : [0]
    for index in bytes.indices.dropLast() {
      let isBreak = bytes[index] == 0x0A || bytes[index] == 0x0D && bytes[index + 1] != 0x0A
      if isBreak { starts.append(index + 1) }
    }
    self.starts = starts
  }

  /// How many there are; a break at the end opens no other.
  var count: Int { starts.count }

  /// The line, from 0, that holds an offset; one past the end is in the last line.
  func line(of offset: Int) -> Int {
    var low = 0
    var high = starts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= offset { low = middle } else { high = middle }
    }
    return low
  }

  func start(of line: Int) -> Int { starts[line] }

  /// A line with its break.
  func whole(_ line: Int) -> Range<Int> {
    starts[line]..<(line + 1 < starts.count ? starts[line + 1] : bytes.count)
  }

  /// A line without its break.
  func text(_ line: Int) -> Range<Int> {
    let whole = whole(line)
    var end = whole.upperBound
    while end > whole.lowerBound, bytes[end - 1] == 0x0A || bytes[end - 1] == 0x0D { end -= 1 }
    return whole.lowerBound..<end
  }

  /// The break at a line's end; empty where the text ends without one.
  func lineBreak(_ line: Int) -> ArraySlice<UInt8> {
    bytes[text(line).upperBound..<whole(line).upperBound]
  }

  /// How far from the start of its line an offset is.
  func indentation(at offset: Int) -> Int { offset - start(of: line(of: offset)) }

  /// How many blanks a line starts with.
  func spaces(_ line: Int) -> Int {
    let text = text(line)
    return bytes[text].prefix { $0 == 0x20 }.count
  }

  /// The part of a line between the blanks and tabs at its ends.
  func trimmed(_ line: Int) -> Range<Int> {
    let text = text(line)
    let end = end(trimming: text)
    let start = bytes[text.lowerBound..<end].firstIndex { $0 != 0x20 && $0 != 0x09 }
    return (start ?? end)..<end
  }

  /// Where a range ends without the blanks and tabs at its end.
  func end(trimming range: Range<Int>) -> Int {
    var end = range.upperBound
    while end > range.lowerBound, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x09 { end -= 1 }
    return end
  }

  /// The columns that some blanks and tabs take; a tab is as good as a level of indentation.
  func width(_ blanks: Range<Int>) -> Int {
    bytes[blanks].reduce(0) { $0 + ($1 == 0x09 ? 2 : 1) }
  }
}
