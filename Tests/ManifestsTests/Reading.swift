import Catalog
import Diagnostics
import Documents
import Manifests

/// A manifest as it was read, with what the readers found, in order.
struct Reading {
  let manifest: Manifest
  let findings: [Finding]
  private let table: LineTable

  init(_ text: String, as syntax: Syntax = .yaml) {
    let bytes = Array(text.utf8)
    var reader = DocumentReader()
    var document = Document()
    let read = reader.read(bytes, as: syntax, into: &document)
    let (manifest, schema) = ManifestReader.read(document, catalog: .builtIn)
    self.manifest = manifest
    findings = (read + schema).sorted(by: Finding.isOrderedBefore)
    table = LineTable(bytes)
  }

  /// The findings as lines: place, rule (with `?` where it is a warning), pointer.
  var places: [String] { findings.map { "\(place($0.range)) \(rule($0)) \($0.pointer)" } }

  var rules: [String] { findings.map(\.rule.name) }

  private func rule(_ finding: Finding) -> String {
    finding.rule.name + (finding.severity == .error ? "" : "?")
  }

  /// `line:column-column`, or with the last line where there are more.
  private func place(_ range: SourceRange) -> String {
    let start = table.position(of: range.start)
    let end = table.position(of: range.end)
    let last = end.line == start.line ? "" : "\(end.line):"
    return "\(start.line):\(start.column)-\(last)\(end.column)"
  }

  /// What the first fix of the first finding of a rule makes of the text.
  func fixed(_ rule: RuleID) -> String? {
    guard let fix = findings.first(where: { $0.rule == rule })?.fixes.first else { return nil }
    var bytes = manifest.document.bytes
    for edit in fix.edits.sorted(by: { $0.range.start > $1.range.start }) {
      bytes.replaceSubrange(
        Int(edit.range.start)..<Int(edit.range.end),
        with: Array(edit.text.utf8)
      )
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
