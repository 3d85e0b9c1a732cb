/// A view that a side panel can name.
package struct ViewEntry: Sendable {
  package let key: String
  /// The key of the project tool that the view belongs to, empty where it isn't known.
  package let toolKey: String
  package let status: ViewStatus
  /// The view to name instead, where there is one.
  package let replacedBy: String?
}

/// Whether a view may be named.
package enum ViewStatus: UInt8, CatalogWord {
  case current
  /// It was published once, and no longer is.
  case retired
  /// It was published misspelt.
  case typo
  /// It stands in a draft that was never published.
  case unmerged

  package var name: String {
    switch self {
    case .current: "current"
    case .retired: "retired"
    case .typo: "typo"
    case .unmerged: "unmerged"
    }
  }
}
