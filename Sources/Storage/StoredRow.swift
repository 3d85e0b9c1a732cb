import Catalog
import Companies
import Documents
import GRDB
import Manifests

// What a row's columns say; a column that says what it can't is a broken row.
extension Row {
  private func value(_ index: Int) -> DatabaseValue { self[index] }

  private func broken(_ index: Int) -> BrokenRow {
    let names = Array(columnNames)
    let name = names.indices.contains(index) ? names[index] : "\(index)"
    return BrokenRow(detail: "a row has no sound `\(name)`")
  }

  func integer(_ index: Int) throws -> Int64 {
    guard let value = try optionalInteger(index) else { throw broken(index) }
    return value
  }

  func optionalInteger(_ index: Int) throws -> Int64? {
    switch value(index).storage {
    case .null: return nil
    case .int64(let value): return value
    default: throw broken(index)
    }
  }

  func id<Subject>(_ index: Int) throws -> Identifier<Subject> { Identifier(try integer(index)) }

  func optionalID<Subject>(_ index: Int) throws -> Identifier<Subject>? {
    try optionalInteger(index).map { Identifier($0) }
  }

  func boolean(_ index: Int) throws -> Bool { try integer(index) != 0 }

  func text(_ index: Int) throws -> String {
    guard let text = try optionalText(index) else { throw broken(index) }
    return text
  }

  func optionalText(_ index: Int) throws -> String? {
    try raw(index).map(StoredText.text)
  }

  /// A text without regard to its escapes, for canonical JSON has none of the store's.
  private func raw(_ index: Int) throws -> String? {
    switch value(index).storage {
    case .null: return nil
    case .string(let text): return text
    default: throw broken(index)
    }
  }

  /// A word of a closed list.
  func word<Word: RawRepresentable<String>>(_ index: Int) throws -> Word {
    guard let word = Word(rawValue: try text(index)) else { throw broken(index) }
    return word
  }

  func scope(_ index: Int) throws -> Scope {
    let name = try text(index)
    guard let scope = Scope(name: name) else { throw broken(index) }
    return scope
  }

  // MARK: - JSON

  func json(_ index: Int) throws -> JSONValue {
    guard let text = try raw(index), let value = StoredJSON.value(text) else {
      throw broken(index)
    }
    return value
  }

  /// A list of ids.
  func ids<Subject>(_ index: Int) throws -> [Identifier<Subject>] {
    guard let elements = try json(index).array else { throw broken(index) }
    return try elements.map {
      guard let value = $0.integer else { throw broken(index) }
      return Identifier(value)
    }
  }

  /// The tools that are on; nothing stands for all.
  func tools(_ index: Int) throws -> ToolSet {
    guard try raw(index) != nil else { return .all }
    return .only(Set(try texts(index)))
  }

  /// The company tools that are on, and those of the company's own that nothing else names.
  func companyTools(_ index: Int) throws -> (tools: ToolSet, ownTools: [OwnTool]) {
    guard let text = try raw(index), case .object(let members)? = StoredJSON.value(text) else {
      return (try tools(index), [])
    }
    var tools = ToolSet.all
    if let keys = members["on"]?.array {
      tools = .only(Set(try keys.map { try self.text($0, index) }))
    }
    let own = try Scope.allCases.flatMap { scope in
      try (members[scope.name]?.array ?? []).map {
        OwnTool(scope: scope, key: try self.text($0, index))
      }
    }
    return (tools, own.sorted())
  }

  private func text(_ value: JSONValue, _ index: Int) throws -> String {
    guard let text = value.string else { throw broken(index) }
    return text
  }

  func texts(_ index: Int) throws -> [String] {
    guard let elements = try json(index).array else { throw broken(index) }
    return try elements.map { try self.text($0, index) }
  }

  func levels(_ index: Int, _ cache: LevelsCache) throws -> ToolLevels? {
    guard let text = try raw(index) else { return nil }
    guard let levels = cache.levels(text) else { throw broken(index) }
    return levels
  }

  /// Levels by a template, of whose id the first column tells, or of a holder's own.
  func assigned(_ index: Int, _ cache: LevelsCache) throws -> AssignedLevels {
    if let template: PermissionTemplate.ID = try optionalID(index) { return .template(template) }
    return .custom(try levels(index + 1, cache) ?? [:])
  }

  /// Four columns: version, manifest, authentication and digest.
  func recorded(_ index: Int, _ catalog: Catalog) throws -> RecordedVersion {
    guard let text = try raw(index + 1) else { throw broken(index + 1) }
    var document = Document()
    var reader = DocumentReader()
    _ = reader.read(Array(text.utf8), as: .json, into: &document)
    guard document.isReadable, !document.root.isNone else { throw broken(index + 1) }
    let authentication = try texts(index + 2).map {
      guard let way = Authentication(rawValue: $0) else { throw broken(index + 2) }
      return way
    }
    return RecordedVersion(
      version: try self.text(index),
      manifest: RecordedManifest(ManifestReader.read(document, catalog: catalog).0),
      authentication: authentication,
      digest: try optionalText(index + 3)
    )
  }
}

/// The levels of texts that were read before: an app's memberships all say the same.
final class LevelsCache {
  private var known: [String: ToolLevels] = [:]

  func levels(_ text: String) -> ToolLevels? {
    if let levels = known[text] { return levels }
    guard case .object(let members)? = StoredJSON.value(text) else { return nil }
    var levels: [String: Level] = [:]
    for (key, value) in members {
      guard let name = value.string, let level = Level(name: name)
      else { return nil }
      levels[key] = level
    }
    if known.count >= 1000 { known = [:] }
    known[text] = ToolLevels(levels)
    return known[text]
  }
}

extension ToolLevels {
  /// Canonical JSON; a tool that is mentioned alone has level none.
  var stored: String { JSONValue.object(levels.mapValues { .string($0.name) }).stored }
}

extension ToolSet {
  /// A sorted list; nil stands for all.
  var stored: String? { json?.stored }

  fileprivate var json: JSONValue? {
    guard case .only(let keys) = self else { return nil }
    return .array(keys.sorted { $0.precedesInBytes($1) }.map { .string($0) })
  }
}

extension CompanyProfile {
  /// What is on, and by scope the tools that nothing else names; without any, what is on alone.
  var storedTools: String? {
    guard !ownTools.isEmpty else { return tools.stored }
    var members: [String: JSONValue] = [:]
    members["on"] = tools.json
    for scope in Scope.allCases {
      let keys = ownTools.sorted().filter { $0.scope == scope }.map(\.key)
      if !keys.isEmpty { members[scope.name] = .array(keys.map { .string($0) }) }
    }
    return JSONValue.object(members).stored
  }
}

extension [Identifier<Project>] {
  /// A sorted list.
  var stored: String { JSONValue.array(sorted().map { .integer($0.value) }).stored }
}

extension [Identifier<PermissionTemplate>] {
  /// A sorted list.
  var stored: String { JSONValue.array(sorted().map { .integer($0.value) }).stored }
}
