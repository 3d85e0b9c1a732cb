import Linting

/// What `dmsa lint` is asked for.
///
/// A value of its own, apart from the argument parser's: most are made without the parser, whose
/// start costs more than linting a file.
struct LintRequest: Equatable, Sendable {
  var paths: [String] = []
  var formats: [LintFormat] = []
  var outputFiles: [String] = []
  var select: [String] = []
  var ignore: [String] = []
  var failOn: FailOn?
  var persona = Persona.regular
  var fixes = false
  var usesUnsafeFixes = false
  var showsDifference = false
  var baseline: String?
  var newBaseline: String?
  var usesIgnores = true
  var showsStatistics = false
  var jobs: Int?
  var configuration = ConfigurationFinder.Choice.nearest
  var listsFiles = false
  var standardInputName: String?
  var today: String?
  var color = ColorChoice.auto
  var isQuiet = false
  var isVerbose = false

  init() {}
}
