import Diagnostics

extension Rule {
  /// Finds files that are too large, too deep or too many values to be a manifest.
  public static let yamlLimits = Rule(
    "yaml-limits",
    .syntax,
    .error,
    silencing: .never,
    summary: "a file that is too large, too deep or expands to too much",
    explanation: Explanation(
      what: """
        The file has more than 8 MiB, is nested more than 100 levels deep, or has more than \
        100,000 values once its aliases are expanded.
        """,
      why: """
        A few lines of aliases of aliases can stand for billions of values, and a row of brackets \
        can exhaust a reader that follows them. Such a file stops other tools, by accident or on \
        purpose.
        """,
      instead: """
        Look for a bracket that never closes, or aliases inside anchors that are aliased again. A \
        manifest has some hundreds of values and fewer than ten levels.
        """,
      bad: """
        app:
          name: Crew Sync
          version: 1.0.0
        schema_version: "4.1"
        post_installation_instruction:
          notes: Permit the projects whose crews are to be kept in step.
        x-tens: &tens [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
        x-hundreds: &hundreds [*tens, *tens, *tens, *tens, *tens, *tens, *tens, *tens, *tens, *tens]
        x-thousands: &thousands
          [*hundreds, *hundreds, *hundreds, *hundreds, *hundreds, *hundreds, *hundreds, *hundreds]
        x-more: &more
          [*thousands, *thousands, *thousands, *thousands, *thousands, *thousands, *thousands]
        x-most:
          [*more, *more, *more, *more, *more, *more, *more, *more, *more, *more, *more, *more,
           *more, *more, *more, *more]
        """,
      good: """
        app:
          name: Crew Sync
          version: 1.0.0
        schema_version: "4.1"
        post_installation_instruction:
          notes: Permit the projects whose crews are to be kept in step.
        x-lead: &lead
          level: readonly
          reason: Matches crew leads by e-mail
        permissions:
          company:
            directory: *lead
        """
    )
  )
}
