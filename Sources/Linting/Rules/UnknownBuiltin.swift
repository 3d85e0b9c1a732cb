import Catalog
import Diagnostics
import Documents
import Manifests

extension Rule {
  /// Finds variables that look built in and are not.
  public static let unknownBuiltin = Rule(
    "unknown-builtin",
    .embedded,
    .error,
    summary: "a variable of the platform that does not exist",
    explanation: Explanation(
      what: """
        A component's URL has a variable whose name starts with `procore.` and that is none of the \
        four that the platform fills in, declared or not.
        """,
      why: """
        The names that start with `procore.` are the platform's own; no other one is ever filled \
        in.
        """,
      instead: """
        Use `procore.company.id`, `procore.company.name`, `procore.project.id` or \
        `procore.project.name`, or a field under a name of your own.
        """,
      bad: """
        app:
          name: Crew Board
          version: 1.0.0
        schema_version: "4.1"
        post_installation_instruction:
          notes: Create a configuration that says which board a project shows.
        fullscreen:
          source_url: https://board.crewsync.io/today?project={{procore.project_id}}
          description: Crews of the day
        """,
      good: """
        app:
          name: Crew Board
          version: 1.0.0
        schema_version: "4.1"
        post_installation_instruction:
          notes: Create a configuration that says which board a project shows.
        fullscreen:
          source_url: https://board.crewsync.io/today?project={{procore.project.id}}
          description: Crews of the day
        """
    ),
    check: { context, report in
      for url in context.urls where url.uses.contains(where: { $0.meaning == .imitation }) {
        var seen: Set<ArraySlice<UInt8>> = []
        for use in url.uses where use.meaning == .imitation {
          guard seen.insert(url.name(of: use)).inserted else { continue }
          let name = String(decoding: url.name(of: use), as: UTF8.self)
          let near = NearNames.nearest(to: name, among: InterpolatedURL.builtInVariables)
          report.add(
            "unknown built-in variable `{{\(name.excerpt)}}`"
              + (near.map { ", did you mean `{{\($0)}}`" } ?? ""),
            help: help,
            at: context.document.place(of: url.value.value),
            value: name
          )
        }
      }
    }
  )

  private static let help = """
    names that start with `procore.` are the platform's own, and there are four: \
    `procore.company.id`, `procore.company.name`, `procore.project.id`, `procore.project.name`
    """
}
