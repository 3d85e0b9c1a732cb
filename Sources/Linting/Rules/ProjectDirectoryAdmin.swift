import Catalog
import Diagnostics
import Manifests

extension Rule {
  /// Finds admin on the project Directory, which is admin on the whole project.
  public static let projectDirectoryAdmin = Rule(
    "project-directory-admin",
    .risk,
    .error,
    summary: "admin on a project Directory is admin on the whole project",
    explanation: Explanation(
      what: """
        The app asks for `admin` on the project Directory.
        """,
      why: """
        The platform makes whoever has it an admin of every tool of each permitted project, \
        contracts and budgets included, and it adds people to those projects. The other project \
        grants of the manifest don't matter beside it.
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
          project:
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
          project:
            directory:
              level: readonly
              reason: Matches crew leads by e-mail
        """
    ),
    check: { context, report in
      for grant in context.grants(of: .project, "directory", at: .admin) {
        report.add(
          "`admin` on the project Directory makes the app an admin of each permitted project",
          help: """
            it would be admin on every tool of those projects and add people there; ask for \
            `readonly`, or `standard` to add contacts, and for other tools one by one
            """,
          onLevelOf: grant,
          in: context
        )
      }
    }
  )
}
