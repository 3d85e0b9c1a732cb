import Diagnostics
import Documents
import Manifests

extension Rule {
  /// Finds text that was meant to be replaced.
  public static let placeholderText = Rule(
    "placeholder-text",
    .metadata,
    .warning,
    summary: "text that was meant to be replaced",
    explanation: Explanation(
      what: """
        A value holds `TODO` or `FIXME` as a word in capitals, lorem ipsum, a host under \
        `example.com` or `example.org`, or one of the sample texts that the portal's editor began \
        with.
        """,
      why: """
        Admins read these values when they decide about the app, and links to sample hosts lead \
        nowhere.
        """,
      instead: "Write what is meant, or take the key out.",
      bad: """
        app:
          name: Crew Board
          version: 1.0.0
        schema_version: "4.1"
        post_installation_instruction:
          notes: "TODO: say which projects to permit"
        fullscreen:
          source_url: https://board.crewsync.io/today
          description: Crews of the day
        """,
      good: """
        app:
          name: Crew Board
          version: 1.0.0
        schema_version: "4.1"
        post_installation_instruction:
          notes: Create a configuration that says which board a project shows.
        fullscreen:
          source_url: https://board.crewsync.io/today
          description: Crews of the day
        """
    ),
    check: { context, report in
      for value in context.manifest.values {
        guard let found = PlaceholderScan.first(in: value, of: context.document) else { continue }
        report.add(
          "placeholder text `\(found)`",
          help:
            "it was meant to be replaced, and admins will read it; write what is meant, or take the"
            + " key out",
          at: context.document.place(of: Reference(value)),
          value: found
        )
      }
    }
  )
}
