import ArgumentParser
import Planning

/// `dmsa request-install`.
struct RequestInstallCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "request-install",
    abstract: "Ask for an app as a user of the company.",
    usage: "dmsa request-install <manifest> --as <login> [--note <text>] [<options>]",
    discussion: """
      Where users may install, an app without a service account is installed at once. Every other \
      wish is recorded and waits for an admin. Neither takes an approval.

      EXAMPLES:
        dmsa request-install markup.manifest.yaml --as worker@acme.example --company acme.dmsa
        dmsa request-install crew-sync.manifest.yaml --as worker@acme.example --note "for Tower"
      """
  )

  @Argument(help: "The manifest; `-` is standard input.")
  var manifest: String

  @Option(help: ArgumentHelp("What the admins are told.", valueName: "text"))
  var note: String?

  @OptionGroup var identity: AppIdentityOptions

  @Flag(help: "Users sign in, for an app without permissions.")
  var userLevel = false

  @OptionGroup var company: CompanyOptions
  @OptionGroup var planning: PlanningOptions

  func validate() throws {
    guard planning.login != nil else {
      throw ValidationError("--as says who asks for the app.")
    }
  }

  func execute() throws -> ExitStatus {
    let file = try ManifestFile(manifest, identity.stdinFilename)
    return try PlanRun(company: company, options: planning).run { catalog, answers in
      var install = Install(file.proposed(catalog))
      install.appName = identity.appName ?? answers.appName
      install.appVersion = identity.appVersion ?? answers.appVersion
      install.hasUserLevel = userLevel
      return RequestInstall(install, note: note)
    }
  }
}
