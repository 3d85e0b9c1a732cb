import Foundation
import Testing

/// As much of JSON Schema as the schemas here use.
struct SchemaValidator {
  /// What was found about one value, before its undescribed keys are counted.
  private struct Outcome {
    var problems: [String] = []
    /// The keys of an object that some part of the schema describes.
    var described: Set<String> = []

    mutating func add(_ other: Outcome) {
      problems += other.problems
      described.formUnion(other.described)
    }
  }

  private let root: [String: Any]
  private let start: [String: Any]

  private static let known: Set<String> = [
    "$defs", "$ref", "additionalProperties", "allOf", "anyOf", "const", "definitions", "else",
    "enum", "if", "items", "minItems", "minLength", "minimum", "not", "oneOf", "pattern",
    "properties", "required", "then", "type",
  ]
  /// Those that are there to be read.
  private static let annotations: Set<String> = [
    "$comment", "$id", "$schema", "default", "deprecated", "deprecationMessage", "description",
    "doNotSuggest", "examples", "markdownDescription", "title",
  ]

  /// Reads `schemas/NAME.schema.json`, and looks at one of its definitions alone where it is named.
  init(_ name: String, definition: String? = nil) throws {
    let file = schemasFolder.appending(path: "\(name).schema.json")
    let object = try JSONSerialization.jsonObject(with: Data(contentsOf: file))
    root = try #require(object as? [String: Any])
    start = definition.map { ["$ref": "#/$defs/\($0)"] } ?? root
  }

  /// What is wrong with a value, each with its place.
  func problems(_ value: Any) -> [String] { problems(value, start, at: "") }

  private func problems(_ value: Any, _ schema: Any, at place: String) -> [String] {
    let outcome = evaluate(value, schema, at: place)
    guard let object = value as? [String: Any] else { return outcome.problems }
    // The schema of a report lets others add fields; the report has none that it doesn't describe.
    return outcome.problems
      + object.keys.filter { !outcome.described.contains($0) }.map { "\(place): undescribed \($0)" }
  }

  private func evaluate(_ value: Any, _ schema: Any, at place: String) -> Outcome {
    guard let schema = schema as? [String: Any] else {
      return Outcome(described: Set((value as? [String: Any] ?? [:]).keys))
    }
    var outcome = Outcome()
    let keywords = schema.keys.filter { !Self.annotations.contains($0) }
    outcome.problems = keywords.filter { !Self.known.contains($0) }.map {
      "\(place): unknown \($0)"
    }
    if keywords.isEmpty { outcome.problems.append("\(place): no type") }
    outcome.add(parts(value, schema, at: place))
    outcome.problems += scalar(value, schema, at: place)
    if let items = schema["items"], let elements = value as? [Any] {
      for (index, element) in elements.enumerated() {
        outcome.problems += problems(element, items, at: "\(place)/\(index)")
      }
    }
    if let object = value as? [String: Any] { outcome.add(members(object, schema, at: place)) }
    return outcome
  }

  /// Schemas within a schema that are about the same value.
  private func parts(_ value: Any, _ schema: [String: Any], at place: String) -> Outcome {
    var outcome = Outcome()
    if let reference = schema["$ref"] as? String {
      let path = reference.split(separator: "/").map(String.init)
      let definitions = path.count == 3 ? root[path[1]] as? [String: Any] : nil
      if let definition = path.last.flatMap({ definitions?[$0] }) {
        outcome.add(evaluate(value, definition, at: place))
      } else {
        outcome.problems.append("\(place): no \(reference)")
      }
    }
    for part in schema["allOf"] as? [Any] ?? [] { outcome.add(evaluate(value, part, at: place)) }
    for keyword in ["anyOf", "oneOf"] {
      guard let choices = schema[keyword] as? [Any] else { continue }
      let each = choices.map { evaluate(value, $0, at: place) }
      let fitting = each.filter(\.problems.isEmpty)
      for choice in fitting { outcome.add(choice) }
      if fitting.isEmpty, let nearest = each.min(by: { $0.problems.count < $1.problems.count }) {
        outcome.add(nearest)
      }
      if keyword == "oneOf", fitting.count > 1 { outcome.problems.append("\(place): ambiguous") }
    }
    if let part = schema["not"], evaluate(value, part, at: place).problems.isEmpty {
      outcome.problems.append("\(place): what must not be")
    }
    if let condition = schema["if"] {
      let holds = evaluate(value, condition, at: place).problems.isEmpty
      if let part = schema[holds ? "then" : "else"] {
        outcome.add(evaluate(value, part, at: place))
      }
    }
    return outcome
  }

  /// What holds for a value without looking into it.
  private func scalar(_ value: Any, _ schema: [String: Any], at place: String) -> [String] {
    var found: [String] = []
    if let type = schema["type"] {
      let types = type as? [String] ?? [type as? String ?? ""]
      if !types.contains(where: { has(value, type: $0) }) { found.append("\(place): not \(types)") }
    }
    if let allowed = schema["enum"] as? [Any] ?? schema["const"].map({ [$0] }) {
      let isAllowed = allowed.contains { ($0 as? NSObject) == (value as? NSObject) }
      if !isAllowed { found.append("\(place): not one of \(allowed)") }
    }
    if let pattern = schema["pattern"] as? String,
      (value as? String ?? "").range(of: pattern, options: .regularExpression) == nil
    {
      found.append("\(place): doesn't match \(pattern)")
    }
    if let minimum = schema["minimum"] as? Int, value as? Int ?? .min < minimum {
      found.append("\(place): under \(minimum)")
    }
    if let least = schema["minLength"] as? Int, let text = value as? String,
      text.unicodeScalars.count < least
    {
      found.append("\(place): too short")
    }
    if let least = schema["minItems"] as? Int, let list = value as? [Any], list.count < least {
      found.append("\(place): too few")
    }
    return found
  }

  private func members(
    _ object: [String: Any],
    _ schema: [String: Any],
    at place: String
  ) -> Outcome {
    var outcome = Outcome()
    for key in schema["required"] as? [String] ?? [] where object[key] == nil {
      outcome.problems.append("\(place): lacks \(key)")
    }
    let properties = schema["properties"] as? [String: Any] ?? [:]
    for (key, member) in object {
      guard let property = properties[key] ?? schema["additionalProperties"] else { continue }
      outcome.described.insert(key)
      if property as? Bool == false {
        outcome.problems.append("\(place): forbidden \(key)")
      } else if !(property is Bool) {
        outcome.problems += problems(member, property, at: "\(place)/\(key)")
      }
    }
    return outcome
  }

  private func has(_ value: Any, type: String) -> Bool {
    switch type {
    case "object": value is [String: Any]
    case "array": value is [Any]
    case "string": value is String
    case "null": value is NSNull
    case "boolean": (value as? NSNumber).map { String(cString: $0.objCType) == "c" } ?? false
    case "integer", "number":
      (value as? NSNumber).map { String(cString: $0.objCType) != "c" } ?? false
    default: false
    }
  }
}
