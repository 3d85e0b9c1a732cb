import Diagnostics
import Documents
import Manifests

extension Rule {
  /// Finds URLs on hosts that the config does not trust.
  public static let untrustedHost = Rule(
    "untrusted-host",
    .embedded,
    .warning,
    summary: "a host outside the trusted ones",
    explanation: Explanation(
      what: """
        The config names `trusted-hosts`, and the host of a URL is neither one of them nor under \
        one. A host whose domain is picked by a variable is under none.
        """,
      why: """
        The page gets the company, the project and what the admins configured. Where the hosts \
        that may have that are written down, any other one is a mistake, or somebody's attempt.
        """,
      instead: """
        Move the page to a trusted host, or add its host to `trusted-hosts` after a review.
        """,
      bad: Example(
        """
        app:
          name: Crew Board
          version: 1.0.0
        schema_version: "4.1"
        post_installation_instruction:
          notes: Create a configuration that says which board a project shows.
        fullscreen:
          source_url: https://board.crews-sync.example/today
          description: Crews of the day
        """,
        trustedHosts: ["crewsync.io"]
      ),
      good: Example(
        """
        app:
          name: Crew Board
          version: 1.0.0
        schema_version: "4.1"
        post_installation_instruction:
          notes: Create a configuration that says which board a project shows.
        fullscreen:
          source_url: https://board.crewsync.io/today
          description: Crews of the day
        """,
        trustedHosts: ["crewsync.io"]
      )
    ),
    check: { context, report in
      guard !context.trustedHosts.isEmpty else { return }
      for url in context.urls where !url.isRepeated && url.url.localHost == nil {
        guard let host = url.url.host, !context.trusts(url.url) else { continue }
        report.add(
          "`\(url.url.string(host).excerpt)` is none of the trusted hosts",
          help: "trusted here, with all names under them: \(list(context.trustedHosts))",
          at: context.document.place(of: url.value.value),
          value: url.url.string(host)
        )
      }
    }
  )

  private static func list(_ hosts: [String]) -> String {
    let shown = hosts.prefix(8).map { "`\($0)`" }.joined(separator: ", ")
    return hosts.count > 8 ? shown + " and \(hosts.count - 8) more" : shown
  }
}
