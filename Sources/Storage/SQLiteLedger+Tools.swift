import Catalog
import Companies
import GRDB

extension OwnTool {
  fileprivate static func of(_ keys: some Sequence<String>, _ scope: Scope) -> [OwnTool] {
    keys.filter { Catalog.builtIn.tool(scope, $0) == nil }
      .map { OwnTool(scope: scope, key: $0) }
  }

  static func of(_ tools: ToolSet, _ scope: Scope) -> [OwnTool] {
    guard case .only(let keys) = tools else { return [] }
    return of(keys, scope)
  }

  static func of(_ levels: ToolLevels, _ scope: Scope) -> [OwnTool] {
    of(levels.levels.keys, scope)
  }

  static func of(_ assigned: AssignedLevels, _ scope: Scope) -> [OwnTool] {
    assigned.custom.map { of($0, scope) } ?? []
  }

  static func of(_ profile: CompanyProfile) -> [OwnTool] {
    of(profile.tools, .company)
      + profile.ownTools.filter { Catalog.builtIn.tool($0.scope, $0.key) == nil }
  }

  static func of(_ manifest: RecordedManifest) -> [OwnTool] {
    of(manifest.companyLevels, .company) + of(manifest.projectLevels, .project)
  }

  /// Those that one thing of a company names.
  static func of(_ object: CompanyObject?) -> [OwnTool] {
    switch object {
    case .company(let profile): of(profile)
    case .project(let project): of(project.tools, .project)
    case .template(let template): of(template.levels, template.scope)
    case .user(let user): of(user.companyLevels, .company)
    case .membership(let membership): of(membership.levels, .project)
    case .app(let app): of(app.recorded.manifest)
    case .installRequest(let request): of(request.recorded.manifest)
    case .allowUserInstalls, .configuration, .serviceAccount, nil: []
    }
  }
}

/// How often tools that only the company names are named.
struct OwnToolCount {
  private(set) var counts: [OwnTool: Int64] = [:]

  mutating func add(_ tools: [OwnTool], times: Int64 = 1) {
    for tool in tools { counts[tool, default: 0] += times }
  }
}

// The table of the tools that only this company names: each with how often, so that one that
// nothing names any more is gone.
extension SQLiteLedger {
  /// Counts what an object names in place of what stood there.
  func count(replacing address: ObjectAddress, by object: CompanyObject?) throws {
    var change = OwnToolCount()
    change.add(OwnTool.of(object))
    if try first("SELECT 1 FROM company_tools LIMIT 1", [], { _ in true }) != nil {
      let holdsCompany = try first("SELECT 1 FROM company", []) { _ in true } != nil
      if address != .company || holdsCompany {
        change.add(OwnTool.of(try self.object(at: address)), times: -1)
      }
      if case .user(let id) = address, object == nil {
        for membership in try memberships(of: id) {
          change.add(OwnTool.of(membership.levels, .project), times: -1)
        }
      }
    }
    try add(change)
  }

  /// Adds to the counts, and reads the catalog anew where they differ.
  func add(_ change: OwnToolCount) throws {
    let changed = change.counts.filter { $0.value != 0 }.sorted { $0.key < $1.key }
    guard !changed.isEmpty else { return }
    for (tool, count) in changed {
      try execute(
        """
        INSERT INTO company_tools (scope, tool, uses) VALUES (?, ?, ?)
        ON CONFLICT (scope, tool) DO UPDATE SET uses = company_tools.uses + excluded.uses
        """,
        [tool.scope.name, tool.key.stored, count]
      )
    }
    try execute("DELETE FROM company_tools WHERE uses <= 0")
    try readCatalog()
  }
}
