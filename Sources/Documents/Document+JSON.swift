extension Document {
  /// The value of the whole document; nil where it has no root.
  public var json: JSONValue? { root.isNone ? nil : json(of: Reference(root)) }

  /// A value with its aliases and merge keys resolved.
  ///
  /// A number that is whole and fits is an integer, every other one its text. Of keys that are
  /// there twice the first counts; an alias that leads nowhere is null.
  public func json(of reference: Reference) -> JSONValue {
    let value = resolve(reference)
    guard !value.isNone else { return .null }
    switch self[value.node].kind {
    case .mapping:
      var members: [String: JSONValue] = [:]
      for entry in entries(of: value) {
        let name = text(of: entry.key.node)
        if members[name] == nil { members[name] = json(of: entry.value) }
      }
      return .object(members)
    case .sequence:
      return .array(items(of: value).map(json))
    case .scalar, .alias:
      return scalar(value.node)
    }
  }

  /// A value as JSON with its keys sorted and every number a number, which ``json(of:)`` can't hold.
  ///
  /// What JSON has no way to write, such as `.inf`, is its text.
  package func jsonText(of reference: Reference) -> String {
    let value = resolve(reference)
    guard !value.isNone else { return "null" }
    switch self[value.node].kind {
    case .mapping:
      var members: [String: String] = [:]
      for entry in entries(of: value) {
        let name = text(of: entry.key.node)
        if members[name] == nil { members[name] = jsonText(of: entry.value) }
      }
      let sorted = members.sorted { JSONValue.precedes($0.key, $1.key) }
      return "{" + sorted.map { quoted($0.key) + ":" + $0.value }.joined(separator: ",") + "}"
    case .sequence:
      return "[" + items(of: value).map(jsonText).joined(separator: ",") + "]"
    case .scalar, .alias: break
    }
    let text = text(of: value.node)
    switch type(of: value.node) {
    case .null: return "null"
    case .boolean: return text.lowercased()
    case .integer, .float: return JSONNumber.canonical(text) ?? quoted(text)
    case .string: return quoted(text)
    }
  }

  private func quoted(_ text: String) -> String {
    String(decoding: JSONValue.string(text).canonical(), as: UTF8.self)
  }

  private func scalar(_ node: NodeID) -> JSONValue {
    let text = text(of: node)
    switch type(of: node) {
    case .null: return .null
    case .boolean: return .boolean(text.utf8.first.map { $0 | 0x20 } == 0x74)
    case .integer: return Document.integer(text).map { .integer($0) } ?? .string(text)
    case .float, .string: return .string(text)
    }
  }

  private static func integer(_ text: String) -> Int64? {
    if text.hasPrefix("0x") { return Int64(text.dropFirst(2), radix: 16) }
    if text.hasPrefix("0o") { return Int64(text.dropFirst(2), radix: 8) }
    return Int64(text)
  }
}
