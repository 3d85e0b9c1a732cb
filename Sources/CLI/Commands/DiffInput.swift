/// A side of a comparison as it is named.
enum DiffInput {
  case standardInput
  case file(String)
  case folder(String)
  /// A file of a revision, or of the index, whose revision is `:0`.
  case revisionFile(revision: String, path: String)
  /// A folder of a revision; the empty path is its root.
  case revisionFolder(revision: String, path: String)

  /// Reads a word: an existing file first, then `REV:PATH` or `:PATH`, then a revision.
  init(_ word: String) throws(CommandFailure) {
    if word == "-" {
      self = .standardInput
      return
    }
    switch FileSystem.kind(of: word) {
    case .file, .other:
      self = .file(word)
      return
    case .folder:
      self = .folder(word)
      return
    case nil: break
    }
    if let path = DiffInput.indexPath(word) {
      _ = try GitRepository.kind(":\(path.stage)", path.path)
      self = .revisionFile(revision: ":\(path.stage)", path: path.path)
      return
    }
    guard let colon = DiffInput.colon(in: word) else {
      guard !word.contains("/") || !word.hasSuffix(".yaml") && !word.hasSuffix(".json") else {
        throw CommandFailure(FileFailure(word, "no such file or directory").message)
      }
      do { try GitRepository.check(word) } catch {
        throw CommandFailure(
          "\(word): no such file or directory, and no revision: \(error.message)"
        )
      }
      self = .revisionFolder(revision: word, path: "")
      return
    }
    let revision = String(word[..<colon])
    var path = String(word[word.index(after: colon)...])
    if path == "." || path == ".." || path.hasPrefix("./") || path.hasPrefix("../") {
      // As git has it, such a path starts from the working folder.
      try GitRepository.check(revision)
      path = String(PathText.absolute(path, in: "/" + (try GitRepository.prefix())).dropFirst())
    }
    while path.hasSuffix("/") { path.removeLast() }
    self =
      switch try GitRepository.kind(revision, path) {
      case .file: .revisionFile(revision: revision, path: path)
      case .folder: .revisionFolder(revision: revision, path: path)
      }
  }

  /// The colon behind the revision: the first one with a revision before it, else the first.
  private static func colon(in word: String) -> String.Index? {
    let colons = word.indices.dropFirst().filter { word[$0] == ":" }
    guard colons.count > 1 else { return colons.first }
    let known = colons.first { (try? GitRepository.check(String(word[..<$0]))) != nil }
    return known ?? colons.first
  }

  /// The stage and the path of `:PATH` and `:N:PATH`, as git spells a file of the index.
  private static func indexPath(_ word: String) -> (stage: Int, path: String)? {
    guard word.first == ":" else { return nil }
    let path = word.dropFirst()
    if path.dropFirst().first == ":", let stage = path.first.flatMap({ Int(String($0)) }), stage < 4
    {
      return (stage, String(path.dropFirst(2)))
    }
    return path.isEmpty || path.hasPrefix("/") ? nil : (0, String(path))
  }

  /// The files of a revision's folder, from there; nil for anything else.
  func revisionFiles() throws(CommandFailure) -> [String]? {
    guard case .revisionFolder(let revision, let path) = self else { return nil }
    return try GitRepository.files(revision, path).map(\.path)
  }

  var isFolder: Bool {
    switch self {
    case .folder, .revisionFolder: true
    case .standardInput, .file, .revisionFile: false
    }
  }
}
