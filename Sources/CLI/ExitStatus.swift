/// What a run ends with.
enum ExitStatus: Int32, Sendable {
  case success = 0
  /// Findings, a refusal, a difference: what the command looks for.
  case found = 1
  /// It could not be done at all: bad flags, no such file, a bad config.
  case unusable = 2
  /// No file matched.
  case nothingMatched = 3
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
