public import ArgumentParser
import Companies
import Documents
import Manifests
import Planning

/// `dmsa launch`.
struct LaunchCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "launch",
    abstract: "Say which page of an embedded app a user sees, or why none.",
    usage: "dmsa launch <app> --as <login> [--project <project>] [<options>]",
    discussion: """
      Without --project it is opened at the company level. Nothing is opened or recorded.

      Exit status: 0 visible, 1 not, 2 where that rests on something unknown.

      EXAMPLES:
        dmsa launch "Crew Board" --as lead@acme.example --project 6 --company acme.dmsa
        dmsa launch "Crew Board" --as lead@acme.example --component sidepanel --format json
      """
  )

  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text
    case json
  }

  @Argument(help: "The app's name, or its uid where two share the name.")
  var app: String

  @Option(name: .customLong("as"), help: ArgumentHelp("Who opens it.", valueName: "login"))
  var login: String

  @Option(help: ArgumentHelp("The project, by id or exact name.", valueName: "project"))
  var project: String?

  @Option(help: "Which component; full screen first.")
  var component: Component.Kind?

  @Option(help: "The configuration, where several apply.")
  var title: String?

  @Option(help: "How it is shown.")
  var format: Format = .text

  @OptionGroup var company: CompanyOptions
  @OptionGroup var output: OutputOptions

  func execute() throws -> ExitStatus {
    try company.read(showingWarnings: output.verbose) { reader in
      var attempt = Launch.Attempt(
        try reader.launchedApp(app),
        by: try reader.person(login: login),
        in: try project.map { try reader.project(named: $0) }
      )
      attempt.component = component
      attempt.title = title
      let launch = try Launch(attempt, in: reader)
      switch format {
      case .json: try StandardStream.output.write(LaunchView(launch).json.pretty())
      case .text:
        if !output.quiet { try StandardStream.output.write(LaunchView(launch).text) }
      }
      switch launch.isVisible {
      case true?: return .success
      case false?: return .found
      case nil: return .unusable
      }
    }
  }
}

extension CompanyReader {
  /// An app of the records, or one that was only asked for.
  fileprivate func launchedApp(_ name: String) throws -> KnownApp {
    do {
      if let app = try knownApp(name) { return app }
    } catch let mistake as QuestionMistake {
      throw Plan.Refusal(mistake.message)
    }
    return .recorded(try app(named: name))
  }
}

extension Component.Kind: ExpressibleByArgument {}
