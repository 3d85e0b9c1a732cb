import Diagnostics

extension Rule {
  /// Finds files that hold more than one document.
  public static let multipleDocuments = Rule(
    "multiple-documents",
    .syntax,
    .error,
    silencing: .never,
    summary: "a second document in the file",
    explanation: Explanation(
      what: "A `---` starts a second document in the file.",
      why: """
        A manifest file holds one manifest. Many readers take the first document and drop the \
        rest in silence, so what follows would be in force for some and not for others.
        """,
      instead: "Give each manifest a file of its own. A `---` before the only document is fine.",
      bad: """
        app:
          name: Crew Sync
          version: 1.0.0
        schema_version: "4.1"
        post_installation_instruction:
          notes: Permit the projects whose crews are to be kept in step.
        ---
        app:
          name: Crew Board
          version: 1.0.0
        schema_version: "4.1"
        post_installation_instruction:
          notes: Permit the projects whose crews are to be kept in step.
        """,
      good: """
        ---
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
