import Access
import Catalog
import Diagnostics
import Documents
import Manifests

extension Rule {
  /// Finds grants that are wider than the calls they serve.
  public static let unusedGrant = Rule(
    "unused-grant",
    .permission,
    .warning,
    summary: "a level above what the calls need",
    explanation: Explanation(
      what: """
        The calls that a grant lists in `uses` need a lower level of its tool, or don't need the \
        tool at all.
        """,
      why: """
        Whoever gets hold of the app's credentials can do what the app itself never does. It is a \
        warning where the platform's documents state the need, and a note for the pedantic persona \
        where it is only guessed from path and method. A call that the catalog can't place keeps \
        its grant from counting as unused.
        """,
      instead: """
        Lower the level, or list the calls that need it.
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
            checklists:
              level: admin
              reason: Reads the templates for inspections
              uses: ["GET /rest/v1.1/projects/{project_id}/checklist/list_templates"]
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
            checklists:
              level: readonly
              reason: Reads the templates for inspections
              uses: ["GET /rest/v1.1/projects/{project_id}/checklist/list_templates"]
        """
    ),
    check: { context, report in
      for grant in context.manifest.grants where !grant.uses.isEmpty && !grant.hasUnreadUses {
        guard let tool = grant.tool, let level = context.soundLevel(of: grant),
          let usage = Usage(of: grant, tool, in: context, guessing: report.persona >= .pedantic),
          usage.level < level
        else { continue }
        let found = "`\(level.name)` on the \(context.described(tool))"
        let isNeeded = usage.level > .none
        report.add(
          isNeeded
            ? "\(found) is more than its calls need, which is `\(usage.level.name)`"
            : "\(found) is needed by none of its calls",
          help: (isNeeded ? "lower it to `\(usage.level.name)`" : "remove it")
            + ", or list the calls that need it"
            + (usage.isDocumented ? "" : "; the need is guessed from the calls' paths and methods"),
          onLevelOf: grant,
          in: context,
          related: usage.call.map {
            [
              RelatedPlace(
                "no call needs more than this one",
                at: context.document.range(of: $0.node)
              )
            ]
          } ?? [],
          severity: usage.isDocumented ? .warning : .note,
          from: usage.isDocumented ? .regular : .pedantic,
          fixes: context.fixes(narrowing: grant, to: usage.level)
        )
      }
    }
  )
}

/// What the calls of a grant need of its tool.
private struct Usage {
  /// The lowest level of the tool that does for all calls; none where no call needs the tool.
  private(set) var level = Level.none
  /// Whether the documents state what each call needs.
  private(set) var isDocumented = true
  /// The call that needs most.
  private(set) var call: Reference?

  /// Nil where a call's need isn't known, or no level of the tool is enough.
  init?(of grant: Grant, _ tool: ToolID, in context: LintContext, guessing: Bool) {
    var needed = Level.none
    for call in grant.uses {
      guard let need = context.need(of: call, guessing: guessing) else { return nil }
      if !need.isDocumented { isDocumented = false }
      var level = need.tools.contains(tool) ? need.level : .none
      // Directory at admin serves the calls of every tool that it implies.
      if grant.level == .admin, level == .none,
        need.tools.contains(where: { context.isImplied($0, by: grant) })
      {
        level = .admin
      }
      guard level > needed else { continue }
      needed = level
      self.call = call
    }
    let levels = context.catalog.tools[tool.index].levels
    guard needed > .none else { return }
    guard let lowest = levels.levels.first(where: { $0 >= needed }) else { return nil }
    level = lowest
  }
}

extension LintContext {
  /// Whether a grant of Directory at admin gives the tool.
  fileprivate func isImplied(_ tool: ToolID, by grant: Grant) -> Bool {
    guard let directory = grant.tool else { return false }
    var alone = Grants(noneIn: catalog)
    alone[directory] = .admin
    return EffectiveLevels(alone, in: catalog).isAbsorbed(tool)
  }

  /// Lowers a grant, or removes it where nothing of it is needed.
  fileprivate func fixes(narrowing grant: Grant, to level: Level) -> [Fix] {
    guard !grant.isMerged, !grant.levelValue.isAliased, !isRepeated(grant.levelValue.node)
    else { return [] }
    guard level > .none else {
      return edit(removing: grant).map { [Fix("remove `\(text(grant.key))`", .unsafe, [$0])] } ?? []
    }
    guard let edit = edit(replacing: grant.levelValue.node, by: level.name) else { return [] }
    return [Fix("replace `\(text(grant.levelValue).excerpt)` by `\(level.name)`", .unsafe, [edit])]
  }
}
