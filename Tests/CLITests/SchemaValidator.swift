import Foundation
import Testing

/// As much of JSON Schema as the schemas of the reports use.
struct SchemaValidator {
  private let root: [String: Any]

  private static let known: Set<String> = [
    "$schema", "$defs", "$ref", "title", "description", "type", "required", "properties", "items",
    "enum", "pattern", "minimum", "anyOf",
  ]

  /// Reads `schemas/NAME.schema.json`.
  init(_ name: String) throws {
    let file = schemasFolder.appending(path: "\(name).schema.json")
    let object = try JSONSerialization.jsonObject(with: Data(contentsOf: file))
    root = try #require(object as? [String: Any])
  }

  func problems(_ value: Any) -> [String] { problems(value, root, at: "") }

  /// What is wrong with a value, each with its place.
  private func problems(_ value: Any, _ schema: [String: Any], at place: String) -> [String] {
    if let reference = schema["$ref"] as? String {
      let name = reference.replacing("#/$defs/", with: "")
      let definition = (root["$defs"] as? [String: Any])?[name] as? [String: Any]
      return definition.map { problems(value, $0, at: place) } ?? ["\(place): no \(reference)"]
    }
    var found = schema.keys.filter { !Self.known.contains($0) }.map { "\(place): unknown \($0)" }
    if let choices = schema["anyOf"] as? [[String: Any]] {
      let each = choices.map { problems(value, $0, at: place) }
      if !each.contains([]) { found += each.min { $0.count < $1.count } ?? [] }
    }
    if let type = schema["type"] {
      let types = type as? [String] ?? [type as? String ?? ""]
      if !types.contains(where: { has(value, type: $0) }) { found.append("\(place): not \(types)") }
    } else if schema["anyOf"] == nil, schema["enum"] == nil {
      found.append("\(place): no type")
    }
    if let allowed = schema["enum"] as? [Any] {
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
    if let items = schema["items"] as? [String: Any] {
      for (index, item) in (value as? [Any] ?? []).enumerated() {
        found += problems(item, items, at: "\(place)/\(index)")
      }
    }
    // Of a choice the chosen part describes the object.
    guard let object = value as? [String: Any], schema["anyOf"] == nil else { return found }
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
