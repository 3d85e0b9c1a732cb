import Diagnostics

extension Rule {
  /// Finds support addresses that lead nowhere.
  public static let invalidEmail = Rule(
    "invalid-email",
    .schema,
    .warning,
    summary: "a `support` that is neither e-mail address nor https URL",
    explanation: Explanation(
      what: "`app.support` is neither an e-mail address nor an https URL.",
      why: """
        It is where admins turn when the app stops working in their company. A name or telephone \
        number there can't be followed.
        """,
      instead: "Give an address that is read, or the https URL of a support page.",
      bad: """
        app:
          name: Crew Sync
          version: 1.0.0
          support: support at crewsync.io
        schema_version: "4.1"
        post_installation_instruction:
          notes: Permit the projects whose crews are to be kept in step.
        """,
      good: """
        app:
          name: Crew Sync
          version: 1.0.0
          support: support@crewsync.io
        schema_version: "4.1"
        post_installation_instruction:
          notes: Permit the projects whose crews are to be kept in step.
        """
    )
  )
}
