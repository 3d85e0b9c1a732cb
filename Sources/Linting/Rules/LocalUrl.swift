import Diagnostics
import Documents
import Manifests

extension Rule {
  /// Finds URLs on hosts that only the developer reaches.
  public static let localURL = Rule(
    "local-url",
    .embedded,
    .warning,
    summary: "a URL on a local host or a bare address",
    explanation: Explanation(
      what: """
        The URL's host is `localhost`, a name under `.local`, or an IP address, private or public, \
        however it is written.
        """,
      why: """
        A local name means another computer on each customer's desk, and a bare address has no \
        certificate that browsers trust. It is nearly always left over from development.
        """,
      instead: "Name the public host that serves the app.",
      bad: """
        app:
          name: Crew Board
          version: 1.0.0
        schema_version: "4.1"
        post_installation_instruction:
          notes: Create a configuration that says which board a project shows.
        fullscreen:
          source_url: http://localhost:3000/today
          description: Crews of the day
        """,
      good: """
        app:
          name: Crew Board
          version: 1.0.0
        schema_version: "4.1"
        post_installation_instruction:
          notes: Create a configuration that says which board a project shows.
        fullscreen:
          source_url: https://board.crewsync.io/today
          description: Crews of the day
        """
    ),
    check: { context, report in
      for url in context.urls(with: .local) {
        guard let kind = url.url.localHost else { continue }
        report.add(
          message(for: kind, url.url.string(url.url.host ?? 0..<0).excerpt),
          help: "a customer's browser reaches another computer by it, or none; name the public host"
            + " that serves the app, over `https`",
          at: context.document.place(of: url.value.value),
          value: context.text(url.value.value)
        )
      }
    }
  )

  private static func message(for host: LocalHost, _ name: String) -> String {
    switch host {
    case .localhost: "`\(name)` is each reader's own computer, expected a public host"
    case .localName: "`\(name)` is a name of a local network, expected a public host"
    case .privateAddress: "`\(name)` is a private address, expected a public host name"
    case .publicAddress: "`\(name)` is an IP address, expected a host name"
    }
  }
}
