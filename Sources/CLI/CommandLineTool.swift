import ArgumentParser
import Companies
import Glibc
import Planning
import Storage

/// A command of `dmsa`.
protocol Command: ParsableCommand {
  /// Carries it out.
  func execute() throws -> ExitStatus
}

/// The program: finds the command, runs it, ends with its status.
package enum CommandLineTool {
  /// The version of the program, as `dmsa --version` prints it.
  package static let version = "0.1.0"

  /// Runs the command that the process was started with.
  package static func main() -> Never {
    // A reader that went away ends the output, not the program.
    signal(SIGPIPE, SIG_IGN)
    StandardStream.holdPlaces()
    exit(run(Array(CommandLine.arguments.dropFirst())).code)
  }

  /// Runs a command; the first word is looked at before the argument parser is, so that a command
  /// pays for no other.
  static func run(_ arguments: [String]) -> ExitStatus {
    if arguments == ["--version"] {
      return report { try printed("dmsa \(version)") }
    }
    if !FileSystem.hasWorkingFolder, !arguments.contains("--help"), !arguments.contains("-h"),
      arguments.first != "help"
    {
      Notice.tell("the working folder: \(String(cString: strerror(errno)).lowercasedFirst)")
      return .unusable
    }
    if arguments.first == "lint", let request = LintRequest(arguments.dropFirst()) {
      return report { try LintRun(request).run() }
    }
    let status = runCommand(arguments)
    // Who tells changes by their status can't have an error look like one.
    guard arguments.contains("--detailed-exitcode"), changing.contains(arguments.first ?? "") else {
      return status
    }
    switch status {
    case .success, .changes, .changesThatWiden: return status
    default: return .found
    }
  }

  /// The commands that change a company, and so take `--detailed-exitcode`.
  private static let changing: Set<String> = [
    "company", "install", "update", "uninstall", "reinstall", "projects", "configure", "template",
    "user", "service-account", "settings", "request-install", "requests", "plan", "apply", "drift",
    "metrics",
  ]

  private static func runCommand(_ arguments: [String]) -> ExitStatus {
    let wantsHelp = arguments.contains("--help") || arguments.contains("-h")
    if !wantsHelp, let name = arguments.first, let command = Dmsa.commands[name] {
      return parse(command, Array(arguments.dropFirst()), all: arguments)
    }
    return parseAtRoot(arguments)
  }

  private static func parse(
    _ type: any ParsableCommand.Type,
    _ arguments: [String],
    all: [String]
  ) -> ExitStatus {
    guard let parsed = try? type.parseAsRoot(arguments), let command = parsed as? any Command
    else { return parseAtRoot(all) }
    return execute(command)
  }

  /// The long way: help, completions, and errors with the whole command's name.
  private static func parseAtRoot(_ arguments: [String]) -> ExitStatus {
    if let unknown = UnknownCommand(arguments) {
      Notice.tell(unknown.message)
      return .unusable
    }
    do {
      var parsed = try Dmsa.parseAsRoot(arguments)
      if let command = parsed as? any Command { return execute(command) }
      // Help itself, which ends by throwing what is to be printed.
      try parsed.run()
      return .success
    } catch {
      let message = Dmsa.fullMessage(for: error, columns: columns)
      if Dmsa.exitCode(for: error) == .success {
        return report { try printed(message) }
      }
      Notice.write(message)
      return .unusable
    }
  }

  private static func printed(_ text: String) throws -> ExitStatus {
    try StandardStream.output.writeLine(text)
    return .success
  }

  private static func execute(_ command: any Command) -> ExitStatus {
    report { try command.execute() }
  }

  /// Runs a command and says why it failed, if it does.
  private static func report(_ command: () throws -> ExitStatus) -> ExitStatus {
    do {
      return try command()
    } catch let failure as CommandFailure {
      for line in failure.message.split(separator: "\n") {
        Notice.tell(String(line))
      }
      return failure.status
    } catch let failure as SnapshotFailure {
      for mistake in failure.mistakes {
        Notice.tell("\(mistake.text) [\(mistake.rule)]")
      }
      return failure.status
    } catch let failure as FileFailure {
      Notice.tell(failure.message)
      return .unusable
    } catch let failure as StoreFailure {
      Notice.tell(failure.message)
      if case .locked = failure { return .locked }
      if case .inconsistent = failure { return .found }
      return .unusable
    } catch let stale as StalePlan {
      for fact in stale.facts {
        Notice.tell("`\(fact)` changed since the plan was made")
      }
      Notice.tell("nothing was written; make the plan anew")
      return .stale
    } catch let refusal as Plan.Refusal {
      Notice.tell(refusal.message)
      return .found
    } catch let refusal as ApplyRefusal {
      Notice.tell(refusal.message)
      return .found
    } catch let mistake as QuestionMistake {
      Notice.tell(mistake.message)
      return .unusable
    } catch let mistake as VerbMistake {
      Notice.tell(mistake.message)
      return .unusable
    } catch {
      Notice.write(Dmsa.fullMessage(for: error))
      return .unusable
    }
  }

  private static var columns: Int {
    min(100, StandardStream.output.terminalWidth ?? 100)
  }
}

/// The root: what the commands are and how they are grouped in the help.
struct Dmsa: ParsableCommand {
  static let commands: [String: any ParsableCommand.Type] = [
    "lint": LintCommand.self,
    "explain": ExplainCommand.self,
    "rules": RulesCommand.self,
    "tools": ToolsCommand.self,
    "schema": SchemaCommand.self,
    "new": NewCommand.self,
    "fmt": FmtCommand.self,
    "compile": CompileCommand.self,
    "migrate": MigrateCommand.self,
    "diff": DiffCommand.self,
    "install": InstallCommand.self,
    "update": UpdateCommand.self,
    "uninstall": UninstallCommand.self,
    "reinstall": ReinstallCommand.self,
    "projects": ProjectsCommand.self,
    "configure": ConfigureCommand.self,
    "template": TemplateCommand.self,
    "user": UserCommand.self,
    "service-account": ServiceAccountCommand.self,
    "settings": SettingsCommand.self,
    "request-install": RequestInstallCommand.self,
    "requests": RequestsCommand.self,
    "metrics": MetricsCommand.self,
    "drift": DriftCommand.self,
    "plan": PlanCommand.self,
    "show": ShowCommand.self,
    "apply": ApplyCommand.self,
    "company": CompanyCommand.self,
    "log": LogCommand.self,
    "access": AccessCommand.self,
    "launch": LaunchCommand.self,
  ]

  static let configuration = CommandConfiguration(
    commandName: "dmsa",
    abstract: "Lints the manifests of Procore apps: what they ask for, and whether they should.",
    usage: "dmsa <command> [<options>]",
    discussion: """
      EXAMPLES:
        dmsa lint                            lint all manifests below this folder
        dmsa explain company-directory-admin say what a rule is about
        dmsa install app.manifest.yaml --dry-run --company acme.dmsa
                                             rehearse an install

      Exit status: 0 nothing found, 1 findings or a refusal, 2 not done (bad flags, no such file, bad \
      config), 3 no file matched, 4 a stale plan, 5 a locked store, 7 an approval is missing.
      """,
    version: "dmsa \(CommandLineTool.version)",
    groupedSubcommands: [
      CommandGroup(
        name: "Manifests",
        subcommands: [
          LintCommand.self, FmtCommand.self, CompileCommand.self, MigrateCommand.self,
          NewCommand.self,
        ]
      ),
      CommandGroup(name: "Reviews", subcommands: [DiffCommand.self]),
      CommandGroup(
        name: "Company",
        subcommands: [
          CompanyCommand.self, InstallCommand.self, UpdateCommand.self, UninstallCommand.self,
          ReinstallCommand.self, ProjectsCommand.self, ConfigureCommand.self,
          TemplateCommand.self, UserCommand.self, ServiceAccountCommand.self,
          SettingsCommand.self, RequestInstallCommand.self, RequestsCommand.self,
          PlanCommand.self, ShowCommand.self, ApplyCommand.self, DriftCommand.self,
          MetricsCommand.self, AccessCommand.self, LaunchCommand.self, LogCommand.self,
        ]
      ),
      CommandGroup(
        name: "Reference",
        subcommands: [
          ExplainCommand.self, RulesCommand.self, ToolsCommand.self, SchemaCommand.self,
        ]
      ),
    ]
  )
}
