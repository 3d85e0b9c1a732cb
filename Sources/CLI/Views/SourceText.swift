import Diagnostics
import Linting

/// One character of a source line, as a terminal shows it.
struct SourceCell {
  /// Where its bytes start and end in the file.
  let start: UInt32
  let end: UInt32
  let width: Int
  /// What is shown instead of its bytes, if anything is.
  let replacement: String?
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
    cells.reserveCapacity(Int(range.end - range.start))
    var widths = DisplayWidth()
    var start = range.start
    while start < range.end {
      let byte = bytes[Int(start)]
      let cell: SourceCell
      if 0x20..<0x7F ~= byte {
        cell = SourceCell(start: start, end: start + 1, width: 1, replacement: nil)
        widths.skip(Unicode.Scalar(byte))
      } else {
        cell = self.cell(at: start, to: range.end, &widths)
      }
      start = cell.end
      cells.append(secrets.overlap(cell.start, cell.end) ? cell.covered : cell)
    }
    return cells
  }

  /// The character that starts at an offset, which is none of the printable ones of ASCII.
  private func cell(
    at start: UInt32,
    to end: UInt32,
    _ widths: inout DisplayWidth
  ) -> SourceCell {
    var parser = Unicode.UTF8.ForwardParser()
    var rest = bytes[Int(start)..<Int(end)].makeIterator()
    let encoded: Unicode.UTF8.EncodedScalar
    switch parser.parseScalar(from: &rest) {
    case .valid(let valid):
      encoded = valid
    case .error(let length):
      let end = min(end, start + UInt32(max(1, length)))
      return SourceCell(start: start, end: end, width: 1, replacement: "\u{FFFD}")
    case .emptyInput:
      return SourceCell(start: start, end: end, width: 0, replacement: "")
    }
    let scalar = Unicode.UTF8.decode(encoded)
    let end = start + UInt32(encoded.count)
    if scalar == "\t" {
      return SourceCell(start: start, end: end, width: 4, replacement: "    ")
    }
    let replacement = Printable.replacement(scalar)
    let width = replacement.map(DisplayWidth.of) ?? widths.next(scalar)
    return SourceCell(start: start, end: end, width: width, replacement: replacement)
  }

  /// Appends what is shown of some characters that follow each other.
  func append(_ cells: ArraySlice<SourceCell>, to text: inout String) {
    guard var start = cells.first?.start, let last = cells.last else { return }
    for cell in cells {
      guard let replacement = cell.replacement else { continue }
      text += String(decoding: bytes[Int(start)..<Int(cell.start)], as: UTF8.self)
      text += replacement
      start = cell.end
    }
    text += String(decoding: bytes[Int(start)..<Int(last.end)], as: UTF8.self)
  }
}

extension SourceCell {
  /// The same, for a part of a secret.
  fileprivate var covered: SourceCell {
    let cover = String(repeating: "•", count: width)
    return SourceCell(start: start, end: end, width: width, replacement: cover)
  }
}
