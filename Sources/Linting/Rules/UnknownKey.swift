import Diagnostics

extension Rule {
  /// Finds keys that the form of manifest doesn't know.
  public static let unknownKey = Rule(
    "unknown-key",
    .schema,
    .error,
    silencing: .warningsOnly,
    summary: "a key that is not known here",
    explanation: Explanation(
      what: """
        A key is not one of those known at its place: an error in source form and wherever a \
        known key is nearly the same; a warning in portal and legacy form, and inside a field's \
        schema, where the portal may know more than was published.
        """,
      why: """
        A misspelt key is one that nobody reads: its permission, text or address is missing, and \
        nothing says so. What is kept unknown goes to the portal as it is.
        """,
      instead: """
        Correct the key. At the root of a source manifest a key of your own starts with `x-`.
        """,
      bad: """
        app:
          name: Crew Sync
          version: 1.0.0
        schema_version: "4.1"
        post_installation_instruction:
          notes: Permit the projects whose crews are to be kept in step.
        permissions:
          company:
            directory:
              level: readonly
              reasons: Matches crew leads by e-mail
        """,
      good: """
        app:
          name: Crew Sync
          version: 1.0.0
        schema_version: "4.1"
        post_installation_instruction:
          notes: Permit the projects whose crews are to be kept in step.
        x-owner: Field systems
        permissions:
          company:
            directory:
              level: readonly
              reason: Matches crew leads by e-mail
        """
    )
  )
}
