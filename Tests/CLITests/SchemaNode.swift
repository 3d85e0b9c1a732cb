import Foundation

/// The folder of the schemas.
let schemasFolder = URL(filePath: #filePath).deletingLastPathComponent()
  .deletingLastPathComponent().deletingLastPathComponent().appending(path: "schemas")

/// A part of a JSON Schema, references followed.
struct SchemaNode {
  /// The whole file, in which references are looked up.
  private let file: [String: Any]
  private let own: [String: Any]

  /// Reads `schemas/NAME.schema.json`.
  init(file name: String) throws {
    let data = try Data(contentsOf: schemasFolder.appending(path: "\(name).schema.json"))
    file = try JSONSerialization.jsonObject(with: data) as? [String: Any] ?? [:]
    own = file
  }

  private init(_ own: [String: Any], in file: [String: Any]) {
    self.file = file
    if let name = (own["$ref"] as? String)?.split(separator: "/").last,
      let definitions = file["definitions"] as? [String: Any],
      let target = definitions[String(name)] as? [String: Any]
    {
      self.own = target
    } else {
      self.own = own
    }
  }

  subscript(key: String) -> Any? { own[key] }

  /// The schema itself and those that it is put together from.
  private var parts: [SchemaNode] {
    let others = ["allOf", "anyOf"].flatMap { own[$0] as? [[String: Any]] ?? [] }
    return [self] + others.flatMap { SchemaNode($0, in: file).parts }
  }

  /// The part that describes a mapping.
  var mapping: SchemaNode? { parts.first { $0.own["type"] as? String == "object" } }

  var properties: [String: SchemaNode] {
    let properties = own["properties"] as? [String: [String: Any]] ?? [:]
    return properties.mapValues { SchemaNode($0, in: file) }
  }

  func property(_ path: String...) -> SchemaNode {
    path.reduce(self) { node, key in
      node.mapping?.properties[key] ?? SchemaNode([:], in: file)
    }
  }

  /// What any other key holds; nil where such keys are forbidden or free.
  var others: SchemaNode? {
    (own["additionalProperties"] as? [String: Any]).map { SchemaNode($0, in: file) }
  }

  var isClosed: Bool { own["additionalProperties"] as? Bool == false }

  var items: SchemaNode? {
    (own["items"] as? [String: Any]).map { SchemaNode($0, in: file) }
  }

  var required: Set<String> { Set(own["required"] as? [String] ?? []) }

  /// The words that it allows, of its first part that names any.
  var words: [String]? { parts.lazy.compactMap { $0.own["enum"] as? [String] }.first }

  /// The types of the values that it takes.
  var types: Set<String> {
    Set(
      parts.flatMap { part in
        part.own["type"] as? [String] ?? (part.own["type"] as? String).map { [$0] } ?? []
      }
    )
  }

  /// The parts of which one has to fit.
  var choices: [SchemaNode] {
    (own["anyOf"] as? [[String: Any]] ?? []).map { SchemaNode($0, in: file) }
  }

  /// All mappings in it, each with the keys that lead there; `sample` stands for a key of any name.
  func mappings(below path: [String] = [], sample: String) -> [(path: [String], node: SchemaNode)] {
    guard let mapping else { return [] }
    var found = [(path, mapping)]
    for (key, node) in mapping.properties.sorted(by: { $0.key < $1.key }) {
      found += node.mappings(below: path + [key], sample: sample)
    }
    if let others = mapping.others {
      found += others.mappings(below: path + [sample], sample: sample)
    }
    return found
  }
}
