import Access
import Catalog
import Diagnostics
import Documents
import Manifests

extension Rule {
  /// Finds grants that add nothing to another one.
  public static let absorbedGrant = Rule(
    "absorbed-grant",
    .permission,
    .note,
    summary: "a grant that another one implies",
    explanation: Explanation(
      what: """
        The app asks for a tool on which another grant of the same manifest makes it an admin \
        already: admin on the company Directory implies every company tool but Permissions and \
        every project tool, admin on the project Directory every tool of the project.
        """,
      why: """
        The list of tools then looks narrower than it is: lowering this grant would take nothing \
        away.
        """,
      instead: """
        Lower the Directory grant, which is rarely needed, and keep this one. If it has to stay, \
        remove those that it implies.
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
              reason: Adds crew members
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
            directory:
              level: standard
              reason: Adds crew members
            rfi:
              level: readonly
              reason: Lists open questions
        """
    ),
    check: { context, report in
      let effective = context.effective
      guard effective.isCompanyDirectoryAdmin || effective.isProjectDirectoryAdmin else { return }
      let isCompany = effective.isCompanyDirectoryAdmin
      let scope: Scope = isCompany ? .company : .project
      let cause = context.grants(of: scope, "directory", at: .admin).first
      let related = cause.map {
        [
          RelatedPlace(
            "this grant implies it",
            at: context.placeInContext(ofLevel: $0).range
          )
        ]
      }
      for grant in context.manifest.grants {
        guard let tool = grant.tool, let level = context.soundLevel(of: grant),
          effective.isAbsorbed(tool)
        else { continue }
        report.add(
          "`\(level.name)` on the \(context.described(tool)) adds nothing to `admin` on the"
            + " \(scope.name) Directory",
          help: "better lower the Directory grant and keep this one; else remove this one, for it"
            + " makes the app look narrower than it is",
          onLevelOf: grant,
          in: context,
          related: related ?? []
        )
      }
    }
  )
}
