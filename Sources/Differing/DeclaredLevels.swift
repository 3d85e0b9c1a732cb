import Access
import Catalog
import Diagnostics
import Documents
import Manifests

/// A tool by its key where the catalog has none at that scope.
struct UnknownTool: Hashable, Comparable {
  let scope: Scope
  let key: ExactText

  static func < (left: UnknownTool, right: UnknownTool) -> Bool {
    (left.scope.rawValue, left.key) < (right.scope.rawValue, right.key)
  }
}

/// The levels that one side of a comparison asks for, with the places of their scalars.
struct DeclaredLevels {
  struct Declared {
    var level: Level
    var range: SourceRange
  }

  private(set) var known: [ToolID: Declared] = [:]
  private(set) var unknown: [UnknownTool: Declared] = [:]

  /// Reads a side's grants.
  ///
  /// A level that is none of the four counts at its widest on the new side and as none on the old;
  /// spelled alike on both it is no change.
  init(_ manifest: Manifest, isNew: Bool, other: Manifest) {
    let spelledThere = Set(other.grants.compactMap { Spelled($0, in: other) })
    for grant in manifest.grants {
      let level: Level
      switch grant.spelling {
      case .exact, .variant: level = grant.level ?? .none
      // What can't be read under a tool of the catalog is a mistake that no side may have.
      case .missing where grant.tool != nil: level = .none
      case .missing, .unknown:
        let isThere = Spelled(grant, in: manifest).map(spelledThere.contains) ?? false
        level = isNew && !isThere ? .admin : .none
      }
      let declared = Declared(
        level: level,
        range: manifest.document.range(of: grant.levelValue.node)
      )
      if let tool = grant.tool {
        if known[tool].map({ $0.level < level }) ?? true { known[tool] = declared }
      } else {
        let tool = UnknownTool(
          scope: grant.scope,
          key: ExactText(manifest.document.text(of: grant.key.node))
        )
        if unknown[tool].map({ $0.level < level }) ?? true { unknown[tool] = declared }
      }
    }
  }

  /// The levels as grants of the catalog's tools.
  func grants(in catalog: Catalog) -> Grants {
    known.reduce(into: Grants(noneIn: catalog)) { $0[$1.key] = $1.value.level }
  }

  /// A level that is none, as it is spelled for a tool.
  private struct Spelled: Hashable {
    let scope: Scope
    let tool: ToolID?
    let key: ExactText
    let level: ExactText

    init?(_ grant: Grant, in manifest: Manifest) {
      guard grant.spelling == .unknown || grant.spelling == .missing else { return nil }
      scope = grant.scope
      tool = grant.tool
      key = ExactText(grant.tool == nil ? manifest.document.text(of: grant.key.node) : "")
      let document = manifest.document
      level = ExactText(
        grant.spelling == .unknown
          ? document.text(of: grant.levelValue.node)
          : document.source(document.range(of: grant.value.node))
      )
    }
  }
}
