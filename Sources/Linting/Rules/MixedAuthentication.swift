import Catalog
import Diagnostics
import Documents
import Manifests

extension Rule {
  /// Finds apps that act for themselves and for users with the same credentials.
  public static let mixedAuthentication = Rule(
    "mixed-authentication",
    .risk,
    .note,
    persona: .auditor,
    summary: "one pair of credentials for two ways of signing in",
    explanation: Explanation(
      what: """
        The app has a service account and user-level authentication, by its `authentication` or \
        because that is the default of an app with permissions.
        """,
      why: """
        The platform gives an app one pair of credentials for both. A user of one company must not \
        be served with the service account's access to another.
        """,
      instead: """
        Where the app acts with the service account for a user, check first that the user belongs \
        to that company. If it needs one of the two alone, say so in `authentication`.
        """,
      bad: """
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
      guard manifest.hasServiceAccount, manifest.hasUserLevel == true,
        let key = manifest.authenticationKey ?? manifest.laterGrantType
          ?? manifest.permissions.first?.key
      else { return }
      report.add(
        "the app's credentials serve a service account and users who sign in",
        help: "before it acts with the service account for a user, the app must check that the user"
          + " belongs to that company",
        at: context.document.placeInContext(of: key),
        value: context.text(key)
      )
    }
  )
}

extension Manifest {
  /// The grant type of a 3.x file that differs from its first one.
  fileprivate var laterGrantType: Reference? {
    authentication.first { $0.kind != authentication[0].kind }?.value
  }
}
