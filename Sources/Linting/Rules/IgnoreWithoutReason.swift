import Diagnostics

extension Rule {
  /// Finds ignore comments without a reason.
  public static let ignoreWithoutReason = Rule(
    "ignore-without-reason",
    .suppression,
    .warning,
    silencing: .never,
    summary: "an ignore that says no reason",
    explanation: Explanation(
      what: "Nothing stands behind the bracket, and the day if there is one, of an ignore comment.",
      why: """
        Whoever reviews the manifest next can't tell a decision from a finding that somebody \
        wanted out of the way. Such an ignore silences nothing.
        """,
      instead: "Say behind the bracket why the finding may stand, and who decided it.",
      bad: """
        app:
          name: Crew Sync
          version: 1.0.0
        schema_version: "4.1"
        post_installation_instruction:
          notes: Permit the projects whose crews are to be kept in step.
        permissions:
          company:
            # dmsa: ignore[company-directory-admin]
            directory:
              level: admin
              reason: Adds crew leads and their companies
        """,
      good: """
        app:
          name: Crew Sync
          version: 1.0.0
        schema_version: "4.1"
        post_installation_instruction:
          notes: Permit the projects whose crews are to be kept in step.
        permissions:
          company:
            # dmsa: ignore[company-directory-admin] asked for by the field team
            directory:
              level: admin
              reason: Adds crew leads and their companies
        """
    )
  )
}
