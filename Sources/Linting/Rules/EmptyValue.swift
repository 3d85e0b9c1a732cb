import Diagnostics

extension Rule {
  /// Finds nulls, empty texts and files without content.
  public static let emptyValue = Rule(
    "empty-value",
    .schema,
    .error,
    silencing: .never,
    summary: "nothing where a value is wanted",
    explanation: Explanation(
      what: """
        A key has no value, a null such as `~`, or an empty text where a text is wanted; or the \
        file has no content at all.
        """,
      why: """
        It isn't said whether the value was forgotten or is meant to be absent, and readers \
        differ: some drop the key, some show an empty line to admins.
        """,
      instead: "Write the value, or remove the key. Quote a text that happens to read `null`.",
      bad: """
        app:
          name: Crew Sync
          version: 1.0.0
        schema_version: "4.1"
        post_installation_instruction:
          notes:
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
