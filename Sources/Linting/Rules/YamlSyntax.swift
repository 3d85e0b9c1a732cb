import Diagnostics

extension Rule {
  /// Finds files that are no valid YAML, or no valid JSON by their name.
  public static let yamlSyntax = Rule(
    "yaml-syntax",
    .syntax,
    .error,
    silencing: .never,
    summary: "a file that can't be parsed",
    explanation: Explanation(
      what: """
        The file is not valid YAML, holds a control character that YAML forbids, or is named \
        `*.json` and is not valid JSON. It stands where reading stopped, and shows where the \
        construct began that it stopped in.
        """,
      why: """
        A file that can't be parsed says nothing: nothing else in it is looked at, and no part of \
        it is compiled. Readers that guess guess differently.
        """,
      instead: """
        Mend it at that place or shortly before: most often an indentation, a quote or bracket \
        that never closes, or a text that has `: ` in it and no quotes.
        """,
      bad: """
        app:
          name: Crew Sync
          version: 1.0.0
        schema_version: "4.1"
        post_installation_instruction:
          notes: After install: permit the projects whose crews are to be kept in step.
        """,
      good: """
        app:
          name: Crew Sync
          version: 1.0.0
        schema_version: "4.1"
        post_installation_instruction:
          notes: "After install: permit the projects whose crews are to be kept in step."
        """
    )
  )
}
