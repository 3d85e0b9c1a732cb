import Catalog
import Diagnostics
import Documents
import Manifests

extension Rule {
  /// Finds grants on tools that hold data about people.
  public static let personalData = Rule(
    "personal-data",
    .risk,
    .note,
    persona: .pedantic,
    summary: "a grant on a tool that holds data about people",
    explanation: Explanation(
      what: """
        The app asks for any level on a tool that holds personal data: a Directory, timecards, \
        timesheets, crews, incidents.
        """,
      why: """
        Names, ways to reach people, hours worked and injuries are protected by law in many \
        places. Even `readonly` copies them out of the company's hands.
        """,
      instead: """
        Ask for it only if the app can't do without, say in `reason` what for, and tell the admins \
        what becomes of the data.
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
            timesheets:
              level: readonly
              reason: Sums up the hours of a crew
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
              level: readonly
              reason: Sums up the hours of a crew
        """
    ),
    check: { context, report in
      for grant in context.manifest.grants {
        guard let level = grant.level, level > .none, let tool = grant.tool,
          context.catalog.tools[tool.index].toolClass == .people
        else { continue }
        let does = level == .readonly ? "read" : "read and change"
        report.add(
          "`\(level.name)` on the \(context.described(tool)) reaches personal data",
          help: "it would \(does) data about people \(grant.scope.reach); leave the tool out"
            + (level == .readonly ? "" : ", or ask for a lower level,")
            + " if the app can do without",
          onLevelOf: grant,
          in: context
        )
      }
    }
  )
}
