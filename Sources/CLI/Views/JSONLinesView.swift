import Linting

/// One finding a line, each the object that the JSON report has.
struct JSONLinesView: LintView {
  private var json = JSONWriter(pretty: false)

  mutating func add(_ file: LintedFile, _ output: inout Output) {
    guard !file.findings.isEmpty else { return }
    let places = Places(file)
    for finding in file.findings {
      json.finding(finding, in: file.path, places)
      json.lineBreak()
    }
    json.move(to: &output)
  }
}
