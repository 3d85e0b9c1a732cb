import ArgumentParser
import Catalog
import Companies
import Diagnostics
import Documents
import Planning
import Storage

/// `dmsa plan`.
struct PlanCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "Work out what it takes to bring a company to what a portfolio declares.",
    usage: "dmsa plan <portfolio> [<options>]",
    discussion: """
      Never asks and never writes; `dmsa apply` takes the portfolio, or the plan that --out saves.

      EXAMPLES:
        dmsa plan portfolio.yaml --company acme.dmsa
        dmsa plan portfolio.yaml --out plan.json --detailed-exitcode --as lead@acme.example
      """
  )

  @Argument(help: "The portfolio, in YAML or JSON; `-` is standard input.")
  var portfolio: String

  @Option(help: ArgumentHelp("What standard input is called.", valueName: "path"))
  var stdinFilename: String?

  @Option(
    name: .customLong("as"),
    help: ArgumentHelp("Whose rights count; without it nobody's are looked at.", valueName: "login")
  )
  var login: String?

  @Flag(help: "Go to lower versions where the portfolio has them.")
  var allowDowngrade = false

  @Option(help: ArgumentHelp("Save the plan.", valueName: "plan.json"))
  var out: String?

  @Flag(help: "0 no changes, 1 an error, 2 changes, 3 changes that widen access.")
  var detailedExitcode = false

  @Option(help: ArgumentHelp("The time to record, instead of the clock's.", valueName: "time"))
  var now: String?

  @OptionGroup var company: CompanyOptions
  @OptionGroup var view: PlanViewOptions

  func execute() throws -> ExitStatus {
    let configuration = try company.configuration()
    let file = try CompanyFile.open(
      company.company,
      catalog: configuration.catalog,
      mode: .reading
    )
    let plan = try PortfolioFile(InputFile(portfolio, stdinFilename)).plan(
      on: file,
      configuration,
      login: login,
      now: Clock.moment(now),
      allowsDowngrade: allowDowngrade
    )
    try view.show(plan, catalog: configuration.catalog)
    guard plan.refused.isEmpty else { return .found }
    if let out { try FileSystem.replace(out, with: plan.bytes()) }
    guard detailedExitcode, plan.isApplyable else { return .success }
    return plan.approvals.contains(.widen) ? .changesThatWiden : .changes
  }
}

/// A portfolio file.
struct PortfolioFile {
  private let file: InputFile

  init(_ file: InputFile) { self.file = file }

  /// Reads the portfolio with its manifests, and plans what it takes.
  ///
  /// What is wrong with the portfolio or with what it names is a plan that is refused.
  func plan(
    on company: CompanyFile,
    _ configuration: Configuration,
    login: String?,
    now: String,
    allowsDowngrade: Bool
  ) throws -> Plan {
    try company.store.read { reader in
      let (portfolio, findings) = PortfolioReader.read(
        file.bytes,
        path: file.path,
        as: file.syntax,
        catalog: reader.catalog
      )
      let lines = LineTable(file.bytes)
      var mistakes = findings.filter { $0.severity == .error }.map {
        Plan.Refusal($0.line(in: file.path, lines, withRule: false), rule: $0.linterRule)
      }
      var manifests: [String: ProposedManifest] = [:]
      for app in portfolio.apps {
        guard let manifest = app.manifest, manifests[manifest.text] == nil else { continue }
        do {
          let path = self.path(ofManifest: manifest.text)
          let bytes = try FileSystem.read(path)
          manifests[manifest.text] = ProposedManifest.read(
            bytes,
            path: path,
            as: Syntax(path: path),
            catalog: reader.catalog
          )
        } catch let failure as FileFailure {
          mistakes.append(Plan.Refusal("\(manifest.place): \(failure.message)"))
        }
      }
      var verb = ApplyPortfolio(portfolio, manifests: manifests)
      verb.allowsDowngrade = allowsDowngrade
      verb.mistakes = mistakes
      return try PlanRun.plan(
        verb,
        on: reader,
        store: company.store.id,
        login: login,
        now: now,
        policy: configuration.updatePolicy
      )
    }
  }

  /// A manifest's path, which starts where the portfolio lies.
  private func path(ofManifest manifest: String) -> String {
    guard !manifest.hasPrefix("/"), let slash = file.path.lastIndex(of: "/") else {
      return manifest
    }
    return String(file.path[...slash]) + manifest
  }
}
