import ArgumentParser
import Companies
import Documents
import Planning
import Storage

/// `dmsa metrics` and `dmsa metrics import`.
struct MetricsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "metrics",
    abstract: "Show how much an app is used and by whom, or import it.",
    usage: """
      dmsa metrics <app> [--from <day>] [--to <day>] [<options>]
      dmsa metrics import <app> <file> [<options>]
      """,
    discussion: """
      EXAMPLES:
        dmsa metrics "Crew Sync" --from 2026-11-01 --company acme.dmsa
        dmsa metrics import "Crew Sync" requests.csv --as lead@acme.example
      """,
    subcommands: [Show.self, Import.self],
    defaultSubcommand: Show.self
  )

  struct Show: Command {
    static let configuration = CommandConfiguration(
      commandName: "show",
      abstract: "Show an app's requests per day, its users and its permitted projects.",
      usage: "dmsa metrics <app> [--from <day>] [--to <day>] [<options>]",
      discussion: """
        EXAMPLES:
          dmsa metrics "Crew Sync" --company acme.dmsa
          dmsa metrics "Crew Sync" --from 2026-11-01 --to 2026-11-30 --format json
        """
    )

    @Argument(help: "The app's name, or its uid where two share the name.")
    var app: String

    @Option(help: ArgumentHelp("The first day.", valueName: "day"))
    var from: String?

    @Option(help: ArgumentHelp("The last day.", valueName: "day"))
    var to: String?

    @Option(help: "How it is shown.")
    var format: CompanyCommand.Show.Format = .text

    @OptionGroup var actor: ActorOptions
    @OptionGroup var company: CompanyOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
      for (flag, day) in [("--from", from), ("--to", to)] {
        guard let day, !CalendarDay.isOne(day) else { continue }
        throw ValidationError("\(flag): `\(day)` is no day; expected YYYY-MM-DD.")
      }
      if let from, let to, from > to {
        throw ValidationError("--from is after --to.")
      }
    }

    func execute() throws -> ExitStatus {
      let file = try CompanyFile.open(
        company.company,
        catalog: company.configuration().catalog,
        mode: .reading
      )
      let metrics = try file.store.read { reader in
        _ = try PlanRun.actor(actor.login, in: reader)
        return try AppMetrics(reader.app(named: app), in: reader, from: from, to: to)
      }
      switch format {
      case .json: try StandardStream.output.write(metrics.json.pretty())
      case .text:
        let width = StandardStream.output.terminalWidth ?? 80
        let colors = output.color.colors(.output)
        try StandardStream.output.write(MetricsView(metrics, colors: colors).text(width: width))
      }
      return .success
    }
  }
}
