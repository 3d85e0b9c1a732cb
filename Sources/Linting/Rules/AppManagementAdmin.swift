import Catalog
import Diagnostics
import Manifests

extension Rule {
  /// Finds admin on App Management, which installs apps with grants of their own.
  public static let appManagementAdmin = Rule(
    "app-management-admin",
    .risk,
    .error,
    summary: "admin on App Management can install apps",
    explanation: Explanation(
      what: """
        The app asks for `admin` on the company App Management tool.
        """,
      why: """
        Its holder installs, updates and removes other apps, and each of those brings grants of \
        its own: an app that installs apps can have whatever an app can have, across the company. \
        What the lower levels allow is documented nowhere.
        """,
      instead: """
        Let an admin install apps. `readonly` should do to list what is installed.
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
            app_management:
              level: admin
              reason: Lists the apps that are installed
        """,
      good: """
        app:
          name: Crew Sync
          version: 1.0.0
        schema_version: "4.1"
        post_installation_instruction:
          notes: Permit the projects whose crews are to be kept in step.
        permissions:
          company:
            app_management:
              level: readonly
              reason: Lists the apps that are installed
        """
    ),
    check: { context, report in
      for grant in context.grants(of: .company, "app_management", at: .admin) {
        report.add(
          "`admin` on the company App Management tool lets the app install and change apps",
          help: """
            each app that it installs brings grants of its own, across the whole company; ask \
            for `readonly` to list what is installed, and leave changes to an admin
            """,
          onLevelOf: grant,
          in: context
        )
      }
    }
  )
}
