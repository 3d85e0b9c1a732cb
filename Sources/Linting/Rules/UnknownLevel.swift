import Catalog
import Diagnostics
import Documents
import Manifests

extension Rule {
  /// Finds levels that are no level at all.
  public static let unknownLevel = Rule(
    "unknown-level",
    .permission,
    .error,
    summary: "a level that is none of the four",
    explanation: Explanation(
      what: """
        A grant's level is neither `none`, `readonly`, `standard` nor `admin`, in any spelling.
        """,
      why: """
        The portal doesn't take it, and nobody can say what the app would get: `diff` counts it as \
        admin.
        """,
      instead: """
        Write the lowest level that the app can work with.
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
            daily_log:
              level: write
              reason: Adds the weather of the day
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
            daily_log:
              level: standard
              reason: Adds the weather of the day
        """
    ),
    check: { context, report in
      for grant in context.manifest.grants where grant.spelling == .unknown && grant.tool != nil {
        let level = context.text(grant.levelValue)
        let names = Level.allCases.map(\.name)
        let near = NearNames.nearest(to: level, among: names)
        report.add(
          "unknown level `\(level.excerpt)`" + (near.map { ", did you mean `\($0)`" } ?? ""),
          help: "allowed: \(context.listed(names, "and"))",
          at: context.place(ofLevel: grant),
          value: level
        )
      }
    }
  )
}
