import Access
import Catalog
import Testing

/// A grant as a test names it: "company directory admin".
struct Given: Hashable, CustomTestStringConvertible {
  let scope: Scope
  let key: String
  let level: Level

  init(_ scope: Scope, _ key: String, _ level: Level) {
    self.scope = scope
    self.key = key
    self.level = level
  }

  var testDescription: String { "\(scope.name) \(key) \(level.name)" }

  /// Every level above none of every tool.
  static let all: [Given] = Catalog.builtIn.tools.flatMap { tool in
    [Level.readonly, .standard, .admin].map { Given(tool.scope, tool.key, $0) }
  }
}

extension EffectiveLevels {
  /// What these grants allow with the built-in catalog.
  init(_ given: Given..., enabled: EnabledTools = .all) {
    self.init(given, enabled: enabled)
  }

  init(_ given: [Given], enabled: EnabledTools = .all) {
    let catalog = Catalog.builtIn
    var grants = Grants(noneIn: catalog)
    for grant in given {
      guard let tool = catalog.tool(grant.scope, grant.key) else {
        Issue.record("no tool \(grant.testDescription)")
        continue
      }
      grants[tool] = max(grants[tool], grant.level)
    }
    self.init(grants, in: catalog, enabled: enabled)
  }

  /// The level on a tool by its name.
  func level(
    _ scope: Scope,
    _ key: String,
    in project: ProjectClass = .permitted
  ) throws -> Level {
    level(of: try #require(catalog.tool(scope, key)), in: project)
  }
}
