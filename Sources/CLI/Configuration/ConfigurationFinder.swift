import Glibc

/// Which config holds for a file: the nearest one up the tree, to the repository's root.
struct ConfigurationFinder {
  /// A file named by `--config`, or none at all.
  enum Choice: Equatable, Sendable {
    case nearest
    case file(String)
    case none
  }

  private let choice: Choice
  private let workingFolder: String
  private var known: [String: Configuration] = [:]

  init(_ choice: Choice, workingFolder: String) {
    self.choice = choice
    self.workingFolder = workingFolder
  }

  /// The config for the files of an absolute folder.
  mutating func configuration(for folder: String) throws(CommandFailure) -> Configuration {
    switch choice {
    case .none: return Configuration()
    case .file(let path): return try read(PathText.absolute(path, in: workingFolder), shownAs: path)
    case .nearest: break
    }
    if let known = known[folder] { return known }
    var configuration = Configuration()
    let path = folder == "/" ? "/" + Configuration.fileName : folder + "/" + Configuration.fileName
    if FileSystem.kind(of: path) != nil {
      let shown = PathText.relative(path, to: workingFolder) ?? path
      configuration = try read(path, shownAs: shown)
    } else if folder != "/", FileSystem.kind(of: folder + "/.git") == nil {
      configuration = try self.configuration(for: PathText.folder(of: folder))
    }
    known[folder] = configuration
    return configuration
  }

  private mutating func read(
    _ path: String,
    shownAs shown: String
  ) throws(CommandFailure) -> Configuration {
    if let known = known[path] { return known }
    let configuration = try ConfigurationReader.read(path, shownAs: shown)
    known[path] = configuration
    return configuration
  }
}
