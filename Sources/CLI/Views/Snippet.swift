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

  /// The lines to print, with their numbers; none for an empty file.
  func lines() -> [String] {
    guard !marks.isEmpty else { return [] }
    var lines = [frame("")]
    var previous: Int?
    for line in Set(marks.map(\.line)).sorted() {
      if let previous {
        if line == previous + 2 {
          let row = SourceRow(source, line: line - 1, around: nil, width: width)
          lines.append(frame(row.text, number: line - 1))
        } else if line > previous + 2 {
          lines.append(paint("...", .frame))
        }
      }
      previous = line
      // Stable: the primary mark first, then as they are related.
      let marked =
        marks.filter { $0.line == line && $0.isPrimary }
        + marks.filter { $0.line == line && !$0.isPrimary }
      var row = SourceRow(source, line: line, around: marked.first?.range, width: width)
      lines.append(frame(row.text, number: line))
      for mark in marked {
        if !row.shows(mark.range) {
          // Both stand on one long line, too far apart to be seen together.
          row = SourceRow(source, line: line, around: mark.range, width: width)
          lines.append(frame(row.text, number: line))
        }
        lines += underline(mark, row)
      }
    }
    return lines
  }

  /// The line that parts them from the notes below.
  var closing: [String] { marks.isEmpty ? [] : [frame("")] }

  private func frame(_ text: String, number: Int? = nil) -> String {
    let digits = number.map(String.init) ?? ""
    let blanks = String(repeating: " ", count: max(0, gutter - digits.utf8.count))
    let edge = paint("\(blanks)\(digits) |", .frame)
    return text.isEmpty ? edge : edge + " " + text
  }

  private func underline(_ mark: Mark, _ row: SourceRow) -> [String] {
    let (start, end) = row.columns(of: mark.range)
    let tone = mark.isPrimary ? tone : .frame
    let blanks = String(repeating: " ", count: start)
    let line = String(repeating: mark.isPrimary ? "^" : "-", count: end - start)
    guard !mark.label.isEmpty else { return [frame(blanks + paint(line, tone))] }
    if end + 1 + DisplayWidth.of(mark.label) <= width {
      return [frame(blanks + paint("\(line) \(mark.label)", tone))]
    }
    // No room beside it: below it, further left where it stands far right.
    let indent = min(start, max(0, width - 40))
    let below = WrappedText.lines(mark.label, width: width - indent).map {
      frame(String(repeating: " ", count: indent) + paint($0, tone))
    }
    return [frame(blanks + paint(line, tone))] + below
  }
}
