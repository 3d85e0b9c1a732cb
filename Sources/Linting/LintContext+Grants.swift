import Access
package import Catalog
package import Manifests

extension LintContext {
  /// The grants of one tool at this level or above, by whichever of its keys.
  package func grants(of scope: Scope, _ key: String, at level: Level) -> [Grant] {
    guard let tool = catalog.tool(scope, key), grants[tool] >= level else { return [] }
    return manifest.grants.filter { $0.tool == tool && ($0.level ?? .none) >= level }
  }
}
