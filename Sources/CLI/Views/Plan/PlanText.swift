import Access
import Catalog
import Diagnostics

/// A plan for a terminal: what changes, what an app may do then, what applying takes.
struct PlanText {
  private let report: PlanReport
  private let style: PlanStyle
  private var output: TerminalLines

  private static let entryIndent = "  "
  private static let detailIndent = "      "
  /// The longest tool that others are lined up with.
  private static let widestTool = 40

  init(_ report: PlanReport, _ style: PlanStyle) {
    self.report = report
    self.style = style
    output = TerminalLines(color: style.color, width: style.width)
  }

  func text() -> String {
    var view = self
    view.write()
    return view.output.text
  }

  private mutating func write() {
    if !style.isQuiet {
      output.wrapped("dmsa \(report.title)", first: "", rest: "  ", tone: .strong)
      output.wrapped(report.made, first: "", rest: "  ")
      output.gap()
    }
    writeRefusals()
    if !style.isQuiet {
      for group in report.groups { write(group) }
      writeUnknown()
      writeWarnings()
      for consent in report.consents { write(consent) }
      if !report.consents.isEmpty { writeResponsibilities() }
      writeUnmanaged()
      writeNeeds()
    }
    writeEnd()
  }

  // MARK: - Head and end

  private mutating func writeRefusals() {
    for refusal in report.refused {
      let rule = refusal.rule.map { "[\($0)]" } ?? ""
      output.labelled("refused\(rule)", .severity(.error), refusal.message)
    }
    if !report.refused.isEmpty, !style.isQuiet { output.gap() }
  }

  private mutating func writeEnd() {
    if let nothing = report.nothing {
      output.line(nothing)
    } else {
      output.line(
        output.painted(report.summary, report.isWider ? .severity(.warning) : .strong)
          + (report.requiresConsent ? "; consent required" : "")
      )
    }
    if let applied = report.applied {
      output.wrapped(DeltaWords.capitalized(applied) + ".", first: "", rest: "")
    }
    output.line(report.digest)
  }

  private mutating func writeUnmanaged() {
    guard !report.unmanaged.isEmpty else { return }
    output.wrapped(
      "Left alone, for the portfolio doesn't name them: "
        + report.unmanaged.joined(separator: ", "),
      first: "",
      rest: PlanText.entryIndent
    )
    output.gap()
  }

  private mutating func writeNeeds() {
    for risk in report.acceptedRisks {
      output.wrapped("accepted in the portfolio: \(risk)", first: "", rest: PlanText.entryIndent)
    }
    if !report.acceptedRisks.isEmpty { output.gap() }
    guard !report.needs.isEmpty else { return }
    output.line(output.painted("Applying it takes", .strong))
    for need in report.needs {
      output.labelled(
        need.flag,
        .frame,
        need.meaning,
        first: PlanText.entryIndent,
        rest: PlanText.detailIndent
      )
    }
    output.gap()
  }

  // MARK: - Changes

  private mutating func write(_ group: PlanGroup) {
    output.line(
      output.painted(Printable.text(DeltaWords.capitalized(group.title)), .strong)
    )
    for entry in group.entries { write(entry) }
    output.gap()
  }

  private mutating func write(_ entry: PlanEntry) {
    let glyph = output.painted(
      TerminalLines.padded(entry.glyph, 1),
      PlanText.tone(ofGlyph: entry.glyph)
    )
    let reason = entry.reason.map { " (\($0))" } ?? ""
    let word = output.painted(entry.relation.word, PlanText.tone(entry.relation))
    output.line(
      "\(PlanText.entryIndent)\(glyph) \(Printable.text(entry.what + reason))  \(word)"
    )
    if style.isVerbose { output.line(PlanText.detailIndent + Printable.text(entry.address)) }
    for detail in entry.details {
      output.wrapped(
        "\(detail.key): \(detail.text)",
        first: PlanText.detailIndent,
        rest: PlanText.detailIndent + "  "
      )
    }
  }

  private mutating func writeUnknown() {
    for notice in report.unknown {
      output.labelled("unknown", .severity(.warning), notice.message)
    }
    if !report.unknown.isEmpty { output.gap() }
  }

  private mutating func writeWarnings() {
    let warnings = report.otherWarnings
    for warning in warnings {
      let projects = warning.projects.map { " (projects \($0))" } ?? ""
      output.labelled(
        "warning[\(warning.rule ?? "")]",
        .severity(.warning),
        warning.message + projects
      )
    }
    if !warnings.isEmpty { output.gap() }
  }

  // MARK: - Consent

  private mutating func write(_ consent: ConsentReport) {
    let title =
      "What \(consent.app) will be able to do"
      + (consent.replaced.map { ", against \($0)" } ?? "")
    output.wrapped(title, first: "", rest: "", tone: .strong)
    write(consent.companyTools, "In the company")
    write(consent.projectTools, "In \(consent.reach)")
    if consent.projectTools.isEmpty {
      output.wrapped("It reaches \(consent.reach).", first: "  ", rest: "    ")
    }
    if let relation = consent.relation {
      output.wrapped(
        "As a whole it \(DeltaWords.consequence(relation)).",
        first: "  ",
        rest: "    ",
        tone: PlanText.tone(relation)
      )
    }
    for statement in consent.statements {
      output.wrapped(
        statement.text,
        first: "  ",
        rest: "    ",
        tone: statement.isWeighty ? .severity(.warning) : nil
      )
    }
    writeSetup(of: consent)
    for risk in consent.risks { write(risk) }
    output.gap()
  }

  private mutating func write(_ tools: [ConsentTool], _ title: String) {
    guard !tools.isEmpty else { return }
    output.wrapped(title, first: "  ", rest: "    ")
    let labels = tools.map { Printable.text($0.label) }
    let widest = min(PlanText.widestTool, labels.map(DisplayWidth.of).max() ?? 0)
    for (tool, label) in zip(tools, labels) {
      let meaning = output.painted(tool.words, tool.tone)
      output.line("    \(TerminalLines.padded(label, widest))  \(meaning)")
    }
  }

  private mutating func writeSetup(of consent: ConsentReport) {
    if !consent.setupNotes.isEmpty {
      output.line("  After installing, says the developer:")
      for note in consent.setupNotes { output.wrapped(note, first: "    ", rest: "    ") }
    }
    if let page = consent.setupPage {
      output.wrapped("Setup page: \(page)", first: "  ", rest: "    ")
    }
  }

  private mutating func write(_ risk: ConsentReport.Risk) {
    output.labelled(
      "\(risk.isNew ? "" : "known ")risk[\(risk.rule)]",
      .severity(risk.severity),
      risk.message,
      first: PlanText.entryIndent,
      rest: "    "
    )
    output.wrapped(risk.why, first: "    ", rest: "    ")
  }

  private mutating func writeResponsibilities() {
    output.line(output.painted(ConsentReport.responsibilityTitle, .strong))
    for (who, what) in ConsentReport.responsibilities {
      output.wrapped("\(who) \(what)", first: "  ", rest: "    ")
    }
    output.gap()
  }

  // MARK: - Colours

  private static func tone(ofGlyph glyph: String) -> Paint.Tone {
    switch glyph {
    case "+": .good
    case "-": .severity(.error)
    default: .severity(.warning)
    }
  }

  private static func tone(_ relation: Relation) -> Paint.Tone? {
    switch relation {
    case .equal: nil
    case .narrower: .good
    case .wider, .incomparable: .severity(.error)
    }
  }
}

extension ConsentTool {
  /// The tool with its key.
  var label: String { key.map { "\(name) (\($0))" } ?? name }

  /// What it may do with the tool, and how that differs.
  var words: String {
    let absorbed = isAbsorbed && level > .none ? ["administer anyway, by Directory"] : []
    let unknown = key == nil ? ["a tool that the catalog doesn't know"] : []
    let notes = unknown + absorbed + [difference].compactMap(\.self)
    return level == .none
      ? notes.joined(separator: "; ")
      : meaning + (notes.isEmpty ? "" : " (\(notes.joined(separator: "; ")))")
  }

  fileprivate var tone: Paint.Tone? {
    if level == .none { return .good }
    if risk == .critical { return .severity(.error) }
    return isRaised || risk == .high ? .severity(.warning) : nil
  }
}
