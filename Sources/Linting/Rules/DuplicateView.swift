import Diagnostics
import Documents
import Manifests

extension Rule {
  /// Finds views that stand in a list twice.
  public static let duplicateView = Rule(
    "duplicate-view",
    .embedded,
    .warning,
    summary: "a view that stands in the list before",
    explanation: Explanation(
      what: "The list of views of a side panel has the same view twice.",
      why: """
        The second one does nothing. Often another view was meant, and the panel is missing there.
        """,
      instead: "Take it out, or write the view that was meant.",
      bad: """
        app:
          name: Crew Board
          version: 1.0.0
        schema_version: "4.1"
        post_installation_instruction:
          notes: Create a configuration that says which board a project shows.
        sidepanel:
          views: [rfi.detail, rfi.detail]
          source_url: https://board.crewsync.io/panel
          description: Crews beside what is on screen
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
        """
    ),
    check: { context, report in
      for component in context.manifest.components where component.views.count > 1 {
        for (later, earlier) in context.duplicates(in: component.views) {
          let view = component.views[later]
          let first = context.item(component.views[earlier])
          var place = context.document.place(of: view)
          place.range = context.document.range(of: context.item(view))
          place.related = [
            RelatedPlace("it stands here first", at: context.document.range(of: first))
          ]
          let name = context.text(view)
          report.add(
            "`\(name.excerpt)` stands in this list before",
            help: "the second one does nothing; take it out, or write the view that was meant",
            at: place,
            value: name,
            fixes: context.removing(view).map { [Fix("remove `\(name.excerpt)`", .safe, $0)] } ?? []
          )
        }
      }
    }
  )
}
