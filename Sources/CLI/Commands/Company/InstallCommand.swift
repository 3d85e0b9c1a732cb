import ArgumentParser
import Catalog
import Companies
import Documents
import Planning

/// `dmsa install`.
struct InstallCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "install",
    abstract: "Install an app: show who gets which access where, and do it once approved.",
    usage: "dmsa install <manifest> [--project <project> ...] [<options>]",
    discussion: """
      An app with a service account gets a directory user with the manifest's company levels, and a \
      membership at its project levels in each permitted project.

      EXAMPLES:
        dmsa install crew-sync.manifest.yaml --project 6 --dry-run --company acme.dmsa
        dmsa install crew-sync.manifest.yaml --all-projects --allow-widen --as lead@acme.example
      """
  )

  @Argument(help: "The manifest; `-` is standard input.")
  var manifest: String

  @OptionGroup var projects: ProjectChoiceOptions

  @Flag(help: "Add the app to all new projects, by a permission template of its own.")
  var addToNewProjects = false

  @Option(help: "Where the app comes from.")
  var source: AppSource = .custom

  @OptionGroup var identity: AppIdentityOptions

  @Flag(help: "Users sign in, for an app without permissions.")
  var userLevel = false

  @OptionGroup var company: CompanyOptions
  @OptionGroup var planning: PlanningOptions

  func execute() throws -> ExitStatus {
    let file = try ManifestFile(manifest, identity.stdinFilename)
    return try PlanRun(company: company, options: planning).run { catalog, answers in
      var install = Install(file.proposed(catalog))
      install.appName = identity.appName ?? answers.appName
      install.appVersion = identity.appVersion ?? answers.appVersion
      install.hasUserLevel = userLevel
      install.source = source == .marketplace ? .marketplace : .custom
      install.projects = projects.choice
      install.addsToNewProjects = addToNewProjects
      return install
    }
  }
}

enum AppSource: String, CaseIterable, ExpressibleByArgument {
  case marketplace
  case custom
}

/// What a manifest may lack.
struct AppIdentityOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The app's name, where the file has none.", valueName: "name"))
  var appName: String?

  @Option(help: ArgumentHelp("The version, where the file has none.", valueName: "x.y.z"))
  var appVersion: String?

  @Option(help: ArgumentHelp("What standard input is called.", valueName: "path"))
  var stdinFilename: String?
}

/// Which projects are meant.
struct ProjectChoiceOptions: ParsableArguments {
  @Option(
    parsing: .singleValue,
    help: ArgumentHelp("A project, by id or exact name; repeatable.", valueName: "project")
  )
  var project: [String] = []

  @Flag(help: "All projects that are active now.")
  var allProjects = false

  func validate() throws {
    if allProjects, !project.isEmpty {
      throw ValidationError("--all-projects and --project exclude each other.")
    }
  }

  var choice: ProjectChoice { allProjects ? .allActive : .named(project) }
}

/// A manifest's bytes, before it is known which tools the company has.
struct ManifestFile {
  private let file: InputFile

  init(_ file: String, _ stdinFilename: String?) throws {
    self.file = try InputFile(file, stdinFilename)
  }

  func proposed(_ catalog: Catalog) -> ProposedManifest {
    ProposedManifest.read(file.bytes, path: file.path, as: file.syntax, catalog: catalog)
  }
}
