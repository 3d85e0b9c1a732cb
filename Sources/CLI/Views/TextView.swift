import Diagnostics
import Linting

/// Each finding with its source line, why it matters and what to do, for people to read.
struct TextView: LintView {
  private let style: ViewStyle
  private let paint: Paint
  private var fixable = 0
  private var unsafelyFixable = 0

  init(_ style: ViewStyle) {
    self.style = style
    paint = Paint(style.color)
  }

  mutating func add(_ file: LintedFile, _ output: inout Output) {
    let shown = file.shown
    guard !shown.isEmpty else { return }
    let source = SourceText(file)
    for finding in shown {
      count(finding.fixes)
      write(finding, of: source, &output)
    }
  }

  private mutating func count(_ fixes: [Fix]) {
    if fixes.contains(where: { $0.safety == .safe }) {
      fixable += 1
    } else if !fixes.isEmpty {
      unsafelyFixable += 1
    }
  }

  // MARK: - One finding

  private func write(_ finding: Finding, of source: SourceText, _ output: inout Output) {
    let severity = Paint.Tone.severity(finding.severity)
    let name = paint("\(finding.severity.name)[\(finding.rule)]", severity)
    output.writeLine(name + paint(": " + Printable.text(finding.message), .strong))
    let snippet = Snippet(finding, of: source, paint, width: style.width)
    let start = source.places.start(finding.range)
    let path = Printable.text(source.path)
    let margin = String(repeating: " ", count: snippet.gutter)
    output.writeLine("\(margin)\(paint("-->", .frame)) \(path):\(start.line):\(start.column)")
    for line in snippet.lines() { output.writeLine(line) }
    let notes = notes(finding)
    if !notes.isEmpty {
      for line in snippet.closing { output.writeLine(line) }
    }
    for note in notes { write(note.title, note.text, margin, &output) }
    output.writeLine()
  }

  /// What is said below the source lines.
  private func notes(_ finding: Finding) -> [(title: String, text: String)] {
    var notes: [(title: String, text: String)] = []
    if let help = finding.help { notes.append(("help", help)) }
    if style.showsFixes {
      notes += finding.fixes.map { ("fix", $0.description + TextView.how($0)) }
    }
    if style.isVerbose {
      notes.append(("place", finding.pointer.isEmpty ? "the whole file" : finding.pointer))
      notes.append(("more", "dmsa explain \(finding.rule)"))
    }
    return notes
  }

  /// How to have a fix made.
  private static func how(_ fix: Fix) -> String {
    switch fix.safety {
    case .safe: " (dmsa lint --fix)"
    case .unsafe: " (may change meaning: dmsa lint --fix --unsafe-fixes)"
    }
  }

  private func write(_ title: String, _ text: String, _ margin: String, _ output: inout Output) {
    let label = " = \(title): "
    let indent = margin.utf8.count + label.utf8.count
    let width = max(20, style.width - indent)
    for (index, line) in WrappedText.lines(Printable.text(text), width: width).enumerated() {
      if index == 0 {
        output.write("\(margin) \(paint("=", .frame)) \(paint(title + ":", .strong)) ")
      } else {
        output.write(String(repeating: " ", count: indent))
      }
      output.writeLine(line)
    }
  }

  // MARK: - The closing line

  mutating func end(_ summary: LintSummary, _ output: inout Output) {
    guard !style.isQuiet else { return }
    output.write(found(summary))
    var parts = Wording.hidden(summary)
    if fixable > 0 { parts.append("\(fixable) fixable with --fix") }
    if unsafelyFixable > 0 {
      let more = fixable > 0 ? "more with --unsafe-fixes" : "fixable with --fix --unsafe-fixes"
      parts.append("\(unsafelyFixable) \(more)")
    }
    for part in parts { output.write("; \(part)") }
    output.writeLine()
  }

  private func found(_ summary: LintSummary) -> String {
    let tone: Paint.Tone =
      if summary.errors > 0 {
        .severity(.error)
      } else if summary.warnings > 0 {
        .severity(.warning)
      } else if summary.notes > 0 {
        .severity(.note)
      } else {
        .good
      }
    return paint(Wording.found(summary), tone)
  }
}
