import Diagnostics

extension Rule {
  /// Finds ignore comments whose last day is past, or is no day.
  public static let expiredIgnore = Rule(
    "expired-ignore",
    .suppression,
    .warning,
    silencing: .never,
    summary: "an ignore whose last day is past",
    explanation: Explanation(
      what: """
        The `until` of an ignore comment is past, or is no day of the calendar. The day itself is \
        still in it.
        """,
      why: "The finding was to be mended by then. It is back, and counts again.",
      instead: "Mend what it ignored, or decide anew and give a later day as `until=YYYY-MM-DD`.",
      bad: """
        app:
          name: Crew Sync
          version: 1.0.0
        schema_version: "4.1"
        post_installation_instruction:
          notes: Permit the projects whose crews are to be kept in step.
        permissions:
          company:
            # dmsa: ignore[company-directory-admin] until=2020-01-31 narrowed in the next version
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
            # dmsa: ignore[company-directory-admin] until=2199-12-31 narrowed in the next version
            directory:
              level: admin
              reason: Adds crew leads and their companies
        """
    )
  )
}
