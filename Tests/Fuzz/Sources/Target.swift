import CFuzzer
import Foundation
import Glibc

/// What is fuzzed: bytes go in, and what is promised of them is looked at.
enum Target: String, CaseIterable {
  /// Findings of a manifest.
  case lint
  /// Fixes, the layout, the compiled form and the migration of a manifest.
  case rewrite
  /// A company's snapshot.
  case snapshot
  /// A saved plan, and whether a small company takes it.
  case plan

  /// The most processor time that one input may take: a hang, for it has some thousand bytes.
  private static let mostSeconds = 1.0
  /// The most memory that one input may make the program hold at once.
  private static let mostBytes = 256 << 20

  /// Checks one input; what is wrong ends the process, and libFuzzer keeps the input.
  ///
  /// - Parameters:
  ///   - data: The input's first byte.
  ///   - size: How many there are.
  /// - Returns: Always 0: the input may go into the corpus.
  func run(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: data, count: size))
    heap_meter_start()
    let start = Target.processorSeconds()
    switch self {
    case .lint: LintTarget.check(bytes)
    case .rewrite: RewriteTarget.check(bytes)
    case .snapshot: SnapshotTarget.check(bytes)
    case .plan: PlanTarget.check(bytes)
    }
    let seconds = Target.processorSeconds() - start
    let peak = heap_meter_peak()
    expect(seconds <= Target.mostSeconds, "it took \(seconds) s")
    expect(peak <= Target.mostBytes, "it took \(peak >> 20) MiB")
    return 0
  }

  private static func processorSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}

/// Ends the process where a promise isn't kept.
func expect(_ isKept: Bool, _ message: @autoclosure () -> String) {
  guard !isKept else { return }
  FileHandle.standardError.write(Data("broken promise: \(message())\n".utf8))
  abort()
}
