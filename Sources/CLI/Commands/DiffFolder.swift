/// Finds the manifests of a folder that is compared with another one.
///
/// The working folder's config says on both sides which they are, for a revision has no other.
struct DiffFolder {
  /// One manifest.
  struct File {
    /// From the folder.
    let relative: String
    /// As it is shown.
    let path: String
    let bytes: [UInt8]
  }

  private let configuration: Configuration

  init(_ configuration: Configuration) { self.configuration = configuration }

  /// The manifests of a side, by their paths from the folder.
  ///
  /// - Parameters:
  ///   - input: The side; none is found where it is no folder.
  ///   - other: The other side. Beside a revision git decides what belongs to a folder.
  ///   - shownRoot: The folder from which all paths are shown, if not as they were given.
  /// - Returns: What each manifest is called, and its bytes.
  /// - Throws: ``CommandFailure`` or ``FileFailure`` for what can't be read.
  func files(of input: DiffInput, beside other: DiffInput, shownRoot: String?) throws -> [File] {
    switch input {
    case .folder(let folder):
      try files(in: folder, listed: try other.revisionFiles(), shownRoot: shownRoot)
    case .revisionFolder(let revision, let folder): try files(of: revision, in: folder)
    case .standardInput, .file, .revisionFile: []
    }
  }

  // MARK: - Working tree

  private func files(in folder: String, listed: [String]?, shownRoot: String?) throws -> [File] {
    let discovery = try FileDiscovery.find(
      [folder],
      configuration: configuration.file.map { .file($0) } ?? .none
    )
    if let failure = discovery.failures.first { throw failure }
    let absolute = PathText.absolute(folder, in: FileSystem.workingFolder)
    var paths = Dictionary(
      discovery.files.map {
        (PathText.relative($0.absolutePath, to: absolute) ?? $0.path, $0.path)
      },
      uniquingKeysWith: { first, _ in first }
    )
    if let listed {
      // Git ignores no file that it tracks, and looks into no other repository.
      for path in try listed + GitRepository.trackedFiles(in: absolute) {
        let file = PathText.join(absolute, path)
        guard isManifest(path, at: file), FileSystem.kind(of: file) == .file else { continue }
        paths[path] = PathText.join(folder, path)
      }
      var roots: [String: Bool] = [:]
      paths = paths.filter { !isOfOtherRepository($0.key, in: absolute, &roots) }
    }
    let root = FileSystem.resolved(absolute) ?? absolute
    return try paths.sorted { $0.key < $1.key }.compactMap { relative, path in
      let file = PathText.join(absolute, relative)
      if FileSystem.isLink(file), let target = FileSystem.resolved(file),
        let other = PathText.relative(target, to: root), paths[other] != nil
      {
        return nil
      }
      return File(
        relative: relative,
        path: shownRoot == nil ? path : relative,
        bytes: try FileSystem.read(file)
      )
    }
  }

  /// Whether a path leads through a folder that is a repository of its own, such as a submodule.
  private func isOfOtherRepository(
    _ path: String,
    in root: String,
    _ known: inout [String: Bool]
  ) -> Bool {
    var above = ""
    for name in path.split(separator: "/").dropLast() {
      above = PathText.join(above, String(name))
      let isRoot =
        known[above]
        ?? (FileSystem.kind(of: PathText.join(PathText.join(root, above), ".git")) != nil)
      known[above] = isRoot
      if isRoot { return true }
    }
    return false
  }

  // MARK: - Revision

  private func files(of revision: String, in folder: String) throws -> [File] {
    let root = try GitRepository.root()
    let files = try GitRepository.files(revision, folder).filter {
      let path = PathText.join(folder, $0.path)
      return isManifest(path, at: PathText.join(root, path))
    }
    let own = Set(files.filter { !$0.isLink }.map { PathText.join(folder, $0.path) })
    return try files.compactMap { file in
      let path = PathText.join(folder, file.path)
      let target = file.isLink ? try GitRepository.target(revision, path) : path
      // A link to another one of them is none of its own.
      guard !file.isLink || !own.contains(target) else { return nil }
      return File(
        relative: file.path,
        path: "\(revision):\(path)",
        bytes: try GitRepository.bytes(revision, target)
      )
    }
  }

  private func isManifest(_ path: String, at absolute: String) -> Bool {
    let name = PathText.name(of: path)
    guard !configuration.excludes(absolute, isFolder: false) else { return false }
    return Discovery.suffixes.contains { name.hasSuffix($0) } || configuration.includes(absolute)
  }
}
