import Diagnostics

extension Rule {
  /// Finds keys that stand twice in one mapping.
  public static let duplicateKey = Rule(
    "duplicate-key",
    .syntax,
    .error,
    silencing: .never,
    summary: "a key that stands twice in one mapping",
    explanation: Explanation(
      what: """
        A mapping has the same key twice, quoted or not, or a tool by its present and its retired \
        key. It stands on the later one and shows the first.
        """,
      why: """
        Some readers take the first, some the last, some refuse the file. Which level the app \
        gets then depends on who reads it; so both values are checked.
        """,
      instead: "Keep the one that is meant, and remove the other.",
      bad: """
        app:
          name: Crew Sync
          version: 1.0.0
        schema_version: "4.1"
        post_installation_instruction:
          notes: Permit the projects whose crews are to be kept in step.
        permissions:
          company:
            documents:
              level: readonly
              reason: Reads the list of crews
            documents:
              level: standard
              reason: Files the crews of the day
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
            documents:
              level: standard
              reason: Files the crews of the day
        """
    )
  )
}
