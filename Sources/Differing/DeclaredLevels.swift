import Access
import Catalog
import Diagnostics
import Documents
import Manifests

/// A tool by its key where the catalog has none at that scope.
struct UnknownTool: Hashable, Comparable {
  let scope: Scope
  let key: String

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
    for grant in manifest.grants {
      let level: Level
      switch grant.spelling {
      case .exact, .variant: level = grant.level ?? .none
      case .missing: level = .none
      case .unknown:
        level = isNew && !DeclaredLevels.has(other, grant, of: manifest) ? .admin : .none
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
          key: manifest.document.text(of: grant.key.node)
        )
        if unknown[tool].map({ $0.level < level }) ?? true { unknown[tool] = declared }
      }
    }
  }

  /// The levels as grants of the catalog's tools.
  func grants(in catalog: Catalog) -> Grants {
    known.reduce(into: Grants(noneIn: catalog)) { $0[$1.key] = $1.value.level }
  }

  private static func has(_ other: Manifest, _ grant: Grant, of manifest: Manifest) -> Bool {
    let spelled = manifest.document.text(of: grant.levelValue.node)
    let key = manifest.document.text(of: grant.key.node)
    return other.grants.contains {
      $0.scope == grant.scope && $0.spelling == .unknown
        && (grant.tool != nil
          ? $0.tool == grant.tool : other.document.text(of: $0.key.node) == key)
        && other.document.text(of: $0.levelValue.node) == spelled
    }
  }
}
