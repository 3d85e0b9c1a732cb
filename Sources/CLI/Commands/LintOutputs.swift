import Diagnostics
import Glibc
import Linting

/// Where the findings of a run go: standard output, and files beside it.
struct LintOutputs {
  private struct Sink {
    var view: any LintView
    var output = Output()
    /// Nil for standard output.
    let path: String?
    /// What waits for the end, for a file is written whole.
    var whole: [UInt8] = []

    mutating func begin() { view.begin(&output) }

    mutating func add(_ file: LintedFile, failOn: Severity?) {
      view.add(file, failOn: failOn, &output)
    }

    mutating func skip(_ path: String, _ reason: String) {
      view.skip(path, because: reason, &output)
    }

    mutating func end(_ summary: LintSummary) { view.end(summary, &output) }
  }

  private var sinks: [Sink] = []
  private let stream: StandardStream
  private let isForPeople: Bool
  private(set) var summary = LintSummary()
  private var counts: [RuleID: Int] = [:]

  init(
    formats: [LintFormat],
    files: [String],
    stream: StandardStream,
    style: (_ isFile: Bool) -> ViewStyle
  ) throws(CommandFailure) {
    self.stream = stream
    let files = try FormatFiles<LintFormat>(formats, files, default: .text)
    isForPeople = files.onOutput == .text || files.onOutput == .concise
    if let format = files.onOutput {
      sinks.append(Sink(view: format.view(style(false)), path: nil))
    }
    for (format, path) in files.inFiles {
      sinks.append(Sink(view: format.view(style(true)), path: path))
    }
    for index in sinks.indices { sinks[index].begin() }
  }

  /// Adds a file, with what fails the run in it.
  mutating func add(_ file: LintedFile, failOn: FailOn) throws(CommandFailure) {
    summary.add(file)
    for finding in file.findings where finding.counts {
      counts[finding.finding.rule, default: 0] += 1
    }
    for index in sinks.indices {
      sinks[index].add(file, failOn: failOn.severity)
      if sinks[index].output.bytes.count > 1 << 16 { try flush(index) }
    }
  }

  /// Tells every view of a file that could not be read.
  mutating func skip(_ path: String, because reason: String) {
    for index in sinks.indices { sinks[index].skip(path, reason) }
  }

  /// Ends every view; files are written now.
  mutating func end(statistics: Bool) throws(CommandFailure) {
    for index in sinks.indices {
      sinks[index].end(summary)
      try flush(index)
    }
    // Beside a format for programs the table would spoil it.
    if statistics { try (isForPeople ? stream : .error).write(table) }
    for sink in sinks {
      guard let path = sink.path else { continue }
      do { try FileSystem.replace(path, with: sink.whole) } catch {
        throw CommandFailure(error.message)
      }
    }
  }

  private mutating func flush(_ index: Int) throws(CommandFailure) {
    if sinks[index].path == nil {
      try stream.write(sinks[index].output.bytes)
    } else {
      sinks[index].whole += sinks[index].output.bytes
    }
    sinks[index].output.bytes.removeAll(keepingCapacity: true)
  }

  /// The findings of each rule, the most first.
  private var table: String {
    let ordered = counts.sorted { ($1.value, $0.key.name) < ($0.value, $1.key.name) }
    let width = ordered.first.map { String($0.value).utf8.count } ?? 1
    return ordered.reduce(into: "") { text, entry in
      let count = String(entry.value)
      text += String(repeating: " ", count: width - count.utf8.count) + "\(count)  \(entry.key)\n"
    }
  }
}
