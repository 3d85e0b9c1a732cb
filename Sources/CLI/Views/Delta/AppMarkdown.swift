import Catalog
import Differing

/// One app of a comparison as Markdown.
struct AppMarkdown {
  private let report: AppReport
  private let thrift: DeltaMarkdown.Thrift
  private let isOneOfMany: Bool
  private var lines: [String] = []

  /// How many warnings and risks are listed one by one where room is short.
  private static let listed = 20

  init(_ report: AppReport, _ thrift: DeltaMarkdown.Thrift, isOneOfMany: Bool) {
    self.report = report
    self.thrift = thrift
    self.isOneOfMany = isOneOfMany
  }

  func text() -> String {
    var view = self
    view.write()
    return view.lines.joined(separator: "\n") + "\n"
  }

  // MARK: - Head

  private mutating func write() {
    let change = report.change == .changed ? "" : " (\(report.change.rawValue))"
    lines.append("\(isOneOfMany ? "####" : "###") \(cell(report.title, 200))\(change)")
    lines.append("")
    if let nothing = report.nothing {
      lines.append("✅ \(DeltaWords.capitalized(nothing)).")
      guard !report.isEmpty else { return writeAnswers(badAlone: true) }
      lines.append("")
    }
    writeAnswers(badAlone: false)
    writeRows()
    writeWarnings()
    writeComponents()
    writeSides()
  }

  private mutating func writeAnswers(badAlone isBadAlone: Bool) {
    for verdict in report.verdicts where !isBadAlone || verdict.tone == .bad {
      let label = DeltaWords.capitalized(verdict.label)
      let sign = AppMarkdown.sign(verdict.tone)
      lines.append("- \(sign) **\(label): \(verdict.answer)** – \(cell(verdict.reason, 300))")
    }
    for name in report.addedAuthentication {
      lines.append("- ⚠️ **Authentication added:** \(name)")
    }
    for name in report.removedAuthentication {
      lines.append("- ⚠️ **Authentication removed:** \(name)")
    }
    for risk in report.introducedRisks {
      lines.append("- \(AppMarkdown.sign(risk.tone)) **New risk** \(named(risk))")
    }
    if !report.resolvedRisks.isEmpty {
      let names = report.resolvedRisks.map { "`\($0.rule)`" }
      lines.append("- ✅ **Risks gone:** \(DeltaWords.list(names))")
    }
  }

  private mutating func writeWarnings() {
    guard !report.warnings.isEmpty else { return }
    lines.append("")
    let isShort = thrift >= .lists
    for warning in isShort ? report.warnings.prefix(AppMarkdown.listed) : report.warnings[...] {
      lines.append("- ⚠️ `\(warning.rule)`: \(cell(warning.message, isShort ? 200 : 1000))")
    }
    let more = report.warnings.count - AppMarkdown.listed
    if isShort, more > 0 { lines.append("- ⚠️ \(Wording.count(more, "more warning"))") }
  }

  private func named(_ risk: AppReport.NamedRisk) -> String {
    risk.summary.isEmpty ? "`\(risk.rule)`" : "`\(risk.rule)`: \(cell(risk.summary, 300))"
  }

  // MARK: - Permissions

  private mutating func writeRows() {
    let wider = report.rows.filter(\.isWider)
    let others = report.rows.filter { !$0.isWider }
    if !wider.isEmpty {
      lines.append("")
      if thrift >= .tables {
        let names = wider.map { AppMarkdown.brief($0) }
        lines.append("**Wider:** \(names.joined(separator: ", "))")
      } else {
        writeTable(wider)
      }
    }
    guard !others.isEmpty else { return }
    lines.append("")
    let what =
      "\(Wording.count(others.count, "grant")) changed that \(others.count == 1 ? "widens" : "widen") nothing"
    guard thrift < .lists else {
      lines.append("\(what).")
      return
    }
    // Where nothing is wider there is nothing that they could hide.
    guard !wider.isEmpty else { return writeTable(others) }
    beginFold(what)
    writeTable(others)
    endFold()
  }

  private mutating func writeTable(_ rows: [RowReport]) {
    lines.append("| Risk | | Tool | Before | After | What it means |")
    lines.append("|---|---|---|---|---|---|")
    for row in rows {
      let tool =
        row.key.map { "\(cell(row.tool, 120)) \(MarkdownText.name($0))" } ?? code(row.tool, 120)
      var cells = [
        AppMarkdown.sign(row.risk), "`\(row.glyph)`\u{A0}\(row.change.rawValue)",
        "\(row.scope.name) \(tool)", row.before.name,
        row.isWider && row.glyph == "+" ? "**\(row.after.name)**" : row.after.name,
      ]
      cells.append(thrift >= .meanings ? "" : meaning(of: row))
      lines.append("| \(cells.joined(separator: " | ")) |")
    }
  }

  private func meaning(of row: RowReport) -> String {
    var parts = (row.effects + [row.witness].compactMap(\.self)).map {
      DeltaWords.capitalized(cell($0, 300))
    }
    if thrift < .prose, let place = row.newPlace ?? row.oldPlace {
      parts.append("<sub>\(cell(place, 200))</sub>")
    }
    return parts.joined(separator: "<br>")
  }

  /// A widening in a few words.
  static func brief(_ row: RowReport) -> String {
    let tool = MarkdownText.name((row.key ?? row.tool).clipped(to: 80))
    return "\(row.scope.name) \(tool) \(row.before.name) → **\(row.after.name)**"
  }

  // MARK: - Components

  private mutating func writeComponents() {
    for component in report.components {
      let name = "\(DeltaWords.capitalized(cell(component.name, 80)))"
      let count = component.fields.count
      guard count > 0 else {
        lines.append("")
        lines.append("\(name) **\(component.change.rawValue)**.")
        continue
      }
      let title = "\(name): \(Wording.count(count, "change"))"
      guard thrift < .lists else {
        lines.append("")
        lines.append("\(title).")
        continue
      }
      let hidden = component.fields.filter { thrift >= .prose && $0.kind == .prose }.count
      let shown = component.fields.filter { thrift < .prose || $0.kind != .prose }
      lines.append("")
      beginFold(title)
      if !shown.isEmpty {
        lines.append("| Change | Where | Before | After |")
        lines.append("|---|---|---|---|")
        for field in shown { lines.append(row(field)) }
      }
      if hidden > 0 {
        lines.append("")
        lines.append("\(Wording.count(hidden, "changed text")) left out.")
      }
      endFold()
    }
  }

  private func row(_ field: ComponentReport.Field) -> String {
    let kind = DeltaWords.kind(field.kind)
    let cells = [
      field.isWeighty ? "⚠️ **\(kind)**" : kind, code(field.pointer, 200),
      side(field.before, field.oldPlace, field.kind),
      side(field.after, field.newPlace, field.kind),
    ]
    return "| \(cells.joined(separator: " | ")) |"
  }

  private func side(_ value: String?, _ place: String?, _ kind: FieldDelta.Kind) -> String {
    guard let value else { return "" }
    let length = thrift == .nothing ? 1000 : kind == .prose ? 80 : 200
    let text =
      kind == .prose ? cell("“\(value.clipped(to: length))”", length + 3) : code(value, length)
    guard thrift < .prose, let place else { return text }
    return "\(text)<br><sub>\(cell(place, 200))</sub>"
  }

  private mutating func writeSides() {
    guard thrift < .lists else { return }
    lines.append("")
    beginFold("Compared files")
    for side in report.sides {
      lines.append("- \(side.label): \(code(side.path, 300)) `\(side.digest)`")
    }
    endFold()
  }

  // MARK: - Text

  private mutating func beginFold(_ title: String) {
    lines.append("<details><summary>\(title)</summary>")
    lines.append("")
  }

  private mutating func endFold() {
    lines.append("")
    lines.append("</details>")
  }

  private func cell(_ text: String, _ length: Int) -> String {
    MarkdownText.cell(text.clipped(to: length))
  }

  private func code(_ text: String, _ length: Int) -> String {
    MarkdownText.name(text.clipped(to: length))
  }

  static func sign(_ tone: AppReport.Tone) -> String {
    switch tone {
    case .good: "✅"
    case .plain: "ℹ️"
    case .careful: "⚠️"
    case .bad: "🛑"
    }
  }

  static func sign(_ risk: Risk) -> String {
    switch risk {
    case .critical: "🛑 **critical**"
    case .high: "⚠️ **high**"
    case .medium: "medium"
    case .low: "low"
    }
  }
}

extension String {
  /// At most so many scalars, with dots where more were there.
  func clipped(to length: Int) -> String {
    let scalars = unicodeScalars
    guard
      let end = scalars.index(scalars.startIndex, offsetBy: length, limitedBy: scalars.endIndex),
      end < scalars.endIndex
    else { return self }
    return String(scalars[..<end]) + "…"
  }
}
