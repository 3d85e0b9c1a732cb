package import Diagnostics

/// A finding as a report shows it.
package struct LintedFinding: Sendable {
  package var finding: Finding
  package var category: Category
  /// Whether a comment silences it.
  package var isSuppressed = false
  /// Whether a baseline knows it.
  package var isBaselined = false

  package init(_ finding: Finding, _ category: Category) {
    self.finding = finding
    self.category = category
  }

  /// Whether it counts: neither suppressed nor baselined.
  package var counts: Bool { !isSuppressed && !isBaselined }
}

/// One file's findings, with what is needed to show them.
package struct LintedFile: Sendable {
  package var path: String
  /// The file's bytes; empty where there is no finding to show.
  package var bytes: [UInt8]
  /// The findings, in order.
  package var findings: [LintedFinding]
  /// Secrets in the bytes; no view prints them.
  package var secrets: [SourceRange]

  package init(
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
package struct LintSummary: Hashable, Sendable {
  package var files = 0
  package var errors = 0
  package var warnings = 0
  package var notes = 0
  package var suppressed = 0
  package var baselined = 0

  package init() {}

  /// Counts a file in.
  package mutating func add(_ file: LintedFile) {
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
