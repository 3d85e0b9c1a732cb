import Diagnostics

extension Rule {
  /// Finds files that are not UTF-8.
  public static let yamlEncoding = Rule(
    "yaml-encoding",
    .syntax,
    .error,
    silencing: .never,
    summary: "a file that is not UTF-8",
    explanation: Explanation(
      what: """
        A byte of the file is not UTF-8, or all of it is UTF-16 or UTF-32. A byte order mark \
        before UTF-8 is fine.
        """,
      why: """
        Read in another encoding the texts that admins see turn into other letters, and a key or \
        a host may become another one.
        """,
      instead: """
        Save the file as UTF-8. A single odd byte is most often a letter of Latin-1 or \
        Windows-1252 that was pasted in.
        """,
      bad: Example(
        """
        # Saved as Latin-1: the ü is the one byte FC.
        app:
          name: Büro Sync
          version: 1.0.0
        schema_version: "4.1"
        post_installation_instruction:
          notes: Permit the projects whose crews are to be kept in step.
        """,
        bytes: Array("app: {name: B".utf8) + [0xFC] + Array("ro Sync}".utf8)
      ),
      good: """
        # Saved as UTF-8: the ü is the two bytes C3 BC.
        app:
          name: Büro Sync
          version: 1.0.0
        schema_version: "4.1"
        post_installation_instruction:
          notes: Permit the projects whose crews are to be kept in step.
        """
    )
  )
}
