import CLI
import Foundation
import Linting
import Testing

/// As much of JSON Schema as the report's schema uses.
private struct SchemaValidator {
  let root: [String: Any]

  private static let known: Set<String> = [
    "$schema", "$defs", "$ref", "title", "description", "type", "required", "properties", "items",
    "enum", "pattern", "minimum",
  ]

  /// What is wrong with a value, each with its place.
  func problems(_ value: Any, _ schema: [String: Any], at place: String = "") -> [String] {
    if let reference = schema["$ref"] as? String {
      let name = reference.replacing("#/$defs/", with: "")
      let definition = (root["$defs"] as? [String: Any])?[name] as? [String: Any]
      return definition.map { problems(value, $0, at: place) } ?? ["\(place): no \(reference)"]
    }
    var found = schema.keys.filter { !Self.known.contains($0) }.map { "\(place): unknown \($0)" }
    let types = schema["type"] as? [String] ?? (schema["type"] as? String).map { [$0] } ?? []
    if !types.contains(where: { has(value, type: $0) }) {
      found.append("\(place): not \(types)")
    }
    if let allowed = schema["enum"] as? [String], !allowed.contains(value as? String ?? "") {
      found.append("\(place): not one of \(allowed)")
    }
    if let pattern = schema["pattern"] as? String,
      (value as? String ?? "").range(of: pattern, options: .regularExpression) == nil
    {
      found.append("\(place): doesn't match \(pattern)")
    }
    if let minimum = schema["minimum"] as? Int, value as? Int ?? .min < minimum {
      found.append("\(place): under \(minimum)")
    }
    if let items = schema["items"] as? [String: Any] {
      for (index, item) in (value as? [Any] ?? []).enumerated() {
        found += problems(item, items, at: "\(place)/\(index)")
      }
    }
    guard let object = value as? [String: Any] else { return found }
    for key in schema["required"] as? [String] ?? [] where object[key] == nil {
      found.append("\(place): lacks \(key)")
    }
    let properties = schema["properties"] as? [String: [String: Any]] ?? [:]
    for (key, member) in object {
      // The schema lets others add fields; the report has none that it doesn't describe.
      guard let property = properties[key] else {
        found.append("\(place): undescribed \(key)")
        continue
      }
      found += problems(member, property, at: "\(place)/\(key)")
    }
    return found
  }

  private func has(_ value: Any, type: String) -> Bool {
    switch type {
    case "object": value is [String: Any]
    case "array": value is [Any]
    case "string": value is String
    case "null": value is NSNull
    case "boolean": (value as? NSNumber).map { String(cString: $0.objCType) == "c" } ?? false
    case "integer": (value as? NSNumber).map { String(cString: $0.objCType) != "c" } ?? false
    default: false
    }
  }
}

@Suite struct LintSchemaTests {
  private let schema: [String: Any]

  init() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "schemas/lint.schema.json")
    let object = try JSONSerialization.jsonObject(with: Data(contentsOf: file))
    schema = try #require(object as? [String: Any])
  }

  private func problems(_ bytes: [UInt8]) throws -> [String] {
    let report = try JSONSerialization.jsonObject(with: Data(bytes))
    return SchemaValidator(root: schema).problems(report, schema)
  }

  @Test func `the report is as the schema says`() throws {
    #expect(try problems(SampleRun.bytes(.json)) == [])
    #expect(try problems(SampleRun.bytes(.json, [])) == [])
  }

  @Test func `the check finds what is wrong`() throws {
    let text = SampleRun.text(.json).replacing("\"line\": 5", with: "\"line\": 0")
      .replacing("\"severity\": \"note\"", with: "\"severity\": \"hint\"")
    #expect(try !problems(Array(text.utf8)).isEmpty)
  }
}
