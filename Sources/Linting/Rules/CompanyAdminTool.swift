import Catalog
import Diagnostics
import Manifests

extension Rule {
  /// Finds admin on the company Admin tool, which holds the settings of the company.
  public static let companyAdminTool = Rule(
    "company-admin-tool",
    .risk,
    .error,
    summary: "admin on the company Admin tool is the run of the company account",
    explanation: Explanation(
      what: """
        The app asks for `admin` on the company Admin tool, the only level that it has.
        """,
      why: """
        Its holder changes the settings of the whole company: sign-on and security, service \
        accounts, webhooks, the defaults of projects, and in which projects any app is permitted, \
        this one too.
        """,
      instead: """
        Leave it to the company's admins to permit projects and set webhooks up, and say in the \
        post-install notes what they should do. Ask for the tools that hold the data.
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
            admin:
              level: admin
              reason: Sets up the webhook
            documents:
              level: readonly
              reason: Reads the safety handbook
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
            documents:
              level: readonly
              reason: Reads the safety handbook
        """
    ),
    check: { context, report in
      for grant in context.grants(of: .company, "admin", at: .admin) {
        report.add(
          "`admin` on the company Admin tool opens the settings of the whole company",
          help: """
            it would change security, service accounts, webhooks and the projects in which any \
            app is permitted; let an admin do such set-up once, by your post-install notes, and \
            ask for the tools that hold the data
            """,
          onLevelOf: grant,
          in: context
        )
      }
    }
  )
}
