/// A side of a comparison as it is named.
enum DiffInput {
  case standardInput
  case file(String)
  case folder(String)
  /// A file of a revision.
  case revisionFile(revision: String, path: String)
  /// A folder of a revision; the empty path is its root.
  case revisionFolder(revision: String, path: String)

  /// Reads a word: an existing file first, then `REV:PATH`, then a revision.
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
    guard let colon = word.firstIndex(of: ":"), colon != word.startIndex else {
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
