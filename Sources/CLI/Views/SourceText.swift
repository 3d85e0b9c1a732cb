import Diagnostics
import Linting

/// One character of a source line, as a terminal shows it.
struct SourceCell {
  /// Where its bytes start and end in the file.
  let start: UInt32
  let end: UInt32
  let text: String
  let width: Int
}

/// A file whose lines can be shown: secrets covered, nothing in them that a terminal acts on.
struct SourceText {
  let path: String
  let places: Places
  private let bytes: [UInt8]
  private let secrets: SecretPlaces

  init(_ file: LintedFile) {
    path = file.path
    bytes = file.bytes
    places = Places(file)
    secrets = SecretPlaces(file)
  }

  var isEmpty: Bool { bytes.isEmpty }

  /// The range of a line's text, without line break and byte-order mark.
  func text(ofLine line: Int) -> SourceRange {
    var range = places.lines.range(ofLine: line)
    if range.start == 0, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { range.start = 3 }
    return range
  }

  /// The first byte of a range that is no blank.
  func firstInk(in range: SourceRange) -> UInt32? {
    (range.start..<max(range.start, range.end)).first {
      bytes[Int($0)] != 0x20 && bytes[Int($0)] != 0x09
    }
  }

  /// A range of some bytes at most around a place, cut between scalars.
  func excerpt(of line: SourceRange, around offset: UInt32, bytes limit: UInt32) -> SourceRange {
    guard line.end - line.start > limit else { return line }
    let offset = min(max(offset, line.start), line.end)
    var start = offset - min(offset - line.start, limit / 2)
    var end = min(line.end, start + limit)
    while start < end, bytes[Int(start)] & 0xC0 == 0x80 { start += 1 }
    while end > start, end < line.end, bytes[Int(end)] & 0xC0 == 0x80 { end -= 1 }
    return SourceRange(start, end)
  }

  /// The characters of a range.
  func cells(in range: SourceRange) -> [SourceCell] {
    var cells: [SourceCell] = []
    var widths = DisplayWidth()
    var parser = Unicode.UTF8.ForwardParser()
    var rest = bytes[Int(range.start)..<Int(range.end)].makeIterator()
    var start = range.start
    while true {
      let length: Int
      var text: String
      var width: Int
      switch parser.parseScalar(from: &rest) {
      case .emptyInput: return cells
      case .error(let count):
        length = max(1, count)
        text = "\u{FFFD}"
        width = 1
      case .valid(let encoded):
        length = encoded.count
        let scalar = Unicode.UTF8.decode(encoded)
        if scalar == "\t" {
          text = "    "
          width = 4
        } else if let replacement = Printable.replacement(scalar) {
          text = replacement
          width = DisplayWidth.of(replacement)
        } else {
          text = String(Character(scalar))
          width = widths.next(scalar)
        }
      }
      let end = min(range.end, start + UInt32(length))
      if secrets.overlap(start, end) { text = String(repeating: "•", count: width) }
      cells.append(SourceCell(start: start, end: end, text: text, width: width))
      start = end
    }
  }
}
