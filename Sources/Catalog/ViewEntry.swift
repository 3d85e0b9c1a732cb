/// A view that a side panel can name.
public struct ViewEntry: Sendable {
  public let key: String
  /// The key of the project tool that the view belongs to, empty where it isn't known.
  public let toolKey: String
  public let status: ViewStatus
  /// The view to name instead, where there is one.
  public let replacedBy: String?
}

/// Whether a view may be named.
public enum ViewStatus: UInt8, CatalogWord {
  case current
  /// It was published once, and no longer is.
  case retired
  /// It was published misspelt.
  case typo
  /// It stands in a draft that was never published.
  case unmerged

  public var name: String {
    switch self {
    case .current: "current"
    case .retired: "retired"
    case .typo: "typo"
    case .unmerged: "unmerged"
    }
  }
}
