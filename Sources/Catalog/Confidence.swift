/// How far a row of the catalog is to be trusted.
public enum Confidence: UInt8, CatalogWord {
  case high
  case medium
  case low

  public var name: String {
    switch self {
    case .high: "high"
    case .medium: "medium"
    case .low: "low"
    }
  }
}
