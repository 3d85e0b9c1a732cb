import Diagnostics
import Linting

extension JSONWriter {
  /// Writes a finding as the reports `json` and `jsonl` have it, keys sorted.
  mutating func finding(_ linted: LintedFinding, in path: String, _ places: Places) {
    let finding = linted.finding
    beginObject()
    member("baselined", linted.isBaselined)
    member("category", linted.category.rawValue)
    member("end", places.end(finding.range))
    member("fingerprint", Fingerprint.of(finding))
    key("fixes")
    beginArray()
    for fix in finding.fixes { self.fix(fix, places) }
    endArray()
    member("help", finding.help)
    member("message", finding.message)
    member("path", path)
    member("pointer", finding.pointer)
    key("related")
    beginArray()
    for place in finding.related {
      beginObject()
      member("end", places.end(place.range))
      member("message", place.message)
      member("path", path)
      member("start", places.start(place.range))
      endObject()
    }
    endArray()
    member("rule", finding.rule.name)
    member("severity", finding.severity.name)
    member("start", places.start(finding.range))
    member("suppressed", linted.isSuppressed)
    endObject()
  }

  private mutating func fix(_ fix: Fix, _ places: Places) {
    beginObject()
    member("description", fix.description)
    key("edits")
    beginArray()
    for edit in fix.edits {
      let range = places.inside(edit.range)
      beginObject()
      member("end", Int(range.end))
      member("start", Int(range.start))
      member("text", edit.text)
      endObject()
    }
    endArray()
    member("safety", fix.safety.rawValue)
    endObject()
  }

  private mutating func member(_ name: String, _ position: Position) {
    key(name)
    beginObject()
    member("column", position.column)
    member("line", position.line)
    member("offset", position.offset)
    endObject()
  }
}
