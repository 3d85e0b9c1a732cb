import Catalog
import Differing

/// A comparison as one page that needs nothing else: no script, no font, no picture.
struct DeltaHTML {
  private let comparison: Comparison
  private let style: DeltaStyle
  private let reports: [AppReport]

  init(_ comparison: Comparison, _ style: DeltaStyle) {
    self.comparison = comparison
    self.style = style
    reports = comparison.apps.map { AppReport($0, comparison.catalog) }
  }

  func text() -> String {
    let isFolder = comparison.isOfFolders
    let title =
      isFolder ? FolderSummary(reports).text : reports.first.map { DeltaHTML.title(of: $0) } ?? ""
    var page = Markup()
    page.begin(title: "\(title) – dmsa diff")
    page.line("<a class=\"skip\" href=\"#changes\">Skip to the changes</a>")
    if isFolder {
      writeOverview(title, &page)
    } else {
      page.line("<main id=\"changes\" tabindex=\"-1\">")
      for report in reports { AppHTML(report, number: 1, heading: 1).write(to: &page) }
      page.line("</main>")
    }
    page.line(
      "<footer>Made by dmsa \(HTMLText.escaped(style.toolVersion)),"
        + " catalog \(HTMLText.escaped(Catalog.version)). Levels are compared as they take effect,"
        + " with every tool of the catalog switched on.</footer>"
    )
    page.line("</body>")
    page.line("</html>")
    return page.text
  }

  static func title(of report: AppReport) -> String {
    let answer = report.isEmpty ? AppReport.noDifference : report.verdicts.first?.answer ?? ""
    return "\(report.title): \(answer)"
  }

  // MARK: - Folders

  private func writeOverview(_ title: String, _ page: inout Markup) {
    page.line("<header>")
    page.line("<h1>\(HTMLText.escaped(DeltaWords.capitalized(title)))</h1>")
    page.line("</header>")
    if !reports.isEmpty {
      page.line("<nav aria-label=\"Apps\">")
      page.table("Apps that differ") { page in
        page.row(head: ["App", "Change", "Access", "Consent", "New risks"])
        page.line("<tbody>")
        for (index, report) in reports.enumerated() {
          let link = "<a href=\"#app-\(index + 1)\">\(HTMLText.name(report.title))</a>"
          let answers = report.verdicts.prefix(2).map { AppHTML.answer($0) }
          let risks = report.introducedRisks.map { HTMLText.code($0.rule) }
          page.line("<tr><th scope=\"row\">\(link)</th><td>\(report.change.rawValue)</td>")
          page.line(answers.map { "<td>\($0)</td>" }.joined())
          page.line("<td>\(risks.isEmpty ? "none" : risks.joined(separator: " "))</td></tr>")
        }
        page.line("</tbody>")
      }
      page.line("</nav>")
    }
    page.line("<main id=\"changes\" tabindex=\"-1\">")
    for (index, report) in reports.enumerated() {
      AppHTML(report, number: index + 1, heading: 2).write(to: &page)
    }
    page.line("</main>")
  }
}

/// The lines of a page.
struct Markup {
  private(set) var text = ""

  /// All before the first element of the body; the page needs nothing from elsewhere.
  mutating func begin(title: String) {
    line("<!doctype html>")
    line("<html lang=\"en\">")
    line("<head>")
    line("<meta charset=\"utf-8\">")
    line("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
    line("<meta name=\"color-scheme\" content=\"light dark\">")
    line("<meta name=\"referrer\" content=\"no-referrer\">")
    line(
      "<meta http-equiv=\"Content-Security-Policy\""
        + " content=\"default-src 'none'; style-src 'unsafe-inline'\">"
    )
    line("<title>\(HTMLText.escaped(title))</title>")
    line("<style>\n\(DeltaStyleSheet.text)</style>")
    line("</head>")
    line("<body>")
  }

  mutating func line(_ line: String) {
    text += line
    text += "\n"
  }

  /// A table with its caption, which scrolls by itself where it is too wide, by keyboard too.
  mutating func table(_ caption: String, _ body: (inout Markup) -> Void) {
    line("<div class=\"scroll\" role=\"region\" aria-label=\"\(caption)\" tabindex=\"0\">")
    line("<table>")
    line("<caption>\(caption)</caption>")
    body(&self)
    line("</table>")
    line("</div>")
  }

  mutating func row(head: [String]) {
    line("<thead><tr>\(head.map { "<th scope=\"col\">\($0)</th>" }.joined())</tr></thead>")
  }
}
