/// A tool that a configuration or a company's own data adds to the catalog.
public struct ToolExtension: Sendable {
  public let scope: Scope
  public let key: String
  public let name: String
  public let levels: LevelSet

  public init(scope: Scope, key: String, name: String, levels: LevelSet) {
    self.scope = scope
    self.key = key
    self.name = name
    self.levels = levels
  }
}

extension Catalog {
  /// This catalog with more tools and views; ids stay what they were.
  ///
  /// A tool whose key is there gets the new name and levels and keeps its class, its retired keys and
  /// its other names: confirming a tool must not make it look less risky. Of several with one key
  /// the last one counts.
  public func extended(tools additions: [ToolExtension], views viewKeys: [String]) -> Catalog {
    guard !additions.isEmpty || !viewKeys.isEmpty else { return self }
    let catalog = Catalog(tools: toolsExtended(by: additions), extendedViews: extendedViews)
    guard !viewKeys.isEmpty else { return catalog }
    return Catalog(tools: catalog.tools, extendedViews: catalog.viewsExtended(by: viewKeys))
  }

  private func toolsExtended(by additions: [ToolExtension]) -> [Tool] {
    struct Place: Hashable {
      let scope: Scope
      let key: String
    }
    var tools = self.tools
    var indexes: [Place: Int] = [:]
    for tool in tools { indexes[Place(scope: tool.scope, key: tool.key)] = tool.id.index }
    for addition in additions {
      let place = Place(scope: addition.scope, key: addition.key)
      if let index = indexes[place] {
        tools[index] = Tool(addition, at: index, replacing: tools[index])
      } else {
        indexes[place] = tools.count
        tools.append(Tool(addition, at: tools.count, replacing: nil))
      }
    }
    return tools
  }

  private func viewsExtended(by keys: [String]) -> ViewTable {
    var views = self.views.entries
    var indexes: [String: Int] = [:]
    for (index, view) in views.enumerated() { indexes[view.key] = index }
    for key in keys {
      let index = indexes[key]
      let view = ViewEntry(
        key: key,
        toolKey: index.map { views[$0].toolKey } ?? toolKey(ofView: key),
        status: .current,
        replacedBy: nil
      )
      if let index {
        views[index] = view
      } else {
        indexes[key] = views.count
        views.append(view)
      }
    }
    return ViewTable(views)
  }

  /// The tool of the views that begin alike, else the project tool of that key, else nothing.
  private func toolKey(ofView key: String) -> String {
    let prefix = key.prefix { $0 != "." }
    if let view = views.entries.first(where: { $0.key.prefix { $0 != "." } == prefix }) {
      return view.toolKey
    }
    return tool(.project, String(prefix)).map { tools[$0.index].key } ?? ""
  }
}

extension Tool {
  fileprivate init(_ addition: ToolExtension, at index: Int, replacing former: Tool?) {
    self.init(
      id: ToolID(index: index),
      scope: addition.scope,
      key: addition.key,
      name: addition.name,
      levels: addition.levels.union(.noneOnly).union(former?.levels ?? []),
      toolClass: former?.toolClass ?? .content,
      retiredKeys: former?.retiredKeys ?? [],
      alsoCalled: former?.alsoCalled ?? [],
      confidence: .high,
      isExtension: true,
      prose: .given(note: former?.note ?? "")
    )
  }
}
