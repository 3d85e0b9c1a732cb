/// How much of a tool a grant opens; each level includes those before it.
public enum Level: UInt8, CatalogWord, Comparable {
  case none
  case readonly
  case standard
  case admin

  public var name: String {
    switch self {
    case .none: "none"
    case .readonly: "readonly"
    case .standard: "standard"
    case .admin: "admin"
    }
  }

  public static func < (left: Level, right: Level) -> Bool { left.rawValue < right.rawValue }
}
