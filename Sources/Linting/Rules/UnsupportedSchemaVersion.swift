import Diagnostics

extension Rule {
  /// Finds schema versions that are not known.
  public static let unsupportedSchemaVersion = Rule(
    "unsupported-schema-version",
    .schema,
    .error,
    silencing: .never,
    summary: "a schema version that is not known",
    explanation: Explanation(
      what: "`schema_version` is neither `4.1` nor, in legacy form, `3` or `3.x`.",
      why: """
        The version says how all else is to be read. Another one may give the same keys another \
        meaning, so what is found in the file would be a guess.
        """,
      instead: "Write `\"4.1\"`; `dmsa migrate` turns a manifest of 3.x into it.",
      bad: """
        app:
          name: Crew Sync
          version: 1.0.0
        schema_version: "4.2"
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
