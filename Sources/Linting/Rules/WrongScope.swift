import Catalog
import Diagnostics
import Documents
import Manifests

extension Rule {
  /// Finds tools under the scope that does not have them.
  public static let wrongScope = Rule(
    "wrong-scope",
    .permission,
    .error,
    summary: "a tool of the other scope",
    explanation: Explanation(
      what: """
        A key under `company` is a tool that only projects have, or the other way round.
        """,
      why: """
        The portal grants nothing for it, so the app fails with a 403 or a 404 once it is \
        installed. Nothing is moved for you: at the other scope it would be a new grant.
        """,
      instead: """
        Move the grant to the scope that has the tool, if the app needs it there, or remove it.
        """,
      bad: """
        app:
          name: Crew Sync
          version: 1.0.0
        schema_version: "4.1"
        post_installation_instruction:
          notes: Permit the projects whose crews are to be kept in step.
        permissions:
          company:
            rfi:
              level: readonly
              reason: Lists open questions
        """,
      good: """
        app:
          name: Crew Sync
          version: 1.0.0
        schema_version: "4.1"
        post_installation_instruction:
          notes: Permit the projects whose crews are to be kept in step.
        permissions:
          project:
            rfi:
              level: readonly
              reason: Lists open questions
        """
    ),
    check: { context, report in
      for grant in context.manifest.grants {
        guard case .wrongScope(let tool) = grant.subject else { continue }
        let other = context.catalog.tools[tool.index]
        let key = context.text(grant.key)
        let kind = key == other.key ? "is" : "is a former key of"
        let known =
          key == other.key ? "a \(other.scope.name) tool" : "the \(context.described(tool))"
        report.add(
          "`\(key)` \(kind) \(known), not a \(grant.scope.name) tool",
          help: "nothing is granted by it here; move it under `\(other.scope.name)` as"
            + " `\(other.key)` if the app needs it there",
          at: context.document.placeInContext(of: grant.key),
          value: key,
          severity: other.confidence == .low && grant.spelling != .missing ? .warning : .error
        )
      }
    }
  )
}
