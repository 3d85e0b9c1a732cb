import ArgumentParser
import Planning

/// `dmsa uninstall`.
struct UninstallCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "uninstall",
    abstract: "Uninstall an app: its user is switched off and loses its memberships.",
    usage: "dmsa uninstall <app> [<options>]",
    discussion: """
      The record stays, and so does the user, deactivated; `dmsa reinstall` brings both back.

      EXAMPLES:
        dmsa uninstall "Crew Sync" --dry-run --company acme.dmsa
        dmsa uninstall "Crew Sync" --allow-remove --as lead@acme.example
      """
  )

  @Argument(help: "The app's name, or its uid where two share the name.")
  var app: String

  @OptionGroup var company: CompanyOptions
  @OptionGroup var planning: PlanningOptions

  func execute() throws -> ExitStatus {
    try PlanRun(company: company, options: planning).run { _, _ in Uninstall(app: app) }
  }
}

/// `dmsa reinstall`.
struct ReinstallCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "reinstall",
    abstract: "Bring an uninstalled app back, with the manifest that is recorded.",
    usage: "dmsa reinstall <app> [--project <project> ... | --keep-projects] [<options>]",
    discussion: """
      Permitted projects are reset unless they are given; --keep-projects permits those from when \
      it was uninstalled.

      EXAMPLES:
        dmsa reinstall "Crew Sync" --keep-projects --dry-run --company acme.dmsa
        dmsa reinstall "Crew Sync" --project Tower --allow-widen
      """
  )

  @Argument(help: "The app's name, or its uid where two share the name.")
  var app: String

  @OptionGroup var projects: ProjectChoiceOptions

  @Flag(help: "Permit the projects from when it was uninstalled.")
  var keepProjects = false

  @OptionGroup var company: CompanyOptions
  @OptionGroup var planning: PlanningOptions

  func execute() throws -> ExitStatus {
    try PlanRun(company: company, options: planning).run { _, _ in
      var reinstall = Reinstall(app: app)
      reinstall.projects = projects.choice
      reinstall.keepsProjects = keepProjects
      return reinstall
    }
  }
}
