import Catalog
import Diagnostics
import Linting
import Planning

/// From which severity on a finding makes a run fail.
enum FailOn: Hashable, Sendable {
  case severity(Severity)
  case never

  init?(name: String) {
    if name == "never" {
      self = .never
    } else if let severity = Severity(name: name) {
      self = .severity(severity)
    } else {
      return nil
    }
  }

  /// As it is spelled.
  static let names = ["error", "warning", "note", "never"]

  /// The severity from which on; nil for never.
  var severity: Severity? {
    if case .severity(let severity) = self { severity } else { nil }
  }

  func fails(_ severity: Severity) -> Bool {
    switch self {
    case .severity(let least): severity >= least
    case .never: false
    }
  }

  /// Whether any finding of a file that counts fails the run.
  func fails(_ file: LintedFile) -> Bool {
    file.findings.contains { $0.counts && fails($0.finding.severity) }
  }
}

/// What `.dmsa.yaml` says.
struct Configuration: Sendable {
  /// Settings for the files that a pattern matches; for all others where it begins with `!`.
  struct PerFile: Sendable {
    let pattern: PathPattern
    let rules: [RuleID: LintOptions.Setting]
  }

  /// The absolute path of the file; nil where there is none.
  var file: String?
  /// The absolute folder of the file, from which its patterns are read.
  var folder = "/"
  var include: [PathPattern] = []
  var exclude: [PathPattern] = []
  var failOn: FailOn?
  var rules: [RuleID: LintOptions.Setting] = [:]
  var forbiddenIgnores: Set<RuleID> = []
  var perFile: [PerFile] = []
  var trustedHosts: [String] = []
  var tools: [ToolExtension] = []
  var views: [String] = []
  var updatePolicy = PlanOptions.UpdatePolicy.reset

  /// The names that a config may have, the nearest one up the tree counts.
  static let fileName = ".dmsa.yaml"

  /// The catalog with what the config adds.
  var catalog: Catalog {
    tools.isEmpty && views.isEmpty
      ? .builtIn : Catalog.builtIn.extended(tools: tools, views: views)
  }

  /// The rules' settings for one file, the patterns that match it counted last to first.
  func settings(for path: String) -> [RuleID: LintOptions.Setting] {
    guard !perFile.isEmpty, let relative = PathText.relative(path, to: folder) else { return rules }
    return perFile.filter { $0.pattern.matches(relative) != $0.pattern.isNegated }
      .reduce(into: rules) { $0.merge($1.rules) { $1 } }
  }

  /// Whether a file is left out, named by hand or found.
  func excludes(_ path: @autoclosure () -> String, isFolder: Bool) -> Bool {
    matches(exclude, path, isFolder)
  }

  /// Whether a file is one to lint though its name isn't a manifest's; a config never is.
  func includes(_ path: @autoclosure () -> String) -> Bool {
    guard !include.isEmpty else { return false }
    let path = path()
    return !path.hasSuffix("/" + Configuration.fileName) && matches(include, { path }, false)
  }

  /// Whether the last pattern that matches a path says so; it is made only where there are any.
  private func matches(
    _ patterns: [PathPattern],
    _ path: () -> String,
    _ isFolder: Bool
  ) -> Bool {
    guard !patterns.isEmpty, let relative = PathText.relative(path(), to: folder) else {
      return false
    }
    let last = patterns.last { $0.matches(relative, isFolder: isFolder) }
    return last.map { !$0.isNegated } ?? false
  }
}
