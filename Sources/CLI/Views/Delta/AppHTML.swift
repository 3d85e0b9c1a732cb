import Catalog
import Differing

/// One app of a comparison as a section of a page.
struct AppHTML {
  private let report: AppReport
  private let number: Int
  /// The rank of the section's own heading.
  private let heading: Int

  init(_ report: AppReport, number: Int, heading: Int) {
    self.report = report
    self.number = number
    self.heading = heading
  }

  func write(to page: inout Markup) {
    let id = "app-\(number)"
    page.line("<section class=\"app\" aria-labelledby=\"\(id)\">")
    let change =
      report.change == .changed
      ? "" : " <span class=\"chip plain\">\(report.change.rawValue)</span>"
    let versions = report.versions.map { " <span class=\"versions\">\(HTMLText.name($0))</span>" }
    page.line(
      "<h\(heading) id=\"\(id)\">\(HTMLText.name(report.name))\(versions ?? "")\(change)</h\(heading)>"
    )
    if let nothing = report.nothing {
      page.line("<p class=\"nothing\">\(HTMLText.escaped(DeltaWords.capitalized(nothing))).</p>")
    }
    writeVerdicts(&page)
    writeRisks(&page)
    writeRows(&page)
    writeWarnings(&page)
    writeComponents(&page)
    writeAuthentication(&page)
    writeSides(&page)
    page.line("</section>")
  }

  private func title(_ text: String, _ part: String, _ page: inout Markup) {
    page.line("<h\(heading + 1) id=\"\(part)-\(number)\">\(text)</h\(heading + 1)>")
  }

  // MARK: - Answers

  /// An answer in a chip, coloured by how good it is; the words say it all.
  static func answer(_ verdict: AppReport.Verdict) -> String {
    "<span class=\"chip \(verdict.tone.rawValue)\">\(verdict.answer)</span>"
  }

  private func writeVerdicts(_ page: inout Markup) {
    page.line("<dl class=\"verdicts\">")
    for verdict in report.verdicts {
      page.line("<div class=\"\(verdict.tone.rawValue)\">")
      page.line("<dt>\(DeltaWords.capitalized(verdict.label))</dt>")
      page.line(
        "<dd><strong>\(DeltaWords.capitalized(verdict.answer))</strong>"
          + " <span>\(HTMLText.message(DeltaWords.capitalized(verdict.reason)))</span></dd>"
      )
      page.line("</div>")
    }
    page.line("</dl>")
  }

  private func writeRisks(_ page: inout Markup) {
    guard !report.introducedRisks.isEmpty || !report.resolvedRisks.isEmpty else { return }
    title("Risks", "risks", &page)
    page.line("<ul class=\"findings\">")
    for risk in report.introducedRisks {
      item("New risk", risk.tone.rawValue, risk.rule, risk.summary, &page)
    }
    for risk in report.resolvedRisks { item("Risk gone", "good", risk.rule, risk.summary, &page) }
    page.line("</ul>")
  }

  private func writeWarnings(_ page: inout Markup) {
    guard !report.warnings.isEmpty else { return }
    title("Warnings", "warnings", &page)
    page.line("<ul class=\"findings\">")
    for warning in report.warnings {
      item("Warning", "careful", warning.rule, warning.message, &page)
    }
    page.line("</ul>")
  }

  private func item(
    _ kind: String,
    _ tone: String,
    _ rule: String,
    _ message: String,
    _ page: inout Markup
  ) {
    let said = message.isEmpty ? "" : " \(HTMLText.message(DeltaWords.capitalized(message)))."
    page.line(
      "<li><span class=\"chip \(tone)\">\(kind)</span>"
        + " <span>\(HTMLText.code(rule))\(said)</span></li>"
    )
  }

  // MARK: - Permissions

  private func writeRows(_ page: inout Markup) {
    guard !report.rows.isEmpty else { return }
    title("Permissions", "permissions", &page)
    let count = Wording.count(report.rows.count, "tool")
    page.table("\(count) with another level, the riskiest first") { page in
      page.row(head: ["Risk", "Tool", "Level", "What it means"])
      page.line("<tbody>")
      for row in report.rows { write(row, &page) }
      page.line("</tbody>")
    }
  }

  private func write(_ row: RowReport, _ page: inout Markup) {
    let tone = row.isWider ? "bad" : row.isAbsorbed ? "plain" : "good"
    let tool =
      row.key.map { "\(HTMLText.escaped(row.tool)) \(HTMLText.code($0))" }
      ?? HTMLText.code(row.tool)
    page.line("<tr class=\"\(tone)\">")
    page.line("<td><span class=\"risk \(row.risk.name)\">\(row.risk.name)</span></td>")
    page.line(
      "<th scope=\"row\"><span class=\"scope\">\(row.scope.name)</span>"
        + " \(tool)</th>"
    )
    page.line(
      "<td class=\"level\"><span class=\"change\"><span class=\"glyph\" aria-hidden=\"true\">"
        + "\(row.glyph == "-" ? "−" : row.glyph)</span> \(row.change.rawValue)</span>"
        + " <span class=\"levels\">\(row.before.name)"
        + " <span aria-hidden=\"true\">→</span><span class=\"hidden\">to</span>"
        + " <strong>\(row.after.name)</strong></span></td>"
    )
    page.line("<td>")
    for effect in row.effects {
      page.line("<p>\(HTMLText.message(DeltaWords.capitalized(effect))).</p>")
    }
    if let witness = row.witness {
      page.line("<p class=\"witness\">\(HTMLText.message(DeltaWords.capitalized(witness))).</p>")
    }
    write(places: row.oldPlace, row.newPlace, &page)
    page.line("</td></tr>")
  }

  private func write(places old: String?, _ new: String?, _ page: inout Markup) {
    let places = [old.map { ("before", $0) }, new.map { ("after", $0) }].compactMap(\.self)
    guard !places.isEmpty else { return }
    let text = places.map { "\($0.0) \(HTMLText.code($0.1))" }
    page.line("<p class=\"place\">\(DeltaWords.capitalized(text.joined(separator: ", ")))</p>")
  }

  // MARK: - Components and authentication

  private func writeComponents(_ page: inout Markup) {
    guard !report.components.isEmpty else { return }
    title("Embedded components", "components", &page)
    for component in report.components {
      let name = HTMLText.escaped(DeltaWords.capitalized(component.name))
      guard !component.fields.isEmpty else {
        let glyph = component.glyph == "-" ? "−" : component.glyph
        page.line(
          "<p><span class=\"glyph\" aria-hidden=\"true\">\(glyph)</span> \(name)"
            + " <strong>\(component.change.rawValue)</strong>.</p>"
        )
        continue
      }
      page.table("\(name): \(Wording.count(component.fields.count, "change"))") { page in
        page.row(head: ["Change", "Before", "After"])
        page.line("<tbody>")
        for field in component.fields { write(field, &page) }
        page.line("</tbody>")
      }
    }
  }

  private func write(_ field: ComponentReport.Field, _ page: inout Markup) {
    let tone = field.isWeighty ? "careful" : "plain"
    page.line("<tr class=\"\(tone)\">")
    page.line(
      "<th scope=\"row\">\(DeltaWords.capitalized(DeltaWords.kind(field.kind)))"
        + " <span class=\"place\">\(HTMLText.code(field.pointer))</span></th>"
    )
    write(field.before, field.oldPlace, isProse: field.kind == .prose, &page)
    write(field.after, field.newPlace, isProse: field.kind == .prose, &page)
    page.line("</tr>")
  }

  private func write(_ value: String?, _ place: String?, isProse: Bool, _ page: inout Markup) {
    guard let value else {
      page.line("<td><span class=\"none\">none</span></td>")
      return
    }
    page.line(
      isProse ? "<td><q dir=\"auto\">\(HTMLText.escaped(value))</q>" : "<td>\(HTMLText.code(value))"
    )
    if let place { page.line("<p class=\"place\">\(HTMLText.code(place))</p>") }
    page.line("</td>")
  }

  private func writeAuthentication(_ page: inout Markup) {
    guard !report.addedAuthentication.isEmpty || !report.removedAuthentication.isEmpty else {
      return
    }
    title("Authentication", "authentication", &page)
    page.line("<ul>")
    for name in report.addedAuthentication {
      page.line("<li><span class=\"chip careful\">added</span> \(name)</li>")
    }
    for name in report.removedAuthentication {
      page.line("<li><span class=\"chip plain\">removed</span> \(name)</li>")
    }
    page.line("</ul>")
  }

  private func writeSides(_ page: inout Markup) {
    title("Compared files", "files", &page)
    page.line("<dl class=\"files\">")
    for side in report.sides {
      page.line("<dt>\(DeltaWords.capitalized(side.label))</dt>")
      page.line(
        "<dd>\(HTMLText.code(side.path)) <span class=\"place\">\(HTMLText.code(side.digest))</span></dd>"
      )
    }
    page.line("</dl>")
  }
}
