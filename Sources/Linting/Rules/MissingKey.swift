import Diagnostics

extension Rule {
  /// Finds mappings that lack a key that they need.
  public static let missingKey = Rule(
    "missing-key",
    .schema,
    .error,
    silencing: .never,
    summary: "a key that is needed is missing",
    explanation: Explanation(
      what: """
        A key that the manifest needs is not there: `schema_version`, the app's `name` and \
        `version`, a component's `source_url`, a side panel's `views`, a link's `url`, a long \
        grant's `level`; in legacy form an instance's `iframe_src` and `type`.
        """,
      why: """
        Without it the portal refuses the manifest, or shows a component or link that leads \
        nowhere.
        """,
      instead: """
        Add the key. It stands on the key of the mapping that lacks it, or at the file's start \
        for the root.
        """,
      bad: """
        app:
          name: Crew Sync
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
