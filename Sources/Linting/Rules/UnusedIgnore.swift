import Diagnostics

extension Rule {
  /// Finds ignore comments that silence nothing.
  public static let unusedIgnore = Rule(
    "unused-ignore",
    .suppression,
    .warning,
    silencing: .never,
    summary: "an ignore that silences nothing",
    explanation: Explanation(
      what: """
        An ignore comment names a rule that ran and finds nothing where the comment reaches; or \
        it stands where it reaches nothing, such as an `ignore-file` after the first key.
        """,
      why: """
        It says of a sound line that something is wrong with it, and it would hide the next \
        finding there, which nobody has judged.
        """,
      instead: """
        Remove it, or put it where it is meant: on the line itself, alone above a key, or as \
        `ignore-file` before the first key.
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
            # dmsa: ignore[company-directory-admin] asked for by the field team
            directory:
              level: readonly
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
