import Diagnostics
import Documents
import Manifests

extension Rule {
  /// Finds names in `required` that are no declared field.
  public static let requiredUndeclared = Rule(
    "required-undeclared",
    .embedded,
    .error,
    summary: "a required field that is not declared",
    explanation: Explanation(
      what: "The list `required` names a field that `properties` of the same schema does not have.",
      why: "The form has no such field to fill in, so no configuration can ever be complete.",
      instead: "Declare the field under `properties`, or take its name out of `required`.",
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
              required: [board, crew]
              properties:
                board:
                  name: Board
                  type: string
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
      var budget = NearNameBudget()
      let components = context.manifest.components
      for index in components.indices where !components[index].required.isEmpty {
        // What could not be read may declare it.
        guard !components[index].hasUnreadFields else { continue }
        let fields = FieldNames(components[index].fields, context.document)
        var names: [String]?
        for item in components[index].required where !fields.contains(item) {
          let name = context.text(item)
          let candidates = names ?? fields.all
          names = candidates
          let near = budget.nearest(to: name, among: candidates)
          report.add(
            "`\(name.excerpt)` is required and not declared"
              + (near.map { ", did you mean `\($0)`" } ?? ""),
            help: "declare it under `properties`, or take it out of `required`; as it is no"
              + " configuration can be complete",
            at: context.document.place(of: item),
            value: name
          )
        }
      }
    }
  )
}

/// The fields of a component by their names.
private struct FieldNames {
  private let fields: [Field]
  private let document: Document
  /// The names, where there are too many to look at each.
  private let hashed: Set<String>

  init(_ fields: [Field], _ document: Document) {
    self.fields = fields
    self.document = document
    let areMany = fields.count > 16
    hashed = areMany ? Set(fields.map { document.text(of: $0.key.node) }) : []
  }

  var all: [String] { fields.map { document.text(of: $0.key.node) } }

  func contains(_ name: Reference) -> Bool {
    if fields.count > 16 { return hashed.contains(document.text(of: name.node)) }
    return fields.contains { document.haveSameText($0.key.node, name.node) }
  }
}
