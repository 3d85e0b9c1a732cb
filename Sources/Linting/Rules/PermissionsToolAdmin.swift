import Catalog
import Diagnostics
import Manifests

extension Rule {
  /// Finds admin on the company Permissions tool, which edits everyone's levels.
  public static let permissionsToolAdmin = Rule(
    "permissions-tool-admin",
    .risk,
    .error,
    summary: "admin on the Permissions tool can grant itself anything",
    explanation: Explanation(
      what: """
        The app asks for `admin` on the company Permissions tool.
        """,
      why: """
        Its holder edits every permission template of the company, those that other people and its \
        own user have among them. So it can give itself, and anyone, any level on any tool of the \
        company and its projects.
        """,
      instead: """
        Let an admin edit templates. To see who may do what, `readonly` is enough, and that is a \
        map of the company already.
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
            permissions:
              level: admin
              reason: Compares templates with the crew list
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
            permissions:
              level: readonly
              reason: Compares templates with the crew list
        """
    ),
    check: { context, report in
      for grant in context.grants(of: .company, "permissions", at: .admin) {
        report.add(
          "`admin` on the company Permissions tool lets the app grant itself anything",
          help: """
            it would edit every permission template of the company, those of its own user too, \
            and so reach any tool of any project; `readonly` shows the templates, changes are \
            best left to an admin
            """,
          onLevelOf: grant,
          in: context
        )
      }
    }
  )
}
