/// What a command's paths come to.
struct Discovery: Sendable {
  /// The files, in the order of their paths.
  var files: FileList
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
  private var discovery: Discovery
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
    // Of two ways to name a file the shorter one counts, whichever was given first.
    for path in paths.isEmpty ? ["."] : paths.sorted(by: isPreferred) { try search.add(path) }
    // One folder is searched in their order.
    if paths.count > 1 { search.discovery.files.sort() }
    return search.discovery
  }

  private static func isPreferred(_ one: String, _ other: String) -> Bool {
    one.utf8.count == other.utf8.count
      ? PathText.isOrderedBefore(one, other) : one.utf8.count < other.utf8.count
  }

  private init(workingFolder: String, finder: ConfigurationFinder, hasOnePath: Bool) {
    self.workingFolder = workingFolder
    self.finder = finder
    self.hasOnePath = hasOnePath
    discovery = Discovery(files: FileList(from: workingFolder))
  }

  private mutating func add(_ path: String) throws(CommandFailure) {
    let absolute = PathText.absolute(path, in: workingFolder)
    switch FileSystem.kind(of: path) {
    case nil:
      discovery.failures.append(FileFailure(path))
    case .folder:
      var ignored = IgnoreFiles(above: absolute)
      let shown = path == "." ? "" : path.hasSuffix("/") ? String(path.dropLast()) : path
      try search(absolute, path == "/" ? "/" : shown, below: nil, &ignored)
    case .file, .other:
      let (configuration, index) = try self.configuration(for: PathText.folder(of: absolute))
      if configuration.excludes(absolute, isFolder: false) {
        discovery.excluded += 1
      } else {
        guard isNew(absolute) else { return }
        discovery.files.append(path, configuration: index)
      }
    }
  }

  /// Searches a folder.
  ///
  /// - Parameters:
  ///   - folder: Its absolute path.
  ///   - shown: As it was given, or as the folder above was and the way from there.
  ///   - above: The index of the config that holds for the folder above; nil for a first folder.
  ///   - ignored: What git ignores of it by the files above.
  /// - Throws: ``CommandFailure`` for a config that can't be read.
  private mutating func search(
    _ folder: String,
    _ shown: String,
    below above: Int?,
    _ ignored: inout IgnoreFiles
  ) throws(CommandFailure) {
    let entries: [FileSystem.Entry]
    do { entries = try FileSystem.entries(of: folder) } catch {
      discovery.failures.append(FileFailure(shown.isEmpty ? "." : shown, error.reason))
      return
    }
    let index = try index(for: folder, entries, below: above)
    let configuration = discovery.configurations[index]
    if entries.has(IgnoreFiles.fileName) { ignored.enter(folder) }
    let prefix = PathText.join(shown, "")
    for entry in entries {
      let name = entry.name
      var path: String { PathText.join(folder, name) }
      switch entry.kind {
      case .folder:
        guard name != ".git", !ignored.ignores(path, isFolder: true),
          !configuration.excludes(path, isFolder: true)
        else { continue }
        try search(path, prefix + name, below: index, &ignored)
      case .file:
        if !isManifest(name) {
          if let real = FileSystem.nameNotUTF8(name) {
            guard isManifest(real) else { continue }
            discovery.failures.append(FileFailure(prefix + name, "rename it to be read"))
            continue
          }
          guard configuration.includes(path) else { continue }
        }
        guard !ignored.ignores(path, isFolder: false),
          !configuration.excludes(path, isFolder: false)
        else { continue }
        // A link may lead to a folder, which isn't followed, or nowhere, which is said.
        if entry.isLink, FileSystem.kind(of: path) == .folder { continue }
        guard isNew(path) else { continue }
        discovery.files.append(name, in: prefix, configuration: index)
      case .other, nil: continue
      }
    }
    ignored.leave(folder)
  }

  private func isManifest(_ name: String) -> Bool {
    name.utf8.withContiguousStorageIfAvailable { bytes in
      FileDiscovery.suffixes.contains { bytes.suffix($0.count).elementsEqual($0) }
    } ?? false
  }

  private static let suffixes = Discovery.suffixes.map { Array($0.utf8) }

  /// Whether a file isn't found yet.
  private mutating func isNew(_ path: @autoclosure () -> String) -> Bool {
    hasOnePath || seen.insert(path()).inserted
  }

  /// The index of the config for a folder with some entries; no file is looked for in vain.
  private mutating func index(
    for folder: String,
    _ entries: [FileSystem.Entry],
    below above: Int?
  ) throws(CommandFailure) -> Int {
    if let above, !entries.has(Configuration.fileName), !entries.has(".git") { return above }
    return try configuration(for: folder).index
  }

  private mutating func configuration(
    for folder: String
  ) throws(CommandFailure) -> (Configuration, index: Int) {
    let configuration = try finder.configuration(for: folder)
    let file = configuration.file ?? ""
    if let index = indexes[file] { return (configuration, index) }
    discovery.configurations.append(configuration)
    indexes[file] = discovery.configurations.count - 1
    return (configuration, discovery.configurations.count - 1)
  }
}
