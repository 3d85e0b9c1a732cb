import Diagnostics

extension Rule {
  /// Finds side panels with an empty list of views; reading the manifest reports it.
  public static let emptyViews = Rule(
    "empty-views",
    .embedded,
    .error,
    summary: "a side panel that is shown nowhere",
    explanation: Explanation(
      what: "The list of views of a side panel is empty, or nothing stands behind its key.",
      why: "The panel is shown beside no view at all, and the portal does not save it.",
      instead: "List at least one view, or take the side panel out.",
      bad: """
        app:
          name: Crew Board
          version: 1.0.0
        schema_version: "4.1"
        post_installation_instruction:
          notes: Create a configuration that says which board a project shows.
        sidepanel:
          views: []
          source_url: https://board.crewsync.io/panel
          description: Crews beside what is on screen
        """,
      good: """
        app:
          name: Crew Board
          version: 1.0.0
        schema_version: "4.1"
        post_installation_instruction:
          notes: Create a configuration that says which board a project shows.
        sidepanel:
          views: [rfi.detail]
          source_url: https://board.crewsync.io/panel
          description: Crews beside what is on screen
        """
    )
  )
}
