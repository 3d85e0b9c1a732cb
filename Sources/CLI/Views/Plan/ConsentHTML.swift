import Catalog
import Diagnostics

/// What an app will be able to do as a section of a page.
struct ConsentHTML {
  private let consent: ConsentReport
  private let number: Int

  init(_ consent: ConsentReport, number: Int) {
    self.consent = consent
    self.number = number
  }

  func write(to page: inout Markup) {
    let id = "consent-\(number)"
    page.line("<section class=\"app\" aria-labelledby=\"\(id)\">")
    let replaced = consent.replaced.map { ", against \(HTMLText.name($0))" } ?? ""
    page.line(
      "<h2 id=\"\(id)\">What \(HTMLText.name(consent.app)) will be able to do\(replaced)</h2>"
    )
    page.line("<ul>")
    if let relation = consent.relation {
      page.line("<li><strong>As a whole it \(DeltaWords.consequence(relation)).</strong></li>")
    }
    page.line("<li>Reaches \(HTMLText.escaped(consent.reach)).</li>")
    for statement in consent.statements {
      let text = HTMLText.message(statement.text)
      page.line("<li>\(statement.isWeighty ? "<strong>\(text)</strong>" : text)</li>")
    }
    page.line("</ul>")
    write(consent.companyTools, "In the company", &page)
    write(consent.projectTools, "In projects", &page)
    writeSetup(&page)
    writeRisks(&page)
    page.line("</section>")
  }

  private func write(_ tools: [ConsentTool], _ title: String, _ page: inout Markup) {
    guard !tools.isEmpty else { return }
    page.table(title) { page in
      page.row(head: ["Risk", "Tool", "May"])
      page.line("<tbody>")
      for tool in tools {
        let key = tool.key.map { " \(HTMLText.code($0))" } ?? ""
        let tone = tool.isRaised ? "bad" : tool.level == .none ? "good" : "plain"
        page.line("<tr class=\"\(tone)\">")
        page.line("<td><span class=\"risk \(tool.risk.name)\">\(tool.risk.name)</span></td>")
        page.line("<th scope=\"row\">\(HTMLText.name(tool.name))\(key)</th>")
        page.line("<td><span class=\"change\">\(HTMLText.escaped(tool.words))</span></td></tr>")
      }
      page.line("</tbody>")
    }
  }

  private func writeSetup(_ page: inout Markup) {
    guard !consent.setupNotes.isEmpty || consent.setupPage != nil else { return }
    page.line("<h3>After installing, says the developer</h3>")
    for note in consent.setupNotes {
      page.line("<p><q dir=\"auto\">\(HTMLText.escaped(note))</q></p>")
    }
    if let setup = consent.setupPage { page.line("<p>Setup page: \(HTMLText.code(setup))</p>") }
  }

  private func writeRisks(_ page: inout Markup) {
    guard !consent.risks.isEmpty else { return }
    page.line("<h3>Risks</h3>")
    page.line("<ul class=\"findings\">")
    for risk in consent.risks {
      let tone = risk.severity == .error ? "bad" : "careful"
      page.line(
        "<li><span class=\"chip \(tone)\">\(risk.isNew ? "Risk" : "Known risk")</span>"
          + " <span>\(HTMLText.code(risk.rule))"
          + " \(HTMLText.message(DeltaWords.capitalized(risk.message)))."
          + " \(HTMLText.message(risk.why))</span></li>"
      )
    }
    page.line("</ul>")
  }

  static func writeResponsibilities(to page: inout Markup) {
    page.line("<section>")
    page.line("<h2>\(ConsentReport.responsibilityTitle)</h2>")
    page.line("<ul>")
    for (who, what) in ConsentReport.responsibilities {
      page.line("<li><strong>\(who)</strong> \(HTMLText.escaped(what))</li>")
    }
    page.line("</ul>")
    page.line("</section>")
  }
}
