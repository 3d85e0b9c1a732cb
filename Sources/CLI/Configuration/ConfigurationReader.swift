import Catalog
import Diagnostics
import Documents
import Linting
import Planning

/// Reads `.dmsa.yaml`; every mistake is named with its line and column.
struct ConfigurationReader {
  private let path: String
  private var document = Document()
  private var lines: LineTable
  private var configuration = Configuration()
  private var mistakes: [(offset: UInt32, message: String)] = []

  /// Reads a config file.
  ///
  /// - Throws: ``CommandFailure`` with all mistakes, one line each.
  static func read(_ path: String, shownAs shown: String) throws(CommandFailure) -> Configuration {
    let bytes: [UInt8]
    do { bytes = try FileSystem.read(path) } catch { throw CommandFailure(error.message) }
    var reader = ConfigurationReader(path: shown, lines: LineTable(bytes))
    reader.configuration.file = path
    reader.configuration.folder = PathText.folder(of: path)
    reader.read(bytes)
    guard reader.mistakes.isEmpty else {
      let lines = reader.mistakes.sorted { $0.offset < $1.offset }.map {
        let position = reader.lines.position(of: $0.offset)
        return "\(shown):\(position.line):\(position.column): \($0.message)"
      }
      throw CommandFailure(lines.joined(separator: "\n"))
    }
    return reader.configuration
  }

  private init(path: String, lines: LineTable) {
    self.path = path
    self.lines = lines
  }

  private mutating func read(_ bytes: [UInt8]) {
    var reader = DocumentReader()
    for finding in reader.read(bytes, as: Syntax(path: path), into: &document)
    where finding.rule != "empty-value" {
      mistakes.append((finding.range.start, finding.message))
    }
    guard document.isReadable, !document.root.isNone else { return }
    let root = document.resolve(Reference(document.root))
    guard !root.isNone, !document.isNull(root.node) else { return }
    let keys = [
      "include", "exclude", "fail-on", "rules", "forbid-ignores", "per-file", "trusted-hosts",
      "tools", "views", "update-policy",
    ]
    for entry in entries(root, keys) { readEntry(entry.name, entry.value) }
  }

  private mutating func readEntry(_ name: String, _ value: Reference) {
    switch name {
    case "include": configuration.include = patterns(value)
    case "exclude": configuration.exclude = patterns(value)
    case "fail-on":
      if let word = word(value, FailOn.names) { configuration.failOn = FailOn(name: word) }
    case "rules": configuration.rules = settings(value)
    case "forbid-ignores":
      configuration.forbiddenIgnores = Set(texts(value).compactMap { rule($0.text, $0.value)?.id })
    case "per-file":
      for files in entries(value, nil) {
        guard let pattern = pattern(files.name, files.key) else { continue }
        for entry in entries(files.value, ["rules"]) {
          configuration.perFile.append(.init(pattern: pattern, rules: settings(entry.value)))
        }
      }
    case "trusted-hosts": configuration.trustedHosts = texts(value).map { $0.text.lowercased() }
    case "tools": configuration.tools = items(value).compactMap { tool($0) }
    case "views": configuration.views = texts(value).map(\.text)
    default:
      if let word = word(value, PlanOptions.UpdatePolicy.allCases.map(\.rawValue)) {
        configuration.updatePolicy = PlanOptions.UpdatePolicy(rawValue: word) ?? .reset
      }
    }
  }

  // MARK: - Parts

  private mutating func settings(_ value: Reference) -> [RuleID: LintOptions.Setting] {
    var settings: [RuleID: LintOptions.Setting] = [:]
    for entry in entries(value, nil) {
      guard let rule = rule(entry.name, entry.key),
        let word = word(entry.value, ["off", "note", "warning", "error"])
      else { continue }
      if word == "off" {
        if rule.silencing == .never {
          mistake(entry.value, "the rule `\(entry.name)` can't be turned off")
        }
        settings[rule.id] = .off
      } else if let severity = Severity(name: word) {
        settings[rule.id] = .severity(severity)
      }
    }
    return settings
  }

  private mutating func rule(_ name: String, _ place: Reference) -> Rule? {
    if let rule = RuleList.all[RuleID(name)] { return rule }
    let near = NearNames.nearest(to: name, among: RuleList.all.rules.map(\.id.name))
    mistake(place, "unknown rule `\(name)`" + (near.map { ", did you mean `\($0)`" } ?? ""))
    return nil
  }

  private mutating func tool(_ value: Reference) -> ToolExtension? {
    var scope: Scope?
    var key: String?
    var name: String?
    var levels = LevelSet.every
    let found = entries(value, ["scope", "key", "name", "levels"])
    for (entry, _, value) in found {
      switch entry {
      case "scope":
        scope = word(value, Scope.allCases.map(\.name)).flatMap { word in
          Scope.allCases.first { $0.name == word }
        }
      case "key": key = text(value)
      case "name": name = text(value)
      default:
        levels = LevelSet(
          items(value).compactMap { item in
            word(item, Level.allCases.map(\.name)).flatMap { word in
              Level.allCases.first { $0.name == word }
            }
          } + [.none]
        )
      }
    }
    for missing in ["scope", "key"] where !found.contains(where: { $0.name == missing }) {
      mistake(value, "a tool needs `\(missing)`")
    }
    guard let scope, let key else { return nil }
    return ToolExtension(scope: scope, key: key, name: name ?? key, levels: levels)
  }

  private mutating func patterns(_ value: Reference) -> [PathPattern] {
    texts(value).compactMap { pattern($0.text, $0.value) }
  }

  private mutating func pattern(_ text: String, _ place: Reference) -> PathPattern? {
    let pattern = PathPattern(line: text)
    if pattern == nil { mistake(place, "`\(text)` is no pattern") }
    return pattern
  }

  // MARK: - Values

  private mutating func mistake(_ value: Reference, _ message: String) {
    var node = value.isNone ? document.root : value.node
    if document[node].start == document[node].end, let key = document.key(of: node) { node = key }
    mistakes.append((document.range(of: node).start, message))
  }

  /// The entries of a mapping with known keys; nil allows any.
  private mutating func entries(
    _ value: Reference,
    _ keys: [String]?
  ) -> [(name: String, key: Reference, value: Reference)] {
    let mapping = document.resolve(value)
    guard !mapping.isNone, document[mapping.node].kind == .mapping else {
      mistake(value, "expected a mapping here")
      return []
    }
    return document.entries(of: mapping).compactMap { entry in
      guard !entry.key.isNone else { return nil }
      let name = document.text(of: entry.key.node)
      if let keys, !keys.contains(name) {
        let near = NearNames.nearest(to: name, among: keys)
        mistake(
          entry.key,
          "unknown key `\(name)`"
            + (near.map { ", did you mean `\($0)`" } ?? ", known: " + keys.joined(separator: ", "))
        )
        return nil
      }
      return (name, entry.key, entry.value)
    }
  }

  private mutating func items(_ value: Reference) -> [Reference] {
    let list = document.resolve(value)
    guard !list.isNone, document[list.node].kind == .sequence else {
      mistake(value, "expected a list here")
      return []
    }
    return document.items(of: list)
  }

  private mutating func texts(_ value: Reference) -> [(text: String, value: Reference)] {
    items(value).compactMap { item in text(item).map { ($0, item) } }
  }

  private mutating func text(_ value: Reference) -> String? {
    let text = document.resolve(value)
    guard !text.isNone, document[text.node].kind == .scalar, document.type(of: text.node) == .string
    else {
      mistake(value, "expected text here")
      return nil
    }
    let characters = document.text(of: text.node)
    guard !characters.isEmpty else {
      mistake(value, "empty text means nothing here")
      return nil
    }
    return characters
  }

  private mutating func word(_ value: Reference, _ allowed: [String]) -> String? {
    guard let text = text(value) else { return nil }
    guard allowed.contains(text) else {
      let list = allowed.map { "`\($0)`" }.joined(separator: ", ")
      mistake(value, "`\(text)` is not allowed here, allowed: \(list)")
      return nil
    }
    return text
  }
}
