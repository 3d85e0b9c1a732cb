import ArgumentParser
import Diagnostics
import Linting

/// `dmsa lint`.
struct LintCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "lint",
    abstract: "Find mistakes and risks in app manifests.",
    usage: "dmsa lint [<path> ...] [<options>]",
    discussion: """
      Looks at the files named, and in folders for *.manifest.yaml, *.manifest.yml and \
      *.manifest.json; without a path at the working folder.

      EXAMPLES:
        dmsa lint manifests --format sarif --output-file sarif=dmsa.sarif
        dmsa lint --fix crew-sync.manifest.yaml
      """
  )

  @Argument(help: "Files and folders; `-` is standard input.")
  var path: [String] = []

  @Option(help: "How findings are shown; repeatable with --output-file.")
  var format: [LintFormat] = []

  @Option(help: ArgumentHelp("Write a format to a file, besides.", valueName: "format=path"))
  var outputFile: [String] = []

  @Option(
    parsing: .singleValue,
    help: ArgumentHelp("Run these rules or categories alone.", valueName: "rule")
  )
  var select: [String] = []

  @Option(
    parsing: .singleValue,
    help: ArgumentHelp("Leave these rules or categories out.", valueName: "rule")
  )
  var ignore: [String] = []

  @Option(help: "Exit 1 from this severity on; warning unless said.")
  var failOn: FailOn?

  @Option(help: "How much is said.")
  var persona: PersonaName = .regular

  @Flag(help: "Mend what can be mended safely; show what remains.")
  var fix = false

  @Flag(help: "Let --fix and --diff change meaning too; they narrow at most.")
  var unsafeFixes = false

  @Flag(help: "Show what --fix would do, write nothing, not even with --fix.")
  var diff = false

  @Option(help: ArgumentHelp("Leave findings out that this file knows.", valueName: "file"))
  var baseline: String?

  @Option(help: ArgumentHelp("Write all findings to a baseline.", valueName: "file"))
  var writeBaseline: String?

  @Flag(help: "Let no comment silence a finding.")
  var noIgnores = false

  @Flag(help: "Count the findings of each rule.")
  var statistics = false

  @Option(help: "Threads; as many as there are cores for many files.")
  var jobs: Int?

  @OptionGroup var config: ConfigurationOptions

  @Flag(help: "Show which files would be linted.")
  var listFiles = false

  @Option(help: ArgumentHelp("What standard input is called.", valueName: "path"))
  var stdinFilename: String?

  @Option(help: ArgumentHelp("The day by which `until=` is judged.", valueName: "date"))
  var now: String?

  @OptionGroup var output: OutputOptions

  func validate() throws {
    if let jobs, jobs < 1 { throw ValidationError("`--jobs` takes a whole number from 1 on.") }
    if let now, Clock.day(now) == nil {
      throw ValidationError("`--now` takes a day as YYYY-MM-DD, not `\(now)`.")
    }
    if writeBaseline != nil, diff {
      throw ValidationError("`--diff` only shows fixes; `--write-baseline` needs a run without it.")
    }
    if diff || listFiles, !outputFile.isEmpty {
      throw ValidationError(
        "`\(diff ? "--diff" : "--list-files")` shows no findings that `--output-file` could hold."
      )
    }
    if stdinFilename?.isEmpty == true {
      throw ValidationError("`--stdin-filename` takes a path.")
    }
    if path.contains("-"), path.count > 1 {
      throw ValidationError("`-` stands for standard input and can't have company.")
    }
  }

  func execute() throws -> ExitStatus {
    try LintRun(request).run()
  }

  /// What was asked for, apart from how it was spelled.
  var request: LintRequest {
    var request = LintRequest()
    request.paths = path
    request.formats = format
    request.outputFiles = outputFile
    request.select = select
    request.ignore = ignore
    request.failOn = failOn
    request.persona = persona.persona
    request.fixes = fix
    request.usesUnsafeFixes = unsafeFixes
    request.showsDifference = diff
    request.baseline = baseline
    request.newBaseline = writeBaseline
    request.usesIgnores = !noIgnores
    request.showsStatistics = statistics
    request.jobs = jobs
    request.configuration = config.choice
    request.listsFiles = listFiles
    request.standardInputName = stdinFilename
    request.today = now.flatMap { Clock.day($0) }
    request.color = output.color
    request.isQuiet = output.quiet
    request.isVerbose = output.verbose
    return request
  }
}

/// What every command that prints has.
struct OutputOptions: ParsableArguments {
  @Option(help: "When to colour.")
  var color: ColorChoice = .auto

  @Flag(name: .shortAndLong, help: "Print no summary and no notes.")
  var quiet = false

  @Flag(name: .shortAndLong, help: "Say more.")
  var verbose = false
}

extension LintFormat: ExpressibleByArgument {}
extension ColorChoice: ExpressibleByArgument {}

extension FailOn: ExpressibleByArgument {
  init?(argument: String) { self.init(name: argument) }
  static var allValueStrings: [String] { names }
}

/// A persona as it is named on the command line.
enum PersonaName: String, CaseIterable, ExpressibleByArgument {
  case regular
  case pedantic
  case auditor

  var persona: Persona {
    switch self {
    case .regular: .regular
    case .pedantic: .pedantic
    case .auditor: .auditor
    }
  }
}
