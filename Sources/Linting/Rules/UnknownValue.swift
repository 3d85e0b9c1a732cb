import Diagnostics

extension Rule {
  /// Finds values that are none of the few allowed.
  public static let unknownValue = Rule(
    "unknown-value",
    .schema,
    .error,
    silencing: .never,
    summary: "a value that is none of those allowed",
    explanation: Explanation(
      what: """
        The value of `authentication`, of a component's or schema's `type` or of a `grant_type` \
        is none of those allowed.
        """,
      why: """
        It says how the app signs in or where it is shown. A word that nobody knows leaves that \
        out, and what is left is another app than the one meant.
        """,
      instead: "Use one of the values that are listed.",
      bad: """
        app:
          name: Crew Sync
          version: 1.0.0
          authentication: [service_accounts, user_level]
        schema_version: "4.1"
        post_installation_instruction:
          notes: Permit the projects whose crews are to be kept in step.
        permissions:
          company:
            directory:
              level: readonly
              reason: Matches crew leads by e-mail
        """,
      good: """
        app:
          name: Crew Sync
          version: 1.0.0
          authentication: [service_account, user_level]
        schema_version: "4.1"
        post_installation_instruction:
          notes: Permit the projects whose crews are to be kept in step.
        permissions:
          company:
            directory:
              level: readonly
              reason: Matches crew leads by e-mail
        """
    )
  )
}
