import Diagnostics
import Documents
import Manifests

extension Rule {
  /// Finds variables that are neither built in nor declared.
  public static let unknownVariable = Rule(
    "unknown-variable",
    .embedded,
    .error,
    summary: "a variable that nobody fills in",
    explanation: Explanation(
      what: """
        A component's URL has a variable that is neither built in nor a field of that component's \
        own schema.
        """,
      why: "Nothing is filled in for it: the page is called with the braces in its URL.",
      instead: """
        Declare the field under `user_configuration.schema.properties` of the same component, or \
        name one that is there.
        """,
      bad: """
        app:
          name: Crew Board
          version: 1.0.0
        schema_version: "4.1"
        post_installation_instruction:
          notes: Create a configuration that says which board a project shows.
        fullscreen:
          source_url: https://board.crewsync.io/today?board={{bord}}
          description: Crews of the day
          user_configuration:
            schema:
              type: object
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
              properties:
                board:
                  name: Board
                  type: string
                  description: The board that this project shows
        """
    ),
    check: { context, report in
      guard context.urls.contains(where: \.hasUnknownVariable) else { return }
      var search = VariableSearch(context)
      for url in context.urls where url.hasUnknownVariable {
        guard let component = context.component(of: url) else { continue }
        // What could not be read may declare it.
        if component.hasUnreadFields { continue }
        search.begin(component)
        let place = context.document.place(of: url.value.value)
        var seen: Set<ArraySlice<UInt8>> = []
        for use in url.uses where use.meaning == .unknown {
          let bytes = url.name(of: use)
          guard seen.insert(bytes).inserted else { continue }
          let name = String(decoding: bytes, as: UTF8.self)
          report.add(
            "unknown variable `{{\(name.excerpt)}}`" + search.hint(name),
            help: search.help(name, component),
            at: search.mayStandElsewhere(url)
              ? context.place(of: url) { $0.declares(bytes) } : place,
            value: name
          )
        }
      }
    }
  )
}

extension CheckedURL {
  fileprivate var hasUnknownVariable: Bool { uses.contains { $0.meaning == .unknown } }

  /// Whether a variable of this name is a field of the component.
  fileprivate func declares(_ name: ArraySlice<UInt8>) -> Bool {
    uses.contains {
      if case .field = $0.meaning { self.name(of: $0) == name } else { false }
    }
  }
}

/// Looks for what an unknown variable may mean; made once there is one.
private struct VariableSearch {
  private let context: LintContext
  private var budget = NearNameBudget()
  /// The component that declares a name.
  private var homes: [String: Int] = [:]
  private var candidates: [String] = []

  init(_ context: LintContext) {
    self.context = context
    for (index, component) in context.manifest.components.enumerated() {
      for field in component.fields {
        let name = context.text(field.key)
        if homes[name] == nil { homes[name] = index }
      }
    }
  }

  mutating func begin(_ component: Component) {
    candidates = component.fields.map { context.text($0.key) } + InterpolatedURL.builtInVariables
  }

  /// Where it is declared, else the name that was probably meant.
  mutating func hint(_ name: String) -> String {
    if let home = homes[name] {
      return ", declared in \(context.label(of: context.manifest.components[home])) alone"
    }
    return budget.nearest(to: name, among: candidates).map { ", did you mean `{{\($0)}}`" } ?? ""
  }

  mutating func mayStandElsewhere(_ url: CheckedURL) -> Bool {
    url.value.value.isAliased && budget.spend(context.urls.count + url.uses.count)
  }

  func help(_ name: String, _ component: Component) -> String {
    if homes[name] != nil {
      return "each component has its own fields; declare it under"
        + " `user_configuration.schema.properties` of \(context.label(of: component)) too"
    }
    let builtIn = InterpolatedURL.builtInVariables.map { "`\($0)`" }.joined(separator: ", ")
    return "nothing is filled in for it; declare it under `user_configuration.schema.properties`,"
      + " or use what is built in: \(builtIn)"
  }
}
