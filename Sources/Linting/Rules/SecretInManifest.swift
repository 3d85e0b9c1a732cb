import Diagnostics
import Documents
import Manifests

extension Rule {
  /// Finds secrets in keys, values, URLs and comments.
  public static let secretInManifest = Rule(
    "secret-in-manifest",
    .secret,
    .error,
    summary: "a client secret, token, private key or password in the manifest",
    explanation: Explanation(
      what: """
        A key, a value or a comment holds what looks like a secret: a private key, a JSON Web Token, \
        a token or key in the form of a known vendor, `user:password@` in a URL, or a long random \
        text beside a name such as `client_secret`, `token`, `password` or `api_key`. No output \
        prints it in full.
        """,
      why: """
        A manifest is shown to the administrators of every company that installs the app, and kept \
        in version control. Whoever reads it can act as the app.
        """,
      instead: """
        Remove it here and from the repository's history, revoke it where it was made, and keep its \
        successor on the app's server. What differs from company to company belongs into a \
        configurable field or behind the app's own sign-in.
        """,
      bad: """
        app:
          name: Crew Sync
          version: 1.0.0
        schema_version: "4.1"
        post_installation_instruction:
          notes: Permit the projects whose crews are to be kept in step.
        fullscreen:
          description: The crews of all projects
          source_url: https://sync:Rk3vTq81@crew.crewsync.io/board
        """,
      good: """
        app:
          name: Crew Sync
          version: 1.0.0
        schema_version: "4.1"
        post_installation_instruction:
          notes: Permit the projects whose crews are to be kept in step.
        fullscreen:
          description: The crews of all projects
          source_url: https://crew.crewsync.io/board?company={{procore.company.id}}
        """
    ),
    check: { context, report in
      for secret in SecretFinder.secrets(in: context.document) {
        report.hide(secret.range, texts: secret.texts)
        report.add(
          secret.message,
          help: "every customer can read a manifest; take it out here and from the history, revoke"
            + " it where it was made, and keep the new one on the app's server",
          at: FindingPlace(
            secret.range,
            pointer: secret.node.isNone ? "" : context.document.pointer(to: secret.node)
          ),
          value: secret.text
        )
      }
    }
  )
}
