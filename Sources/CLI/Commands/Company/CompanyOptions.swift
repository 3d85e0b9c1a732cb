import ArgumentParser
import Catalog
import Documents
import Planning

/// Which company a command is about.
struct CompanyOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The company: a store, or a snapshot file to read; else DMSA_COMPANY.",
      valueName: "store"
    )
  )
  var company: String?

  @OptionGroup var config: ConfigurationOptions

  /// The config of the working folder, of which the catalog and the update policy count here.
  func configuration() throws -> Configuration {
    let folder = FileSystem.workingFolder
    var finder = ConfigurationFinder(
      config.choice,
      workingFolder: folder
    )
    return try finder.configuration(for: folder)
  }
}

/// What every command that changes a company takes.
struct PlanningOptions: ParsableArguments {
  @Option(
    name: .customLong("as"),
    help: ArgumentHelp("Whose rights count; without it nobody's are looked at.", valueName: "login")
  )
  var login: String?

  @Flag(help: "Show what would be done, and stop.")
  var dryRun = false

  @Option(help: ArgumentHelp("Save the plan, and stop.", valueName: "plan.json"))
  var out: String?

  @OptionGroup var approvals: ApprovalOptions
  @OptionGroup var view: PlanViewOptions

  @Flag(help: "With --dry-run: 0 no changes, 1 an error, 2 changes, 3 changes that widen access.")
  var detailedExitcode = false

  @Option(help: ArgumentHelp("The time to record, instead of the clock's.", valueName: "time"))
  var now: String?

  func validate() throws {
    if detailedExitcode, !dryRun {
      throw ValidationError("--detailed-exitcode goes with --dry-run.")
    }
  }
}

/// What a plan takes to be applied.
struct ApprovalOptions: ParsableArguments {
  @Flag(help: "Approve a plan that neither widens access nor takes anything away.")
  var yes = false

  @Flag(help: "Approve that a directory user may do more.")
  var allowWiden = false

  @Flag(help: "Approve that a membership, a configuration, an account or an active user goes.")
  var allowRemove = false

  @Option(
    parsing: .singleValue,
    help: ArgumentHelp("Accept what a rule warns of; repeatable.", valueName: "rule")
  )
  var acceptRisk: [String] = []

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("How long to wait for another process, in seconds.", valueName: "seconds")
  )
  var lockTimeout: Int = 10

  func validate() throws {
    guard (0...86_400).contains(lockTimeout) else {
      throw ValidationError("--lock-timeout takes 0 to 86400 seconds.")
    }
  }

  /// Says of a rule to accept that there is none of that name; what nobody asks for does no harm.
  func noteUnknownRules() {
    for name in acceptRisk where ChangeRule.named(name) == nil {
      do { _ = try RuleNames.rule(name, besides: ChangeRule.all.map(\.id)) } catch {
        Notice.tell("note: \(error.message)")
      }
    }
  }

  /// The approvals of a plan that none of the flags gives, with the flag that would.
  func missing(for plan: Plan) -> [(question: String, flag: String)] {
    guard plan.takesApproval else { return [] }
    var missing: [(String, String)] = []
    for approval in plan.approvals {
      switch approval {
      case .widen:
        if !allowWiden { missing.append(("directory users may do more", "--allow-widen")) }
      case .remove:
        if !allowRemove { missing.append(("something is taken away", "--allow-remove")) }
      case .risk(let rule):
        if !acceptRisk.contains(rule) {
          missing.append(("`\(rule)` has to be accepted", "--accept-risk \(rule)"))
        }
      }
    }
    let isApproved =
      yes || allowWiden || allowRemove || plan.approvals.contains(.widen)
      || plan.approvals.contains(.remove)
    if !isApproved { missing.append(("the plan has to be approved", "--yes")) }
    return missing
  }
}

/// How a plan is shown.
struct PlanViewOptions: ParsableArguments {
  @Option(help: "How it is shown; repeatable with --output-file.")
  var format: [PlanFormat] = []

  @Option(help: ArgumentHelp("Write a format to a file, besides.", valueName: "format=path"))
  var outputFile: [String] = []

  @OptionGroup var output: OutputOptions

  /// Writes a plan to standard output and to the files that were named.
  ///
  /// - Parameters:
  ///   - plan: The plan.
  ///   - catalog: The tools of its company.
  ///   - applied: The log's entry where the plan was applied just now.
  /// - Throws: ``CommandFailure`` or ``FileFailure``.
  func show(_ plan: Plan, catalog: Catalog, applied: AuditEntry? = nil) throws {
    try show(
      PlanView(
        plan,
        catalog: catalog,
        applied: applied.map { PlanApplication(at: $0.at, by: $0.who) }
      )
    )
  }

  /// Writes a plan to standard output and to the files that were named.
  func show(_ plan: PlanView) throws {
    try showOnOutput(plan)
    try writeFiles(plan)
  }

  /// Writes a plan to standard output, and there alone the secret that was drawn for it, which takes
  /// somebody who reads it.
  func showOnOutput(_ plan: PlanView, secret: ServiceAccountSecret? = nil) throws {
    let files = try FormatFiles<PlanFormat>(format, outputFile, default: .text)
    guard let format = files.onOutput else { return }
    try StandardStream.output.write(
      plan.bytes(format, style(isFile: false), secret: secret),
      needsReader: secret != nil
    )
  }

  /// Writes a plan to the files that were named.
  func writeFiles(_ plan: PlanView) throws {
    for (format, path) in try FormatFiles<PlanFormat>(format, outputFile, default: .text).inFiles {
      try FileSystem.replace(path, with: plan.bytes(format, style(isFile: true)))
    }
  }

  /// The plan as whoever is asked about it sees it, where standard output has something else.
  func text(_ plan: PlanView) -> [UInt8] { plan.bytes(.text, style(isFile: true)) }

  /// Shows what is no plan where a plan would go: for programs as JSON, in every other
  /// format as text.
  ///
  /// - Parameters:
  ///   - text: Its lines with their ends; empty where nothing is to be said.
  ///   - json: The same for programs.
  /// - Throws: ``CommandFailure`` or ``FileFailure``.
  func show(text: String, json: JSONValue) throws {
    let files = try FormatFiles<PlanFormat>(format, outputFile, default: .text)
    func bytes(_ format: PlanFormat) -> [UInt8] {
      format == .json ? json.pretty() : Array(text.utf8)
    }
    if let format = files.onOutput { try StandardStream.output.write(bytes(format)) }
    for file in files.inFiles { try FileSystem.replace(file.path, with: bytes(file.format)) }
  }

  /// Refuses the formats that a plan alone has.
  ///
  /// - Parameter subject: What is shown, with its verb: `metrics are`.
  /// - Throws: ``CommandFailure``.
  func requireTextOrJSON(_ subject: String) throws(CommandFailure) {
    let files = try FormatFiles<PlanFormat>(format, outputFile, default: .text)
    for format in [files.onOutput].compactMap({ $0 }) + files.inFiles.map(\.format) {
      guard format == .text || format == .json else {
        throw CommandFailure("\(subject) shown as text or json alone")
      }
    }
  }

  /// Whether what standard output shows is for people.
  var isForPeople: Bool { formatOnOutput == .text }

  /// What goes to standard output; nil where files get all of it.
  var formatOnOutput: PlanFormat? {
    (try? FormatFiles<PlanFormat>(format, outputFile, default: .text))?.onOutput
  }

  private func style(isFile: Bool) -> PlanStyle {
    PlanStyle(
      color: output.color.colors(.output) && !isFile,
      width: isFile ? 100 : StandardStream.output.terminalWidth ?? 100,
      isQuiet: output.quiet,
      isVerbose: output.verbose,
      toolVersion: CommandLineTool.version
    )
  }
}

extension PlanFormat: ExpressibleByArgument {}
