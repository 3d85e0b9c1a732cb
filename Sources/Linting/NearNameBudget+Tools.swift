import Catalog

extension NearNameBudget {
  /// The tools that a key may have meant, the likeliest first; none for what is too long to be one.
  mutating func tools(near key: String, in scope: Scope, of catalog: Catalog) -> [ToolID] {
    guard key.utf8.count < 100, spend(catalog.tools.count) else { return [] }
    return catalog.nearTools(to: key, in: scope).map(\.tool)
  }
}
