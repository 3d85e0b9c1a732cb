import Diagnostics
import Linting

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

  /// The characters of a range, those of printable ASCII together.
  func runs(in range: SourceRange) -> [SourceRun] {
    var runs: [SourceRun] = []
    var widths = DisplayWidth()
    var start = range.start
    while start < range.end {
      let plainEnd = UInt32(Printable.endOfPlain(bytes[Int(start)..<Int(range.end)]))
      if start < plainEnd {
        widths.skip(Unicode.Scalar(bytes[Int(plainEnd) - 1]))
        appendPlain(SourceRange(start, plainEnd), to: &runs)
        start = plainEnd
      } else {
        var run = character(at: start, to: range.end, &widths)
        if secrets.overlap(run.start, run.end) { run.shown = .cover }
        runs.append(run)
        start = run.end
      }
    }
    return runs
  }

  /// Appends printable characters of ASCII, cut where a secret starts or ends.
  private func appendPlain(_ range: SourceRange, to runs: inout [SourceRun]) {
    var start = range.start
    while start < range.end {
      var end = range.end
      var shown = SourceRun.Shown.source
      if let secret = secrets.first(endingBehind: start) {
        if secret.contains(start) { shown = .cover }
        end = min(end, secret.contains(start) ? secret.end : secret.start)
      }
      runs.append(SourceRun(ascii: start, end, shown: shown))
      start = end
    }
  }

  /// The character that starts at an offset, which is none of the printable ones of ASCII.
  private func character(
    at start: UInt32,
    to end: UInt32,
    _ widths: inout DisplayWidth
  ) -> SourceRun {
    var parser = Unicode.UTF8.ForwardParser()
    var rest = bytes[Int(start)..<Int(end)].makeIterator()
    let parsed = parser.parseScalar(from: &rest)
    guard case .valid(let encoded) = parsed else {
      let length = if case .error(let length) = parsed { max(1, length) } else { 1 }
      let end = min(end, start + UInt32(length))
      return SourceRun(character: start, end, width: 1, shown: .broken)
    }
    let scalar = Unicode.UTF8.decode(encoded)
    let end = start + UInt32(encoded.count)
    if scalar == "\t" { return SourceRun(character: start, end, width: 4, shown: .blanks) }
    guard let replacement = Printable.replacement(scalar) else {
      return SourceRun(character: start, end, width: widths.next(scalar), shown: .source)
    }
    let width = DisplayWidth.of(replacement)
    return SourceRun(character: start, end, width: width, shown: .replacement(scalar))
  }

  /// Writes what is shown of some characters.
  func write(_ run: SourceRun, to output: inout Output) {
    switch run.shown {
    case .source: output.write(bytes[Int(run.start)..<Int(run.end)])
    case .blanks: output.writeBlanks(run.width)
    case .cover: for _ in 0..<run.width { output.write("•") }
    case .broken: output.write("\u{FFFD}")
    case .replacement(let scalar): output.write(Printable.replacement(scalar) ?? "")
    }
  }
}
