import Catalog
import Diagnostics
import Dispatch
import Documents
import Editing
import Glibc
import Linting
import Synchronization

/// One run of `dmsa lint`.
struct LintRun: Sendable {
  private let request: LintRequest
  private let selected: RuleSelection?
  private let ignored: RuleSelection
  private let baseline: Baseline?
  private let today: String

  init(_ request: LintRequest) throws(CommandFailure) {
    self.request = request
    selected = request.select.isEmpty ? nil : try RuleSelection(names: request.select)
    ignored = try RuleSelection(names: request.ignore)
    baseline = try request.baseline.map { path throws(CommandFailure) in
      try Baseline(reading: path)
    }
    today = request.today ?? Clock.today()
    guard !request.isQuiet, !request.ignore.isEmpty else { return }
    if RuleList.all.rules.contains(where: { $0.category == .syntax && ignored.contains($0) }) {
      LintRun.note("what is wrong with the syntax is always reported")
    }
  }

  func run() throws -> ExitStatus {
    try request.paths == ["-"] ? lintStandardInput() : lintFiles()
  }

  // MARK: - Files

  private func lintFiles() throws -> ExitStatus {
    let discovery = try FileDiscovery.find(request.paths, configuration: request.configuration)
    if request.listsFiles {
      for file in discovery.files { try StandardStream.output.writeName(file.path) }
    }
    for failure in discovery.failures {
      Notice.tell(failure.message)
    }
    if discovery.files.isEmpty, discovery.failures.isEmpty {
      guard discovery.excluded > 0 else {
        Notice.tell("no file matched; \(Discovery.hint)")
        return .nothingMatched
      }
      LintRun.note("the config excludes every file named")
    }
    if request.listsFiles { return discovery.failures.isEmpty ? .success : .unusable }
    if request.fixes || request.showsDifference { return try fixFiles(discovery) }
    var outputs = try outputs(on: .output)
    for failure in discovery.failures { outputs.skip(failure.path, because: failure.reason) }
    var status = discovery.failures.isEmpty ? ExitStatus.success : .unusable
    var written = request.newBaseline.map { Baseline(at: $0) }
    try lint(discovery) { file, outcome throws(CommandFailure) in
      switch outcome {
      case .failure(let failure):
        Notice.tell(failure.message)
        outputs.skip(failure.path, because: failure.reason)
        status = .unusable
      case .success(var linted):
        written?.add(&linted, absolutePath: file.absolutePath)
        let failOn = failOn(discovery.configurations[file.configuration])
        try outputs.add(linted, failOn: failOn)
        if status == .success, failOn.fails(linted) { status = .found }
      }
    }
    try write(written)
    try outputs.end(statistics: request.showsStatistics)
    return status
  }

  private func write(_ baseline: Baseline?) throws(FileFailure) {
    guard let baseline, let path = request.newBaseline else { return }
    try FileSystem.replace(path, with: baseline.bytes)
    guard !request.isQuiet else { return }
    LintRun.note(
      "wrote \(baseline.count) \(baseline.count == 1 ? "finding" : "findings") to \(path)"
    )
  }

  private typealias Outcome = Result<LintedFile, FileFailure>

  /// Lints all files and hands each over in their order.
  ///
  /// Files go in batches to the threads, so that memory grows with the batch, not with the run.
  private func lint(
    _ discovery: Discovery,
    _ body: (DiscoveredFile, Outcome) throws(CommandFailure) -> Void
  ) throws(CommandFailure) {
    let settings = discovery.configurations.map { options(for: $0) }
    let catalogs = discovery.configurations.map(\.catalog)
    let threads = threads(for: discovery.files.count)
    if threads == 1 {
      var worker = Worker()
      for file in discovery.files {
        let outcome = worker.lint(file, self, discovery, settings, catalogs)
        try body(file, outcome)
      }
      return
    }
    // A batch waits for its last share, so that shares are small beside it.
    let batch = 64 * threads
    let share = 4
    var start = 0
    while start < discovery.files.count {
      let files = Array(discovery.files[start..<min(start + batch, discovery.files.count)])
      let next = Atomic(0)
      let outcomes = Mutex([Outcome?](repeating: nil, count: files.count))
      DispatchQueue.concurrentPerform(iterations: threads) { _ in
        var worker = Worker()
        while true {
          let first = next.add(share, ordering: .relaxed).oldValue
          guard first < files.count else { return }
          let range = first..<min(first + share, files.count)
          let linted = range.map { worker.lint(files[$0], self, discovery, settings, catalogs) }
          outcomes.withLock { outcomes in
            for (index, outcome) in zip(range, linted) { outcomes[index] = outcome }
          }
        }
      }
      for (file, outcome) in zip(files, outcomes.withLock { $0 }) {
        guard let outcome else { continue }
        try body(file, outcome)
      }
      start += batch
    }
  }

  /// What one thread keeps from file to file.
  private struct Worker: ~Copyable {
    private var linter = Linter(catalog: .builtIn)
    private var options = LintOptions()
    /// The config whose catalog and options these are; nil before the first file.
    private var configuration: Int?
    private var hasSettingsPerFile = false

    mutating func lint(
      _ file: DiscoveredFile,
      _ run: LintRun,
      _ discovery: Discovery,
      _ settings: [LintOptions],
      _ catalogs: [Catalog]
    ) -> Outcome {
      if configuration != file.configuration {
        linter = Linter(catalog: catalogs[file.configuration])
        options = settings[file.configuration]
        hasSettingsPerFile = !discovery.configurations[file.configuration].perFile.isEmpty
        configuration = file.configuration
      }
      do {
        let bytes = try FileSystem.read(file.path)
        if hasSettingsPerFile {
          let configuration = discovery.configurations[file.configuration]
          options.settings = configuration.settings(for: file.absolutePath)
        }
        var linted = linter.lint(bytes, path: file.path, options: options)
        run.baseline?.apply(to: &linted, absolutePath: file.absolutePath)
        return .success(linted)
      } catch {
        return .failure(FileFailure(file.path, error.reason))
      }
    }
  }

  private func threads(for files: Int) -> Int {
    if let jobs = request.jobs { return min(jobs, max(1, files)) }
    // Below some hundred files a second thread costs more than it gives.
    guard files >= 200 else { return 1 }
    return max(1, min(Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))), 16))
  }

  // MARK: - Fixes

  private func fixFiles(_ discovery: Discovery) throws -> ExitStatus {
    var outputs = request.showsDifference ? nil : try self.outputs(on: .output)
    for failure in discovery.failures { outputs?.skip(failure.path, because: failure.reason) }
    var status = discovery.failures.isEmpty ? ExitStatus.success : .unusable
    var fixed = 0
    var written = request.newBaseline.map { Baseline(at: $0) }
    for file in discovery.files {
      let configuration = discovery.configurations[file.configuration]
      let bytes: [UInt8]
      do { bytes = try FileSystem.read(file.path) } catch {
        Notice.tell("\(file.path): \(error.reason)")
        outputs?.skip(file.path, because: error.reason)
        status = .unusable
        continue
      }
      let syntax = Syntax(path: file.path)
      let result = fix(bytes, file.path, syntax, file.absolutePath, configuration)
      if request.showsDifference {
        guard result.bytes != bytes else { continue }
        let difference = FileDifference(
          path: file.path,
          syntax: syntax,
          catalog: configuration.catalog
        )
        try StandardStream.output.write(difference.text(from: bytes, to: result.bytes))
        if status == .success { status = .found }
        continue
      }
      // What can't be written has all its findings left.
      var remaining = bytes
      if result.bytes != bytes {
        do {
          try FileSystem.replace(file.path, with: result.bytes)
          remaining = result.bytes
          fixed += result.count
        } catch {
          Notice.tell("\(file.path): \(error.reason)")
          status = .unusable
        }
      }
      var linter = Linter(catalog: configuration.catalog)
      var linted = linter.lint(
        remaining,
        path: file.path,
        options: options(for: configuration, file.absolutePath)
      )
      baseline?.apply(to: &linted, absolutePath: file.absolutePath)
      written?.add(&linted, absolutePath: file.absolutePath)
      let failOn = failOn(configuration)
      try outputs?.add(linted, failOn: failOn)
      if status == .success, failOn.fails(linted) { status = .found }
    }
    try write(written)
    try outputs?.end(statistics: request.showsStatistics)
    if fixed > 0, !request.isQuiet {
      LintRun.note("fixed \(fixed) \(fixed == 1 ? "finding" : "findings")")
    }
    return status
  }

  private func fix(
    _ bytes: [UInt8],
    _ path: String,
    _ syntax: Syntax,
    _ absolutePath: String,
    _ configuration: Configuration
  ) -> Fixer.Result {
    var fixer = Fixer(catalog: configuration.catalog, usesUnsafe: request.usesUnsafeFixes)
    return fixer.fix(
      bytes,
      path: path,
      as: syntax,
      options: options(for: configuration, absolutePath),
      marking: { baseline?.apply(to: &$0, absolutePath: absolutePath) }
    )
  }

  // MARK: - Standard input

  private func lintStandardInput() throws -> ExitStatus {
    let bytes = try FileSystem.readStandardInput()
    let path = request.standardInputName ?? "-"
    let absolute = PathText.absolute(request.standardInputName ?? "-", in: FileSystem.workingFolder)
    var finder = ConfigurationFinder(request.configuration, workingFolder: FileSystem.workingFolder)
    let configuration = try finder.configuration(for: PathText.folder(of: absolute))
    if request.listsFiles {
      try StandardStream.output.writeName(path)
      return .success
    }
    if request.standardInputName != nil, configuration.excludes(absolute, isFolder: false) {
      if request.fixes { try StandardStream.output.write(bytes) }
      guard !request.showsDifference else { return .success }
      var outputs = try outputs(on: request.fixes ? .error : .output)
      try outputs.end(statistics: request.showsStatistics)
      return .success
    }
    let syntax = Syntax(path: request.standardInputName ?? "")
    var text = bytes
    if request.fixes || request.showsDifference {
      text = fix(bytes, path, syntax, absolute, configuration).bytes
      if request.showsDifference {
        guard text != bytes else { return .success }
        let difference = FileDifference(path: path, syntax: syntax, catalog: configuration.catalog)
        try StandardStream.output.write(difference.text(from: bytes, to: text))
        return .found
      }
      try StandardStream.output.write(text)
    }
    // The fixed text has standard output for itself; what remains is said beside it.
    var outputs = try outputs(on: request.fixes ? .error : .output)
    var linter = Linter(catalog: configuration.catalog)
    var linted = linter.lint(
      text,
      path: path,
      as: syntax,
      options: options(for: configuration, absolute)
    )
    baseline?.apply(to: &linted, absolutePath: absolute)
    if var written = request.newBaseline.map({ Baseline(at: $0) }), let path = request.newBaseline {
      written.add(&linted, absolutePath: absolute)
      try FileSystem.replace(path, with: written.bytes)
    }
    let failOn = failOn(configuration)
    try outputs.add(linted, failOn: failOn)
    try outputs.end(statistics: request.showsStatistics)
    return failOn.fails(linted) ? .found : .success
  }

  // MARK: - Options

  private func options(for configuration: Configuration, _ path: String? = nil) -> LintOptions {
    var options = LintOptions()
    options.persona = request.persona
    options.selected = selected
    options.ignored = ignored
    options.settings = path.map { configuration.settings(for: $0) } ?? configuration.rules
    options.forbiddenIgnores = configuration.forbiddenIgnores
    options.trustedHosts = configuration.trustedHosts
    options.usesIgnores = request.usesIgnores
    options.today = today
    return options
  }

  /// What fails the run in a file of this config.
  private func failOn(_ configuration: Configuration) -> FailOn {
    request.failOn ?? configuration.failOn ?? .severity(.warning)
  }

  private func outputs(on stream: StandardStream) throws(CommandFailure) -> LintOutputs {
    let colors = request.color.colors(stream)
    let width = stream.terminalWidth ?? 100
    return try LintOutputs(formats: request.formats, files: request.outputFiles, stream: stream) {
      isFile in
      ViewStyle(
        color: colors && !isFile,
        width: isFile ? 100 : width,
        toolVersion: CommandLineTool.version,
        catalogVersion: Catalog.version,
        isQuiet: request.isQuiet,
        isVerbose: request.isVerbose,
        rules: .all,
        workingFolder: FileSystem.workingFolder,
        usesBaseline: baseline != nil || request.newBaseline != nil
      )
    }
  }

  private static func note(_ message: String) {
    Notice.tell("note: \(message)")
  }
}
