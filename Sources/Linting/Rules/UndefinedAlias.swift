import Diagnostics

extension Rule {
  /// Finds aliases of anchors that don't stand before them.
  public static let undefinedAlias = Rule(
    "undefined-alias",
    .syntax,
    .error,
    silencing: .never,
    summary: "an alias that names no anchor before it",
    explanation: Explanation(
      what: "An alias `*name` stands where no anchor `&name` stands before it.",
      why: """
        The value that it should repeat isn't there, so nobody can say what the manifest asks \
        for.
        """,
      instead: """
        Put `&name` on the value, above the alias, or correct the name. Quote a text that starts \
        with `*`.
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
            directory: *lead
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
