import Catalog
import Diagnostics
import Differing
import Documents
import Linting

/// A comparison as a SARIF 2.1.0 log: each widening, each warning, each risk that came.
///
/// A result stands in the new file; what is gone from it stands in the old one.
struct DeltaSARIF {
  private let comparison: Comparison
  private let style: DeltaStyle
  private let workingFolder = FileSystem.workingFolder

  init(_ comparison: Comparison, _ style: DeltaStyle) {
    self.comparison = comparison
    self.style = style
  }

  func bytes() -> [UInt8] {
    let results = comparison.apps.flatMap { AppResults($0, comparison.catalog).results }
    var json = JSONWriter(pretty: true)
    json.beginObject()
    json.member(
      "$schema",
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
    )
    json.member("version", "2.1.0")
    json.key("runs")
    json.beginArray()
    json.beginObject()
    let indexes = writeTool(of: results, &json)
    json.member("columnKind", "unicodeCodePoints")
    json.key("results")
    json.beginArray()
    var artifacts: [String: Artifact] = [:]
    var ordinals: [String: Int] = [:]
    for result in results {
      let artifact = artifacts[result.source.path] ?? artifact(result.source)
      artifacts[result.source.path] = artifact
      let fingerprint = Fingerprint.digest(result.identity)
      ordinals[artifact.uri + fingerprint, default: 0] += 1
      write(
        result,
        in: artifact,
        fingerprint,
        ordinals[artifact.uri + fingerprint, default: 1],
        indexes,
        &json
      )
    }
    json.endArray()
    json.key("invocations")
    json.beginArray()
    json.beginObject()
    json.member("executionSuccessful", true)
    json.endObject()
    json.endArray()
    json.endObject()
    json.endArray()
    json.endObject()
    json.lineBreak()
    var output = Output()
    json.move(to: &output)
    return output.bytes
  }

  // MARK: - Parts

  /// Writes the tool with its rules; gives each rule's place among them.
  private func writeTool(of results: [DeltaResult], _ json: inout JSONWriter) -> [String: Int] {
    var indexes: [String: Int] = [:]
    json.key("tool")
    json.beginObject()
    json.key("driver")
    json.beginObject()
    json.member("name", "dmsa")
    json.member("version", style.toolVersion)
    json.key("rules")
    json.beginArray()
    for rule in DeltaRule.all {
      indexes[rule.id] = indexes.count
      rule.write(to: &json)
    }
    let used = Set(results.map(\.rule))
    for rule in RuleList.all.rules where used.contains(rule.id.name) {
      indexes[rule.id.name] = indexes.count
      json.sarifRule(rule)
    }
    json.endArray()
    json.key("properties")
    json.beginObject()
    json.member("catalog", Catalog.version)
    json.endObject()
    json.endObject()
    json.endObject()
    return indexes
  }

  private func write(
    _ result: DeltaResult,
    in artifact: Artifact,
    _ fingerprint: String,
    _ ordinal: Int,
    _ indexes: [String: Int],
    _ json: inout JSONWriter
  ) {
    json.beginObject()
    json.member("ruleId", result.rule)
    if let index = indexes[result.rule] { json.member("ruleIndex", index) }
    json.member("level", result.level.name)
    json.sarifMessage("message", result.message)
    json.key("locations")
    json.beginArray()
    json.beginObject()
    json.location(result.range, in: artifact)
    if !result.pointer.isEmpty {
      json.key("logicalLocations")
      json.beginArray()
      json.beginObject()
      json.member("fullyQualifiedName", result.pointer)
      json.endObject()
      json.endArray()
    }
    json.endObject()
    json.endArray()
    json.key("partialFingerprints")
    json.beginObject()
    json.member("dmsa/v1", fingerprint)
    json.member("primaryLocationLineHash", "\(fingerprint):\(ordinal)")
    json.endObject()
    json.endObject()
  }

  /// A side's file; one of a revision is named as the working tree has it.
  private func artifact(_ source: ComparedApp.Source) -> Artifact {
    var path = source.path
    if FileSystem.kind(of: path) == nil, let colon = path.firstIndex(of: ":") {
      path = String(path[path.index(after: colon)...])
    }
    return Artifact(
      LintedFile(path: path, bytes: source.bytes, findings: []),
      in: workingFolder
    )
  }
}

/// A rule about an upgrade, as a log describes it.
struct DeltaRule {
  let id: String
  let level: Severity
  let summary: String
  let help: String

  func write(to json: inout JSONWriter) {
    json.beginObject()
    json.member("id", id)
    json.sarifMessage("shortDescription", summary)
    json.sarifMessage("help", help)
    json.key("defaultConfiguration")
    json.beginObject()
    json.member("level", level.name)
    json.endObject()
    json.key("properties")
    json.beginObject()
    json.key("tags")
    json.beginArray()
    json.value("upgrade")
    json.endArray()
    json.endObject()
    json.endObject()
  }

  static let all = [
    DeltaRule(
      id: "permission-widened",
      level: .error,
      summary: "a new version may do more with a tool than the one before",
      help: "Ask what the app needs it for, and whether a lower level or one project would do."
    ),
    DeltaRule(
      id: "consent-required",
      level: .note,
      summary: "an admin has to agree to the new version anew",
      help: "Say in the release notes what is newly asked for, and why."
    ),
    DeltaRule(
      id: "data-connection-removed",
      level: .warning,
      summary: "the new version signs in no more",
      help: "The platform lets no version take a data connection out again; keep it."
    ),
    DeltaRule(
      id: "future-projects-included",
      level: .warning,
      summary: "the app newly reaches every project, those to come included",
      help: "Ask for the tools that are needed instead of admin on the company Directory."
    ),
    DeltaRule(
      id: "version-not-raised",
      level: .warning,
      summary: "the version is not higher than the last one",
      help: "Give each new version a higher number."
    ),
    DeltaRule(
      id: "version-bump-too-small",
      level: .warning,
      summary: "the version was raised by a smaller step than the changes ask for",
      help: "Raise the major number for wider access and breaking changes."
    ),
    DeltaRule(
      id: "required-field-added",
      level: .warning,
      summary: "a field newly has to be filled in",
      help: "Make it optional, or tell admins to complete their configurations."
    ),
    DeltaRule(
      id: "embedded-host-changed",
      level: .warning,
      summary: "a component is served from another host",
      help: "Make sure that the new host belongs to the app's publisher."
    ),
    DeltaRule(
      id: "view-removed",
      level: .warning,
      summary: "a side panel is no longer shown beside a view",
      help: "Tell the people who use it there."
    ),
  ]
}
