import Catalog
import Diagnostics
import Differing

/// A comparison for a terminal: the answers first, then each row by its risk.
struct DeltaText {
  private let comparison: Comparison
  private let style: DeltaStyle
  private var output: TerminalLines

  /// How far what belongs to a row stands in.
  private static let indent = "      "
  /// Where the answers start.
  private static let answerIndent = 11
  /// The longest tool that others are lined up with.
  private static let widestTool = 44

  init(_ comparison: Comparison, _ style: DeltaStyle) {
    self.comparison = comparison
    self.style = style
    output = TerminalLines(color: style.color, width: style.width)
  }

  func text() -> String {
    var view = self
    let reports = comparison.apps.map { AppReport($0, comparison.catalog) }
    if style.isQuiet {
      for report in reports where !report.isEmpty { view.line(DeltaText.brief(report)) }
    } else {
      if comparison.isOfFolders { view.write(FolderSummary(reports)) }
      for report in reports { view.write(report) }
    }
    return view.output.text
  }

  /// An app in one line, for logs and gates.
  private static func brief(_ report: AppReport) -> String {
    let change = report.change == .changed ? "" : " (\(report.change.rawValue))"
    let answers = report.verdicts.map { "\($0.label) \($0.answer)" }
    return Printable.text("\(report.title)\(change): \(answers.joined(separator: ", "))")
  }

  // MARK: - Lines

  private mutating func line(_ text: String = "") { output.line(text) }

  private mutating func wrapped(
    _ text: String,
    first: String,
    rest: String,
    tone: Paint.Tone? = nil
  ) {
    output.wrapped(text, first: first, rest: rest, tone: tone)
  }

  private func paint(_ text: String, _ tone: Paint.Tone?) -> String { output.painted(text, tone) }

  // MARK: - Apps

  private mutating func write(_ summary: FolderSummary) {
    line(summary.text)
    if !summary.isEmpty { line() }
  }

  private mutating func write(_ report: AppReport) {
    if let nothing = report.nothing, report.isEmpty { return writeEmpty(report, nothing) }
    writeHead(report)
    if let nothing = report.nothing { wrapped(nothing, first: "", rest: "") }
    writeRows(report.rows)
    if !report.warnings.isEmpty {
      writeWarnings(report)
      line()
    }
    writeComponents(report.components)
    writeAuthentication(report)
    output.gap()
  }

  private mutating func writeEmpty(_ report: AppReport, _ nothing: String) {
    wrapped("\(report.title): \(nothing)", first: "", rest: "")
    if report.hasOneDigest, let digest = report.sides.last?.digest { line("  \(digest)") }
    for verdict in report.verdicts where verdict.tone == .bad { write(verdict) }
    writeWarnings(report)
  }

  private mutating func writeHead(_ report: AppReport) {
    let change = report.change == .changed ? "" : "  (\(report.change.rawValue))"
    line(paint(Printable.text(report.title), .strong) + change)
    for side in report.sides {
      line(
        "  \(paint(side.label, .frame))  \(Printable.text(side.path))"
          + "  \(DeltaWords.short(side.digest))"
      )
    }
    line()
    for verdict in report.verdicts { write(verdict) }
    for risk in report.introducedRisks { write(risk, "new risk", DeltaText.tone(risk.tone)) }
    for risk in report.resolvedRisks { write(risk, "risk gone", .good) }
    line()
  }

  private mutating func write(_ verdict: AppReport.Verdict) {
    answer(verdict.label, verdict.answer, DeltaText.tone(verdict.tone), verdict.reason)
  }

  private mutating func write(_ risk: AppReport.NamedRisk, _ what: String, _ tone: Paint.Tone?) {
    answer(what, "[\(risk.rule)]", tone, risk.summary)
  }

  private mutating func writeWarnings(_ report: AppReport) {
    for warning in report.warnings {
      answer("warning", "[\(warning.rule)]", .severity(.warning), warning.message)
    }
  }

  /// Writes a label, a word in colour and what is to be said of it, in columns.
  private mutating func answer(
    _ label: String,
    _ word: String,
    _ tone: Paint.Tone?,
    _ reason: String
  ) {
    let text = Printable.text(reason.isEmpty ? word : "\(word): \(reason)")
    let width = max(20, style.width - DeltaText.answerIndent)
    var start = TerminalLines.padded(label, DeltaText.answerIndent)
    for part in WrappedText.lines(text, width: width) {
      let hasWord = !label.isEmpty && start.hasPrefix(label) && part.hasPrefix(word)
      line(hasWord ? start + paint(word, tone) + part.dropFirst(word.count) : start + part)
      start = TerminalLines.padded("", DeltaText.answerIndent)
    }
  }

  // MARK: - Permissions

  private mutating func writeRows(_ rows: [RowReport]) {
    guard !rows.isEmpty else { return }
    line(paint("permissions", .strong))
    let tools = rows.map { Printable.text($0.label) }
    let widest = min(DeltaText.widestTool, tools.map(DisplayWidth.of).max() ?? 0)
    for (row, tool) in zip(rows, tools) {
      let risk = paint(TerminalLines.padded(row.risk.name, 8), DeltaText.tone(row.risk))
      let levels = "\(row.before.name) → \(row.after.name)"
      let glyph = paint(row.glyph, row.tone)
      line(
        "  \(risk) \(glyph) \(TerminalLines.padded(row.scope.name, 7))"
          + "  \(TerminalLines.padded(tool, widest))  \(paint(levels, row.tone))"
      )
      for effect in row.effects {
        wrapped(effect, first: DeltaText.indent, rest: DeltaText.indent)
      }
      if let witness = row.witness {
        wrapped(witness, first: DeltaText.indent, rest: DeltaText.indent)
      }
      writePlaces(row.oldPlace, row.newPlace)
    }
    line()
  }

  private mutating func writePlaces(_ old: String?, _ new: String?) {
    let places = [old, new].compactMap(\.self).map(Printable.text)
    guard !places.isEmpty else { return }
    line("\(DeltaText.indent)\(paint("-->", .frame)) \(places.joined(separator: " → "))")
  }

  // MARK: - Components and authentication

  private mutating func writeComponents(_ components: [ComponentReport]) {
    guard !components.isEmpty else { return }
    line(paint("components", .strong))
    for component in components {
      line("  \(component.glyph) \(Printable.text(component.name)) \(component.change.rawValue)")
      for field in component.fields {
        let tone: Paint.Tone? = field.isWeighty ? .severity(.warning) : nil
        wrapped(
          field.pointer,
          first: "    \(paint(DeltaWords.kind(field.kind), tone)) ",
          rest: DeltaText.indent
        )
        if let before = field.before { write(before, "- ") }
        if let after = field.after { write(after, "+ ") }
        writePlaces(field.oldPlace, field.newPlace)
      }
    }
    line()
  }

  private mutating func write(_ value: String, _ sign: String) {
    wrapped(
      value.isEmpty ? "(empty)" : value,
      first: DeltaText.indent + sign,
      rest: DeltaText.indent + "  "
    )
  }

  private mutating func writeAuthentication(_ report: AppReport) {
    guard !report.addedAuthentication.isEmpty || !report.removedAuthentication.isEmpty else {
      return
    }
    line(paint("authentication", .strong))
    for name in report.addedAuthentication {
      line("  \(paint("+", .severity(.warning))) \(name)")
    }
    for name in report.removedAuthentication { line("  - \(name)") }
    line()
  }

  // MARK: - Colours

  private static func tone(_ risk: Risk) -> Paint.Tone? {
    switch risk {
    case .critical: .severity(.error)
    case .high: .severity(.warning)
    case .medium: .severity(.note)
    case .low: nil
    }
  }

  private static func tone(_ tone: AppReport.Tone) -> Paint.Tone? {
    switch tone {
    case .good: .good
    case .plain: .strong
    case .careful: .severity(.warning)
    case .bad: .severity(.error)
    }
  }
}

extension RowReport {
  /// The tool with its key.
  var label: String { key.map { "\(tool) (\($0))" } ?? tool }

  /// Red where it widens, green where it narrows, none where it does neither.
  fileprivate var tone: Paint.Tone? {
    if isWider { return .severity(.error) }
    return isAbsorbed || change == .granted || change == .raised ? nil : .good
  }
}
