import Diagnostics

extension Rule {
  /// Finds values of another type than their key wants.
  public static let wrongType = Rule(
    "wrong-type",
    .schema,
    .error,
    silencing: .never,
    summary: "a value of the wrong type",
    explanation: Explanation(
      what: """
        A value is of another type than its key wants: a text where a list is wanted, a list \
        where a mapping is, in JSON a bare number where a text is. A plain YAML word or number is \
        a text wherever one is wanted.
        """,
      why: "The portal refuses such a manifest, or takes the value for something else.",
      instead: """
        Write a value of the type that is named. In JSON put numbers and words into double \
        quotes.
        """,
      bad: """
        app:
          name: Crew Board
          version: 1.0.0
        schema_version: "4.1"
        post_installation_instruction:
          notes: Create a configuration that says which board a project shows.
        sidepanel:
          views: rfi.detail
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
