import Diagnostics

extension Rule {
  /// Finds keys of 3.x and 4.1 beside each other.
  public static let mixedForms = Rule(
    "mixed-forms",
    .schema,
    .error,
    silencing: .never,
    summary: "keys of 3.x and of 4.1 in one manifest",
    explanation: Explanation(
      what: """
        `components`, which belongs to 3.x, stands beside `app`, `fullscreen`, `sidepanel` or a \
        `schema_version` of 4.x. It stands on the key that came later.
        """,
      why: """
        No version knows both. Whichever form a reader takes it for, the other half is dropped: \
        grants or components that the file shows are not those that are installed.
        """,
      instead: """
        Keep to one form. `dmsa migrate` turns a manifest of 3.x into 4.1, where `fullscreen`, \
        `sidepanel` and `permissions` say what `components` said.
        """,
      bad: """
        schema_version: "4.1"
        post_installation_instruction:
          notes: Create a configuration that says which board a project shows.
        components:
          iframe:
            instances:
              - name: Crew Board
                type: fullscreen
                iframe_src: https://board.crewsync.io/full
                description: Crews of the project
        """,
      good: """
        schema_version: "4.1"
        post_installation_instruction:
          notes: Create a configuration that says which board a project shows.
        fullscreen:
          source_url: https://board.crewsync.io/full
          description: Crews of the project
        """
    )
  )
}
