import Catalog
import Diagnostics
import Documents
import Manifests

extension Rule {
  /// Finds views that are not in the catalog.
  public static let unknownView = Rule(
    "unknown-view",
    .embedded,
    .warning,
    summary: "a view that is not in the catalog",
    explanation: Explanation(
      what: """
        A side panel names a view that the catalog does not have: an error where it is nearly the \
        name of one that is there, else a warning.
        """,
      why: """
        A panel for a view that does not exist is shown nowhere. Yet some real views were never \
        listed, so a name that is near to none may be right.
        """,
      instead: "Correct the name. If the view is real, add it to `views` in the config.",
      bad: """
        app:
          name: Crew Board
          version: 1.0.0
        schema_version: "4.1"
        post_installation_instruction:
          notes: Create a configuration that says which board a project shows.
        sidepanel:
          views: [rfi.details]
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
      var budget = NearNameBudget()
      let components = context.manifest.components
      for component in components.indices {
        let views = components[component].views
        var repeats: Set<Int>?
        for (index, view) in views.enumerated() {
          let isKnown = context.document.withText(of: view.node) {
            context.catalog.status(ofView: $0) != nil
          }
          guard !isKnown else { continue }
          let found = repeats ?? context.repeats(in: views)
          repeats = found
          guard !found.contains(index) else { continue }
          let name = context.text(view)
          let near = budget.spend(100) ? context.catalog.nearView(to: name) : nil
          report.add(
            "unknown view `\(name.excerpt)`" + (near.map { ", did you mean `\($0)`" } ?? ""),
            help: near == nil
              ? "the catalog may lack it; if the portal offers the view, add it to `views` in the"
                + " config"
              : "a panel for a view that doesn't exist is shown nowhere",
            at: context.document.place(of: view),
            value: name,
            severity: near == nil ? .warning : .error
          )
        }
      }
    }
  )
}
