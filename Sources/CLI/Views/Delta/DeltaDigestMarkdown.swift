import Access
import Catalog

/// The shortest form of a comparison: the widenings by risk and app, as many as fit, the rest
/// counted.
struct DeltaDigestMarkdown {
  private let reports: [AppReport]
  private let limit: Int
  private var text = ""
  private var named = 0

  /// What is kept free for the closing lines, in bytes.
  private static let reserve = 200

  init(_ reports: [AppReport], limit: Int) {
    self.reports = reports
    self.limit = limit - DeltaDigestMarkdown.reserve
  }

  static func text(_ reports: [AppReport], limit: Int) -> String {
    var view = DeltaDigestMarkdown(reports, limit: limit)
    view.write()
    return view.text
  }

  private mutating func write() {
    let total = reports.reduce(0) { $0 + $1.rows.count(where: \.isWider) }
    let count = total == 0 ? "✅ No widening" : "🛑 \(Wording.count(total, "widening"))"
    text =
      "### dmsa diff: \(FolderSummary(reports).text)\n\n"
      + "\(count); there is more than a comment can hold, `dmsa diff` shows all of it.\n\n"
    for risk in [Risk.critical, .high, .medium, .low] {
      for report in reports {
        let rows = report.rows.filter { $0.isWider && $0.risk == risk }
        if !rows.isEmpty { write(rows, of: report, risk) }
      }
    }
    let left = total - named
    if left > 0 {
      text += "\n🛑 **\(Wording.count(left, "more widening"))** not named here, for want of room.\n"
    }
  }

  /// Writes one line, as far as there is room.
  private mutating func write(_ rows: [RowReport], of report: AppReport, _ risk: Risk) {
    let title = MarkdownText.cell(report.title.clipped(to: 60))
    var line = "- \(AppMarkdown.sign(risk)) **\(title)**"
    var group: (Scope, Level, Level)?
    var count = 0
    for row in rows {
      let isSame = group.map { $0 == (row.scope, row.before, row.after) } ?? false
      let step = "\(row.scope.name) \(row.before.name) → **\(row.after.name)**"
      let start = isSame ? ", " : group == nil ? ": \(step): " : "; \(step): "
      let more = start + MarkdownText.name((row.key ?? row.tool).clipped(to: 80))
      guard text.utf8.count + line.utf8.count + more.utf8.count < limit else { break }
      line += more
      group = (row.scope, row.before, row.after)
      count += 1
    }
    guard count > 0 else { return }
    text += line + "\n"
    named += count
  }
}
