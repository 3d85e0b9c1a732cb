import Access
import Catalog
import Diagnostics

/// A plan for a comment on a pull request, which has a limit.
///
/// What doesn't fit goes step by step, prose first; a widening goes last, and is counted then.
struct PlanMarkdown {
  /// How much is left away; each step includes those before it.
  private enum Thrift: Int, CaseIterable, Comparable {
    case nothing
    /// Values and messages are cut, the developer's notes and the reasons of rules left away.
    case prose
    /// Changes that widen nothing are counted.
    case others
    /// What a widening changes is left away, not the widening.
    case details
    /// Widenings and what an app may do as far as there is room, the rest counted.
    case room

    static func < (left: Thrift, right: Thrift) -> Bool { left.rawValue < right.rawValue }
  }

  private let report: PlanReport
  private var thrift = Thrift.nothing
  private var lines: [String] = []
  private var size = 0

  /// How many notices of one kind are listed where room is short.
  private static let listed = 20
  /// What is kept free for the closing lines, in bytes.
  private static let reserve = 4000

  init(_ report: PlanReport) { self.report = report }

  func text() -> String {
    var text = ""
    for thrift in Thrift.allCases {
      var view = self
      view.thrift = thrift
      view.write()
      text = view.lines.joined(separator: "\n") + "\n"
      if text.utf8.count <= DeltaMarkdown.limit { break }
    }
    return text
  }

  private mutating func write() {
    line("### dmsa \(cell(report.title, 300))")
    line()
    if let nothing = report.nothing {
      line("\(report.refused.isEmpty ? "✅" : "🛑") \(nothing)")
    } else {
      let sign = report.isWider ? "🛑" : "✅"
      line("\(sign) **\(report.summary)**\(report.requiresConsent ? "; consent required" : "")")
    }
    line()
    line("\(DeltaWords.capitalized(cell(report.made, 300))).")
    if let applied = report.applied { line("\(DeltaWords.capitalized(cell(applied, 300))).") }
    write(report.refused, "🛑", "Refused")
    write(report.unknown, "⚠️", "Unknown")
    write(report.warnings, "⚠️", "Warning")
    writeNeeds()
    writeWidenings()
    writeOthers()
    for consent in report.consents { write(consent) }
    if !report.consents.isEmpty { writeResponsibilities() }
    if !report.unmanaged.isEmpty {
      let names = report.unmanaged.prefix(thrift >= .others ? PlanMarkdown.listed : .max)
      let more = report.unmanaged.count - names.count
      line()
      line(
        "Left alone, for the portfolio doesn't name them: "
          + names.map { cell($0, 100) }.joined(separator: ", ")
          + (more > 0 ? ", … and \(more) more" : "")
      )
    }
    line()
    line("<sub>`\(report.digest)`</sub>")
    if thrift > .nothing {
      line()
      line("<sub>Shortened to fit a comment; `dmsa show` shows all of it.</sub>")
    }
  }

  // MARK: - Lines

  private mutating func line(_ text: String = "") {
    lines.append(text)
    size += text.utf8.count + 1
  }

  private var hasRoom: Bool { size < DeltaMarkdown.limit - PlanMarkdown.reserve }

  private func cell(_ text: String, _ length: Int) -> String {
    MarkdownText.cell(text.clipped(to: thrift > .nothing ? min(length, 120) : length))
  }

  private mutating func fold(_ title: String, _ body: (inout PlanMarkdown) -> Void) {
    line()
    line("<details><summary>\(title)</summary>")
    line()
    body(&self)
    line()
    line("</details>")
  }

  // MARK: - Notices

  private mutating func write(_ notices: [PlanReport.Notice], _ sign: String, _ what: String) {
    guard !notices.isEmpty else { return }
    line()
    let shown = notices.prefix(thrift >= .others ? PlanMarkdown.listed : .max)
    for notice in shown {
      let rule = notice.rule.map { " \(MarkdownText.name($0.clipped(to: 80)))" } ?? ""
      let projects = notice.projects.map { " (projects \(cell($0, 200)))" } ?? ""
      line("- \(sign) **\(what)**\(rule): \(cell(notice.message, 1000))\(projects)")
    }
    if notices.count > shown.count {
      line("- \(sign) \(notices.count - shown.count) more like these")
    }
  }

  private mutating func writeNeeds() {
    let accepted = report.acceptedRisks.prefix(thrift >= .others ? PlanMarkdown.listed : .max)
    guard !report.needs.isEmpty || !accepted.isEmpty else { return }
    line()
    for risk in accepted { line("- Accepted in the portfolio: \(cell(risk, 300))") }
    if report.acceptedRisks.count > accepted.count {
      line("- \(report.acceptedRisks.count - accepted.count) more risks are accepted there")
    }
    guard !report.needs.isEmpty else { return }
    line("- Applying it takes:")
    for need in report.needs {
      line("  - \(MarkdownText.name(need.flag.clipped(to: 120))): \(cell(need.meaning, 300))")
    }
  }

  // MARK: - Changes

  private mutating func writeWidenings() {
    let entries = report.groups.flatMap { group in
      group.entries.filter(\.isWider).map { (group.title, $0) }
    }
    guard !entries.isEmpty else { return }
    line()
    line("| Wider | Of | What | |")
    line("|---|---|---|---|")
    var named = 0
    for (title, entry) in entries {
      if thrift == .room, !hasRoom { break }
      line(row(entry, of: title))
      named += 1
    }
    let left = entries[named...].reduce(0) { $0 + $1.1.count }
    if left > 0 {
      line()
      line("🛑 **\(Wording.count(left, "more widening"))** not named here, for want of room.")
    }
  }

  private func row(_ entry: PlanEntry, of title: String) -> String {
    let reason = entry.reason.map { " (\($0))" } ?? ""
    let sign = entry.isWider ? "🛑 **\(entry.relation.word)**" : entry.relation.word
    let cells = [
      sign, cell(title, 120), "`\(entry.glyph)`\u{A0}\(cell(entry.what + reason, 200))",
      thrift >= .details && entry.count == 1 ? "" : details(of: entry),
    ]
    return "| \(cells.joined(separator: " | ")) |"
  }

  private func details(of entry: PlanEntry) -> String {
    let shown =
      thrift >= .details
      ? entry.details.filter { $0.key == "projects" }
      : Array(entry.details.prefix(thrift > .nothing ? 10 : 100))
    let more = thrift >= .details ? 0 : entry.details.count - shown.count
    return shown.map { "\(MarkdownText.name($0.key.clipped(to: 120))): \(cell($0.text, 300))" }
      .joined(separator: "<br>") + (more > 0 ? "<br>… and \(more) more" : "")
  }

  private mutating func writeOthers() {
    let groups = report.groups.compactMap { group -> (String, [PlanEntry])? in
      let entries = group.entries.filter { !$0.isWider }
      return entries.isEmpty ? nil : (group.title, entries)
    }
    let count = groups.reduce(0) { $0 + $1.1.reduce(0) { $0 + $1.count } }
    guard count > 0 else { return }
    let title =
      "\(Wording.count(count, "change")) that \(count == 1 ? "widens" : "widen") nothing"
    guard thrift < .others else {
      line()
      line("\(title).")
      return
    }
    fold(title) { page in
      page.line("| Access | Of | What | |")
      page.line("|---|---|---|---|")
      for (title, entries) in groups {
        for entry in entries { page.line(page.row(entry, of: title)) }
      }
    }
  }

  // MARK: - Consent

  private mutating func write(_ consent: ConsentReport) {
    if thrift == .room, !hasRoom {
      line()
      line("🛑 What \(cell(consent.app, 80)) may do is left out, for want of room.")
      return
    }
    let replaced = consent.replaced.map { ", against \(cell($0, 60))" } ?? ""
    // Folding hides nothing that has to be accepted: the risks stand above.
    line()
    line("#### What \(cell(consent.app, 200)) will be able to do\(replaced)")
    line()
    if let relation = consent.relation {
      let sign = relation.isWidening ? "🛑" : "✅"
      line("- \(sign) As a whole it \(DeltaWords.consequence(relation)).")
    }
    for statement in consent.statements {
      line("- \(statement.isWeighty ? "⚠️ " : "")\(cell(statement.text, 400))")
    }
    line("- Reaches \(cell(consent.reach, 300))")
    for risk in consent.risks { line(text(of: risk)) }
    let tools =
      consent.companyTools.map { ("company", $0) }
      + consent.projectTools.map { ("project", $0) }
    if !tools.isEmpty {
      fold(Wording.count(tools.count, "tool")) { page in
        page.line("| | Tool | May |")
        page.line("|---|---|---|")
        for (index, (scope, tool)) in tools.enumerated() {
          if page.thrift == .room, !page.hasRoom {
            page.line("| | 🛑 … and \(tools.count - index) more | |")
            break
          }
          let words = page.cell(tool.words, 120)
          let isLoud = tool.isRaised || tool.risk == .critical
          page.line(
            "| \(scope) | \(page.cell(tool.label, 120)) | \(isLoud ? "**\(words)**" : words) |"
          )
        }
      }
    }
    guard thrift < .prose else { return }
    if !consent.setupNotes.isEmpty || consent.setupPage != nil {
      fold("After installing, says the developer") { page in
        for note in consent.setupNotes {
          page.line("> \(page.cell(note, 1000))<br>")
        }
        if let setup = consent.setupPage { page.line("> Setup page: \(page.cell(setup, 300))") }
      }
    }
  }

  private func text(of risk: ConsentReport.Risk) -> String {
    let sign = risk.severity == .error ? "🛑" : "⚠️"
    let why = thrift < .prose ? "<br>\(cell(risk.why, 800))" : ""
    return "- \(sign) **\(risk.isNew ? "Risk" : "Known risk")** `\(risk.rule)`: "
      + "\(cell(risk.message, 300))\(why)"
  }

  private mutating func writeResponsibilities() {
    line()
    line("#### \(ConsentReport.responsibilityTitle)")
    line()
    for (who, what) in ConsentReport.responsibilities { line("- **\(who)** \(what)") }
  }
}
