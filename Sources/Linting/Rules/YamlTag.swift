import Diagnostics

extension Rule {
  /// Finds tags outside YAML's core schema.
  public static let yamlTag = Rule(
    "yaml-tag",
    .syntax,
    .error,
    silencing: .never,
    summary: "a tag outside the core schema",
    explanation: Explanation(
      what: """
        A value has a tag that YAML's core schema doesn't know (it knows `!!str`, `!!int`, \
        `!!float`, `!!bool`, `!!null`, `!!map` and `!!seq`), or one of these that doesn't fit it.
        """,
      why: """
        What such a tag does is up to whoever reads the file: some include other files, set \
        environment variables or make objects. JSON, which the portal takes, has none.
        """,
      instead: "Remove the tag, and write the value itself. Quote a text that starts with `!`.",
      bad: """
        app:
          name: Crew Sync
          version: 1.0.0
        schema_version: "4.1"
        post_installation_instruction:
          notes: !include notes.txt
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
