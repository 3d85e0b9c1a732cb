/// How much a finding weighs.
public enum Severity: UInt8, CaseIterable, Comparable, Sendable {
  case note
  case warning
  case error

  /// The word used on the command line, in the config and in every report.
  public var name: String {
    switch self {
    case .note: "note"
    case .warning: "warning"
    case .error: "error"
    }
  }

  public init?(name: String) {
    guard let severity = Severity.allCases.first(where: { $0.name == name }) else { return nil }
    self = severity
  }

  public static func < (left: Severity, right: Severity) -> Bool {
    left.rawValue < right.rawValue
  }
}
