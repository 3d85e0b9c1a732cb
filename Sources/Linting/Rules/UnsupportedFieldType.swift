import Diagnostics
import Documents
import Manifests

extension Rule {
  /// Finds fields with another type than `string`.
  public static let unsupportedFieldType = Rule(
    "unsupported-field-type",
    .embedded,
    .warning,
    summary: "a type of field that was never documented",
    explanation: Explanation(
      what: "A configurable field has a `type` other than `string`.",
      why: """
        Text is the only type that was ever documented. What the form does with another one is \
        unknown, and it may change.
        """,
      instead: """
        Declare `type: string`, say in the description what form of text you expect, and check it \
        on your server.
        """,
      bad: """
        app:
          name: Crew Board
          version: 1.0.0
        schema_version: "4.1"
        post_installation_instruction:
          notes: Create a configuration that says which board a project shows.
        fullscreen:
          source_url: https://board.crewsync.io/today?board={{board}}
          description: Crews of the day
          user_configuration:
            schema:
              type: object
              required: [board]
              properties:
                board:
                  name: Board
                  type: number
                  description: The board that this project shows
        """,
      good: """
        app:
          name: Crew Board
          version: 1.0.0
        schema_version: "4.1"
        post_installation_instruction:
          notes: Create a configuration that says which board a project shows.
        fullscreen:
          source_url: https://board.crewsync.io/today?board={{board}}
          description: Crews of the day
          user_configuration:
            schema:
              type: object
              required: [board]
              properties:
                board:
                  name: Board
                  type: string
                  description: The board that this project shows
        """
    ),
    check: { context, report in
      for component in context.manifest.components {
        for field in component.fields {
          guard let type = field.type, !context.document.text(of: type.node, equals: "string")
          else { continue }
          let name = context.text(type)
          report.add(
            "`\(name.excerpt)` is no documented type of a field, only `string` is",
            help: "declare `string`, and say in the description which form of text is wanted",
            at: context.document.place(of: type),
            value: name
          )
        }
      }
    }
  )
}
