import Access
import Catalog
import Diagnostics
import Documents
import Manifests

extension Rule {
  /// Finds views of tools that the app's service account cannot read.
  public static let viewWithoutGrant = Rule(
    "view-without-grant",
    .embedded,
    .note,
    persona: .auditor,
    summary: "a side panel in a tool that the service account cannot read",
    explanation: Explanation(
      what: """
        The app has a service account, and its side panel is shown in a tool on which that account \
        has no access.
        """,
      why: """
        The panel knows which item is on screen, but the service account cannot read it: every \
        call about it is answered with 404.
        """,
      instead: """
        Ask for `readonly` on the tool, or leave it if the panel asks as the signed-in user alone.
        """,
      bad: """
        app:
          name: Crew Board
          version: 1.0.0
        schema_version: "4.1"
        post_installation_instruction:
          notes: Create a configuration that says which board a project shows.
        sidepanel:
          views: [rfi.detail]
          source_url: https://board.crewsync.io/panel
          description: Crews beside what is on screen
        permissions:
          project:
            documents:
              level: readonly
              reason: Shows the drawings of the day
        """,
      good: """
        app:
          name: Crew Board
          version: 1.0.0
        schema_version: "4.1"
        post_installation_instruction:
          notes: Create a configuration that says which board a project shows.
        sidepanel:
          views: [rfi.detail]
          source_url: https://board.crewsync.io/panel
          description: Crews beside what is on screen
        permissions:
          project:
            rfi:
              level: readonly
              reason: Shows open questions
        """
    ),
    check: { context, report in
      let panels = context.manifest.components.filter {
        !$0.views.isEmpty && $0.kind != .fullscreen
      }
      guard !panels.isEmpty, context.manifest.hasServiceAccount else { return }
      for component in panels {
        var seen: Set<ToolID> = []
        for view in component.views {
          guard
            let entry = context.document.withText(of: view.node, { context.catalog.view(key: $0) }),
            let tool = context.catalog.tool(.project, entry.toolKey),
            context.catalog[tool].isAssignable, context.effective.level(of: tool) == .none,
            seen.insert(tool).inserted
          else { continue }
          report.add(
            "the service account can't read `\(entry.toolKey)`, in which `\(entry.key)` is shown",
            help: "calls about the item on screen are answered with 404; grant `readonly` on"
              + " `\(entry.toolKey)`, unless the panel asks as the signed-in user alone",
            at: context.document.place(of: view),
            value: entry.key
          )
        }
      }
    }
  )
}
