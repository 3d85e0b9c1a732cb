import Diagnostics
import Linting

/// A table for each file, for a comment on a pull request.
///
/// A comment has a limit, so rows are held back and the least severe left out where they don't
/// fit; memory is bounded by the same limit.
struct MarkdownView: LintView {
  private struct Row {
    let path: String
    let severity: Severity
    let text: String
    var help: String
    let rule: String
    var size: Int { text.utf8.count + help.utf8.count + rule.utf8.count + 8 }
  }

  /// Bytes, which are more than characters: 65,536 of these fit a comment.
  private static let limit = 60_000

  private var rows: [Row] = []
  private var size = 0
  private var leftOut = 0

  mutating func add(_ file: LintedFile, _ output: inout Output) {
    let shown = file.shown
    guard !shown.isEmpty else { return }
    let places = Places(file)
    for finding in shown {
      let start = places.start(finding.range)
      let row = Row(
        path: file.path,
        severity: finding.severity,
        text: "| \(MarkdownView.label(finding.severity)) | \(start.line):\(start.column) "
          + "| \(MarkdownText.cell(finding.message))",
        help: finding.help.map { "<br>" + MarkdownText.cell($0) } ?? "",
        rule: finding.rule.name
      )
      rows.append(row)
      size += row.size
    }
    if size > 4 * MarkdownView.limit { fit() }
  }

  mutating func end(_ summary: LintSummary, _ output: inout Output) {
    fit()
    var title = [Wording.found(summary)] + Wording.hidden(summary)
    title[0] = "dmsa lint: \(title[0])"
    output.writeLine("### \(title.joined(separator: "; "))")
    var path: String?
    for row in rows {
      if row.path != path {
        path = row.path
        output.writeLine()
        output.writeLine("**\(MarkdownText.name(row.path))**")
        output.writeLine()
        output.writeLine("| | Line | Finding | Rule |")
        output.writeLine("|---|---|---|---|")
      }
      output.writeLine(row.text + row.help + " | `\(row.rule)` |")
    }
    guard leftOut > 0 else { return }
    output.writeLine()
    output.writeLine("\(Wording.count(leftOut, "more finding")) left out, the least severe first.")
  }

  // MARK: - The limit

  /// Leaves out help, then rows, from the least severe and last on, until the rest fits.
  private mutating func fit() {
    var rowsOf: [String: Int] = [:]
    for row in rows { rowsOf[row.path, default: 0] += 1 }
    var total = rowsOf.keys.reduce(rows.reduce(0) { $0 + $1.size }) {
      $0 + MarkdownView.headSize($1)
    }
    for severity in Severity.allCases where total > MarkdownView.limit {
      for index in rows.indices where rows[index].severity == severity {
        total -= rows[index].help.utf8.count
        rows[index].help = ""
      }
    }
    var isKept = Array(repeating: true, count: rows.count)
    for severity in Severity.allCases {
      for index in rows.indices.reversed() where rows[index].severity == severity {
        guard total > MarkdownView.limit else { break }
        isKept[index] = false
        leftOut += 1
        total -= rows[index].size
        let left = rowsOf[rows[index].path, default: 1] - 1
        rowsOf[rows[index].path] = left
        if left == 0 { total -= MarkdownView.headSize(rows[index].path) }
      }
    }
    rows = zip(rows, isKept).filter(\.1).map(\.0)
    size = total
  }

  /// What the lines above a file's first row take.
  private static func headSize(_ path: String) -> Int { 80 + MarkdownText.name(path).utf8.count }

  private static func label(_ severity: Severity) -> String {
    switch severity {
    case .error: "🛑 **error**"
    case .warning: "⚠️ warning"
    case .note: "ℹ️ note"
    }
  }
}
