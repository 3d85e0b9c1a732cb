import Catalog
import Diagnostics
import Documents
import Manifests

extension Rule {
  /// Finds data connections whose access no admin governs.
  public static let userLevelDataConnection = Rule(
    "user-level-data-connection",
    .risk,
    .note,
    summary: "an app without embedded parts that only signs users in",
    explanation: Explanation(
      what: """
        The app has no `fullscreen` and no `sidepanel`, so it is a data connection, and its \
        `authentication` is `user_level` alone.
        """,
      why: """
        It then has the access of whoever signed in, with no place where an admin sees or limits \
        it. The platform's documents advise a service account for data connections.
        """,
      instead: """
        Add `service_account` and the permissions that the app needs.
        """,
      bad: """
        app:
          name: Crew Sync
          version: 1.0.0
          authentication: [user_level]
        schema_version: "4.1"
        post_installation_instruction:
          notes: Permit the projects whose crews are to be kept in step.
        """,
      good: """
        app:
          name: Crew Sync
          version: 1.0.0
          authentication: [service_account]
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
      let manifest = context.manifest
      guard manifest.form == .source, manifest.components.isEmpty,
        let item = manifest.authentication.first(where: { $0.kind == .userLevel }),
        !manifest.authentication.contains(where: { $0.kind == .serviceAccount }),
        manifest.unreadParts.isDisjoint(with: [.authentication, .components])
      else { return }
      report.add(
        "`user_level` alone, for an app that has no embedded part",
        help: "it would have whatever access each signed-in user has, which no admin governs in one"
          + " place; a data connection is better served by a `service_account` with permissions",
        at: context.document.placeInContext(of: item.value),
        value: context.text(item.value)
      )
    }
  )
}
