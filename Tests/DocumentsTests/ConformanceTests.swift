import Diagnostics
import Documents
import Foundation
import Testing

/// Where the public suites are.
enum Suites {
  static let folder = ProcessInfo.processInfo.environment["DMSA_CONFORMANCE"]
}

/// Both readers against the public suites, whose cases are kept outside the project.
///
/// `DMSA_CONFORMANCE` names the folder with `yaml-test-suite.jsonl` and `json-test-suite.jsonl`,
/// a JSON object a line. Without it there is nothing to test against: the tests are skipped, and
/// shown as such.
@Suite(.enabled(if: Suites.folder != nil, "DMSA_CONFORMANCE names no folder"))
struct ConformanceTests {
  private struct Case {
    let fields: [String: Any]

    func text(_ field: String) -> String { fields[field] as? String ?? "" }

    func bytes(_ field: String) -> [UInt8] {
      Data(base64Encoded: text(field)).map { Array($0) } ?? []
    }
  }

  private static func cases(_ name: String) throws -> [Case] {
    let url = URL(fileURLWithPath: Suites.folder ?? "").appendingPathComponent(name)
    return try Data(contentsOf: url).split(separator: 0x0A).map { line in
      let object = try JSONSerialization.jsonObject(with: Data(line))
      return Case(fields: try #require(object as? [String: Any]))
    }
  }

  /// The rules that say that a file can't be read as it stands.
  private static let refusals: Set<RuleID> = [
    .yamlSyntax, .yamlEncoding, .yamlLimits, .multipleDocuments, .undefinedAlias,
  ]

  // MARK: - JSON

  @Test func `JSON is accepted and refused as the suite has it`() throws {
    let cases = try ConformanceTests.cases("json-test-suite.jsonl")
    try #require(cases.count > 300)
    for test in cases {
      let reading = Reading(test.bytes("json_base64"), as: .json)
      let isAccepted = reading.document.isReadable && !reading.document.root.isNone
      let name = Comment(rawValue: test.text("name"))
      switch test.text("expect") {
      case "accept": #expect(isAccepted, name)
      case "reject": #expect(!isAccepted && reading.findings.count == 1, name)
      default: #expect(isAccepted || reading.findings.count == 1, name)
      }
      #expect(TreeTests.flaw(in: reading.document) == nil, name)
    }
  }

  @Test func `both readers agree wherever libyaml can read`() throws {
    var both = 0
    for test in try ConformanceTests.cases("json-test-suite.jsonl") {
      let bytes = test.bytes("json_base64")
      let json = Reading(bytes, as: .json)
      guard json.document.isReadable, !json.document.root.isNone else { continue }
      // A comment before it keeps the JSON reader away.
      let yaml = Reading([0x23, 0x0A] + bytes)
      guard yaml.document.isReadable else { continue }
      both += 1
      let name = Comment(rawValue: test.text("name"))
      #expect(
        TreeTests.outline(yaml.document, from: 2) == TreeTests.outline(json.document),
        name
      )
    }
    #expect(both > 90)
  }

  // MARK: - YAML

  @Test func `YAML is read into the events of the suite, libyaml's differences aside`() throws {
    let cases = try ConformanceTests.cases("yaml-test-suite.jsonl")
    try #require(cases.count > 400)
    for test in cases {
      let reading = Reading(test.bytes("yaml_base64"))
      #expect(TreeTests.flaw(in: reading.document) == nil, Comment(rawValue: test.text("id")))
      let isRefused = reading.findings.contains { ConformanceTests.refusals.contains($0.rule) }
      let isInvalid = test.fields["error"] as? Bool == true
      let documents = ConformanceTests.documents(in: test.text("events"))
      let found: LibyamlDifference.Kind?
      if isInvalid {
        found = isRefused ? nil : .accepts
      } else if !reading.document.isReadable {
        found = .refuses
      } else if ConformanceTests.events(of: reading.document) != documents.first ?? [] {
        found = .misreads
      } else {
        found = nil
        let rules = reading.findings.map(\.rule)
        #expect(rules.contains(.multipleDocuments) == (documents.count > 1))
      }
      let known = LibyamlDifference.kinds[test.text("id")]
      #expect(found == known, "\(test.text("id")) \(test.text("name")), \(reading.places)")
    }
    let ids = Set(cases.map { $0.text("id") })
    #expect(Set(LibyamlDifference.kinds.keys).subtracting(ids) == [])
  }

  /// The suite's events by document, without the marks of stream and documents.
  private static func documents(in events: String) -> [[String]] {
    var documents: [[String]] = []
    for line in events.split(separator: "\n") {
      if line.hasPrefix("+DOC") {
        documents.append([])
      } else if !line.hasPrefix("-DOC"), !line.hasPrefix("+STR"), !line.hasPrefix("-STR") {
        documents[documents.count - 1].append(withShortTag(String(line)))
      }
    }
    return documents
  }

  /// An event with its tag as the tree has it.
  private static func withShortTag(_ event: String) -> String {
    guard let start = event.range(of: " <"), let end = event.range(of: ">"),
      start.lowerBound < (event.range(of: " :")?.lowerBound ?? event.endIndex),
      start.lowerBound < (event.range(of: " \"")?.lowerBound ?? event.endIndex),
      start.lowerBound < (event.range(of: " '")?.lowerBound ?? event.endIndex),
      start.lowerBound < (event.range(of: " |")?.lowerBound ?? event.endIndex)
    else { return event }
    let names = [
      "!": "nonSpecific", "str": "string", "int": "integer", "float": "float", "bool": "boolean",
      "null": "null", "map": "mapping", "seq": "sequence",
    ]
    let tag = event[start.upperBound..<end.lowerBound]
    let prefix = "tag:yaml.org,2002:"
    let name = tag.hasPrefix(prefix) ? String(tag.dropFirst(prefix.count)) : tag == "!" ? "!" : ""
    return event.replacingCharacters(
      in: start.lowerBound..<end.upperBound,
      with: " <\(names[name] ?? "other")>"
    )
  }

  /// The events that a tree stands for, as the suite writes them.
  private static func events(of document: Document) -> [String] {
    var events: [String] = []
    if !document.root.isNone { append(document.root, of: document, to: &events) }
    return events
  }

  private static func append(_ id: NodeID, of document: Document, to events: inout [String]) {
    let node = document.nodes[Int(id.index)]
    let anchor = document.anchor(of: id).map { " " + document.source($0.range) } ?? ""
    let properties = anchor + (node.tag == .none ? "" : " <\(node.tag)>")
    switch node.kind {
    case .alias:
      events.append("=ALI \(document.source(document.range(of: id)))")
    case .scalar:
      let style =
        switch node.style {
        case .singleQuoted: "'"
        case .doubleQuoted: "\""
        case .literal: "|"
        case .folded: ">"
        case .plain, .flow, .block: ":"
        }
      events.append("=VAL\(properties) \(style)\(escaped(document.text(of: id)))")
    case .mapping, .sequence:
      let name = node.kind == .mapping ? "MAP" : "SEQ"
      let brackets = node.style == .block ? "" : node.kind == .mapping ? " {}" : " []"
      events.append("+\(name)\(brackets)\(properties)")
      var child = document.firstChild(of: id)
      while !child.isNone {
        append(child, of: document, to: &events)
        child = NodeID(document.nodes[Int(child.index)].next)
      }
      events.append("-\(name)")
    }
  }

  private static func escaped(_ text: String) -> String {
    text.unicodeScalars.reduce(into: "") { result, scalar in
      switch scalar {
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case "\u{8}": result += "\\b"
      default: result.unicodeScalars.append(scalar)
      }
    }
  }
}
