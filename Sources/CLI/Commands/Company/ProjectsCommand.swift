import ArgumentParser
import Planning

/// `dmsa projects add` and `dmsa projects remove`.
struct ProjectsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "projects",
    abstract: "Permit projects to an app, or take them away.",
    discussion: """
      EXAMPLES:
        dmsa projects add "Crew Sync" 6 Tower --dry-run --company acme.dmsa
        dmsa projects remove "Crew Sync" 6 --allow-remove
      """,
    subcommands: [Add.self, Remove.self]
  )

  struct Add: Command {
    static let configuration = CommandConfiguration(
      commandName: "add",
      abstract: "Permit projects to an app.",
      discussion: """
        The app's user becomes a member of each, at the levels of the manifest.

        EXAMPLES:
          dmsa projects add "Crew Sync" 6 Tower --dry-run --company acme.dmsa
          dmsa projects add "Crew Sync" 7 --allow-widen --as lead@acme.example
        """
    )

    @OptionGroup var change: PermittedProjectsOptions

    func execute() throws -> ExitStatus { try change.run(.add) }
  }

  struct Remove: Command {
    static let configuration = CommandConfiguration(
      commandName: "remove",
      abstract: "Take projects away from an app.",
      discussion: """
        The app's user is no longer a member there, however the membership came about.

        EXAMPLES:
          dmsa projects remove "Crew Sync" 6 --dry-run --company acme.dmsa
          dmsa projects remove "Crew Sync" Tower --allow-remove
        """
    )

    @OptionGroup var change: PermittedProjectsOptions

    func execute() throws -> ExitStatus { try change.run(.remove) }
  }
}

struct PermittedProjectsOptions: ParsableArguments {
  @Argument(help: "The app's name, or its uid where two share the name.")
  var app: String

  @Argument(help: "Projects, by id or exact name.")
  var projects: [String]

  @OptionGroup var company: CompanyOptions
  @OptionGroup var planning: PlanningOptions

  func run(_ action: PermitProjects.Action) throws -> ExitStatus {
    try PlanRun(company: company, options: planning).run { _, _ in
      PermitProjects(action, app: app, projects: projects)
    }
  }
}
