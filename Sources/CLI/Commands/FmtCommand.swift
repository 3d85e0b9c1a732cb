import ArgumentParser
import Catalog
import Diagnostics
import Documents
import Editing
import Manifests

/// `dmsa fmt`.
struct FmtCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "fmt",
    abstract: "Lay out source manifests in one way.",
    usage: "dmsa fmt [<path> ...] [<options>]",
    discussion: """
      Rewrites source manifests in YAML: keys in the order of the form, tools by their keys, two \
      blanks a level, one empty line at most. Comments, lists, quotes, flow and block style and \
      anchors stay. JSON and the other forms are left alone.

      EXAMPLES:
        dmsa fmt manifests
        dmsa fmt --check --quiet
      """
  )

  @Argument(help: "Files and folders; `-` is standard input, its result printed.")
  var path: [String] = []

  @Flag(help: "Write nothing; list what would change, exit 1 if anything would.")
  var check = false

  @Flag(help: "Write nothing; show what would change, exit 1 if anything would.")
  var diff = false

  @OptionGroup var config: ConfigurationOptions

  @Option(help: ArgumentHelp("What standard input is called.", valueName: "path"))
  var stdinFilename: String?

  @OptionGroup var output: OutputOptions

  func validate() throws {
    if path.contains("-"), path.count > 1 {
      throw ValidationError("`-` stands for standard input and can't have company.")
    }
  }

  func execute() throws -> ExitStatus {
    try path == ["-"] ? formatStandardInput() : formatFiles()
  }

  // MARK: - Files

  private func formatFiles() throws -> ExitStatus {
    let discovery = try FileDiscovery.find(path, configuration: config.choice)
    for failure in discovery.failures {
      Notice.tell(failure.message)
    }
    if discovery.files.isEmpty {
      if !discovery.failures.isEmpty { return .unusable }
      if discovery.excluded > 0 {
        note("the config excludes every file named")
        return .success
      }
      Notice.tell("no file matched; \(Discovery.hint)")
      return .nothingMatched
    }
    var formatter = SourceFormatter()
    var status = discovery.failures.isEmpty ? ExitStatus.success : .unusable
    var changed = 0
    for file in discovery.files {
      var shown: (old: [UInt8], new: [UInt8])?
      do {
        let bytes = try FileSystem.read(file.path)
        let outcome = formatter.format(bytes, as: Syntax(path: file.path))
        guard case .formatted(let text) = outcome else {
          if explain(outcome, bytes, file.path), status == .success { status = .found }
          continue
        }
        guard text != bytes else { continue }
        if check || diff {
          shown = (bytes, text)
          changed += 1
        } else {
          try FileSystem.replace(file.path, with: text)
          changed += 1
          if output.verbose { note("formatted \(file.path)") }
        }
      } catch {
        Notice.tell("\(file.path): \(error.reason)")
        status = .unusable
      }
      guard let shown else { continue }
      try show(shown.old, shown.new, file.path)
      if status == .success { status = .found }
    }
    if changed > 0 {
      let files = changed == 1 ? "1 file" : "\(changed) files"
      note(check || diff ? "\(files) would be formatted" : "formatted \(files)")
    }
    return status
  }

  // MARK: - Standard input

  private func formatStandardInput() throws -> ExitStatus {
    let bytes = try FileSystem.readStandardInput()
    let name = stdinFilename ?? "-"
    let folder = FileSystem.workingFolder
    let absolute = PathText.absolute(name, in: folder)
    var finder = ConfigurationFinder(config.choice, workingFolder: folder)
    let configuration = try finder.configuration(for: PathText.folder(of: absolute))
    let isExcluded = stdinFilename != nil && configuration.excludes(absolute, isFolder: false)
    var text = bytes
    if !isExcluded {
      var formatter = SourceFormatter()
      let outcome = formatter.format(bytes, as: Syntax(path: stdinFilename ?? ""))
      if case .formatted(let formatted) = outcome {
        text = formatted
      } else if explain(outcome, bytes, name) {
        return .found
      }
    }
    guard check || diff else {
      try StandardStream.output.write(text)
      return .success
    }
    guard text != bytes else { return .success }
    try show(bytes, text, name)
    return .found
  }

  // MARK: - What is said

  /// Shows what would change in a file.
  private func show(_ old: [UInt8], _ new: [UInt8], _ path: String) throws {
    guard diff else {
      try StandardStream.output.writeName(path)
      return
    }
    let difference = FileDifference(path: path, syntax: Syntax(path: path), catalog: .builtIn)
    try StandardStream.output.write(difference.text(from: old, to: new))
  }

  /// Says why a file stays as it is, and whether that is an error.
  private func explain(
    _ outcome: SourceFormatter.Outcome,
    _ bytes: [UInt8],
    _ path: String
  ) -> Bool {
    let path = Printable.text(path)
    let table = LineTable(bytes)
    func place(_ offset: UInt32) -> String {
      let position = table.position(of: offset)
      return "\(path):\(position.line):\(position.column)"
    }
    switch outcome {
    case .formatted:
      return false
    case .leftAlone(let reason):
      note("\(path): left as it is; \(FmtCommand.text(of: reason))")
      return false
    case .invalid(let findings):
      for finding in findings {
        Notice.tell(
          "\(place(finding.range.start)): \(finding.severity.name)[\(finding.rule)] "
            + finding.message
        )
      }
    case .uncertain(let offset):
      let place = offset.map { place(UInt32(clamping: $0)) } ?? path
      Notice.tell(
        "\(place): left as it is; no other layout is sure to say the same"
      )
    }
    return true
  }

  private static func text(of reason: SourceFormatter.Reason) -> String {
    switch reason {
    case .json: "it is JSON, and source manifests in YAML alone are formatted"
    case .noManifest: "it holds no manifest"
    case .form(.portal): "it is of the portal's form, and source manifests alone are formatted"
    case .form(.legacy), .form(.source):
      "it is of the legacy form, and source manifests alone are formatted"
    }
  }

  private func note(_ message: String) {
    guard !output.quiet else { return }
    Notice.tell("note: \(message)")
  }
}
