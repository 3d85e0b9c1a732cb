import ArgumentParser
import Catalog
import Documents
import Planning
import Storage

/// `dmsa apply`.
struct ApplyCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "apply",
    abstract: "Apply a saved plan, or plan a portfolio and apply it.",
    usage: "dmsa apply <plan or portfolio> [<options>]",
    discussion: """
      A saved plan is applied as it was reviewed or not at all: if a fact that it rests on has \
      changed since, nothing is written.

      EXAMPLES:
        dmsa apply plan.json --approve sha256:6f1c… --company acme.dmsa --as lead@acme.example
        dmsa apply portfolio.yaml --allow-widen
      """
  )

  @Argument(help: "A plan that was saved, or a portfolio; `-` is standard input.")
  var file: String

  @Option(help: ArgumentHelp("What standard input is called.", valueName: "path"))
  var stdinFilename: String?

  @Option(
    name: .customLong("as"),
    help: ArgumentHelp("Whose rights count; without it nobody's are looked at.", valueName: "login")
  )
  var login: String?

  @Option(
    help: ArgumentHelp("Approve everything of the plan with this digest.", valueName: "sha256:…")
  )
  var approve: String?

  @Flag(help: "Go to lower versions where the portfolio has them.")
  var allowDowngrade = false

  @Option(help: ArgumentHelp("The time to record, instead of the clock's.", valueName: "time"))
  var now: String?

  @OptionGroup var approvals: ApprovalOptions
  @OptionGroup var company: CompanyOptions
  @OptionGroup var view: PlanViewOptions

  func validate() throws {
    guard let approve else { return }
    let digits = approve.utf8.dropFirst("sha256:".utf8.count)
    guard approve.hasPrefix("sha256:"), digits.count == 64,
      digits.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) })
    else {
      throw ValidationError("--approve takes a plan's digest: sha256: and 64 hexadecimal digits.")
    }
  }

  func execute() throws -> ExitStatus {
    approvals.noteUnknownRules()
    let file = try InputFile(file, stdinFilename, limit: DocumentLimits.company.bytes)
    let configuration = try company.configuration()
    var approving = Approving(
      company: company,
      login: login,
      now: now,
      approvals: approvals,
      view: view
    )
    approving.approved = approve
    guard SavedPlanFile.isOne(file.bytes, path: file.path) else {
      let store = try open(configuration)
      let plan = try PortfolioFile(file).plan(
        on: store,
        configuration,
        login: login,
        now: Clock.moment(now),
        allowsDowngrade: allowDowngrade
      )
      return try approving.carryOut(plan, on: store, configuration.catalog)
    }
    let saved = try SavedPlanFile.read(file.bytes, path: file.path)
    guard saved.isUnaltered else {
      throw CommandFailure(
        "\(file.path): the plan was edited; its digest is \(saved.digest), not \(saved.statedDigest)",
        .found
      )
    }
    let store = try open(configuration)
    return try approving.carryOut(saved, on: store, configuration.catalog)
  }

  private func open(_ configuration: Configuration) throws -> CompanyFile {
    try CompanyFile.open(company.company, catalog: configuration.catalog, mode: .writing)
  }
}

/// A plan in a file.
enum SavedPlanFile {
  /// Whether a file holds a plan rather than a portfolio.
  static func isOne(_ bytes: [UInt8], path: String) -> Bool {
    guard path.hasSuffix(".json") || bytes.first == 0x7B else { return false }
    var reader = DocumentReader(limits: .company)
    var document = Document()
    _ = reader.read(bytes, as: .json, into: &document)
    guard document.isReadable, let json = document.json else { return path.hasSuffix(".plan.json") }
    return json["changes"] != nil || json["digest"] != nil
  }

  /// - Throws: ``CommandFailure`` with every mistake.
  static func read(_ bytes: [UInt8], path: String) throws -> SavedPlan {
    do {
      return try PlanReader.read(bytes)
    } catch {
      let lines = error.mistakes.map { mistake in
        let place = mistake.line.map { ":\($0):\(mistake.column ?? 1)" } ?? ""
        return "\(path)\(place): \(mistake.message)"
      }
      throw CommandFailure(lines.joined(separator: "\n"), .found)
    }
  }
}

/// `dmsa show`.
struct ShowCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show a saved plan, in any view.",
    usage: "dmsa show <plan.json> [<options>]",
    discussion: """
      EXAMPLES:
        dmsa show plan.json
        dmsa show plan.json --format markdown > review.md
      """
  )

  @Argument(help: "A plan that --out saved; `-` is standard input.")
  var plan: String

  @Option(help: ArgumentHelp("What standard input is called.", valueName: "path"))
  var stdinFilename: String?

  @OptionGroup var view: PlanViewOptions

  func execute() throws -> ExitStatus {
    let file = try InputFile(plan, stdinFilename, limit: DocumentLimits.company.bytes)
    let saved = try SavedPlanFile.read(file.bytes, path: file.path)
    try view.show(PlanView(saved))
    guard saved.isUnaltered else {
      throw CommandFailure(
        "\(file.path): the plan was edited; its digest is \(saved.digest), not \(saved.statedDigest)",
        .found
      )
    }
    return .success
  }
}
