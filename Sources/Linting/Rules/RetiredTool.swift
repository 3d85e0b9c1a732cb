import Catalog
import Diagnostics
import Documents
import Manifests

extension Rule {
  /// Finds keys that a tool had in earlier manifests.
  public static let retiredTool = Rule(
    "retired-tool",
    .permission,
    .warning,
    summary: "a key that the tool had once",
    explanation: Explanation(
      what: """
        A tool goes by an earlier spelling of its key, such as `portfolio` for `home`.
        """,
      why: """
        Version 4.1 of the manifest knows the new key. The old one is read as the same tool here, \
        but the portal may ignore it.
        """,
      instead: """
        Write the new key; the fix does. Beside the new key it is a `duplicate-key`: keep one of \
        the two.
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
            portfolio:
              level: readonly
              reason: Lists the projects
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
            home:
              level: readonly
              reason: Lists the projects
        """
    ),
    check: { context, report in
      guard context.manifest.form != .legacy else { return }
      for grant in context.manifest.grants where !grant.isDoubled {
        guard case .retired(let tool) = grant.subject else { continue }
        let key = context.text(grant.key)
        let newKey = context.catalog.tools[tool.index].key
        var fixes: [Fix] = []
        if !grant.isMerged, !context.isRepeated(grant.key.node),
          let edit = context.edit(replacing: grant.key.node, by: newKey)
        {
          fixes = [Fix("replace `\(key)` by `\(newKey)`", .safe, [edit])]
        }
        report.add(
          "`\(key)` is a former key of the \(context.described(tool))",
          help: "write `\(newKey)`; what is granted stays the same",
          at: context.document.place(of: grant.key),
          value: key,
          fixes: fixes
        )
      }
    }
  )
}
