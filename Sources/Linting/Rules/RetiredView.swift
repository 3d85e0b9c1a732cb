import Catalog
import Diagnostics
import Documents
import Manifests

extension Rule {
  /// Finds views that were published once and no longer are, or misspelt.
  public static let retiredView = Rule(
    "retired-view",
    .embedded,
    .warning,
    summary: "a view that is no longer published",
    explanation: Explanation(
      what: """
        A side panel names a view that older documents have and newer ones lack, or one that they \
        misspelt.
        """,
      why: "The portal may refuse it or show the panel nowhere.",
      instead: """
        Name the view that took its place. The fix corrects a misspelt one; for another successor \
        look whether the panel still fits.
        """,
      bad: """
        app:
          name: Crew Board
          version: 1.0.0
        schema_version: "4.1"
        post_installation_instruction:
          notes: Create a configuration that says which board a project shows.
        sidepanel:
          views: [commitments.purchase_orders.detail]
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
          views: [commitments.purchase_order_contracts.detail]
          source_url: https://board.crewsync.io/panel
          description: Crews beside what is on screen
        """
    ),
    check: { context, report in
      let components = context.manifest.components
      for component in components.indices {
        let views = components[component].views
        var repeats: Set<Int>?
        for (index, view) in views.enumerated() {
          let entry = context.document.withText(of: view.node) { key -> ViewEntry? in
            let status = context.catalog.status(ofView: key)
            return status == .retired || status == .typo ? context.catalog.view(key: key) : nil
          }
          guard let entry else { continue }
          let found = repeats ?? context.repeats(in: views)
          repeats = found
          guard !found.contains(index) else { continue }
          report.add(
            message(for: entry),
            help: entry.status == .typo
              ? "older tables had it misspelt; write the right key"
              : "newer tables of views lack it, so the panel may be shown nowhere",
            at: context.document.place(of: view),
            value: entry.key,
            fixes: context.fixes(for: view, entry, among: views)
          )
        }
      }
    }
  )

  private static func message(for entry: ViewEntry) -> String {
    let successor = entry.replacedBy.map { ", use `\($0)`" } ?? ", and nothing took its place"
    return entry.status == .typo
      ? "misspelt view `\(entry.key)`\(successor)" : "retired view `\(entry.key)`\(successor)"
  }
}

extension LintContext {
  /// Writes the successor in the view's place, or takes the view out where that is there already.
  fileprivate func fixes(
    for view: Reference,
    _ entry: ViewEntry,
    among views: [Reference]
  ) -> [Fix] {
    guard let successor = entry.replacedBy else { return [] }
    let safety: Fix.Safety = entry.status == .typo ? .safe : .unsafe
    if views.contains(where: { text($0) == successor }) {
      guard let edits = removing(view) else { return [] }
      return [Fix("remove `\(entry.key)`, for `\(successor)` is there", safety, edits)]
    }
    guard let edits = replacing(view, by: successor) else { return [] }
    return [Fix("replace `\(entry.key)` by `\(successor)`", safety, edits)]
  }
}
