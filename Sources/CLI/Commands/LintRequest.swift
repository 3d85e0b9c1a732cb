import Linting

/// What `dmsa lint` is asked for.
///
/// A value of its own, apart from the argument parser's: where only paths are named, which is how
/// hooks and people call it most, it is made without the parser, whose start costs more than
/// linting a file.
struct LintRequest: Sendable {
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

  /// A request of paths alone; nil where there is any flag, or `-`.
  init?(pathsAlone arguments: ArraySlice<String>) {
    guard !arguments.contains(where: { $0.utf8.first == 0x2D }) else { return nil }
    paths = Array(arguments)
  }
}
