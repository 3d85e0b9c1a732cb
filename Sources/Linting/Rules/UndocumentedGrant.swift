import Catalog
import Diagnostics
import Documents
import Manifests

extension Rule {
  /// Finds grants that don't say what they are for.
  public static let undocumentedGrant = Rule(
    "undocumented-grant",
    .risk,
    .note,
    summary: "a grant without a reason",
    explanation: Explanation(
      what: """
        A grant doesn't say in `reason` what the app does with it. For a grant of high or critical \
        risk that is a warning, for any other a note from the pedantic persona on.
        """,
      why: """
        The reason is what an admin goes by who decides on the app, and what the next developer \
        goes by who wonders whether the grant is still needed.
        """,
      instead: """
        Use the long form, with `level` and `reason`.
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
            documents: admin
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
            documents:
              level: admin
              reason: Removes drafts that were replaced
        """
    ),
    check: { context, report in
      guard context.manifest.form == .source else { return }
      for grant in context.manifest.grants where !grant.hasReason {
        guard let level = grant.level, level > .none, let tool = grant.tool else { continue }
        let isRisky = context.catalog.risk(grant.scope, tool: tool, level: level) >= .high
        guard isRisky || report.persona >= .pedantic, context.soundLevel(of: grant) != nil
        else { continue }
        let risk = context.catalog.risk(grant.scope, tool: tool, level: level).name
        report.add(
          "`\(level.name)` on the \(context.described(tool)) has no `reason`",
          help: "its risk is \(risk); say in `reason` what the app does with it, for the admins who"
            + " decide on it",
          at: context.document.placeInContext(of: grant.key),
          value: context.text(grant.key),
          severity: isRisky ? .warning : .note,
          from: isRisky ? .regular : .pedantic
        )
      }
    }
  )
}
