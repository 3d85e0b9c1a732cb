import Access
import ArgumentParser
import Differing

/// `dmsa diff`.
struct DiffCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Say what an upgrade lets an app do that it couldn't before.",
    usage: "dmsa diff <old> <new> [<options>]\n       dmsa diff <revision> [<options>]",
    discussion: """
      A side is a file, a folder, `-` for standard input, or REV:PATH as git spells it; a revision \
      alone is compared with the working tree. Folders are paired app by app.

      EXAMPLES:
        dmsa diff origin/main:app.manifest.yaml app.manifest.yaml --fail-on wider
        dmsa diff origin/main --format markdown
      """
  )

  @Argument(help: "The old side and the new one, or a revision.")
  var sides: [String] = []

  @Option(help: "How it is shown; repeatable with --output-file.")
  var format: [DeltaFormat] = []

  @Option(
    parsing: .singleValue,
    help: "Exit 1 on this kind of change; repeatable."
  )
  var failOn: [DiffFailure] = []

  @Flag(help: "Exit 1 where anything differs.")
  var exitCode = false

  @Option(help: ArgumentHelp("Write a format to a file, besides.", valueName: "format=path"))
  var outputFile: [String] = []

  @Option(help: ArgumentHelp("What standard input is called.", valueName: "path"))
  var stdinFilename: String?

  @Option(
    help: ArgumentHelp("Show the effect on this company, too.", valueName: "store")
  )
  var company: String?

  @OptionGroup var config: ConfigurationOptions

  @OptionGroup var output: OutputOptions

  func validate() throws {
    // Git calls a diff driver with seven words, or nine for a renamed file.
    guard [1, 2, 7, 9].contains(sides.count) else {
      throw ValidationError("Two sides are compared, or a revision with the working tree.")
    }
    if sides.filter({ $0 == "-" }).count > 1 {
      throw ValidationError("Only one side can be standard input.")
    }
  }

  func execute() throws -> ExitStatus { try DiffRun(self).run() }
}

/// What makes `diff` end with 1.
enum DiffFailure: String, CaseIterable, Sendable, ExpressibleByArgument {
  case wider
  case incomparable
  case consent
  case risk
  case any
  case never

  /// Whether a comparison is one of this kind.
  func holds(_ delta: ManifestDelta) -> Bool {
    switch self {
    case .wider: delta.isWider
    case .incomparable: delta.relation == .incomparable
    case .consent: delta.requiresConsent
    case .risk: !delta.introducedRisks.isEmpty
    case .any: !delta.isEmpty
    case .never: false
    }
  }
}

extension DeltaFormat: ExpressibleByArgument {}
