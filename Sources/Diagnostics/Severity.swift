/// How much a finding weighs.
package enum Severity: UInt8, CaseIterable, Comparable, Sendable {
  case note
  case warning
  case error

  /// The word used on the command line, in the config and in every report.
  package var name: String {
    switch self {
    case .note: "note"
    case .warning: "warning"
    case .error: "error"
    }
  }

  package init?(name: String) {
    guard let severity = Severity.allCases.first(where: { $0.name == name }) else { return nil }
    self = severity
  }

  package static func < (left: Severity, right: Severity) -> Bool {
    left.rawValue < right.rawValue
  }
}
