import Diagnostics
import Documents
import Manifests

extension Rule {
  /// Finds declared fields in the host of a component's URL.
  public static let variableInHost = Rule(
    "variable-in-host",
    .embedded,
    .note,
    summary: "a field that picks the host",
    explanation: Explanation(
      what: """
        A field that an admin fills in stands in the host of a component's URL: in front of a \
        domain that stays fixed (a note), or in that domain itself (an error). The domain is the \
        last two labels, or three under a suffix such as `co.uk` or `herokuapp.com`, where anybody \
        gets a name.
        """,
      why: """
        In front of a fixed domain it is the documented way to reach a customer's own subdomain. \
        Where it reaches the domain, a free text decides whose server gets the page, with the \
        company and project in its URL.
        """,
      instead: """
        Keep the domain fixed and let a field choose a label in front of it, or a part of the path \
        or query.
        """,
      bad: """
        app:
          name: Crew Board
          version: 1.0.0
        schema_version: "4.1"
        post_installation_instruction:
          notes: Create a configuration that says which board a project shows.
        fullscreen:
          source_url: https://{{server}}/today
          description: Crews of the day
          user_configuration:
            schema:
              type: object
              properties:
                server:
                  name: Server
                  type: string
                  description: The server of your company
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
      for url in context.urls where url.uses.contains(where: \.isFieldInHost) {
        guard let component = context.component(of: url) else { continue }
        let domain = context.registrableDomain(of: url.url)
        var reaching: [Int: Bool] = [:]
        for use in url.uses where use.isFieldInHost {
          guard case .field(let field) = use.meaning else { continue }
          let reaches = use.variable.range.upperBound > domain.lowerBound
          reaching[field] = reaching[field] == true || reaches
        }
        for (field, reaches) in reaching.sorted(by: { $0.key < $1.key })
        where component.fields.indices.contains(field) {
          let name = context.text(component.fields[field].key)
          let fixed = url.url.string(domain).excerpt
          report.add(
            reaches
              ? "`{{\(name.excerpt)}}` picks the domain of the page, expected one that stays fixed"
              : "`{{\(name.excerpt)}}` picks the host under `\(fixed)`",
            help: reaches
              ? "whoever fills in the field decides which server gets the page with the company and"
                + " project in its URL; keep the last labels of the host fixed"
              : "fine where every name under `\(fixed)` is yours; a field in the path or query is"
                + " simpler still",
            at: context.document.place(of: url.value.value),
            value: name,
            severity: reaches ? .error : .note
          )
        }
      }
    }
  )
}

extension CheckedURL.Use {
  fileprivate var isFieldInHost: Bool {
    guard variable.place == .host, case .field = meaning else { return false }
    return true
  }
}
