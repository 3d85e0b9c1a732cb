import Catalog
import Compiling
import Diagnostics
import Differing
import Documents
import Linting
import Manifests
import Storage

/// One run of `dmsa diff`.
struct DiffRun {
  private let command: DiffCommand
  private let configuration: Configuration
  private let catalog: Catalog

  init(_ command: DiffCommand) throws(CommandFailure) {
    self.command = command
    let folder = FileSystem.workingFolder
    var finder = ConfigurationFinder(
      command.config.choice,
      workingFolder: folder
    )
    configuration = try finder.configuration(for: folder)
    catalog = configuration.catalog
  }

  func run() throws -> ExitStatus {
    let store = try command.company.map {
      try CompanyFile.open($0, catalog: catalog, mode: .reading).store
    }
    let isDriver = command.sides.count > 2
    var comparison: Comparison
    do { comparison = try compare() } catch let failure as CommandFailure where isDriver {
      return try showPlainly(failure)
    }
    if let store {
      comparison = try store.read { try CompanyEffects(in: $0).added(to: comparison) }
    }
    let files = try FormatFiles<DeltaFormat>(command.format, command.outputFile, default: .text)
    if let format = files.onOutput {
      try StandardStream.output.write(format.bytes(comparison, style(isFile: false)))
    }
    for (format, path) in files.inFiles {
      try FileSystem.replace(path, with: format.bytes(comparison, style(isFile: true)))
    }
    // Git takes a driver's status for trouble.
    if isDriver { return .success }
    let fails = comparison.apps.contains { app in
      command.failOn.contains { $0.holds(app.delta) } || command.exitCode && !app.delta.isEmpty
        || command.exitCode && app.change != .changed
    }
    return fails ? .found : .success
  }

  /// What git's driver shows of a file that is no manifest on some side: why, and its lines.
  ///
  /// An error would end all of `git diff`, the files behind it included.
  private func showPlainly(_ failure: CommandFailure) throws -> ExitStatus {
    for line in failure.message.split(separator: "\n") { Notice.tell(String(line)) }
    let path = command.sides[0]
    let sides = try [driverSide(command.sides[1], path), driverSide(command.sides[4], path)]
    let difference = FileDifference(path: path, syntax: Syntax(path: path), catalog: catalog)
    try StandardStream.output.write(
      difference.text(from: sides[0].bytes ?? [], to: sides[1].bytes ?? [])
    )
    return .success
  }

  private func style(isFile: Bool) -> DeltaStyle {
    DeltaStyle(
      color: command.output.color.colors(.output) && !isFile,
      width: isFile ? 100 : StandardStream.output.terminalWidth ?? 100,
      toolVersion: CommandLineTool.version,
      isQuiet: command.output.quiet
    )
  }

  // MARK: - Sides

  private func compare() throws -> Comparison {
    switch command.sides.count {
    case 1:
      let revision = command.sides[0]
      do { try GitRepository.check(revision) } catch {
        guard FileSystem.kind(of: revision) != nil else { throw error }
        throw CommandFailure("\(revision): is one side; name what it is to be compared with, too")
      }
      let root = try GitRepository.root()
      return try compareFolders(
        .revisionFolder(revision: revision, path: ""),
        .folder(root),
        shownRoot: root
      )
    case 2:
      let old = try DiffInput(command.sides[0])
      let new = try DiffInput(command.sides[1])
      guard old.isFolder == new.isFolder else {
        throw CommandFailure("a folder can't be compared with a file")
      }
      if old.isFolder { return try compareFolders(old, new, shownRoot: nil) }
      return try compareFiles(read(old, command.sides[0]), read(new, command.sides[1]))
    default:
      // path old-file old-hex old-mode new-file new-hex new-mode, as git calls a driver.
      let path = command.sides[0]
      return try compareFiles(
        driverSide(command.sides[1], path),
        driverSide(command.sides[4], command.sides.count == 9 ? command.sides[7] : path)
      )
    }
  }

  /// A side's file with its path as shown; nil bytes where there is none.
  private struct File {
    let path: String
    let bytes: [UInt8]?
    let syntax: Syntax
  }

  private func read(_ input: DiffInput, _ shown: String) throws -> File {
    switch input {
    case .standardInput:
      File(
        path: command.stdinFilename ?? shown,
        bytes: try FileSystem.readStandardInput(),
        syntax: Syntax(path: command.stdinFilename ?? "")
      )
    case .file(let path):
      File(path: shown, bytes: try FileSystem.read(path), syntax: Syntax(path: path))
    case .revisionFile(let revision, let path):
      File(
        path: shown,
        bytes: try GitRepository.bytes(revision, GitRepository.target(revision, path)),
        syntax: Syntax(path: path)
      )
    case .folder(let path), .revisionFolder(_, let path):
      throw CommandFailure("\(path): is a folder, a file is wanted")
    }
  }

  private func driverSide(_ file: String, _ path: String) throws -> File {
    File(
      path: path,
      bytes: file == "/dev/null" ? nil : try FileSystem.read(file),
      syntax: Syntax(path: path)
    )
  }

  // MARK: - Files

  private func compareFiles(_ old: File, _ new: File) throws -> Comparison {
    var mistakes: [String] = []
    let before = old.bytes.flatMap { side(old.path, $0, old.syntax, "old", &mistakes) }
    let after = new.bytes.flatMap { side(new.path, $0, new.syntax, "new", &mistakes) }
    try refuse(mistakes)
    let app = compare(before, after)
    return Comparison(isOfFolders: false, apps: [app], catalog: catalog)
  }

  /// One manifest of a side, with what is known of it apart from the comparison.
  private struct Side {
    let source: ComparedApp.Source
    let manifest: Manifest
    let described: ManifestDelta.Side
    let risks: Set<String>
  }

  /// Reads a side; nil where its syntax or schema has errors, each told with the side's name.
  private func side(
    _ path: String,
    _ bytes: [UInt8],
    _ syntax: Syntax,
    _ name: String,
    _ mistakes: inout [String]
  ) -> Side? {
    var linter = Linter(catalog: catalog)
    var options = LintOptions()
    options.usesIgnores = false
    let linted = linter.lint(bytes, path: path, as: syntax, options: options)
    let lines = LineTable(bytes)
    let errors = linted.findings.filter {
      ($0.category == .syntax || $0.category == .schema) && $0.finding.severity == .error
    }
    guard errors.isEmpty else {
      mistakes += errors.map { error in
        let position = lines.position(of: error.finding.range.start)
        return "\(path):\(position.line):\(position.column): \(error.finding.message)"
          + " [\(error.finding.rule), the \(name) side]"
      }
      return nil
    }
    let risks = linted.findings.filter {
      $0.category == .risk && $0.finding.rule != "undocumented-grant"
    }
    var reader = DocumentReader()
    var document = Document()
    _ = reader.read(bytes, as: syntax, into: &document)
    let (manifest, _) = ManifestReader.read(document, catalog: catalog)
    return Side(
      source: ComparedApp.Source(path: path, bytes: bytes),
      manifest: manifest,
      described: describe(manifest),
      risks: Set(risks.map(\.finding.rule.name))
    )
  }

  private func refuse(_ mistakes: [String]) throws(CommandFailure) {
    guard mistakes.isEmpty else { throw CommandFailure(mistakes.joined(separator: "\n")) }
  }

  private func describe(_ manifest: Manifest) -> ManifestDelta.Side {
    ManifestDelta.Side(
      manifest,
      digest: ManifestDigest(of: manifest).description,
      contentDigest: ManifestDigest(of: manifest, .withoutVersion).description,
      substanceDigest: ManifestDigest(of: manifest, .substance).description
    )
  }

  private func compare(_ old: Side?, _ new: Side?) -> ComparedApp {
    let empty = Manifest.empty(catalog)
    let nothing = describe(empty)
    return ComparedApp(
      change: old == nil ? .added : new == nil ? .removed : .changed,
      old: old?.source,
      new: new?.source,
      delta: ManifestDelta(
        from: old?.manifest ?? empty,
        old?.described ?? nothing,
        risks: old?.risks ?? [],
        to: new?.manifest ?? empty,
        new?.described ?? nothing,
        risks: new?.risks ?? [],
        catalog: catalog
      )
    )
  }

  // MARK: - Folders

  private func compareFolders(
    _ old: DiffInput,
    _ new: DiffInput,
    shownRoot: String?
  ) throws -> Comparison {
    var mistakes: [String] = []
    let folder = DiffFolder(configuration)
    let files = try (
      folder.files(of: old, beside: new, shownRoot: shownRoot),
      folder.files(of: new, beside: old, shownRoot: shownRoot)
    )
    if shownRoot == nil, files.0.isEmpty, files.1.isEmpty {
      throw CommandFailure("no manifest on either side; \(Discovery.hint)")
    }
    let before = sides(files.0, "old", &mistakes)
    let after = sides(files.1, "new", &mistakes)
    try refuse(mistakes)
    try checkUnique(before)
    try checkUnique(after)
    var apps: [ComparedApp] = []
    var rest = after
    var matches: [Int: Side] = [:]
    // Where both have a uid it decides, so such pairs are found before any by name or path.
    for isPair in [haveSameUID, haveSameName, haveSamePath] {
      for (index, old) in before.enumerated() where matches[index] == nil {
        guard let match = rest.firstIndex(where: { isPair(old, $0) }) else { continue }
        matches[index] = rest.remove(at: match).side
      }
    }
    for (index, old) in before.enumerated() {
      let app = compare(old.side, matches[index])
      if app.change != .changed || app.delta.old.digest != app.delta.new.digest {
        apps.append(app)
      }
    }
    apps += rest.map { compare(nil, $0.side) }
    func order(_ app: ComparedApp) -> (String, String) {
      (
        app.delta.new.name ?? app.delta.old.name ?? "",
        app.new?.path ?? app.old?.path ?? ""
      )
    }
    return Comparison(
      isOfFolders: true,
      apps: apps.sorted { order($0) < order($1) },
      catalog: catalog
    )
  }

  /// A folder's manifest with its path from there.
  private struct FolderSide {
    let relative: String
    let side: Side
  }

  private func haveSameUID(_ old: FolderSide, _ new: FolderSide) -> Bool {
    old.side.manifest.manifestUID != nil && new.side.manifest.manifestUID != nil
      && old.side.manifest.isSameApp(as: new.side.manifest)
  }

  private func haveSameName(_ old: FolderSide, _ new: FolderSide) -> Bool {
    old.side.manifest.isSameApp(as: new.side.manifest)
  }

  private func haveSamePath(_ old: FolderSide, _ new: FolderSide) -> Bool {
    !old.side.manifest.hasIdentity && !new.side.manifest.hasIdentity
      && old.relative == new.relative
  }

  private func sides(
    _ files: [DiffFolder.File],
    _ name: String,
    _ mistakes: inout [String]
  ) -> [FolderSide] {
    files.compactMap { file in
      side(file.path, file.bytes, Syntax(path: file.relative), name, &mistakes)
        .map { FolderSide(relative: file.relative, side: $0) }
    }
  }

  private func checkUnique(_ sides: [FolderSide]) throws(CommandFailure) {
    for (index, side) in sides.enumerated() {
      let twin = sides[..<index].first { $0.side.manifest.isSameApp(as: side.side.manifest) }
      guard let twin else { continue }
      throw CommandFailure(
        "\(side.side.source.path): is a version of the app of \(twin.side.source.path);"
          + " a side holds each app once, compare the files"
      )
    }
  }
}

extension Manifest {
  /// Whether the file says which app it is of.
  fileprivate var hasIdentity: Bool { manifestUID != nil || appName != nil }
}
