public import Catalog

/// How what one set of grants allows stands to what another does.
public enum Relation: String, Sendable {
  case equal
  case narrower
  case wider
  case incomparable

  /// The relation of a whole whose parts have these two.
  public func combined(with other: Relation) -> Relation {
    switch (self, other) {
    case (.equal, let relation), (let relation, .equal): relation
    case (.wider, .wider): .wider
    case (.narrower, .narrower): .narrower
    default: .incomparable
    }
  }

  /// The relation of a level to the one before.
  public init(from before: Level, to after: Level) {
    self = before == after ? .equal : before < after ? .wider : .narrower
  }
}

/// One request that was denied before and is allowed after.
public struct Witness: Hashable, Sendable {
  public let cell: Cell
  /// The lowest level that is newly allowed.
  public let level: Level
}

extension Relation {
  /// The relation of one tool's cells, after against before.
  public init(of tool: ToolID, from before: EffectiveLevels, to after: EffectiveLevels) {
    self = Relation(from: before.level(of: tool), to: after.level(of: tool))
    guard before.catalog.tools[tool.index].scope == .project else { return }
    let others = (before.level(of: tool, in: .other), after.level(of: tool, in: .other))
    self = combined(with: Relation(from: others.0, to: others.1))
  }

  /// The relation of all tools' cells, after against before.
  public init(from before: EffectiveLevels, to after: EffectiveLevels) {
    self = .equal
    for index in before.catalog.tools.indices where self != .incomparable {
      self = combined(with: Relation(of: ToolID(index: index), from: before, to: after))
    }
  }
}

extension Witness {
  /// A request for the tool that only `after` allows; nil where there is none.
  public init?(of tool: ToolID, from before: EffectiveLevels, to after: EffectiveLevels) {
    for cell in Cell.cells(of: tool, in: before.catalog) where before[cell] < after[cell] {
      let level = Level.allCases.first { $0 > before[cell] } ?? after[cell]
      self.init(cell: cell, level: level)
      return
    }
    return nil
  }
}
