import Catalog
import Diagnostics
import Documents
import Manifests

extension Rule {
  /// Finds keys that are no tool of either scope.
  public static let unknownTool = Rule(
    "unknown-tool",
    .permission,
    .error,
    summary: "a tool that the catalog does not have",
    explanation: Explanation(
      what: """
        A key under `company` or `project` is no tool that is known, at either scope.
        """,
      why: """
        A misspelt key grants nothing, and the app fails once it is installed. But the list of \
        tools was never published whole, so a key that is like no other may be right: without a \
        near name it is a warning, and `diff` counts such a grant at its widest. A key that the \
        catalog has without being sure of it is accepted; the auditor gets a note.
        """,
      instead: """
        Correct the key. If your company has the tool, add it to `tools` in `.dmsa.yaml`, or let \
        `dmsa tools import` write that from a saved answer of the platform.
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
            photos:
              level: readonly
              reason: Shows the pictures of the day
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
            images:
              level: readonly
              reason: Shows the pictures of the day
        """
    ),
    check: { context, report in
      var unknown: UnknownTools?
      let grants = context.manifest.grants
      for index in grants.indices {
        switch grants[index].subject {
        case .unknown:
          if unknown == nil { unknown = UnknownTools(in: context) }
          unknown?.report(grants[index], to: &report)
        case .tool(let tool):
          guard report.runPersona == .auditor,
            context.catalog.tools[tool.index].confidence == .low,
            !context.catalog.tools[tool.index].isExtension
          else { continue }
          report.add(
            "the catalog is not sure of the \(context.described(tool))",
            help: "its key was never published; compare it with a company's own list of tools, then"
              + " add it to `tools` in `.dmsa.yaml` or run `dmsa tools import`",
            at: context.document.placeInContext(of: grants[index].key),
            value: context.text(grants[index].key),
            severity: .note,
            from: .auditor
          )
        case .retired, .wrongScope: continue
        }
      }
    }
  )
}

/// Reports unknown keys, each once, however many aliases lead to it.
private struct UnknownTools {
  private let context: LintContext
  private var budget = NearNameBudget()
  private var seen: Set<NodeID> = []

  init(in context: LintContext) { self.context = context }

  mutating func report(_ grant: Grant, to report: inout Report) {
    guard seen.insert(grant.key.node).inserted else { return }
    let key = context.text(grant.key)
    let near = budget.tools(near: key, in: grant.scope, of: context.catalog)
    let isMisspelt = near.contains { context.catalog.tools[$0.index].confidence != .low }
    // What can't be compiled is no tool that the catalog may only not know.
    let isError = isMisspelt || grant.spelling == .missing
    var message = "unknown \(grant.scope.name) tool `\(key.excerpt)`"
    if let tool = near.first.map({ context.catalog.tools[$0.index] }) {
      message += ", did you mean `\(tool.key)`"
      if tool.scope != grant.scope { message += " of `\(tool.scope.name)`" }
    }
    if !isMisspelt, grant.spelling == .missing { message += ", and no level for it" }
    if !isMisspelt { message += "; if it exists, add it to `tools` in `.dmsa.yaml`" }
    report.add(
      message,
      help: isMisspelt
        ? "correct the key; `dmsa tools` lists those that are known"
        : "the catalog may not know it, and `diff` counts it at its widest; `dmsa tools import`"
          + " writes the entry from a saved answer of the platform",
      at: context.document.place(of: grant.key),
      value: key,
      severity: isError ? .error : .warning
    )
  }
}
