import Access
import Catalog
import Diagnostics
import Manifests

extension Rule {
  /// Finds grants by which the app can reach what it does not ask for.
  public static let escalationPath = Rule(
    "escalation-path",
    .risk,
    .warning,
    summary: "a grant that leads to more than it says",
    explanation: Explanation(
      what: """
        A grant lets its holder come by another one that the manifest doesn't ask for: `standard` \
        on App Management, or `admin` on the project Admin tool. Grants that have a rule of their \
        own, such as admin on a Directory, are left to it.
        """,
      why: """
        Whoever approves the app sees the grant, not where it leads. The finding has the way step \
        by step, as far as the platform's documents tell it.
        """,
      instead: """
        Ask for a lower level, or leave what the app does there to an admin.
        """,
      bad: """
        app:
          name: Crew Sync
          version: 1.0.0
        schema_version: "4.1"
        post_installation_instruction:
          notes: Permit the projects whose crews are to be kept in step.
        permissions:
          project:
            admin:
              level: admin
              reason: Adds places
        """,
      good: """
        app:
          name: Crew Sync
          version: 1.0.0
        schema_version: "4.1"
        post_installation_instruction:
          notes: Permit the projects whose crews are to be kept in step.
        permissions:
          project:
            admin:
              level: standard
              reason: Adds places
        """
    ),
    check: { context, report in
      for edge in context.catalog.escalations {
        let from = edge.from
        guard context.asks(for: from.level, at: from.scope),
          !context.hasOwnRule(from.scope, from.key, from.level)
        else { continue }
        for grant in context.grants(of: from.scope, from.key, at: from.level) {
          guard let tool = grant.tool, let level = context.soundLevel(of: grant),
            !context.hasOwnRule(from.scope, from.key, level)
          else { continue }
          let paths = context.effective.escalations(from: tool, at: level)
          guard !paths.isEmpty else { continue }
          let reached = paths.map { context.described($0.reached) }.joined(separator: " and ")
          report.add(
            "`\(level.name)` on the \(context.described(tool)) leads to \(reached)",
            help:
              "the way: \(context.steps(paths)). Ask for a lower level, or leave this to an admin",
            onLevelOf: grant,
            in: context
          )
        }
      }
    }
  )
}

extension LintContext {
  /// Whether a rule of its own speaks of what this grant leads to.
  fileprivate func hasOwnRule(_ scope: Scope, _ key: String, _ level: Level) -> Bool {
    guard level == .admin else { return false }
    switch key {
    case "directory": return true
    case "admin", "permissions", "app_management": return scope == .company
    default: return false
    }
  }

  fileprivate func described(_ reach: Reach) -> String {
    let tool = reach.tool.map { "the \(described($0))" } ?? "every \(reach.scope.name) tool"
    return "`\(reach.level.name)` on \(tool)"
  }

  /// What the holder does, in order; each path is one step longer than one before it.
  fileprivate func steps(_ paths: [EscalationPath]) -> String {
    let steps = paths.enumerated().map { index, path in
      "(\(index + 1)) \(path.steps.last?.how ?? ""), and so has \(described(path.reached))"
    }
    return steps.joined(separator: "; ")
  }
}
