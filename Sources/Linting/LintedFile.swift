public import Diagnostics

/// A finding as a report shows it.
public struct LintedFinding: Sendable {
  public var finding: Finding
  public var category: Category
  /// Whether a comment silences it.
  public var isSuppressed = false
  /// Whether a baseline knows it.
  public var isBaselined = false

  public init(_ finding: Finding, _ category: Category) {
    self.finding = finding
    self.category = category
  }

  /// Whether it counts: neither suppressed nor baselined.
  public var counts: Bool { !isSuppressed && !isBaselined }
}

/// One file's findings, with what is needed to show them.
public struct LintedFile: Sendable {
  public var path: String
  /// The file's bytes; empty where there is no finding to show.
  public var bytes: [UInt8]
  /// The findings, in order.
  public var findings: [LintedFinding]
  /// Secrets in the bytes; no view prints them.
  public var secrets: [SourceRange]

  public init(
    path: String,
    bytes: [UInt8],
    findings: [LintedFinding],
    secrets: [SourceRange] = []
  ) {
    self.path = path
    self.bytes = bytes
    self.findings = findings
    self.secrets = secrets
  }
}

/// What a run found, in numbers.
public struct LintSummary: Hashable, Sendable {
  public var files = 0
  public var errors = 0
  public var warnings = 0
  public var notes = 0
  public var suppressed = 0
  public var baselined = 0

  public init() {}

  /// Counts a file in.
  public mutating func add(_ file: LintedFile) {
    files += 1
    for finding in file.findings {
      if finding.isSuppressed {
        suppressed += 1
      } else if finding.isBaselined {
        baselined += 1
      } else {
        switch finding.finding.severity {
        case .error: errors += 1
        case .warning: warnings += 1
        case .note: notes += 1
        }
      }
    }
  }
}
