import Catalog
import Diagnostics
import Documents
import Manifests

extension Rule {
  /// Finds permissions of an app that has no service account.
  public static let permissionsWithoutServiceAccount = Rule(
    "permissions-without-service-account",
    .permission,
    .error,
    summary: "permissions that nothing would hold",
    explanation: Explanation(
      what: """
        The manifest asks for tools, but its `authentication` lists no service account.
        """,
      why: """
        Permissions are those of a service account's directory user. An app that only signs users \
        in acts with each user's own access, so an admin would be shown permissions that nobody \
        gets.
        """,
      instead: """
        Add `service_account` to `app.authentication`, or remove `permissions`.
        """,
      bad: """
        app:
          name: Crew Sync
          version: 1.0.0
          authentication: [user_level]
        schema_version: "4.1"
        post_installation_instruction:
          notes: Permit the projects whose crews are to be kept in step.
        permissions:
          project:
            rfi:
              level: readonly
              reason: Lists open questions
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
      guard manifest.form == .source, let authentication = manifest.authenticationKey,
        !manifest.hasServiceAccount, !manifest.unreadParts.contains(.authentication)
      else { return }
      for section in manifest.permissions.indices where context.asksForAccess(inSection: section) {
        let key = manifest.permissions[section].key
        var place = context.document.placeInContext(of: key)
        place.related.append(
          RelatedPlace(
            "`service_account` is missing here",
            at: context.document.range(of: authentication.node)
          )
        )
        report.add(
          "`permissions` ask for tools, but `authentication` lists no `service_account`",
          help: "permissions are a service account's; add `service_account` to `authentication`, or"
            + " remove `permissions`",
          at: place,
          value: context.text(key)
        )
      }
    }
  )
}
