/// How much of a tool a grant opens; each level includes those before it.
package enum Level: UInt8, CatalogWord, Comparable {
  case none
  case readonly
  case standard
  case admin

  package var name: String {
    switch self {
    case .none: "none"
    case .readonly: "readonly"
    case .standard: "standard"
    case .admin: "admin"
    }
  }

  package static func < (left: Level, right: Level) -> Bool { left.rawValue < right.rawValue }
}
