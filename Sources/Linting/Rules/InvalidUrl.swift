import Diagnostics
import Documents
import Manifests

extension Rule {
  /// Finds texts that are no URL with a host, and variables where none may stand.
  public static let invalidURL = Rule(
    "invalid-url",
    .embedded,
    .error,
    summary: "a URL that cannot be used as one",
    explanation: Explanation(
      what: """
        The text is no URL once its variables are replaced: it has no scheme or no host, user info \
        in front of the host, white space in it, a port that is none. Or variables stand in a \
        scheme, a user info, a port, or in a URL that is not a component's.
        """,
      why: """
        The portal saves such a text, and the admin finds an empty frame or a dead link. Only the \
        URL of a component is filled in: everywhere else braces are shown as they are.
        """,
      instead: """
        Write the whole URL, `https://` and host included, and use variables in the host, path or \
        query of a component's URL alone.
        """,
      bad: """
        app:
          name: Crew Board
          version: 1.0.0
        schema_version: "4.1"
        post_installation_instruction:
          notes: Create a configuration that says which board a project shows.
        fullscreen:
          source_url: board.crewsync.io/today
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
      for url in context.urls where url.fault == .invalid {
        let isMisplaced = url.url.problem == nil
        guard isMisplaced || !url.isRepeated else { continue }
        report.add(
          url.url.problem.map { message(for: $0, in: url.url) }
            ?? "a variable in a URL that is no component's, where none is replaced",
          help: isMisplaced
            ? "only the URL of a component is filled in; write this one without braces"
            : "write the whole URL as a browser takes it: `https://`, the host, then the path",
          at: context.place(of: url) { isMisplaced && $0.value.component != nil },
          value: context.text(url.value.value)
        )
      }
    }
  )

  private static func message(
    for problem: InterpolatedURL.Problem,
    in url: InterpolatedURL
  ) -> String {
    switch problem {
    case .whiteSpace:
      return "white space or a control character in the URL"
    case .noScheme:
      return
        "`\(url.string(url.text.indices).excerpt)` has no scheme, expected `https://` and a host"
    case .variableInScheme:
      return "a variable in the URL's scheme, expected `https`"
    case .noHost:
      return "the URL names no host"
    case .userInfo:
      return "user info before the URL's host, where none is allowed"
    case .variableInPort:
      return "a variable in the URL's port, expected a number"
    case .port:
      return "`\(url.string(url.port ?? 0..<0).excerpt)` is no port, expected a number up to 65535"
    case .host:
      return "`\(url.string(url.host ?? 0..<0).excerpt)` is no host name"
    case .character(let offset):
      return "`\(url.string(offset..<offset + 1))` in the URL, where it has to be percent-encoded"
    }
  }
}
