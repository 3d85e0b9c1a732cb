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
    paint.write(.severity(finding.severity), to: &output) { output in
      output.write(finding.severity.name)
      output.write("[")
      output.write(finding.rule.name)
      output.write("]")
    }
    paint.write(.strong, to: &output) { output in
      output.write(": ")
      output.write(Printable.text(finding.message))
    }
    output.writeLine()
    let snippet = Snippet(finding, of: source, paint, width: style.width)
    output.writeBlanks(snippet.gutter)
    paint.write(.frame, to: &output) { $0.write("-->") }
    output.write(" ")
    write(source.places.start(finding.range), of: source, &output)
    snippet.write(to: &output)
    let notes = notes(finding)
    if !notes.isEmpty { snippet.writeClosing(to: &output) }
    for note in notes { write(note.title, note.text, margin: snippet.gutter, &output) }
    output.writeLine()
  }

  private func write(_ start: Position, of source: SourceText, _ output: inout Output) {
    output.write(Printable.text(source.path))
    output.write(":")
    output.write(start.line)
    output.write(":")
    output.write(start.column)
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

  private func write(_ title: String, _ text: String, margin: Int, _ output: inout Output) {
    let indent = margin + " = : ".utf8.count + title.utf8.count
    let width = max(20, style.width - indent)
    var isFirst = true
    WrappedText.visit(Printable.text(text), width: width) { line in
      if isFirst {
        writeLabel(title, margin: margin, &output)
        isFirst = false
      } else {
        output.writeBlanks(indent)
      }
      output.write(line)
      output.writeLine()
    }
  }

  private func writeLabel(_ title: String, margin: Int, _ output: inout Output) {
    output.writeBlanks(margin + 1)
    paint.write(.frame, to: &output) { $0.write("=") }
    output.write(" ")
    paint.write(.strong, to: &output) { output in
      output.write(title)
      output.write(":")
    }
    output.write(" ")
  }

  // MARK: - The closing line

  mutating func end(_ summary: LintSummary, _ output: inout Output) {
    guard !style.isQuiet, summary.files > 0 else { return }
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
