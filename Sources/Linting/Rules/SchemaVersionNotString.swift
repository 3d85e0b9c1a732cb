import Diagnostics

extension Rule {
  /// Finds schema versions that are numbers.
  public static let schemaVersionNotString = Rule(
    "schema-version-not-string",
    .schema,
    .warning,
    summary: "a schema version that is a number, not a text",
    explanation: Explanation(
      what: """
        `schema_version` is the number 4.1, where the portal wants the text `4.1`. In legacy form \
        a number is fine.
        """,
      why: """
        What reads it as a number may compare or print it as one, and a later `4.10` would be the \
        same as `4.1`.
        """,
      instead: "Put it in double quotes.",
      bad: """
        app:
          name: Crew Sync
          version: 1.0.0
        schema_version: 4.1
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
