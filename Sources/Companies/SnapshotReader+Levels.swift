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
    guard catalog.tool(scope, key) == nil else { return key }
    if let current = catalog.retiredTool(scope, key) {
      report(
        .retiredTool,
        "the \(scope.name) tool `\(key)` is called `\(catalog[current].key)` today",
        help: "it is taken for that one",
        at: document.place(of: place),
        severity: .warning,
        value: key
      )
      return catalog[current].key
    }
    var hint = ""
    if catalog.tool(scope.other, key) != nil {
      hint = ", it is one of scope `\(scope.other.name)`"
    } else if let near = catalog.nearTools(to: key, in: scope).first {
      hint = ", did you mean `\(catalog[near.tool].key)`"
    }
    report(
      .unknownTool,
      "unknown \(scope.name) tool `\(key.excerpt)`" + hint,
      help: "it counts as a tool of this company's own, with every level",
      at: document.place(of: place),
      severity: .warning,
      value: key
    )
    return key
  }
}
