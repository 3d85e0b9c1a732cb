import Glibc

/// Says on a terminal how far long work has come; silent for the first half second.
final class Progress {
  private let what: String
  private let start = ContinuousClock.now
  private var last = ContinuousClock.now
  private var isShown = false
  private let isWanted = StandardStream.error.isTerminal

  /// - Parameter what: Names the work, as `applying`.
  init(_ what: String) { self.what = what }

  /// Says that some of a number of steps are done.
  func report(_ done: Int, of total: Int) {
    guard isWanted else { return }
    let now = ContinuousClock.now
    guard now - start > .milliseconds(500), now - last > .milliseconds(100) else { return }
    last = now
    isShown = true
    try? StandardStream.error.write("\r\(what): \(done) of \(total)\u{1B}[K")
  }

  /// Takes the line away.
  func end() {
    if isShown { try? StandardStream.error.write("\r\u{1B}[K") }
    isShown = false
  }
}
