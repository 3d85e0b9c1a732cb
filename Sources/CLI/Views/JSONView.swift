import Linting

/// The report as one JSON document, keys sorted, findings written as they come.
struct JSONView: LintView {
  private let style: ViewStyle
  private var json = JSONWriter(pretty: true)

  init(_ style: ViewStyle) { self.style = style }

  mutating func begin(_ output: inout Output) {
    json.beginObject()
    json.key("findings")
    json.beginArray()
    json.move(to: &output)
  }

  mutating func add(_ file: LintedFile, _ output: inout Output) {
    guard !file.findings.isEmpty else { return }
    let places = Places(file)
    for finding in file.findings { json.finding(finding, in: file.path, places) }
    json.move(to: &output)
  }

  mutating func end(_ summary: LintSummary, _ output: inout Output) {
    json.endArray()
    json.member("format_version", "1.0")
    json.key("summary")
    json.beginObject()
    json.member("baselined", summary.baselined)
    json.member("errors", summary.errors)
    json.member("files", summary.files)
    json.member("notes", summary.notes)
    json.member("suppressed", summary.suppressed)
    json.member("warnings", summary.warnings)
    json.endObject()
    json.key("tool")
    json.beginObject()
    json.member("catalog", style.catalogVersion)
    json.member("name", "dmsa")
    json.member("version", style.toolVersion)
    json.endObject()
    json.endObject()
    json.lineBreak()
    json.move(to: &output)
  }
}
