import Diagnostics
import Linting

/// A SARIF 2.1.0 log, results written as they come.
struct SARIFView: LintView {
  private let style: ViewStyle
  private let indexes: [RuleID: Int]
  private var json = JSONWriter(pretty: true)
  /// The files that could not be read, and why.
  private var failures: [(path: String, reason: String)] = []

  init(_ style: ViewStyle) {
    self.style = style
    indexes = Dictionary(
      style.rules.rules.enumerated().map { ($1.id, $0) },
      uniquingKeysWith: { first, _ in first }
    )
  }

  mutating func begin(_ output: inout Output) {
    json.beginObject()
    json.member(
      "$schema",
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
    )
    json.member("version", "2.1.0")
    json.key("runs")
    json.beginArray()
    json.beginObject()
    json.key("tool")
    json.beginObject()
    json.key("driver")
    json.beginObject()
    json.member("name", "dmsa")
    json.member("version", style.toolVersion)
    json.key("rules")
    json.beginArray()
    for rule in style.rules.rules { json.sarifRule(rule) }
    json.endArray()
    json.key("properties")
    json.beginObject()
    json.member("catalog", style.catalogVersion)
    json.endObject()
    json.endObject()
    json.endObject()
    json.member("columnKind", "unicodeCodePoints")
    json.key("results")
    json.beginArray()
    json.move(to: &output)
  }

  mutating func add(_ file: LintedFile, _ output: inout Output) {
    guard !file.findings.isEmpty else { return }
    let artifact = Artifact(file, in: style.workingFolder)
    var ordinals: [String: Int] = [:]
    for linted in file.findings {
      let fingerprint = Fingerprint.of(linted.finding)
      ordinals[fingerprint, default: 0] += 1
      write(linted, in: artifact, fingerprint, ordinals[fingerprint, default: 1])
    }
    json.move(to: &output)
  }

  mutating func skip(_ path: String, because reason: String, _ output: inout Output) {
    failures.append((path, reason))
  }

  mutating func end(_ summary: LintSummary, _ output: inout Output) {
    json.endArray()
    json.key("invocations")
    json.beginArray()
    json.beginObject()
    json.member("executionSuccessful", failures.isEmpty)
    if !failures.isEmpty {
      json.key("toolExecutionNotifications")
      json.beginArray()
      for failure in failures {
        json.beginObject()
        json.member("level", "error")
        json.sarifMessage("message", failure.reason)
        json.key("locations")
        json.beginArray()
        json.beginObject()
        json.key("physicalLocation")
        json.beginObject()
        json.artifact(Artifact.uri(failure.path, in: style.workingFolder))
        json.endObject()
        json.endObject()
        json.endArray()
        json.endObject()
      }
      json.endArray()
    }
    json.endObject()
    json.endArray()
    json.endObject()
    json.endArray()
    json.endObject()
    json.lineBreak()
    json.move(to: &output)
  }

  // MARK: - One result

  private mutating func write(
    _ linted: LintedFinding,
    in artifact: Artifact,
    _ fingerprint: String,
    _ ordinal: Int
  ) {
    let finding = linted.finding
    json.beginObject()
    json.member("ruleId", finding.rule.name)
    if let index = indexes[finding.rule] { json.member("ruleIndex", index) }
    json.member("level", finding.severity.name)
    json.sarifMessage("message", finding.message)
    json.key("locations")
    json.beginArray()
    json.beginObject()
    json.location(finding.range, in: artifact)
    if !finding.pointer.isEmpty {
      json.key("logicalLocations")
      json.beginArray()
      json.beginObject()
      json.member("fullyQualifiedName", finding.pointer)
      json.endObject()
      json.endArray()
    }
    json.endObject()
    json.endArray()
    if !finding.related.isEmpty { json.related(finding.related, in: artifact) }
    json.key("partialFingerprints")
    json.beginObject()
    json.member("dmsa/v1", fingerprint)
    // The name by which GitHub tells an alert from others of its rule in a file.
    json.member("primaryLocationLineHash", "\(fingerprint):\(ordinal)")
    json.endObject()
    if style.usesBaseline {
      json.member("baselineState", linted.isBaselined ? "unchanged" : "new")
    }
    json.key("suppressions")
    json.beginArray()
    if linted.isSuppressed {
      json.beginObject()
      json.member("kind", "inSource")
      json.endObject()
    }
    json.endArray()
    if !finding.fixes.isEmpty { json.fixes(finding.fixes, in: artifact) }
    json.key("properties")
    json.beginObject()
    json.member("category", linted.category.rawValue)
    if let help = finding.help { json.member("help", help) }
    json.endObject()
    json.endObject()
  }
}

/// A file as SARIF names it, and the places in it.
struct Artifact {
  let uri: String
  let places: Places

  init(_ file: LintedFile, in workingFolder: String) {
    uri = Artifact.uri(file.path, in: workingFolder)
    places = Places(file)
  }

  static func uri(_ path: String, in workingFolder: String) -> String {
    RelativePath.uri(RelativePath.from(workingFolder, to: path))
  }
}
