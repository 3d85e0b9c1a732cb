import Access
import Catalog
import Diagnostics
import Documents
import Manifests

extension Rule {
  /// Finds grants of `none` that take nothing back.
  package static let redundantNone = Rule(
    "redundant-none",
    .permission,
    .note,
    summary: "a grant of `none`",
    explanation: Explanation(
      what: """
        A tool is granted `none`, which is what it has without an entry.
        """,
      why: """
        It makes a reader look for what it changes, which is nothing. Where it takes back what a \
        merge key brings, it does change something, and is left alone.
        """,
      instead: """
        Remove the entry; the fix does.
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
            images: none
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
            rfi:
              level: readonly
              reason: Lists open questions
        """
    ),
    check: { context, report in
      var counts: [NodeID: Int]?
      for grant in context.manifest.grants where grant.isRedundantNone {
        guard let tool = grant.tool else { continue }
        var fixes: [Fix] = []
        if context.isRemovable(grant) {
          let noneCounts = counts ?? context.removableCounts()
          counts = noneCounts
          if let edit = context.edit(removingNone: grant, noneCounts) {
            fixes = [Fix("remove `\(context.text(grant.key))`", .safe, [edit])]
          }
        }
        report.add(
          "`none` on the \(context.described(tool)) is the same as no entry",
          help: "remove the entry; a tool without one has no access",
          onLevelOf: grant,
          in: context,
          fixes: fixes
        )
      }
    }
  )
}

extension Grant {
  /// Whether it says what is so without it: one that is merged may stand before a later merge.
  fileprivate var isRedundantNone: Bool {
    level == Level.none && spelling == .exact && tool != nil && !overridesMerged && !isMerged
  }
}

extension LintContext {
  /// Whether a grant of `none` can go: it is the only one of its tool.
  fileprivate func isRemovable(_ grant: Grant) -> Bool {
    guard grant.isRedundantNone, !grant.key.isAliased, let tool = grant.tool else { return false }
    return grants[tool] == .none
  }

  /// How many grants of each mapping can go.
  fileprivate func removableCounts() -> [NodeID: Int] {
    var counts: [NodeID: Int] = [:]
    for grant in manifest.grants where isRemovable(grant) {
      counts[NodeID(document[grant.key.node].parent), default: 0] += 1
    }
    return counts
  }

  /// Removes the grant; where all of a mapping can go, its first one takes the others with it.
  fileprivate func edit(removingNone grant: Grant, _ counts: [NodeID: Int]) -> Edit? {
    let mapping = NodeID(document[grant.key.node].parent)
    let entries = Int(document[mapping].second) / 2
    guard entries > 1, counts[mapping] == entries else { return edit(removing: grant) }
    let isFirst = document.firstChild(of: mapping) == grant.key.node
    return isFirst ? edit(emptying: mapping) : nil
  }
}
