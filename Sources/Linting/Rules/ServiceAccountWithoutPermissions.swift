import Catalog
import Diagnostics
import Documents
import Manifests

extension Rule {
  /// Finds service accounts without any grant above `none`.
  public static let serviceAccountWithoutPermissions = Rule(
    "service-account-without-permissions",
    .permission,
    .error,
    summary: "a service account that may do nothing",
    explanation: Explanation(
      what: """
        The app has a service account, by its `authentication` or because `permissions` are \
        present, but no tool is above `none`.
        """,
      why: """
        The portal's form doesn't save such a version: a service account needs at least one tool. \
        Installed, its user could reach nothing.
        """,
      instead: """
        Grant the tools that the app's calls need, or take `service_account` out of \
        `authentication`.
        """,
      bad: """
        app:
          name: Crew Sync
          version: 1.0.0
        schema_version: "4.1"
        post_installation_instruction:
          notes: Permit the projects whose crews are to be kept in step.
        permissions:
          project: {}
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
      let manifest = context.manifest
      let account = manifest.authentication.first { $0.kind == .serviceAccount }?.value
      guard manifest.hasServiceAccount, !manifest.unreadParts.contains(.permissions),
        account != nil || !manifest.unreadParts.contains(.authentication)
      else { return }
      guard !manifest.permissions.isEmpty else {
        // In 3.x the oauth instance that lists the grant type may leave its permissions out.
        guard manifest.form == .source, let account else { return }
        report.add(
          "`service_account` without `permissions`, it needs at least one tool above `none`",
          help: "grant the tools that the app's calls need, or remove `service_account`",
          at: context.document.placeInContext(of: account),
          value: context.text(account)
        )
        return
      }
      for section in manifest.permissions.indices {
        guard manifest.form == .source || manifest.permissions[section].hasGrants,
          !context.asksForAccess(inSection: section)
        else { continue }
        let key = manifest.permissions[section].key
        var place = context.document.placeInContext(of: key)
        if let account {
          place.related.append(
            RelatedPlace("the service account", at: context.document.range(of: account.node))
          )
        }
        report.add(
          "`permissions` grant nothing, a service account needs at least one tool above `none`",
          help: "grant the tools that the app's calls need; without a service account, remove"
            + " `permissions`",
          at: place,
          value: context.text(key)
        )
      }
    }
  )
}
