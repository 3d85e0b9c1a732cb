/// Where a tool is granted: once in the company, or in each project.
public enum Scope: UInt8, CatalogWord {
  case company
  case project

  public var name: String {
    switch self {
    case .company: "company"
    case .project: "project"
    }
  }

  /// The scope that this one isn't.
  public var other: Scope { self == .company ? .project : .company }
}
