import Diagnostics

extension Rule {
  /// Finds app names that are too long, or hold what nobody can type.
  public static let invalidAppName = Rule(
    "invalid-app-name",
    .schema,
    .error,
    silencing: .never,
    summary: "an app name that is too long or has odd characters",
    explanation: Explanation(
      what: "`app.name` has more than 80 characters, a control character, or a blank at an end.",
      why: """
        Admins search for the app by its name, and the user that the platform makes for it is \
        called after it. What can't be seen can't be typed.
        """,
      instead: "Use 1 to 80 characters, with neither control characters nor blanks at the ends.",
      bad: """
        app:
          name: "Crew Sync "
          version: 1.0.0
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
