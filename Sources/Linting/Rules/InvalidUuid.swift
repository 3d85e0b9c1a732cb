import Diagnostics

extension Rule {
  /// Finds component UUIDs that are none.
  public static let invalidUUID = Rule(
    "invalid-uuid",
    .schema,
    .warning,
    summary: "a `uuid` that is no UUID",
    explanation: Explanation(
      what: """
        The `uuid` of a component is not 32 hexadecimal digits in groups of 8, 4, 4, 4 and 12. A \
        `uid` is something else, and not looked at.
        """,
      why: """
        The portal writes it, to know the component again in the next version. Another value \
        makes it a new component: configurations of the old one are lost.
        """,
      instead: "Copy it whole from the portal, or leave it out where the component is new.",
      bad: """
        app:
          name: Crew Board
          version: 1.0.0
        schema_version: "4.1"
        post_installation_instruction:
          notes: Create a configuration that says which board a project shows.
        fullscreen:
          uuid: 9a4c7942-31d7-46f5-b9b8
          source_url: https://board.crewsync.io/full
          description: Crews of the project
        """,
      good: """
        app:
          name: Crew Board
          version: 1.0.0
        schema_version: "4.1"
        post_installation_instruction:
          notes: Create a configuration that says which board a project shows.
        fullscreen:
          uuid: 9a4c7942-31d7-46f5-b9b8-5b41f2c08d36
          source_url: https://board.crewsync.io/full
          description: Crews of the project
        """
    )
  )
}
