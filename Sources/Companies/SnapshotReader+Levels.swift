import Catalog
import Diagnostics
import Documents
import Manifests

// Tools and the levels on them.
extension SnapshotReader {
  /// The tools that are on; all of them where nothing is said.
  mutating func tools(_ value: Reference?, _ scope: Scope) -> ToolSet {
    guard let value else { return .all }
    var keys: Set<String> = []
    for item in items(value) {
      guard let key = text(item) else { continue }
      keys.insert(tool(key, scope, at: document.resolve(item)))
    }
    return .only(keys)
  }

  /// A tool that the company has of its own, whatever else names it.
  mutating func readOwnTool(_ value: Reference) -> OwnTool? {
    guard let fields = fields(value, known: ["scope", "key"], required: ["scope", "key"])
    else { return nil }
    let key = text(fields["key"])
    let scope = word(fields["scope"], Scope.allCases.map(\.name), "scope")
      .flatMap { Scope(name: $0) }
    guard let scope, let key else { return nil }
    return OwnTool(scope: scope, key: key)
  }

  mutating func levels(_ value: Reference?, _ scope: Scope) -> ToolLevels {
    var levels: ToolLevels = [:]
    for (key, place, value) in entries(value) {
      let tool = tool(key, scope, at: place)
      guard
        let level = word(value, Level.allCases.map(\.name), "level").flatMap({ Level(name: $0) })
      else { continue }
      levels[tool] = max(levels[tool], level)
      if catalog.tool(scope, tool) == nil { levels.mention(tool) }
    }
    return levels
  }

  /// The key of a tool as it is today; one that the catalog lacks becomes the company's own.
  private mutating func tool(_ key: String, _ scope: Scope, at place: Reference) -> String {
    let named = NamedTool(key, scope, in: catalog)
    if let warning = named.warning {
      report(
        warning.rule,
        warning.message,
        help: warning.help,
        at: document.place(of: place),
        severity: .warning,
        value: key
      )
    }
    return named.key
  }
}

/// A tool as a file names it: by a key of today, by a retired one, or by one that no catalog has.
struct NamedTool {
  struct Warning {
    let rule: RuleID
    let message: String
    let help: String
  }

  /// The key of today; the name itself where the catalog has no such tool.
  let key: String
  private(set) var warning: Warning?

  init(_ name: String, _ scope: Scope, in catalog: Catalog) {
    guard catalog.tool(scope, name) == nil else {
      key = name
      return
    }
    if let current = catalog.retiredTool(scope, name) {
      key = catalog[current].key
      warning = Warning(
        rule: .retiredTool,
        message: "the \(scope.name) tool `\(name)` is called `\(key)` today",
        help: "it is taken for that one"
      )
      return
    }
    key = name
    var hint = ""
    if catalog.tool(scope.other, name) != nil {
      hint = ", it is one of scope `\(scope.other.name)`"
    } else if let near = catalog.nearTools(to: name, in: scope).first {
      hint = ", did you mean `\(catalog[near.tool].key)`"
    }
    warning = Warning(
      rule: .unknownTool,
      message: "unknown \(scope.name) tool `\(name.excerpt)`" + hint,
      help: "it counts as a tool of this company's own, with every level"
    )
  }
}
