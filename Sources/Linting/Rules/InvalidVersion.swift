import Diagnostics

extension Rule {
  /// Finds app versions that are not three whole numbers.
  public static let invalidVersion = Rule(
    "invalid-version",
    .schema,
    .error,
    silencing: .never,
    summary: "an app version that is not `X.Y.Z`",
    explanation: Explanation(
      what: "`app.version` is not three whole numbers, without leading zeros, with dots between.",
      why: """
        The portal orders versions by these three numbers, and each must be higher than the last. \
        What is not of that form can't be released.
        """,
      instead: """
        Write three numbers, such as `1.4.0`: the first rises for breaking changes, the second \
        for additions, the third for the rest.
        """,
      bad: """
        app:
          name: Crew Sync
          version: v1.4
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
