import Diagnostics

extension Rule {
  /// Finds ignore comments of rules that can't be ignored.
  public static let forbiddenIgnore = Rule(
    "forbidden-ignore",
    .suppression,
    .warning,
    silencing: .never,
    summary: "an ignore of a rule that can't be ignored",
    explanation: Explanation(
      what: """
        An ignore comment names a rule whose findings can't be ignored, as those of the syntax \
        and most of the schema, or one that the config forbids to ignore.
        """,
      why: """
        It silences nothing. A manifest that is wrong in its syntax or schema is not one that \
        somebody may accept: no two readers would see the same in it.
        """,
      instead: "Mend what the rule finds, and remove its id from the comment.",
      bad: """
        app:
          # dmsa: ignore[invalid-version] the portal takes it
          name: Crew Sync
          version: 1.0
        schema_version: "4.1"
        post_installation_instruction:
          notes: Permit the projects whose crews are to be kept in step.
        """,
      good: """
        app:
          name: Crew Sync
          version: 1.0.0
        schema_version: "4.1"
        post_installation_instruction:
          notes: Permit the projects whose crews are to be kept in step.
        """
    )
  )
}
