package import Diagnostics
package import Linting

/// Renders a run file by file, so that memory doesn't grow with their number.
///
/// Files come in order of path, the findings of each in their order.
package protocol LintView {
  /// Writes what stands before the first file.
  mutating func begin(_ output: inout Output)

  mutating func add(_ file: LintedFile, _ output: inout Output)

  /// Adds a file with the least severity that fails the run, nil where none does; most formats have
  /// no place for it.
  mutating func add(_ file: LintedFile, failOn: Severity?, _ output: inout Output)

  /// Tells of a file that could not be read; most formats have no place for it.
  mutating func skip(_ path: String, because reason: String, _ output: inout Output)

  /// Writes what stands after the last file.
  mutating func end(_ summary: LintSummary, _ output: inout Output)
}

extension LintView {
  package mutating func begin(_ output: inout Output) {}

  package mutating func add(_ file: LintedFile, failOn: Severity?, _ output: inout Output) {
    add(file, &output)
  }

  package mutating func skip(_ path: String, because reason: String, _ output: inout Output) {}

  package mutating func end(_ summary: LintSummary, _ output: inout Output) {}
}

/// What the views need to know of the run.
package struct ViewStyle: Sendable {
  package var color: Bool
  /// The columns that text may take.
  package var width: Int
  package var toolVersion: String
  package var catalogVersion: String
  /// Whether the closing line is left out.
  package var isQuiet: Bool
  /// Whether each finding says where in the manifest it stands, and how to read on.
  package var isVerbose: Bool
  package var rules: RuleList
  /// The absolute folder that relative paths start from.
  package var workingFolder: String
  package var usesBaseline: Bool
  /// Whether the text view tells what `--fix` would do.
  package var showsFixes: Bool

  package init(
    color: Bool = false,
    width: Int = 100,
    toolVersion: String,
    catalogVersion: String,
    isQuiet: Bool = false,
    isVerbose: Bool = false,
    rules: RuleList = .all,
    workingFolder: String,
    usesBaseline: Bool = false,
    showsFixes: Bool = true
  ) {
    self.color = color
    self.width = width
    self.toolVersion = toolVersion
    self.catalogVersion = catalogVersion
    self.isQuiet = isQuiet
    self.isVerbose = isVerbose
    self.rules = rules
    self.workingFolder = workingFolder
    self.usesBaseline = usesBaseline
    self.showsFixes = showsFixes
  }
}
