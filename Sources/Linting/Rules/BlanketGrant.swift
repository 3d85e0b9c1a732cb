import Catalog
import Diagnostics
import Documents
import Manifests

extension Rule {
  /// Finds scopes that grant one level on nearly every tool.
  public static let blanketGrant = Rule(
    "blanket-grant",
    .risk,
    .warning,
    summary: "the same level on nearly every tool",
    explanation: Explanation(
      what: """
        One scope grants the same level, `standard` or `admin`, on at least ten tools and four \
        fifths of those that the catalog is sure of.
        """,
      why: """
        Such a list was copied, not chosen: no app writes to everything. An admin who looks at it \
        can't tell what the app is for, and its credentials open every tool.
        """,
      instead: """
        Start from the calls that the app makes, and grant what they need.
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
            home: standard
            documents: standard
            schedule: standard
            timecard: standard
            timesheets: standard
            directory: standard
            concierge: standard
            checklists: standard
            planroom: standard
            programs: standard
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
            home: {level: readonly, reason: Shows it on the start page}
            documents: {level: readonly, reason: Shows it on the start page}
            schedule: {level: readonly, reason: Shows it on the start page}
            planroom: {level: readonly, reason: Shows it on the start page}
        """
    ),
    check: { context, report in
      let grants = context.manifest.grants
      var start = 0
      while start < grants.count {
        var end = start + 1
        while end < grants.count, grants[end].scopeKey == grants[start].scopeKey,
          grants[end].section == grants[start].section
        {
          end += 1
        }
        if end - start >= 10, let level = context.blanketLevel(of: grants[start..<end]) {
          let key = grants[start].scopeKey
          let scope = grants[start].scope
          report.add(
            "`\(level.name)` on nearly every \(scope.name) tool",
            help:
              "the list looks copied, not chosen, and opens everything \(scope.reach); grant what"
              + " the app's calls need, tool by tool",
            at: context.document.placeInContext(of: key),
            value: level.name
          )
        }
        start = end
      }
    }
  )
}

extension LintContext {
  /// The level, standard or admin, that nearly all tools of a scope have in these grants.
  fileprivate func blanketLevel(of grants: ArraySlice<Grant>) -> Level? {
    guard let scope = grants.first?.scope else { return nil }
    let sure = catalog.tools(in: scope).count { catalog.tools[$0.index].confidence != .low }
    return [Level.standard, .admin].first { level in
      var tools: Set<ToolID> = []
      for grant in grants where grant.level == level {
        guard let tool = grant.tool, catalog.tools[tool.index].confidence != .low else { continue }
        tools.insert(tool)
      }
      return tools.count >= 10 && tools.count * 5 >= sure * 4
    }
  }
}
