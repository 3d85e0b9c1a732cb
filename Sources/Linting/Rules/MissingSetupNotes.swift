import Diagnostics
import Documents
import Manifests

extension Rule {
  /// Finds manifests that say nothing of what to do after the installation.
  public static let missingSetupNotes = Rule(
    "missing-setup-notes",
    .metadata,
    .warning,
    summary: "nothing says what to do after the installation",
    explanation: Explanation(
      what: "The manifest has neither notes nor a page under `post_installation_instruction`.",
      why: """
        After the installation an admin still has to permit projects and fill in configurations. \
        Without notes nobody tells them, and the app looks broken.
        """,
      instead: """
        Write a few sentences into `notes`: which projects to permit, what to configure, whom to \
        ask. A page may say more.
        """,
      bad: """
        app:
          name: Crew Board
          version: 1.0.0
        schema_version: "4.1"
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
      guard context.manifest.isMapping, !context.manifest.hasSetup else { return }
      let key = "post_installation_instruction"
      let place = context.manifest.setupKey.map { context.document.place(of: $0) }
      report.add(
        place == nil
          ? "nothing says what to do after the installation"
          : "neither notes nor a page say what to do after the installation",
        help:
          "an admin still has to permit projects and fill in configurations; write a few sentences"
          + " under `\(key)` in `notes`",
        at: place ?? FindingPlace(.fileStart, pointer: "/" + key),
        value: ""
      )
    }
  )
}
