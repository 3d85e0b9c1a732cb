import ArgumentParser
import Planning

/// `dmsa settings allow-user-installs`.
struct SettingsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "settings",
    abstract: "Change a setting of the company.",
    discussion: """
      EXAMPLES:
        dmsa settings allow-user-installs off --yes --company acme.dmsa
        dmsa settings allow-user-installs on --allow-widen --as lead@acme.example
      """,
    subcommands: [AllowUserInstalls.self]
  )

  struct AllowUserInstalls: Command {
    static let configuration = CommandConfiguration(
      commandName: "allow-user-installs",
      abstract: "Say whether users may install apps themselves.",
      discussion: """
        EXAMPLES:
          dmsa settings allow-user-installs off --yes --company acme.dmsa
          dmsa settings allow-user-installs on --allow-widen --dry-run
        """
    )

    enum Switch: String, CaseIterable, ExpressibleByArgument {
      case on
      case off
    }

    @Argument(help: "`on` or `off`.")
    var value: Switch

    @OptionGroup var company: CompanyOptions
    @OptionGroup var planning: PlanningOptions

    func execute() throws -> ExitStatus {
      try PlanRun(company: company, options: planning).run { _, _ in
        SetUserInstalls(isOn: value == .on)
      }
    }
  }
}
