public import Catalog

/// A level on a tool, or on every tool of a scope.
public struct Reach: Hashable, Sendable {
  public let scope: Scope
  /// Nil for every tool of the scope.
  public let tool: ToolID?
  public let level: Level
}

/// How a holder comes from a grant to something that it doesn't hold.
public struct EscalationPath: Sendable {
  /// One step: what the holder does, and what it has then.
  public struct Step: Sendable {
    public let how: String
    public let reached: Reach
  }

  public let start: Reach
  /// The shortest way, at least one step.
  public let steps: [Step]

  /// What it ends with.
  public var reached: Reach { steps.last?.reached ?? start }
}

extension EffectiveLevels {
  /// The shortest path from one grant to each thing beyond what the grants allow already.
  ///
  /// The closure is over the catalog's escalations, each step starting from what the last one
  /// reached. Breadth first, so the first path to a thing is a shortest one. What is held already
  /// ends a path: the way on from there is shorter from its own grant. In the list each path is
  /// one step longer than the start or than a path before it.
  public func escalations(from tool: ToolID, at level: Level) -> [EscalationPath] {
    let start = Reach(scope: catalog[tool].scope, tool: tool, level: level)
    let edges = catalog.escalations
    var paths: [EscalationPath] = []
    var queue = [EscalationPath(start: start, steps: [])]
    var seen: Set<Reach> = [start]
    var next = 0
    while next < queue.count {
      let path = queue[next]
      next += 1
      for edge in edges where path.reached.covers(edge, in: catalog) {
        let reach = Reach(
          scope: edge.reachesScope,
          tool: edge.reachesKey.flatMap { catalog.tool(edge.reachesScope, $0) },
          level: edge.reachesLevel
        )
        guard seen.insert(reach).inserted else { continue }
        let longer = EscalationPath(
          start: start,
          steps: path.steps + [EscalationPath.Step(how: edge.how, reached: reach)]
        )
        guard !holds(reach) else { continue }
        queue.append(longer)
        paths.append(longer)
      }
    }
    return paths
  }

  /// The grants that the whole closure over every escalation would give, these included.
  public func closure() -> EffectiveLevels {
    var grants = grants
    for tool in catalog.tools {
      let level = level(of: tool.id)
      guard level > .none else { continue }
      for path in escalations(from: tool.id, at: level) {
        for other in catalog.tools where other.isAssignable && path.reached.includes(other) {
          grants[other.id] = max(grants[other.id], path.reached.level)
        }
      }
    }
    return EffectiveLevels(grants, in: catalog)
  }

  private func holds(_ reach: Reach) -> Bool {
    if let tool = reach.tool { return level(of: tool) >= reach.level }
    return catalog.tools(in: reach.scope).allSatisfy {
      !catalog.tools[$0.index].isAssignable || level(of: $0) >= reach.level
    }
  }
}

extension Reach {
  fileprivate func includes(_ other: Tool) -> Bool {
    scope == other.scope && (tool == nil || tool == other.id)
  }

  /// Whether holding this is enough to take a step.
  fileprivate func covers(_ edge: Escalation, in catalog: Catalog) -> Bool {
    guard scope == edge.from.scope, level >= edge.from.level else { return false }
    return tool == nil || tool == catalog.tool(edge.from.scope, edge.from.key)
  }
}
