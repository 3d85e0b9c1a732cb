import Diagnostics
import Documents
import Manifests

extension Rule {
  /// Finds braces in a component's URL that make no variable.
  public static let malformedVariable = Rule(
    "malformed-variable",
    .embedded,
    .error,
    summary: "braces that make no variable",
    explanation: Explanation(
      what: """
        A component's URL has braces that are single, unbalanced or nested, or a blank or nothing \
        between them.
        """,
      why: """
        Only `{{name}}` is replaced. Anything else stays in the URL as it is, and the page is \
        called with braces in it.
        """,
      instead: "Write two opening braces, the name without blanks, two closing braces.",
      bad: """
        app:
          name: Crew Board
          version: 1.0.0
        schema_version: "4.1"
        post_installation_instruction:
          notes: Create a configuration that says which board a project shows.
        fullscreen:
          source_url: https://board.crewsync.io/today?board={board}
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
      for url in context.urls where url.url.malformedSpot != nil {
        guard let spot = url.url.malformedSpot, url.value.component != nil else { continue }
        report.add(
          "\(problem(spot.problem)) in `\(url.url.string(spot.range).excerpt)`, expected `{{name}}`",
          help: "only a name between two braces and two braces, without blanks, is replaced",
          at: context.document.place(of: url.value.value),
          value: context.text(url.value.value)
        )
      }
    }
  )

  private static func problem(_ problem: InterpolatedURL.MalformedSpot.Problem) -> String {
    switch problem {
    case .singleBraces: "single braces"
    case .unbalanced: "unbalanced braces"
    case .nested: "nested braces"
    case .blank: "a blank"
    case .empty: "no name"
    }
  }
}
