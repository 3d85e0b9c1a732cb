/// A file to look at, with the config that holds for it.
struct DiscoveredFile: Sendable {
  /// As given, or as given for its folder and the way from there; it is opened by this.
  let path: String
  /// The working folder, where the path starts.
  let start: String
  /// The index of its config among ``Discovery/configurations``.
  let configuration: Int

  /// Made where it is asked for: most of thousands of files are only read.
  var absolutePath: String { PathText.absolute(path, in: start) }
}

/// What a command's paths come to.
struct Discovery: Sendable {
  var files: [DiscoveredFile] = []
  var configurations: [Configuration] = []
  /// Paths that can't be read; the others are looked at all the same.
  var failures: [FileFailure] = []
  /// How many files named by hand the config leaves out.
  var excluded = 0

  /// The names of manifests; the pattern of the pre-commit hooks is the same.
  static let suffixes = [".manifest.yaml", ".manifest.yml", ".manifest.json"]

  /// How to name others, for when nothing matched.
  static let hint = """
    looked for *.manifest.yaml, *.manifest.yml and *.manifest.json; name a file by its path, or \
    add `include: [PATTERN]` to .dmsa.yaml
    """
}

/// Finds the manifests that paths lead to: a file is itself, a folder is searched.
struct FileDiscovery {
  private let workingFolder: String
  private var finder: ConfigurationFinder
  private var discovery = Discovery()
  private var indexes: [String: Int] = [:]
  /// The files that are found already; empty where one path alone is searched, which finds none
  /// twice.
  private var seen: Set<String> = []
  private let hasOnePath: Bool

  /// Finds all files, sorted by their paths.
  static func find(
    _ paths: [String],
    configuration: ConfigurationFinder.Choice,
    workingFolder: String = FileSystem.workingFolder
  ) throws(CommandFailure) -> Discovery {
    var search = FileDiscovery(
      workingFolder: workingFolder,
      finder: ConfigurationFinder(configuration, workingFolder: workingFolder),
      hasOnePath: paths.count <= 1
    )
    for path in paths.isEmpty ? ["."] : paths { try search.add(path) }
    search.discovery.files.sort { PathText.isOrderedBefore($0.path, $1.path) }
    return search.discovery
  }

  private init(workingFolder: String, finder: ConfigurationFinder, hasOnePath: Bool) {
    self.workingFolder = workingFolder
    self.finder = finder
    self.hasOnePath = hasOnePath
  }

  private mutating func add(_ path: String) throws(CommandFailure) {
    let absolute = PathText.absolute(path, in: workingFolder)
    switch FileSystem.kind(of: path) {
    case nil:
      discovery.failures.append(FileFailure(path))
    case .folder:
      var ignored = IgnoreFiles(above: absolute)
      let shown = path == "." ? "" : path.hasSuffix("/") ? String(path.dropLast()) : path
      try search(absolute, path == "/" ? "/" : shown, &ignored)
    case .file, .other:
      let (configuration, index) = try self.configuration(for: PathText.folder(of: absolute))
      if configuration.excludes(absolute, isFolder: false) {
        discovery.excluded += 1
      } else {
        add(path, absolute, index)
      }
    }
  }

  private mutating func search(
    _ folder: String,
    _ shown: String,
    _ ignored: inout IgnoreFiles
  ) throws(CommandFailure) {
    let entries: [FileSystem.Entry]
    do { entries = try FileSystem.entries(of: folder) } catch {
      discovery.failures.append(FileFailure(shown.isEmpty ? "." : shown, error.reason))
      return
    }
    let (configuration, index) = try self.configuration(for: folder)
    let prefix = folder == "/" ? folder : folder + "/"
    for entry in entries {
      let name = entry.name
      let path = prefix + name
      var shownPath: String { PathText.join(shown, name) }
      switch entry.kind {
      case .folder:
        guard name != ".git", !ignored.ignores(path, isFolder: true),
          !configuration.excludes(path, isFolder: true)
        else { continue }
        ignored.enter(path)
        try search(path, shownPath, &ignored)
        ignored.leave(path)
      case .file where name.hasSuffix(FileSystem.notUTF8):
        guard isManifest(String(name.dropLast(FileSystem.notUTF8.count))) else { continue }
        discovery.failures.append(FileFailure(PathText.join(shown, name), "rename it to be read"))
      case .file:
        guard isManifest(name) || configuration.includes(path),
          !ignored.ignores(path, isFolder: false),
          !configuration.excludes(path, isFolder: false)
        else { continue }
        // A link may lead to a folder, which isn't followed, or nowhere, which is said.
        if entry.isLink, FileSystem.kind(of: path) == .folder { continue }
        add(shownPath, path, index)
      case .other, nil: continue
      }
    }
  }

  private func isManifest(_ name: String) -> Bool {
    let bytes = name.utf8
    return FileDiscovery.suffixes.contains { bytes.suffix($0.count).elementsEqual($0) }
  }

  private static let suffixes = Discovery.suffixes.map { Array($0.utf8) }

  private mutating func add(_ path: String, _ absolute: String, _ index: Int) {
    guard hasOnePath || seen.insert(absolute).inserted else { return }
    discovery.files.append(
      DiscoveredFile(path: path, start: workingFolder, configuration: index)
    )
  }

  private mutating func configuration(
    for folder: String
  ) throws(CommandFailure) -> (Configuration, Int) {
    let configuration = try finder.configuration(for: folder)
    let file = configuration.file ?? ""
    if let index = indexes[file] { return (configuration, index) }
    discovery.configurations.append(configuration)
    indexes[file] = discovery.configurations.count - 1
    return (configuration, discovery.configurations.count - 1)
  }
}
