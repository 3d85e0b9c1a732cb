import ArgumentParser
import Planning

/// `dmsa update`.
struct UpdateCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "update",
    abstract: "Update an installed app: show what changes on this company, and do it.",
    usage: "dmsa update <manifest> [--keep-projects] [<options>]",
    discussion: """
      The platform resets an app's permitted projects on an update; --keep-projects permits those \
      from before again in the same plan.

      EXAMPLES:
        dmsa update crew-sync.manifest.yaml --keep-projects --dry-run --company acme.dmsa
        dmsa update crew-sync.manifest.yaml --project 6 --set area=east --yes
      """
  )

  @Argument(help: "The manifest; `-` is standard input.")
  var manifest: String

  @OptionGroup var projects: ProjectChoiceOptions

  @Flag(help: "Permit the projects from before again.")
  var keepProjects = false

  @Flag(help: "Go to a lower version.")
  var allowDowngrade = false

  @Flag(help: "Bring the template that install made for new projects along.")
  var syncTemplate = false

  @Option(
    parsing: .singleValue,
    help: ArgumentHelp(
      "A value for a field of a configuration; repeatable.",
      valueName: "[title:]field=value"
    )
  )
  var set: [String] = []

  @OptionGroup var identity: AppIdentityOptions
  @OptionGroup var company: CompanyOptions
  @OptionGroup var planning: PlanningOptions

  func execute() throws -> ExitStatus {
    let file = try ManifestFile(manifest, identity.stdinFilename)
    let values = try set.map { text in
      guard let value = Update.Assignment(text) else {
        throw CommandFailure("`--set` takes FIELD=VALUE or TITLE:FIELD=VALUE, not `\(text)`")
      }
      return value
    }
    return try PlanRun(company: company, options: planning).run { catalog, answers in
      var update = Update(file.proposed(catalog))
      update.appName = identity.appName ?? answers.appName
      update.appVersion = identity.appVersion ?? answers.appVersion
      update.projects = projects.choice
      update.keepsProjects = keepProjects
      update.allowsDowngrade = allowDowngrade
      update.syncsTemplate = syncTemplate
      update.values = values
      return update
    }
  }
}
