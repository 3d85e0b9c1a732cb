import Diagnostics
import Documents
import Manifests

extension Rule {
  /// Finds URLs with a scheme other than https.
  public static let insecureURL = Rule(
    "insecure-url",
    .embedded,
    .error,
    summary: "a URL that is not https",
    explanation: Explanation(
      what: "A URL of the manifest has a scheme other than `https`, whichever key holds it.",
      why: """
        The page runs inside Procore with what the admins configured and the project on screen. \
        Without TLS anybody on the way reads and changes it, and browsers refuse to show it in a \
        secure page.
        """,
      instead: """
        Serve the page over `https` and say so. The fix writes `https`; whether the host answers \
        to it you must see for yourself.
        """,
      bad: """
        app:
          name: Crew Board
          version: 1.0.0
        schema_version: "4.1"
        post_installation_instruction:
          notes: Create a configuration that says which board a project shows.
        fullscreen:
          source_url: http://board.crewsync.io/today
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
      for url in context.urls(with: .insecure) {
        let scheme = url.url.string(url.url.scheme ?? 0..<0)
        report.add(
          "the URL's scheme is `\(scheme.excerpt)`, only `https` is allowed",
          help:
            "what is sent without TLS can be read and changed on the way, and browsers refuse to"
            + " show it inside a secure page; serve it over `https`",
          at: context.document.place(of: url.value.value),
          value: context.text(url.value.value),
          fixes: context.fixes(for: url)
        )
      }
    }
  )
}

extension LintContext {
  /// Replaces `http` by `https`, as the file spells it.
  fileprivate func fixes(for url: CheckedURL) -> [Fix] {
    let value = url.value.value
    guard url.url.hasScheme("http"), document.isUsedOnce(value), let scheme = url.url.scheme,
      scheme.lowerBound == 0
    else { return [] }
    let node = document[value.node]
    let quote: UInt32 = node.style == .doubleQuoted || node.style == .singleQuoted ? 1 : 0
    let range = SourceRange(node.start + quote, node.start + quote + 4)
    guard document.source(range) == url.url.string(scheme) else { return [] }
    return [Fix("replace `\(url.url.string(scheme))` by `https`", .unsafe, [Edit(range, "https")])]
  }
}
