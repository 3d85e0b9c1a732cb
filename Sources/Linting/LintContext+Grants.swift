import Access
public import Catalog
import Documents
public import Manifests

extension LintContext {
  /// The grants of one tool at this level or above, by whichever of its keys.
  public func grants(of scope: Scope, _ key: String, at level: Level) -> [Grant] {
    guard asks(for: level, at: scope), let tool = catalog.tool(scope, key), grants[tool] >= level
    else { return [] }
    return manifest.grants.filter { $0.tool == tool && ($0.level ?? .none) >= level }
  }

  /// The level that a grant asks for, where it is above none and one that the tool has.
  func soundLevel(of grant: Grant) -> Level? {
    guard let tool = grant.tool, let level = grant.level, level > .none,
      catalog.tools[tool.index].levels.contains(level: level)
    else { return nil }
    return level
  }

  /// Whether one of the mappings called `permissions` asks for anything.
  ///
  /// INVARIANT: grants stand in the order of their sections.
  func asksForAccess(inSection section: Int) -> Bool {
    let grants = manifest.grants
    var low = 0
    var high = grants.count
    while low < high {
      let middle = (low + high) / 2
      if grants[middle].section < section { low = middle + 1 } else { high = middle }
    }
    while low < grants.count, grants[low].section == section {
      if grants[low].asksForAccess { return true }
      low += 1
    }
    return false
  }

  /// Where a mistake in the spelling of a grant's level stands: at the anchor of an aliased one.
  func place(ofLevel grant: Grant) -> FindingPlace {
    var place = document.place(of: grant.levelValue)
    point(&place, to: grant)
    return place
  }

  /// Where a level stands that is wrong for the grant that it is in: on the outermost alias, if any.
  func placeInContext(ofLevel grant: Grant) -> FindingPlace {
    var place = document.placeInContext(of: grant.levelValue)
    point(&place, to: grant)
    return place
  }

  /// In the long form the pointer is the tool's, unless the level comes from elsewhere.
  private func point(_ place: inout FindingPlace, to grant: Grant) {
    guard grant.isLong, !grant.levelValue.isNone, !grant.value.isNone,
      NodeID(document[grant.levelValue.node].parent) == grant.value.node
    else { return }
    place.pointer = document.pointer(to: grant.value.node)
  }

  /// Whether a node is, or lies in, something that an alias repeats elsewhere.
  func isRepeated(_ node: NodeID) -> Bool {
    guard document.hasAliases else { return false }
    var node = node
    while !node.isNone {
      if document.anchor(of: node) != nil { return true }
      node = NodeID(document[node].parent)
    }
    return false
  }
}

extension Grant {
  /// Whether it asks for something, be its tool or its level known or not.
  var asksForAccess: Bool { level != Level.none }
}
