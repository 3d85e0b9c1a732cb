public import Catalog

/// The level that a holder has been given on each tool of a catalog.
public struct Grants: Hashable, Sendable {
  /// The levels by the tools' index.
  public private(set) var levels: [Level]

  public init(_ levels: [Level]) { self.levels = levels }

  /// No grant on any tool of a catalog.
  public init(noneIn catalog: Catalog) {
    levels = Array(repeating: .none, count: catalog.tools.count)
  }

  /// A tool that the catalog got later has no level.
  public subscript(tool: ToolID) -> Level {
    get { levels.indices.contains(tool.index) ? levels[tool.index] : .none }
    set {
      guard levels.indices.contains(tool.index) else { return }
      levels[tool.index] = newValue
    }
  }
}
