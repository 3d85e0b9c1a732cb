/// How much harm a grant could do.
public enum Risk: UInt8, CatalogWord, Comparable {
  case low
  case medium
  case high
  case critical

  public var name: String {
    switch self {
    case .low: "low"
    case .medium: "medium"
    case .high: "high"
    case .critical: "critical"
    }
  }

  public static func < (left: Risk, right: Risk) -> Bool { left.rawValue < right.rawValue }

  /// The risk of a grant on a known tool that no row speaks of.
  static func unlisted(_ level: Level) -> Risk { level == .admin ? .medium : .low }
}
