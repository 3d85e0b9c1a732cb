import Access
import Catalog
import Diagnostics

/// A plan as one page that needs nothing else: no script, no font, no picture.
struct PlanHTML {
  private let report: PlanReport
  private let style: PlanStyle

  init(_ report: PlanReport, _ style: PlanStyle) {
    self.report = report
    self.style = style
  }

  func text() -> String {
    var page = Markup()
    page.begin(title: "\(report.title) – dmsa plan")
    page.line("<a class=\"skip\" href=\"#changes\">Skip to the changes</a>")
    page.line("<header>")
    page.line("<h1>dmsa \(HTMLText.name(report.title))</h1>")
    page.line("<p>\(HTMLText.escaped(DeltaWords.capitalized(report.made))).</p>")
    if let applied = report.applied {
      page.line("<p><strong>\(HTMLText.escaped(DeltaWords.capitalized(applied))).</strong></p>")
    }
    page.line("</header>")
    page.line("<main id=\"changes\" tabindex=\"-1\">")
    if let nothing = report.nothing {
      page.line("<p class=\"nothing\">\(HTMLText.escaped(nothing))</p>")
    } else {
      writeVerdicts(&page)
    }
    writeNotices(&page)
    for group in report.groups { write(group, &page) }
    for (index, consent) in report.consents.enumerated() {
      ConsentHTML(consent, number: index + 1).write(to: &page)
    }
    if !report.consents.isEmpty { ConsentHTML.writeResponsibilities(to: &page) }
    if !report.unmanaged.isEmpty {
      page.line("<h2>Left alone</h2>")
      let names = report.unmanaged.map(HTMLText.name).joined(separator: ", ")
      page.line("<p>The portfolio doesn't name \(names).</p>")
    }
    page.line("</main>")
    page.line(
      "<footer>\(HTMLText.code(report.digest))<br>Made by dmsa"
        + " \(HTMLText.escaped(style.toolVersion)),"
        + " catalog \(HTMLText.escaped(Catalog.version)).</footer>"
    )
    page.line("</body>")
    page.line("</html>")
    return page.text
  }

  // MARK: - Answers

  private func writeVerdicts(_ page: inout Markup) {
    page.line("<dl class=\"verdicts\">")
    let tone = report.isWider ? "bad" : "good"
    verdict("Access", report.relation.word, tone, "what directory users may do", &page)
    verdict(
      "Consent",
      report.requiresConsent ? "required" : "not required",
      report.requiresConsent ? "careful" : "good",
      report.requiresConsent
        ? "somebody has to agree to what is newly asked for" : "nothing is newly asked for",
      &page
    )
    verdict("Changes", Wording.count(report.count, "change"), "plain", report.summary, &page)
    page.line("</dl>")
  }

  private func verdict(
    _ label: String,
    _ answer: String,
    _ tone: String,
    _ reason: String,
    _ page: inout Markup
  ) {
    page.line("<div class=\"\(tone)\">")
    page.line("<dt>\(label)</dt>")
    page.line(
      "<dd><strong>\(DeltaWords.capitalized(answer))</strong>"
        + " <span>\(DeltaWords.capitalized(HTMLText.escaped(reason)))</span></dd>"
    )
    page.line("</div>")
  }

  private func writeNotices(_ page: inout Markup) {
    write(report.refused, "Refused", "bad", &page)
    write(report.unknown, "Unknown", "careful", &page)
    write(report.otherWarnings, "Warning", "careful", &page)
    guard !report.needs.isEmpty || !report.acceptedRisks.isEmpty else { return }
    page.line("<h2>What applying takes</h2>")
    page.line("<dl class=\"files\">")
    for risk in report.acceptedRisks {
      page.line("<dt>Accepted in the portfolio</dt>")
      page.line("<dd>\(HTMLText.message(risk))</dd>")
    }
    for need in report.needs {
      page.line("<dt>\(HTMLText.code(need.flag))</dt>")
      page.line("<dd>\(HTMLText.message(DeltaWords.capitalized(need.meaning)))</dd>")
    }
    page.line("</dl>")
  }

  private func write(
    _ notices: [PlanReport.Notice],
    _ what: String,
    _ tone: String,
    _ page: inout Markup
  ) {
    guard !notices.isEmpty else { return }
    page.line("<ul class=\"findings\">")
    for notice in notices {
      let rule = notice.rule.map { "\(HTMLText.code($0)) " } ?? ""
      let projects = notice.projects.map { " (projects \(HTMLText.escaped($0)))" } ?? ""
      page.line(
        "<li><span class=\"chip \(tone)\">\(what)</span>"
          + " <span>\(rule)\(HTMLText.message(DeltaWords.capitalized(notice.message)))"
          + "\(projects).</span></li>"
      )
    }
    page.line("</ul>")
  }

  // MARK: - Changes

  private func write(_ group: PlanGroup, _ page: inout Markup) {
    page.line("<h2>\(HTMLText.name(DeltaWords.capitalized(group.title)))</h2>")
    let count = group.entries.reduce(0) { $0 + $1.count }
    page.table(Wording.count(count, "change")) { page in
      page.row(head: ["Change", "What", "Access", "Values"])
      page.line("<tbody>")
      for entry in group.entries { write(entry, &page) }
      page.line("</tbody>")
    }
  }

  private func write(_ entry: PlanEntry, _ page: inout Markup) {
    let tone = entry.isWider ? "bad" : entry.relation == .narrower ? "good" : "plain"
    let glyph = entry.glyph.replacing("-", with: "−")
    let reason = entry.reason.map { " (\(HTMLText.escaped($0)))" } ?? ""
    page.line("<tr class=\"\(tone)\">")
    page.line(
      "<td class=\"level\"><span class=\"change\"><span class=\"glyph\" aria-hidden=\"true\">"
        + "\(glyph)</span> \(entry.action)\(reason)</span></td>"
    )
    page.line("<th scope=\"row\">\(HTMLText.name(entry.what))</th>")
    page.line("<td><span class=\"chip \(tone)\">\(entry.relation.word)</span></td>")
    page.line("<td>")
    for detail in entry.details {
      page.line("<p>\(HTMLText.code(detail.key)) \(HTMLText.name(detail.text))</p>")
    }
    page.line("</td></tr>")
  }
}
