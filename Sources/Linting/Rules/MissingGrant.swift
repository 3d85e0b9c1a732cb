import Access
import Catalog
import Diagnostics
import Documents
import Manifests

extension Rule {
  /// Finds calls for which no grant is enough.
  public static let missingGrant = Rule(
    "missing-grant",
    .permission,
    .warning,
    summary: "a call that no grant covers",
    explanation: Explanation(
      what: """
        A call in `uses` needs a level that the app has on no tool that would do, not by another \
        grant either.
        """,
      why: """
        The call would fail with a 403 or a 404 once the app is installed. It is a warning where \
        the platform's documents state the need, and a note for the pedantic persona where it is \
        only guessed from path and method.
        """,
      instead: """
        Grant what the call needs, if the app needs the call; else take it out of `uses`.
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
              level: readonly
              reason: Reads the templates, adds places
              uses:
                - GET /rest/v1.1/projects/{project_id}/checklist/list_templates
                - POST /rest/v1.0/projects/{project_id}/locations
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
              reason: Reads the templates
              uses:
                - GET /rest/v1.1/projects/{project_id}/checklist/list_templates
        """
    ),
    check: { context, report in
      let guessing = report.persona >= .pedantic
      var budget = NearNameBudget()
      let grants = context.manifest.grants
      for index in grants.indices {
        for call in grants[index].uses {
          guard let need = context.need(of: call, guessing: guessing),
            !context.isCovered(need), !context.isMeant(need, by: grants[index], &budget)
          else { continue }
          let text = context.text(call)
          // A query says nothing of the need, and may be long.
          let path = text.prefix { $0 != "?" && $0 != "#" }
          let needed = "`\(need.level.name)` on the \(context.described(anyOf: need.tools))"
          report.add(
            "`\(path)` needs \(needed), no grant covers it",
            help: "grant it if the app makes this call, else take the call out of `uses`"
              + (need.isDocumented ? "" : "; the need is guessed from the call's path and method"),
            at: context.document.place(of: call),
            value: text,
            severity: need.isDocumented ? .warning : .note,
            from: need.isDocumented ? .regular : .pedantic
          )
        }
      }
    }
  )
}

extension LintContext {
  /// Whether the app has enough on any of the tools that would do.
  fileprivate func isCovered(_ need: CallNeed) -> Bool {
    need.tools.contains { effective.level(of: $0) >= need.level }
  }

  /// Whether the grant would cover the call but for a mistake that has a finding of its own.
  fileprivate func isMeant(
    _ need: CallNeed,
    by grant: Grant,
    _ budget: inout NearNameBudget
  ) -> Bool {
    switch grant.subject {
    case .tool(let tool), .retired(let tool): return grant.level == nil && need.tools.contains(tool)
    case .wrongScope(let tool): return need.tools.contains(tool)
    case .unknown:
      return budget.tools(near: text(grant.key), in: grant.scope, of: catalog)
        .contains { need.tools.contains($0) }
    }
  }
}
