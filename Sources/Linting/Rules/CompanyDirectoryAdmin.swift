import Catalog
import Diagnostics
import Manifests

extension Rule {
  /// Finds admin on the company Directory, which is admin nearly everywhere.
  public static let companyDirectoryAdmin = Rule(
    "company-directory-admin",
    .risk,
    .error,
    summary: "admin on the company Directory is admin on nearly everything",
    explanation: Explanation(
      what: """
        The app asks for `admin` on the company Directory.
        """,
      why: """
        The platform makes whoever has it a company administrator: admin on every company tool but \
        Permissions, admin on every tool of every project, permitted or not, present and future, \
        and the right to edit everyone's permissions. Nothing else in the manifest matters beside \
        it.
        """,
      instead: """
        Ask for `readonly` to look people up, `standard` to add contacts, and for each other tool \
        by itself.
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
            directory:
              level: admin
              reason: Matches crew leads by e-mail
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
            directory:
              level: readonly
              reason: Matches crew leads by e-mail
        """
    ),
    check: { context, report in
      for grant in context.grants(of: .company, "directory", at: .admin) {
        report.add(
          "`admin` on the company Directory makes the app a company administrator",
          help: """
            it would be admin on every company tool but Permissions and on every tool of every \
            project, present and future, and edit everyone's permissions; ask for `readonly`, or \
            `standard` to add people, and for other tools one by one
            """,
          onLevelOf: grant,
          in: context
        )
      }
    }
  )
}
