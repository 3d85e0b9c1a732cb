package import Access
package import Catalog
package import Diagnostics
import Documents
import Manifests

/// One tool whose declared level differs between two manifests.
package struct PermissionDelta: Sendable {
  /// What became of the declared level.
  package enum Change: String, Sendable {
    case granted
    case raised
    case lowered
    case revoked
  }

  /// What else changes when this row alone is undone on the new side.
  package struct Implied: Hashable, Sendable {
    package let companyTools: Int
    package let projectTools: Int
    /// Where project tools change: in every project, or in the permitted ones; nil in none.
    package let projects: ProjectReach?
  }

  /// The projects that an implied change reaches.
  package enum ProjectReach: String, Sendable {
    case all
    case permitted
  }

  package let scope: Scope
  /// The tool's key, the present one of a retired.
  package let key: String
  /// Nil for a key that the catalog lacks at this scope.
  package let tool: ToolID?
  package let before: Level
  package let after: Level
  package let relation: Relation
  package let risk: Risk
  package let implies: Implied?
  /// One request for the tool that was denied and is allowed, where there is one.
  package let witness: WitnessRequest?
  /// Where the level stands on each side; nil where the key is absent.
  package let oldRange: SourceRange?
  package let newRange: SourceRange?

  package var change: Change {
    if before == .none { return .granted }
    if after == .none { return .revoked }
    return before < after ? .raised : .lowered
  }

  /// Whether the change alters nothing, for another grant gives or gave the same.
  package var isAbsorbed: Bool { tool != nil && relation == .equal }
}

/// A request that an upgrade newly allows.
package struct WitnessRequest: Hashable, Sendable {
  package let scope: Scope
  package let key: String
  package let level: Level
  /// Nil at company scope.
  package let project: ProjectClass?
}

/// All rows of an upgrade, and how what is allowed changes as a whole.
struct PermissionComparison {
  let rows: [PermissionDelta]
  let relation: Relation
  /// Whether the new side reaches projects that nobody permitted, and the old did not.
  let newlyReachesEveryProject: Bool

  init(_ old: Manifest, _ new: Manifest, catalog: Catalog) {
    let oldLevels = DeclaredLevels(old, isNew: false, other: new)
    let newLevels = DeclaredLevels(new, isNew: true, other: old)
    let before = EffectiveLevels(oldLevels.grants(in: catalog), in: catalog)
    let after = EffectiveLevels(newLevels.grants(in: catalog), in: catalog)
    newlyReachesEveryProject =
      after.isCompanyDirectoryAdmin && !before.isCompanyDirectoryAdmin
    var rows: [PermissionDelta] = []
    var relation = Relation(from: before, to: after)
    for tool in catalog.tools where before.grants[tool.id] != after.grants[tool.id] {
      rows.append(
        PermissionComparison.row(
          tool,
          before,
          after,
          oldLevels.known[tool.id]?.range,
          newLevels.known[tool.id]?.range
        )
      )
    }
    for tool in Set(oldLevels.unknown.keys).union(newLevels.unknown.keys).sorted() {
      let was = oldLevels.unknown[tool]
      let now = newLevels.unknown[tool]
      let (low, high) = (was?.level ?? .none, now?.level ?? .none)
      guard low != high else { continue }
      let isWider = low < high
      if isWider { relation = relation.combined(with: .wider) }
      rows.append(
        PermissionDelta(
          scope: tool.scope,
          key: tool.key.text,
          tool: nil,
          before: low,
          after: high,
          relation: isWider ? .wider : .equal,
          risk: catalog.risk(tool.scope, tool: nil, level: max(low, high)),
          implies: nil,
          witness: isWider
            ? WitnessRequest(
              scope: tool.scope,
              key: tool.key.text,
              level: high,
              project: tool.scope == .company ? nil : .permitted
            ) : nil,
          oldRange: was?.range,
          newRange: now?.range
        )
      )
    }
    self.rows = rows.sorted {
      if $0.risk != $1.risk { return $0.risk > $1.risk }
      if $0.scope != $1.scope { return $0.scope.rawValue < $1.scope.rawValue }
      return ExactText($0.key) < ExactText($1.key)
    }
    self.relation = relation
  }

  private static func row(
    _ tool: Tool,
    _ before: EffectiveLevels,
    _ after: EffectiveLevels,
    _ oldRange: SourceRange?,
    _ newRange: SourceRange?
  ) -> PermissionDelta {
    let low = before.grants[tool.id]
    let high = after.grants[tool.id]
    let witness = Witness(of: tool.id, from: before, to: after)
    return PermissionDelta(
      scope: tool.scope,
      key: tool.key,
      tool: tool.id,
      before: low,
      after: high,
      relation: Relation(of: tool.id, from: before, to: after),
      risk: after.catalog.risk(tool.scope, tool: tool.id, level: max(low, high)),
      implies: implied(by: tool, before, after),
      witness: witness.map {
        WitnessRequest(scope: tool.scope, key: tool.key, level: $0.level, project: $0.cell.project)
      },
      oldRange: oldRange,
      newRange: newRange
    )
  }

  /// The other tools whose cells change when one row is undone.
  private static func implied(
    by tool: Tool,
    _ before: EffectiveLevels,
    _ after: EffectiveLevels
  ) -> PermissionDelta.Implied? {
    // Only Directory implies anything for other tools.
    var grants = after.grants
    grants[tool.id] = before.grants[tool.id]
    let undone = EffectiveLevels(grants, in: after.catalog)
    var companyTools = 0
    var projectTools = 0
    var reach: PermissionDelta.ProjectReach?
    for other in after.catalog.tools where other.id != tool.id {
      let changed = Cell.cells(of: other.id, in: after.catalog).filter {
        undone[$0] != after[$0]
      }
      guard !changed.isEmpty else { continue }
      if other.scope == .company {
        companyTools += 1
      } else {
        projectTools += 1
        if changed.contains(where: { $0.project == .other }) {
          reach = .all
        } else if reach == nil {
          reach = .permitted
        }
      }
    }
    guard companyTools + projectTools > 0 else { return nil }
    return PermissionDelta.Implied(
      companyTools: companyTools,
      projectTools: projectTools,
      projects: reach
    )
  }
}
