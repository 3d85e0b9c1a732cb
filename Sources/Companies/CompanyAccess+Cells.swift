import Access
package import Catalog

extension CompanyAccess {
  /// The levels that a user has at one place: of all the company's tools, or of all the project's,
  /// in the catalog's order.
  package func levels(of user: DirectoryUser, in place: ProjectPlace?) throws -> [Level] {
    let tools = catalog.tools(in: place == nil ? .company : .project)
    let nothing = [Level](repeating: .none, count: tools.count)
    guard try isEffective(user) else { return nothing }
    let surroundings = place == nil ? Surroundings.company : try surroundings(place)
    guard surroundings.isActive else { return nothing }
    let part = place == nil ? nil : try part(of: user, in: surroundings)
    let levels = try effectiveLevels(of: user, part, surroundings, for: tools)
    return tools.map { levels.level(of: $0, in: part == nil ? .other : .permitted) }
  }

  /// Whether a user has any access at all: it is active, and its app, if it is one's, is installed.
  package func isEffective(_ user: DirectoryUser) throws -> Bool {
    guard user.isActive else { return false }
    return try company.app(of: user.id).map { $0.state == .installed } ?? true
  }

  /// Whether a user is admin nearly everywhere by the company's Directory.
  package func isCompanyDirectoryAdmin(_ user: DirectoryUser) throws -> Bool {
    guard try isEffective(user) else { return false }
    return try effectiveLevels(of: user, nil, .company, for: []).isCompanyDirectoryAdmin
  }

  /// Whether a user is, and what nobody knows of it; nil where the catalog has no such tool.
  func directoryAdmin(_ user: DirectoryUser) throws -> AccessVerdict? {
    try catalog.tool(.company, "directory").map {
      try verdict(company.principal(of: user), AccessQuestion($0, .admin))
    }
  }
}
