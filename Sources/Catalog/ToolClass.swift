/// What kind of data or power a tool holds.
public enum ToolClass: UInt8, CatalogWord {
  case content
  case financial
  case people
  case governance

  public var name: String {
    switch self {
    case .content: "content"
    case .financial: "financial"
    case .people: "people"
    case .governance: "governance"
    }
  }
}
