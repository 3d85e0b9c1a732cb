import Diagnostics
import Documents
import Manifests

extension Rule {
  /// Finds configurable fields that no URL uses.
  public static let unusedField = Rule(
    "unused-field",
    .embedded,
    .warning,
    summary: "a field that no URL uses",
    explanation: Explanation(
      what: "A component declares a field, and no URL of any component has its variable.",
      why: "Every admin is asked to fill it in, and what they write goes nowhere.",
      instead: "Put `{{name}}` into the URL where the value is wanted, or take the field out.",
      bad: """
        app:
          name: Crew Board
          version: 1.0.0
        schema_version: "4.1"
        post_installation_instruction:
          notes: Create a configuration that says which board a project shows.
        fullscreen:
          source_url: https://board.crewsync.io/today
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
      var used = UsedNames(context)
      let components = context.manifest.components
      for index in components.indices {
        // Without a URL that could be read nothing is known.
        guard !components[index].fields.isEmpty, !components[index].urls.isEmpty else { continue }
        used.begin(index)
        for (number, field) in components[index].fields.enumerated()
        where !used.contains(field, number) {
          let name = context.text(field.key)
          report.add(
            "`\(name.excerpt)` is declared, but no URL has `{{\(name.excerpt)}}`",
            help:
              "admins are asked for a value that goes nowhere; put the variable into the URL, or"
              + " take the field out",
            at: context.document.place(of: field.key),
            value: name
          )
        }
      }
    }
  )
}

/// The names that the URLs of all components use.
private struct UsedNames {
  private let context: LintContext
  private var budget = NearNameBudget()
  /// The first 64 fields of one component, a bit for each that its own URLs use.
  private var first: UInt64 = 0
  /// Those that come after.
  private var rest: Set<Int> = []
  /// The first URL that no component was asked about; they stand in the components' order.
  private var next = 0
  /// The other names, once they are asked for.
  private var others: Others?

  init(_ context: LintContext) { self.context = context }

  /// Turns to a component that stands after all before.
  mutating func begin(_ component: Int) {
    first = 0
    rest.removeAll(keepingCapacity: true)
    while next < context.urls.count {
      let owner = context.urls[next].value.component
      guard owner ?? 0 <= component else { return }
      defer { next += 1 }
      guard owner == component else { continue }
      for use in context.urls[next].uses {
        guard case .field(let field) = use.meaning else { continue }
        if field < 64 { first |= 1 << UInt64(field) } else { rest.insert(field) }
      }
    }
  }

  mutating func contains(_ field: Field, _ number: Int) -> Bool {
    if number < 64 ? first & 1 << UInt64(number) != 0 : rest.contains(number) { return true }
    let others = self.others ?? Others(context)
    self.others = others
    let name = context.text(field.key)
    if others.names.contains(name) { return true }
    // Braces that make no variable, or a name misspelt there, are the one mistake.
    if others.spots.contains(where: { budget.spend($0.utf8.count) && $0.contains(name) }) {
      return true
    }
    return budget.nearest(to: name, among: others.unknown) != nil
  }

  private struct Others {
    var names: Set<String> = []
    /// The names of no field.
    var unknown: [String] = []
    /// The URLs with malformed braces.
    var spots: [String] = []

    init(_ context: LintContext) {
      var seen: Set<NodeID> = []
      for url in context.urls where url.value.component != nil {
        for use in url.uses where use.meaning == .unknown {
          unknown.append(String(decoding: url.name(of: use), as: UTF8.self))
        }
        guard seen.insert(url.value.value.node).inserted else { continue }
        for variable in url.url.variables { names.insert(url.url.string(variable.name)) }
        if url.url.malformedSpot != nil { spots.append(url.url.string(url.url.text.indices)) }
      }
    }
  }
}
