import ArgumentParser
import Compiling
import Diagnostics
import Documents
import Linting
import Manifests

/// `dmsa compile`.
struct CompileCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "compile",
    abstract: "Turn a manifest into portal 4.1 JSON, or into a list to fill in the portal from.",
    usage: "dmsa compile <file> [<options>]",
    discussion: """
      The same meaning gives the same bytes on every machine. A manifest with errors doesn't \
      compile, those of category risk excepted: they are shown on standard error.

      EXAMPLES:
        dmsa compile crew-sync.manifest.yaml -o crew-sync.json
        dmsa compile crew-sync.manifest.yaml --format checklist
      """
  )

  enum Format: String, CaseIterable, ExpressibleByArgument {
    case json
    case checklist
  }

  @Argument(help: "A manifest; `-` is standard input.")
  var file: String

  @Option(help: "How it is shown.")
  var format: Format = .json

  @Flag(help: "Print the digest of what the manifest means, alone.")
  var digest = false

  @Option(name: .shortAndLong, help: ArgumentHelp("Write to a file.", valueName: "file"))
  var output: String?

  @OptionGroup var source: ManifestSourceOptions
  @OptionGroup var printing: OutputOptions

  func execute() throws -> ExitStatus {
    let input = try ManifestInput(file, source)
    let blocking = input.findings.filter { $0.severity == .error && !input.isRisk($0) }
    guard blocking.isEmpty else {
      input.show(blocking, printing)
      throw CommandFailure("\(input.path): does not compile with these errors", .found)
    }
    if input.manifest.form == .legacy, !digest {
      throw CommandFailure(
        "\(input.path): is of version 3.x; `dmsa migrate` turns it into the source form first",
        .found
      )
    }
    // Said even to whoever wants no notes: a risk is none.
    input.show(input.findings.filter { input.isRisk($0) && $0.severity == .error }, printing)
    let bytes: [UInt8]
    if digest {
      bytes = Array("\(ManifestDigest(of: input.manifest))\n".utf8)
    } else if format == .checklist {
      bytes = Array(Checklist(input.manifest).text().utf8)
    } else {
      bytes = PortalManifest(input.manifest).bytes()
    }
    if let output {
      if file != "-", let input = FileSystem.resolved(file), input == FileSystem.resolved(output) {
        throw CommandFailure("\(output): is the manifest itself; nothing was written")
      }
      try FileSystem.replace(output, with: bytes)
    } else {
      try StandardStream.output.write(bytes)
    }
    return .success
  }
}

/// Where a manifest is read from, and with which config.
struct ManifestSourceOptions: ParsableArguments {
  @Option(help: ArgumentHelp("What standard input is called.", valueName: "path"))
  var stdinFilename: String?

  @OptionGroup var config: ConfigurationOptions
}

/// One manifest as a command reads it, with all that the linter finds in it.
///
/// Comments, config severities and baselines silence nothing here.
struct ManifestInput {
  let path: String
  let bytes: [UInt8]
  let manifest: Manifest
  private let linted: LintedFile

  var findings: [Finding] { linted.findings.map(\.finding) }

  init(_ file: String, _ options: ManifestSourceOptions) throws {
    let isInput = file == "-"
    let name = isInput ? options.stdinFilename ?? "" : file
    path = isInput ? options.stdinFilename ?? "-" : file
    bytes = isInput ? try FileSystem.readStandardInput() : try FileSystem.read(file)
    let folder = PathText.folder(of: PathText.absolute(name, in: FileSystem.workingFolder))
    var finder = ConfigurationFinder(
      options.config.choice,
      workingFolder: FileSystem.workingFolder
    )
    let catalog = try finder.configuration(for: folder).catalog
    var lintOptions = LintOptions()
    lintOptions.usesIgnores = false
    var linter = Linter(catalog: catalog)
    linted = linter.lint(bytes, path: path, as: Syntax(path: name), options: lintOptions)
    var reader = DocumentReader()
    var document = Document()
    _ = reader.read(bytes, as: Syntax(path: name), into: &document)
    manifest = ManifestReader.read(document, catalog: catalog).0
  }

  /// Whether a finding tells of a risk, which keeps nothing from being compiled.
  func isRisk(_ finding: Finding) -> Bool { RuleList.all[finding.rule]?.category == .risk }

  /// Shows findings on standard error, as `lint` shows them.
  func show(_ findings: [Finding], _ printing: OutputOptions) {
    guard !findings.isEmpty else { return }
    let rules = Set(findings.map(\.rule))
    var file = linted
    file.findings.removeAll { !rules.contains($0.finding.rule) }
    let style = ViewStyle(
      color: printing.color.colors(.error),
      width: StandardStream.error.terminalWidth ?? 100,
      toolVersion: CommandLineTool.version,
      catalogVersion: "",
      isQuiet: true,
      isVerbose: false,
      rules: .all,
      workingFolder: FileSystem.workingFolder,
      usesBaseline: false
    )
    var view = LintFormat.text.view(style)
    var output = Output()
    view.begin(&output)
    view.add(file, &output)
    try? StandardStream.error.write(output.bytes)
  }
}
