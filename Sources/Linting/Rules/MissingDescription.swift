import Diagnostics
import Documents
import Manifests

extension Rule {
  /// Finds embedded components without a description.
  public static let missingDescription = Rule(
    "missing-description",
    .metadata,
    .note,
    persona: .pedantic,
    summary: "an embedded component without a description",
    explanation: Explanation(
      what: "A full screen or side panel has no `description`.",
      why: """
        Admins see the description when they choose what to configure. Without one they see a name \
        alone.
        """,
      instead: "Say in a line what the page shows.",
      bad: """
        app:
          name: Crew Board
          version: 1.0.0
        schema_version: "4.1"
        post_installation_instruction:
          notes: Create a configuration that says which board a project shows.
        fullscreen:
          source_url: https://board.crewsync.io/today
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
      for component in context.manifest.components where !component.hasDescription {
        report.add(
          "\(context.label(of: component)) has no description",
          help:
            "admins see it when they choose what to configure; say in a line what the page shows",
          at: context.document.place(ofMissing: "description", in: component.value),
          value: ""
        )
      }
    }
  )
}
