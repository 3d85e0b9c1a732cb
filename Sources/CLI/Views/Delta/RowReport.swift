import Access
import Catalog
import Diagnostics
import Differing

/// One permission row of a comparison, in words.
struct RowReport {
  let scope: Scope
  /// The tool's name as people see it; its key where the catalog has none.
  let tool: String
  /// The key; nil where the catalog has no such tool and the key stands for a name.
  let key: String?
  let before: Level
  let after: Level
  let change: PermissionDelta.Change
  let risk: Risk
  /// Whether the app may do more by it.
  let isWider: Bool
  let isAbsorbed: Bool
  /// What it comes to, sentence by sentence; the first letter is a small one.
  let effects: [String]
  /// A request that is newly allowed.
  let witness: String?
  /// `path:line:column` of the level on each side.
  let oldPlace: String?
  let newPlace: String?

  init(
    _ row: PermissionDelta,
    _ old: DeltaPlaces?,
    _ new: DeltaPlaces?,
    _ catalog: Catalog,
    _ mask: SecretMask
  ) {
    let known = row.tool.map { catalog[$0] }
    scope = row.scope
    tool = known?.name ?? mask(row.key)
    key = known == nil ? nil : row.key
    before = row.before
    after = row.after
    change = row.change
    risk = row.risk
    isWider = row.relation == .wider || row.relation == .incomparable
    isAbsorbed = row.isAbsorbed
    effects = RowReport.effects(row, known, catalog)
    // A backtick would end the code that it stands in.
    let named = known?.name ?? "`\(mask(row.key).quoted)`"
    witness = row.witness.map { RowReport.sentence($0, tool: named) }
    oldPlace = row.oldRange.flatMap { old?.text($0) }
    newPlace = row.newRange.flatMap { new?.text($0) }
  }

  /// `+` for more, `~` for less, `-` for none any more.
  var glyph: String {
    switch change {
    case .granted, .raised: "+"
    case .lowered: "~"
    case .revoked: "-"
    }
  }

  // MARK: - What it comes to

  private static func effects(
    _ row: PermissionDelta,
    _ known: Tool?,
    _ catalog: Catalog
  ) -> [String] {
    var effects: [String] = []
    if let implied = row.implies { effects.append(implication(implied, of: row, catalog)) }
    guard let known else {
      effects.append(
        row.relation == .wider
          ? "no tool that the catalog knows at this scope, so it counts as more access"
          : "no tool that the catalog knows at this scope"
      )
      return effects
    }
    let isMore = row.change == .granted || row.change == .raised
    switch row.relation {
    case .equal where !known.isAssignable:
      effects.append("no effect: the tool takes no level")
    case .equal:
      effects.append("no effect: admin on it came with Directory before, and does so after")
    case .narrower where isMore:
      effects.append("and yet less than before: the admin that came with Directory is gone")
    case .wider where !isMore:
      effects.append("and yet more than before: admin on it now comes with Directory")
    case .incomparable:
      effects.append("more than before in some projects, less in others")
    case .narrower, .wider: break
    }
    return effects
  }

  /// What a grant on Directory brings for other tools, or takes from them.
  private static func implication(
    _ implied: PermissionDelta.Implied,
    of row: PermissionDelta,
    _ catalog: Catalog
  ) -> String {
    var parts: [String] = []
    if implied.projectTools > 0 {
      let others = catalog.tools(in: .project).filter { $0 != row.tool && catalog[$0].isAssignable }
      let more = row.scope == .project ? "other " : ""
      let all = implied.projectTools == others.count ? "all " : ""
      let projects =
        switch implied.projects {
        case .all: " in every project, present and future"
        case .permitted: " in each permitted project"
        case nil: ""
        }
      parts.append(
        "\(all)\(Wording.count(implied.projectTools, "\(more)project tool"))\(projects)"
      )
    }
    if implied.companyTools > 0 {
      let others = catalog.tools(in: .company).filter {
        $0 != row.tool && catalog[$0].isAssignable && catalog[$0].key != "permissions"
      }
      let isAll = implied.companyTools == others.count
      parts.append(
        (isAll ? "all " : "") + Wording.count(implied.companyTools, "other company tool")
          + (isAll ? " but Permissions" : "")
      )
    }
    let tools = parts.joined(separator: ", and on ")
    return row.after == .admin
      ? "makes the app admin on \(tools)" : "the app is no longer admin on \(tools)"
  }

  private static func sentence(_ witness: WitnessRequest, tool: String) -> String {
    let place =
      switch witness.project {
      case .permitted: " in each permitted project"
      case .other: " in any other project, future ones too"
      case nil: " in the company"
      }
    return "new: may \(DeltaWords.verb(witness.level)) \(tool)\(place) (\(witness.level.name))"
      + " — denied before"
  }
}

extension DeltaPlaces {
  /// A place as `path:line:column`.
  func text(_ range: SourceRange) -> String {
    let start = position(of: range.start)
    return "\(path):\(start.line):\(start.column)"
  }
}
