import ArgumentParser
import Companies
import Diagnostics
import Documents
import Planning
import Storage

extension MetricsCommand {
  struct Import: Command {
    static let configuration = CommandConfiguration(
      commandName: "import",
      abstract: "Record how much an app was used, from a file.",
      usage: "dmsa metrics import <app> <file> [<options>]",
      discussion: """
        The file is the portal's export, a table `date,count[,login]`, or a JSON list of objects \
        with these keys. What it says of a day replaces what was known of it. All mistakes are told \
        at once, and nothing is imported then.

        EXAMPLES:
          dmsa metrics import "Crew Sync" export.csv --company acme.dmsa
          dmsa metrics import "Crew Sync" requests.json --as lead@acme.example
        """
    )

    @Argument(help: "The app's name, or its uid where two share the name.")
    var app: String

    @Argument(help: "The file; `-` is standard input.")
    var file: String

    @Option(help: ArgumentHelp("What standard input is called.", valueName: "path"))
    var stdinFilename: String?

    @OptionGroup var company: CompanyOptions
    @OptionGroup var planning: PlanningOptions

    func validate() throws {
      if planning.out != nil {
        throw ValidationError("Importing metrics makes no plan that --out could save.")
      }
    }

    func execute() throws -> ExitStatus {
      try planning.view.requireTextOrJSON("metrics are")
      let limit = DocumentLimits.company.bytes
      let bytes =
        file == "-"
        ? try FileSystem.readStandardInput(limit: limit)
        : try FileSystem.read(file, limit: limit)
      let path = file == "-" ? stdinFilename ?? "-" : file
      guard bytes.count <= limit else {
        throw CommandFailure("\(path): is larger than \(limit) bytes")
      }
      let company = try CompanyFile.open(
        self.company.company,
        catalog: self.company.configuration().catalog,
        mode: planning.dryRun ? .reading : .writing
      )
      let result =
        planning.dryRun
        ? try rehearse(bytes, path, on: company) : try carryOut(bytes, path, on: company)
      let text = planning.view.output.quiet ? "" : result.message + "\n"
      try planning.view.show(text: text, json: result.metrics.json)
      return planning.detailedExitcode && result.isChange ? .changes : .success
    }

    private struct Result {
      let metrics: AppMetrics
      let message: String
      let isChange: Bool
    }

    private func rehearse(
      _ bytes: [UInt8],
      _ path: String,
      on file: CompanyFile
    ) throws -> Result {
      try file.store.read { reader in
        let verb = ImportMetrics(app: app, metrics: try read(bytes, path, in: reader))
        let actor = try PlanRun.actor(planning.login, in: reader)
        let app = try verb.updatedApp(in: reader, as: actor)
        return try result(of: verb, app, "would import", in: reader)
      }
    }

    private func carryOut(
      _ bytes: [UInt8],
      _ path: String,
      on file: CompanyFile
    ) throws -> Result {
      guard case .store(let store) = file else {
        throw CommandFailure(
          "a snapshot file can't be written; `dmsa company import` makes a store of it"
        )
      }
      let at = try Clock.moment(planning.now)
      let who = (planning.login.map { ", as \($0)" } ?? "") + ", since \(try Clock.moment(nil))"
      return try store.write(
        lockTimeout: .seconds(planning.approvals.lockTimeout),
        holder: "dmsa \(ImportMetrics.name)\(who)"
      ) { ledger in
        let verb = ImportMetrics(app: app, metrics: try read(bytes, path, in: ledger))
        let actor = try PlanRun.actor(planning.login, in: ledger)
        let app =
          verb.metrics.requests.isEmpty
          ? try verb.updatedApp(in: ledger, as: actor)
          : try verb.apply(to: ledger, as: actor, at: at)
        return try result(of: verb, app, "imported", in: ledger)
      }
    }

    /// - Throws: ``CommandFailure`` with every mistake of the file.
    private func read(
      _ bytes: [UInt8],
      _ path: String,
      in company: any CompanyReader
    ) throws -> ReportedMetrics {
      let form = MetricsReader.Form(path: path, bytes)
      let (metrics, findings) = try MetricsReader.read(bytes, as: form, in: company)
      guard findings.isEmpty else {
        let lines = LineTable(bytes)
        throw CommandFailure(
          findings.map { $0.line(in: path, lines, withRule: false) }.joined(separator: "\n"),
          .found
        )
      }
      return metrics
    }

    private func result(
      of verb: ImportMetrics,
      _ app: InstalledApp,
      _ done: String,
      in company: any CompanyReader
    ) throws -> Result {
      let days = verb.metrics.requests.count
      return Result(
        metrics: try AppMetrics(app, in: company),
        message: days == 0
          ? "nothing to import: the file has no days"
          : Printable.text("\(done) \(Wording.count(days, "day")) of `\(app.name)`"),
        isChange: days > 0
      )
    }
  }
}
