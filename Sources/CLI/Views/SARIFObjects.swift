import Diagnostics
import Documents
import Linting

extension JSONWriter {
  mutating func sarifMessage(_ name: String, _ text: String) {
    key(name)
    beginObject()
    member("text", text)
    endObject()
  }

  mutating func artifact(_ uri: String) {
    key("artifactLocation")
    beginObject()
    member("uri", uri)
    member("uriBaseId", "%SRCROOT%")
    endObject()
  }

  mutating func location(_ range: SourceRange, in file: Artifact) {
    key("physicalLocation")
    beginObject()
    artifact(file.uri)
    region("region", range, in: file)
    endObject()
  }

  private mutating func region(_ name: String, _ range: SourceRange, in file: Artifact) {
    let start = file.places.start(range)
    let end = file.places.end(range)
    key(name)
    beginObject()
    member("startLine", start.line)
    member("startColumn", start.column)
    member("endLine", end.line)
    member("endColumn", end.column)
    member("byteOffset", start.offset)
    member("byteLength", end.offset - start.offset)
    endObject()
  }

  mutating func related(_ related: [RelatedPlace], in file: Artifact) {
    key("relatedLocations")
    beginArray()
    for (index, place) in related.enumerated() {
      beginObject()
      member("id", index)
      location(place.range, in: file)
      sarifMessage("message", place.message)
      endObject()
    }
    endArray()
  }

  mutating func fixes(_ fixes: [Fix], in file: Artifact) {
    key("fixes")
    beginArray()
    for fix in fixes {
      beginObject()
      sarifMessage("description", fix.description)
      key("artifactChanges")
      beginArray()
      beginObject()
      artifact(file.uri)
      key("replacements")
      beginArray()
      for edit in fix.edits {
        beginObject()
        region("deletedRegion", edit.range, in: file)
        sarifMessage("insertedContent", edit.text)
        endObject()
      }
      endArray()
      endObject()
      endArray()
      key("properties")
      beginObject()
      member("safety", fix.safety.rawValue)
      endObject()
      endObject()
    }
    endArray()
  }

  // MARK: - Rules

  mutating func sarifRule(_ rule: Rule) {
    let explanation = rule.explanation
    beginObject()
    member("id", rule.id.name)
    sarifMessage("shortDescription", rule.summary)
    sarifMessage("fullDescription", explanation.what + " " + explanation.why)
    key("help")
    beginObject()
    member("text", explanation.instead)
    member("markdown", JSONWriter.markdown(explanation))
    endObject()
    key("defaultConfiguration")
    beginObject()
    member("level", rule.severity.name)
    endObject()
    key("properties")
    beginObject()
    let security = JSONWriter.securitySeverity(of: rule)
    key("tags")
    beginArray()
    value(rule.category.rawValue)
    if security != nil { value("security") }
    endArray()
    if let security { member("security-severity", security) }
    endObject()
    endObject()
  }

  /// The score by which GitHub ranks alerts; nil for what is no question of security.
  private static func securitySeverity(of rule: Rule) -> String? {
    switch (rule.category, rule.severity) {
    case (.risk, .error), (.secret, .error): "9.1"
    case (.risk, .warning), (.secret, .warning): "6.5"
    case (.risk, .note), (.secret, .note): "3.0"
    case (.permission, .error): "7.0"
    case (.permission, .warning): "4.0"
    case (.permission, .note): "1.0"
    default: nil
    }
  }

  private static func markdown(_ explanation: Explanation) -> String {
    """
    \(explanation.what)

    \(explanation.why)

    \(explanation.instead)

    Bad:

    \(fenced(explanation.bad))

    Good:

    \(fenced(explanation.good))
    """
  }

  private static func fenced(_ example: Example) -> String {
    let language = example.syntax == .json ? "json" : "yaml"
    let fence = example.text.contains("```") ? "~~~~" : "```"
    let text = example.text.hasSuffix("\n") ? example.text : example.text + "\n"
    return "\(fence)\(language)\n\(text)\(fence)"
  }
}
