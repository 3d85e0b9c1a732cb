/// A tool that a misspelt key may have meant.
public struct NearTool: Sendable {
  public let tool: ToolID
  /// The edits between the key and the nearest of the tool's names.
  public let distance: Int
}

extension Catalog {
  /// The tools with a name equal to this key or at most two edits away: this scope's first, then by
  /// distance, then in catalog order.
  public func nearTools(to key: String, in scope: Scope) -> [NearTool] {
    let key = NearNames.normalized(key)
    var near: [NearTool] = []
    for tool in tools {
      var nearest = NearNames.Nearest(to: key)
      nearest.consider(tool.key)
      nearest.consider(tool.name)
      for name in tool.retiredKeys { nearest.consider(name) }
      for name in tool.alsoCalled { nearest.consider(name) }
      guard let distance = nearest.distance else { continue }
      near.append(NearTool(tool: tool.id, distance: distance))
    }
    func rank(_ near: NearTool) -> (Int, Int, ToolID) {
      (tools[near.tool.index].scope == scope ? 0 : 1, near.distance, near.tool)
    }
    return near.sorted { rank($0) < rank($1) }
  }

  /// The key of the view that was probably meant; of a retired one the key in its place.
  public func nearView(to key: String) -> String? {
    let usable = views.entries.filter { $0.status == .current || $0.status == .unmerged }
    if let near = NearNames.nearest(to: key, among: usable.map(\.key)) { return near }
    let replaced = views.entries.filter { $0.replacedBy != nil }
    let near = NearNames.nearest(to: key, among: replaced.map(\.key))
    return replaced.first { $0.key == near }?.replacedBy
  }
}
