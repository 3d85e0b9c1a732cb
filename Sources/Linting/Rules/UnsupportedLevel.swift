import Catalog
import Diagnostics
import Documents
import Manifests

extension Rule {
  /// Finds levels that exist, but not for their tool.
  public static let unsupportedLevel = Rule(
    "unsupported-level",
    .permission,
    .error,
    summary: "a level that this tool lacks",
    explanation: Explanation(
      what: """
        The level is one of the four, but not one that this tool has: the company Admin tool has \
        `none` and `admin` alone, Concierge has no `readonly`, Conversations can't be granted at \
        all.
        """,
      why: """
        The portal offers no such choice, so the version can't be saved as the manifest says.
        """,
      instead: """
        Take the next lower level that the tool has, or remove the grant; take the next higher one \
        only if the app needs it.
        """,
      bad: """
        app:
          name: Crew Sync
          version: 1.0.0
        schema_version: "4.1"
        post_installation_instruction:
          notes: Permit the projects whose crews are to be kept in step.
        permissions:
          company:
            concierge:
              level: readonly
              reason: Shows open requests
        """,
      good: """
        app:
          name: Crew Sync
          version: 1.0.0
        schema_version: "4.1"
        post_installation_instruction:
          notes: Permit the projects whose crews are to be kept in step.
        permissions:
          company:
            concierge:
              level: standard
              reason: Answers open requests
        """
    ),
    check: { context, report in
      for grant in context.manifest.grants {
        guard let tool = grant.tool, let level = grant.level,
          !context.catalog.tools[tool.index].levels.contains(level: level), level > .none
        else { continue }
        let levels = context.catalog.tools[tool.index].levels.levels
        let isGrantable = context.catalog.tools[tool.index].isAssignable
        let below = levels.last { $0 < level } ?? .none
        let above = levels.first { $0 > level }
        let names = context.listed(levels.map(\.name), "and")
        let higher = above.map { "the nearest above it `\($0.name)`" } ?? "there is none above it"
        report.add(
          isGrantable
            ? "the \(context.described(tool)) has no level `\(level.name)`, it has \(names)"
            : "the \(context.described(tool)) can't be granted, it has `none` alone",
          help: isGrantable
            ? "the nearest level below is `\(below.name)`, \(higher)"
            : "remove the grant; access to this tool follows from elsewhere",
          onLevelOf: grant,
          in: context
        )
      }
    }
  )
}
