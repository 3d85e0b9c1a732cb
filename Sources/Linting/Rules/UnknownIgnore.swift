import Diagnostics

extension Rule {
  /// Finds ignore comments that name no rule.
  public static let unknownIgnore = Rule(
    "unknown-ignore",
    .suppression,
    .warning,
    silencing: .never,
    summary: "an ignore that names no rule",
    explanation: Explanation(
      what: """
        An ignore comment names something that is no rule, a category included; or a comment that \
        starts with `dmsa:` isn't understood.
        """,
      why: "It silences nothing, though whoever wrote it believes that it does.",
      instead: """
        Copy the id from the finding, where it stands in brackets. `dmsa rules` lists all of \
        them.
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
            # dmsa: ignore[company-directory-admins] asked for by the field team
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
