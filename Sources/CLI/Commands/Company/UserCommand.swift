import ArgumentParser
import Planning

/// `dmsa user set`.
struct UserCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "user",
    abstract: "Set what a directory user is and may do.",
    discussion: """
      EXAMPLES:
        dmsa user set lead@acme.example --project 6 --template Field --company acme.dmsa
        dmsa user set lead@acme.example --inactive --allow-remove
      """,
    subcommands: [Set.self]
  )

  struct Set: Command {
    static let configuration = CommandConfiguration(
      commandName: "set",
      abstract: "Set a user's templates, memberships and activity.",
      discussion: """
        --project makes the user a member, with --template or else the default template; of a member \
        --template changes the template.

        EXAMPLES:
          dmsa user set lead@acme.example --company-template Office --dry-run --company acme.dmsa
          dmsa user set lead@acme.example --project 6 --template Field --allow-widen
        """
    )

    @Argument(help: "The user's login.")
    var login: String

    @OptionGroup var assignment: AssignmentOptions
    @OptionGroup var company: CompanyOptions
    @OptionGroup var planning: PlanningOptions

    func execute() throws -> ExitStatus {
      try PlanRun(company: company, options: planning).run { _, _ in
        assignment.verb(for: login)
      }
    }
  }
}

/// What is set on a user.
struct AssignmentOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The company template, by id or name.", valueName: "template"))
  var companyTemplate: String?

  @Option(
    help: ArgumentHelp("The template in projects that come without one.", valueName: "template")
  )
  var defaultProjectTemplate: String?

  @Flag(
    inversion: .prefixedNo,
    help: "Whether the user is added to every project that is made from now on."
  )
  var addToNewProjects: Bool?

  @OptionGroup var projects: ProjectChoiceOptions

  @Option(help: ArgumentHelp("The template in those projects.", valueName: "template"))
  var template: String?

  @Option(
    parsing: .singleValue,
    help: ArgumentHelp("A project that the user leaves; repeatable.", valueName: "project")
  )
  var removeProject: [String] = []

  @Flag(help: "Whether the user is active.")
  var activity: Activity?

  enum Activity: String, EnumerableFlag {
    case active
    case inactive
  }

  func validate() throws {
    if template != nil, projects.choice.isEmpty {
      throw ValidationError("--template goes with --project or --all-projects.")
    }
  }

  func verb(for login: String) -> SetUser {
    var set = SetUser(login: login)
    set.companyTemplate = companyTemplate
    set.defaultProjectTemplate = defaultProjectTemplate
    set.isAddedToNewProjects = addToNewProjects
    set.projects = projects.choice
    set.template = template
    set.removedProjects = removeProject
    set.isActive = activity.map { $0 == .active }
    return set
  }
}
