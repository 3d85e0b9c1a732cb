import Catalog
import Diagnostics
import Documents
import Manifests

extension Rule {
  /// Finds levels in a spelling that manifests do not have.
  public static let levelSpelling = Rule(
    "level-spelling",
    .permission,
    .warning,
    summary: "a level in a spelling of other places",
    explanation: Explanation(
      what: """
        A level is spelled as people, permission templates or the REST API spell it, such as \
        `read_only`, `Read-only` or `READONLY`.
        """,
      why: """
        A manifest knows one spelling of each level. What is meant is clear, so it counts as that \
        level here, but the portal may refuse it.
        """,
      instead: """
        Write `none`, `readonly`, `standard` or `admin`; the fix does.
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
            documents:
              level: read_only
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
      var otherUses: Set<NodeID>?
      for grant in context.manifest.grants where grant.spelling == .variant {
        guard grant.tool != nil, let level = grant.level else { continue }
        let text = context.text(grant.levelValue)
        var fixes: [Fix] = []
        if !grant.levelValue.isAliased, !grant.isMerged {
          let others = otherUses ?? context.scalarsRepeatedElsewhere()
          otherUses = others
          if !others.contains(grant.levelValue.node),
            let edit = context.edit(replacing: grant.levelValue.node, by: level.name)
          {
            fixes = [Fix("replace `\(text.excerpt)` by `\(level.name)`", .safe, [edit])]
          }
        }
        report.add(
          "the level `\(text.excerpt)` is spelled `\(level.name)` in a manifest",
          help: "write `\(level.name)`; what is granted stays the same",
          at: context.place(ofLevel: grant),
          value: text,
          fixes: fixes
        )
      }
    }
  )
}
