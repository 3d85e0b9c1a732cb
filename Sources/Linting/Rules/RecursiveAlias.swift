import Diagnostics

extension Rule {
  /// Finds aliases inside the value that they repeat.
  public static let recursiveAlias = Rule(
    "recursive-alias",
    .syntax,
    .error,
    silencing: .never,
    summary: "an alias inside the value that it repeats",
    explanation: Explanation(
      what: "An alias stands inside the mapping or list that carries its anchor.",
      why: """
        Such a value holds itself without end. No JSON can say that, and a reader that follows it \
        never comes back.
        """,
      instead: """
        Write out what is meant, or put the anchor on the smaller part that should be repeated.
        """,
      bad: """
        app:
          name: Crew Sync
          version: 1.0.0
        schema_version: "4.1"
        post_installation_instruction:
          notes: Permit the projects whose crews are to be kept in step.
        permissions: &all
          company:
            documents:
              level: readonly
              reason: Reads the list of crews
          project: *all
        """,
      good: """
        app:
          name: Crew Sync
          version: 1.0.0
        schema_version: "4.1"
        post_installation_instruction:
          notes: Permit the projects whose crews are to be kept in step.
        permissions:
          company: &all
            documents:
              level: readonly
              reason: Reads the list of crews
          project: *all
        """
    )
  )
}
