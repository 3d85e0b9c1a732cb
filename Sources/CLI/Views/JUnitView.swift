import Diagnostics
import Linting

/// JUnit's XML: a suite for each file, a case for each finding or one that passes.
struct JUnitView: LintView {
  private var failOn: Severity? = .warning

  mutating func begin(_ output: inout Output) {
    output.writeLine(#"<?xml version="1.0" encoding="UTF-8"?>"#)
    output.writeLine(#"<testsuites name="dmsa lint">"#)
  }

  mutating func add(_ file: LintedFile, failOn: Severity?, _ output: inout Output) {
    self.failOn = failOn
    add(file, &output)
  }

  mutating func add(_ file: LintedFile, _ output: inout Output) {
    let shown = file.shown
    let failures = shown.count { fails($0) }
    begin(file.path, tests: max(1, shown.count), failures: failures, errors: 0, &output)
    if shown.isEmpty {
      output.writeLine("    <testcase\(JUnitView.names("no findings", file.path))/>")
    } else {
      let places = Places(file)
      for finding in shown { write(finding, in: file.path, places, &output) }
    }
    output.writeLine("  </testsuite>")
  }

  mutating func skip(_ path: String, because reason: String, _ output: inout Output) {
    begin(path, tests: 1, failures: 0, errors: 1, &output)
    output.writeLine("    <testcase\(JUnitView.names("can be read", path))>")
    output.writeLine("      <error\(JUnitView.attribute("message", reason))/>")
    output.writeLine("    </testcase>")
    output.writeLine("  </testsuite>")
  }

  mutating func end(_ summary: LintSummary, _ output: inout Output) {
    output.writeLine("</testsuites>")
  }

  // MARK: - Elements

  /// Whether a finding makes the run fail; a lesser one is told in a case that passes.
  private func fails(_ finding: Finding) -> Bool {
    failOn.map { finding.severity >= $0 } ?? false
  }

  private func begin(
    _ path: String,
    tests: Int,
    failures: Int,
    errors: Int,
    _ output: inout Output
  ) {
    let name = JUnitView.attribute("name", path)
    let counts = #" tests="\#(tests)" failures="\#(failures)" errors="\#(errors)""#
    output.writeLine("  <testsuite\(name)\(counts)\(JUnitView.attribute("file", path))>")
  }

  private func write(
    _ finding: Finding,
    in path: String,
    _ places: Places,
    _ output: inout Output
  ) {
    let start = places.start(finding.range)
    let place = "\(start.line):\(start.column)"
    var lines = ["\(path):\(place): \(finding.severity.name)[\(finding.rule)] \(finding.message)"]
    if let help = finding.help { lines.append(help) }
    let text = lines.map { JUnitView.escaped($0) }.joined(separator: "\n")
    output.writeLine("    <testcase\(JUnitView.names("\(finding.rule) at \(place)", path))>")
    if fails(finding) {
      let type = JUnitView.attribute("type", finding.severity.name)
      let message = JUnitView.attribute("message", finding.message)
      output.writeLine("      <failure\(type)\(message)>\(text)</failure>")
    } else {
      output.writeLine("      <system-out>\(text)</system-out>")
    }
    output.writeLine("    </testcase>")
  }

  // MARK: - XML

  private static func names(_ name: String, _ path: String) -> String {
    attribute("name", name) + attribute("classname", path)
  }

  private static func attribute(_ name: String, _ value: String) -> String {
    " \(name)=\"\(escaped(value))\""
  }

  /// Escapes, and replaces what XML 1.0 has no place for.
  private static func escaped(_ text: String) -> String {
    Printable.text(text).unicodeScalars.reduce(into: "") { escaped, scalar in
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
  }
}
