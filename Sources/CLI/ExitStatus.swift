/// What a run ends with.
enum ExitStatus: Sendable {
  case success
  /// Findings, a refusal, a difference: what the command looks for.
  case found
  /// It could not be done at all: bad flags, no such file, a bad config.
  case unusable
  /// No file matched.
  case nothingMatched
  /// The plan no longer fits the company.
  case stale
  /// Another process holds the store.
  case locked
  /// Something was asked for that nobody answered.
  case approvalMissing
  /// Under `--detailed-exitcode`: there is something to do.
  case changes
  /// Under `--detailed-exitcode`: there is something to do, and somebody may do more after it.
  case changesThatWiden

  /// The number that the process ends with.
  var code: Int32 {
    switch self {
    case .success: 0
    case .found: 1
    case .unusable, .changes: 2
    case .nothingMatched, .changesThatWiden: 3
    case .stale: 4
    case .locked: 5
    case .approvalMissing: 7
    }
  }
}

/// Why a command can't be carried out, for the person who gave it.
struct CommandFailure: Error, Sendable {
  let message: String
  var status = ExitStatus.unusable

  init(_ message: String, _ status: ExitStatus = .unusable) {
    self.message = message
    self.status = status
  }
}
