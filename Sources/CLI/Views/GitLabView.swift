import Diagnostics
import Linting

/// A Code Quality report for GitLab's merge requests.
struct GitLabView: LintView {
  private let workingFolder: String
  private var json = JSONWriter(pretty: true)

  init(_ style: ViewStyle) { workingFolder = style.workingFolder }

  mutating func begin(_ output: inout Output) {
    json.beginArray()
    json.move(to: &output)
  }

  mutating func add(_ file: LintedFile, _ output: inout Output) {
    let places = Places(file)
    let path = RelativePath.from(workingFolder, to: file.path)
    // Only one of several equal ones would be shown, so they are numbered.
    var ordinals: [String: Int] = [:]
    for linted in file.findings where linted.counts {
      let finding = linted.finding
      let fingerprint = Fingerprint.of(finding)
      let ordinal = ordinals[fingerprint, default: 0]
      ordinals[fingerprint] = ordinal + 1
      json.beginObject()
      json.member("check_name", finding.rule.name)
      json.member("description", finding.message)
      json.member(
        "fingerprint",
        Fingerprint.digest([path, fingerprint] + (ordinal > 0 ? [String(ordinal)] : []))
      )
      json.key("location")
      json.beginObject()
      json.key("lines")
      json.beginObject()
      json.member("begin", places.start(finding.range).line)
      json.member("end", places.lastLine(finding.range))
      json.endObject()
      json.member("path", path)
      json.endObject()
      json.member("severity", GitLabView.severity(linted))
      json.endObject()
    }
    json.move(to: &output)
  }

  mutating func end(_ summary: LintSummary, _ output: inout Output) {
    json.endArray()
    json.lineBreak()
    json.move(to: &output)
  }

  /// A leaked secret blocks, a reckless grant is critical, what merely doesn't work is major.
  private static func severity(_ linted: LintedFinding) -> String {
    switch (linted.finding.severity, linted.category) {
    case (.note, _): "info"
    case (.warning, _): "minor"
    case (.error, .secret): "blocker"
    case (.error, .risk): "critical"
    case (.error, _): "major"
    }
  }
}
