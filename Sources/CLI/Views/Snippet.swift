import Diagnostics

/// The source lines that a finding speaks of, underlined.
struct Snippet {
  /// A part of one line to underline.
  private struct Mark {
    let line: Int
    var range: SourceRange
    let isPrimary: Bool
    /// What is said of it; on its last line alone.
    var label = ""
  }

  /// How many columns the line numbers take.
  let gutter: Int
  private let source: SourceText
  private let paint: Paint
  private let tone: Paint.Tone
  private let width: Int
  private var marks: [Mark] = []

  /// Lines of a range that are shown before it is cut.
  private static let mostLines = 4

  init(_ finding: Finding, of source: SourceText, _ paint: Paint, width: Int) {
    self.source = source
    self.paint = paint
    tone = .severity(finding.severity)
    if !source.isEmpty {
      marks = Snippet.marks(of: finding.range, in: source, isPrimary: true)
      for place in finding.related {
        var found = Snippet.marks(of: place.range, in: source, isPrimary: false)
        if let last = found.indices.last { found[last].label = Printable.text(place.message) }
        marks += found
      }
    }
    gutter = String(marks.map(\.line).max() ?? 1).utf8.count
    self.width = max(20, min(width, 1000) - gutter - 3)
  }

  /// The marks of a range: one a line, the middle of a long range left out.
  private static func marks(
    of range: SourceRange,
    in source: SourceText,
    isPrimary: Bool
  ) -> [Mark] {
    let range = source.places.inside(range)
    let first = source.places.lines.line(of: range.start)
    let last = source.places.lastLine(range)
    var shown = Array(first...max(first, min(last, first + mostLines - 1)))
    if last - first >= mostLines { shown = [first, first + 1, last] }
    return shown.compactMap { line in
      let text = source.text(ofLine: line)
      var part = SourceRange(max(range.start, text.start), min(range.end, text.end))
      if line > first {
        guard let ink = source.firstInk(in: part) else { return nil }
        part.start = ink
      }
      return Mark(line: line, range: part, isPrimary: isPrimary)
    }
  }

  // MARK: - Lines

  /// Writes the lines with their numbers; none for an empty file.
  func write(to output: inout Output) {
    guard !marks.isEmpty else { return }
    writeEdge(to: &output)
    var previous: Int?
    for line in marks.map(\.line).sorted() where line != previous {
      if let previous {
        if line == previous + 2 {
          write(row(line - 1, around: nil), number: line - 1, to: &output)
        } else if line > previous + 2 {
          paint.write(.frame, to: &output) { $0.write("...") }
          output.writeLine()
        }
      }
      previous = line
      write(marks.filter { $0.line == line }, of: line, to: &output)
    }
  }

  /// Writes the line that parts them from the notes below.
  func writeClosing(to output: inout Output) {
    if !marks.isEmpty { writeEdge(to: &output) }
  }

  /// Writes a line and what is marked in it, the primary mark first.
  private func write(_ marks: [Mark], of line: Int, to output: inout Output) {
    var row = row(line, around: marks.first?.range)
    write(row, number: line, to: &output)
    for mark in marks {
      if !row.shows(mark.range) {
        // Both stand on one long line, too far apart to be seen together.
        row = self.row(line, around: mark.range)
        write(row, number: line, to: &output)
      }
      underline(mark, row, to: &output)
    }
  }

  private func row(_ line: Int, around mark: SourceRange?) -> SourceRow {
    SourceRow(source, line: line, around: mark, width: width)
  }

  private func write(_ row: SourceRow, number: Int, to output: inout Output) {
    guard !row.isEmpty else { return writeEdge(number, to: &output) }
    writeLine(number, to: &output) { row.write(from: source, to: &$0) }
  }

  private func underline(_ mark: Mark, _ row: SourceRow, to output: inout Output) {
    let (start, end) = row.columns(of: mark.range)
    let tone = mark.isPrimary ? tone : .frame
    let sign = mark.isPrimary ? UInt8(ascii: "^") : UInt8(ascii: "-")
    let fits = end + 1 + DisplayWidth.of(mark.label) <= width
    writeLine(to: &output) { output in
      output.writeBlanks(start)
      paint.write(tone, to: &output) { output in
        output.write(sign, times: end - start)
        guard fits, !mark.label.isEmpty else { return }
        output.write(" ")
        output.write(mark.label)
      }
    }
    guard !fits else { return }
    // No room beside it: below it, further left where it stands far right.
    let indent = min(start, max(0, width - 40))
    WrappedText.visit(mark.label, width: width - indent) { part in
      writeLine(to: &output) { output in
        output.writeBlanks(indent)
        paint.write(tone, to: &output) { $0.write(part) }
      }
    }
  }

  // MARK: - The edge

  /// Writes a line with text behind its number.
  private func writeLine(
    _ number: Int? = nil,
    to output: inout Output,
    _ text: (inout Output) -> Void
  ) {
    writeNumber(number, to: &output)
    output.write(" ")
    text(&output)
    output.writeLine()
  }

  /// Writes a line without text.
  private func writeEdge(_ number: Int? = nil, to output: inout Output) {
    writeNumber(number, to: &output)
    output.writeLine()
  }

  private func writeNumber(_ number: Int?, to output: inout Output) {
    let digits = number.map(String.init) ?? ""
    paint.write(.frame, to: &output) { output in
      output.writeBlanks(gutter - digits.utf8.count)
      output.write(digits)
      output.write(" |")
    }
  }
}
