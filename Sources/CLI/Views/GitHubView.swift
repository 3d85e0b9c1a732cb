import Diagnostics
import Linting

/// Workflow commands, which GitHub Actions shows as annotations of the lines.
struct GitHubView: LintView {
  mutating func add(_ file: LintedFile, _ output: inout Output) {
    let shown = file.shown
    guard !shown.isEmpty else { return }
    let places = Places(file)
    for finding in shown {
      let start = places.start(finding.range)
      let end = places.end(finding.range)
      var properties = [
        ("title", finding.rule.name), ("file", file.path), ("line", String(start.line)),
      ]
      // Columns hold on one line only.
      if start.line == end.line {
        properties += [("col", String(start.column)), ("endColumn", String(end.column))]
      } else {
        properties.append(("endLine", String(places.lastLine(finding.range))))
      }
      // The log shows the text alone, so that it names the place again.
      var text = "\(file.path):\(start.line):\(start.column): \(finding.message)"
      if let help = finding.help { text += "\n\(help)" }
      let written = properties.map { "\($0)=\(GitHubView.escaped($1, isProperty: true))" }
      output.writeLine(
        "::\(GitHubView.command(finding.severity)) \(written.joined(separator: ","))"
          + "::\(GitHubView.escaped(text, isProperty: false))"
      )
    }
  }

  private static func command(_ severity: Severity) -> String {
    switch severity {
    case .error: "error"
    case .warning: "warning"
    case .note: "notice"
    }
  }

  private static func escaped(_ text: String, isProperty: Bool) -> String {
    text.unicodeScalars.reduce(into: "") { escaped, scalar in
      switch scalar {
      case "%": escaped += "%25"
      case "\r": escaped += "%0D"
      case "\n": escaped += "%0A"
      case ":" where isProperty: escaped += "%3A"
      case "," where isProperty: escaped += "%2C"
      default:
        if let replacement = Printable.replacement(scalar) {
          escaped += replacement
        } else {
          escaped.unicodeScalars.append(scalar)
        }
      }
    }
  }
}
