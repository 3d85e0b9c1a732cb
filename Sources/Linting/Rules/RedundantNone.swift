import Access
import Catalog
import Diagnostics
import Documents
import Manifests

extension Rule {
  /// Finds grants of `none` that take nothing back.
  public static let redundantNone = Rule(
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
        Remove the entry; the fix does, unless the app's service account would go with it: portal \
        and 3.x files have one only while they grant something, be it `none`.
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
      var removals: Removals?
      let grants = context.manifest.grants
      for index in grants.indices
      where grants[index].level == Level.none && grants[index].isRedundantNone {
        let grant = grants[index]
        guard let tool = grant.tool else { continue }
        var fixes: [Fix] = []
        var help = "remove the entry; a tool without one has no access"
        if context.isRemovable(grant) {
          let known = removals ?? context.removals()
          removals = known
          fixes = context.fix(removingNone: grant, known).map { [$0] } ?? []
          if known.keepsAccount(grant) {
            help = "grant what the app needs; without any entry it has no service account"
          }
        }
        report.add(
          "`none` on the \(context.described(tool)) is the same as no entry",
          help: help,
          // An entry that is anchored with its key is as redundant there; a level alone is none.
          at: grant.key.isAliased || grant.isMerged
            ? context.place(ofLevel: grant) : context.placeInContext(ofLevel: grant),
          value: context.text(grant.levelValue),
          fixes: fixes
        )
      }
    }
  )
}

extension Grant {
  /// Whether it says what is so without it, for it hides no grant that a merge key brings.
  fileprivate var isRedundantNone: Bool {
    level == Level.none && spelling == .exact && tool != nil && !overridesMerged
  }
}

extension LintContext {
  /// Whether a grant of `none` can go: it is the only one of its tool.
  fileprivate func isRemovable(_ grant: Grant) -> Bool {
    guard grant.isRedundantNone, !grant.isMerged, !grant.key.isAliased,
      !grant.levelValue.isAliased, let tool = grant.tool
    else { return false }
    return grants[tool] == .none
  }

  /// Looks through all grants, once for the fixes of a file.
  fileprivate func removals() -> Removals {
    var removals = Removals()
    var counts: [NodeID: Int] = [:]
    var kept: Set<Int> = []
    for grant in manifest.grants {
      guard isRemovable(grant) else {
        kept.insert(grant.section)
        continue
      }
      counts[NodeID(document[grant.key.node].parent), default: 0] += 1
    }
    for (mapping, count) in counts where count > 1 && count * 2 == Int(document[mapping].second) {
      removals.mappings[mapping] = .some(edit(emptying: mapping))
    }
    if hasAccountByGrants { removals.sections = kept }
    return removals
  }

  /// Whether the app has its service account by what the file grants, be it `none`.
  private var hasAccountByGrants: Bool {
    guard manifest.form != .source else { return false }
    return manifest.hasUntypedPermissions || manifest.authentication.isEmpty
  }

  /// Removes the grant; where all of a mapping can go, its first one takes the others with it.
  ///
  /// Where it can't, it stays for now, so that the mapping never loses all at once.
  fileprivate func fix(removingNone grant: Grant, _ removals: Removals) -> Fix? {
    if removals.keepsAccount(grant) { return nil }
    let mapping = NodeID(document[grant.key.node].parent)
    let isFirst = document.firstChild(of: mapping) == grant.key.node
    if let emptied = removals.mappings[mapping], isFirst || emptied != nil {
      guard isFirst, let emptied else { return nil }
      return Fix("remove all grants of this scope, for all are `none`", .safe, [emptied])
    }
    return edit(removing: grant).map { Fix("remove `\(text(grant.key))`", .safe, [$0]) }
  }
}

/// What stands in the way of taking out one grant of `none` after the other.
private struct Removals {
  /// The mappings of which every grant can go, each with the edit that empties it, if there is one.
  var mappings: [NodeID: Edit?] = [:]
  /// The sections that keep a grant; nil where they may lose all of them.
  var sections: Set<Int>?

  /// Whether the app has its service account by this grant and others that could go as well.
  func keepsAccount(_ grant: Grant) -> Bool {
    sections.map { !$0.contains(grant.section) } ?? false
  }
}
