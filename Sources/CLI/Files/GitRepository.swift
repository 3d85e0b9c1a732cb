/// Files of a revision, by the `git` on the path; nothing is fetched.
enum GitRepository {
  /// What a revision holds at a path.
  enum Kind: Sendable {
    case file
    case folder
  }

  /// What stands at `REV:PATH`.
  ///
  /// - Throws: ``CommandFailure`` that says whether there is no repository, no such revision or no
  ///   such path in it.
  static func kind(_ revision: String, _ path: String) throws(CommandFailure) -> Kind {
    if !isIndex(revision) { try check(revision) }
    let name = "\(revision):\(path)"
    let output = try git(["cat-file", "-t", name])
    let type = String(decoding: output.bytes, as: UTF8.self)
    switch type.split(separator: "\n").first {
    case "blob": return .file
    case "tree": return .folder
    default:
      if isIndex(revision) { throw CommandFailure("\(name): no `\(path)` in the index") }
      throw CommandFailure("\(name): no `\(path)` in the revision `\(revision)`")
    }
  }

  /// Whether it is the index, by the stage: `:0` for what is to be committed.
  private static func isIndex(_ revision: String) -> Bool { revision.utf8.first == 0x3A }

  /// The bytes of a file of a revision.
  static func bytes(_ revision: String, _ path: String) throws(CommandFailure) -> [UInt8] {
    let output = try git(["cat-file", "blob", "\(revision):\(path)"])
    guard output.status == 0 else { throw CommandFailure("\(revision):\(path): \(reason(output))") }
    return output.bytes
  }

  /// A file of a revision.
  struct File: Sendable {
    /// From the folder that was asked for.
    let path: String
    let isLink: Bool
  }

  /// The files below a folder of a revision, sorted by their paths.
  static func files(_ revision: String, _ folder: String) throws(CommandFailure) -> [File] {
    let output = try git(["ls-tree", "-r", "-z", "--full-tree", "\(revision):\(folder)"])
    guard output.status == 0 else {
      throw CommandFailure("\(revision):\(folder): \(reason(output))")
    }
    return entries(output).filter { $0.mode.hasPrefix("100") || $0.mode == linkMode }
      .map { File(path: $0.path, isLink: $0.mode == linkMode) }
      .sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
  }

  /// Where a path of a revision leads, its links followed.
  ///
  /// - Throws: ``CommandFailure`` where that lies outside of the revision, or nowhere.
  static func target(_ revision: String, _ path: String) throws(CommandFailure) -> String {
    guard !isIndex(revision) else { return path }
    var target = path
    // As many links as systems follow.
    for _ in 0..<40 {
      let output = try git(["ls-tree", "-z", "--full-tree", revision, "--", target])
      guard let entry = entries(output).first(where: { $0.path == target }) else {
        throw CommandFailure("\(revision):\(path): no `\(target)` in the revision `\(revision)`")
      }
      guard entry.mode == linkMode else { return target }
      let link = String(decoding: try bytes(revision, target), as: UTF8.self)
      let folder = PathText.folder(of: "/" + target)
      guard staysInside(link, from: folder) else {
        throw CommandFailure(
          "\(revision):\(path): is a link to `\(link)`, which lies outside of the repository"
        )
      }
      target = String(PathText.absolute(link, in: folder).dropFirst())
    }
    throw CommandFailure("\(revision):\(path): is a link that leads nowhere")
  }

  /// Whether a link in a folder, given from the repository's root, leads to no place above that.
  private static func staysInside(_ link: String, from folder: String) -> Bool {
    guard !link.hasPrefix("/") else { return false }
    var depth = folder.split(separator: "/").count
    for part in link.split(separator: "/") where part != "." {
      depth += part == ".." ? -1 : 1
      if depth < 0 { return false }
    }
    return true
  }

  /// The files below a folder that git tracks, their paths from there; none outside of a repository.
  static func trackedFiles(in folder: String) throws(CommandFailure) -> [String] {
    let output = try git(["-C", folder, "ls-files", "-z"])
    return output.bytes.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
  }

  private static let linkMode = "120000"

  /// What `ls-tree` lists: of each line its mode and, behind a tab, its path.
  private static func entries(_ output: Subprocess.Output) -> [(mode: String, path: String)] {
    output.bytes.split(separator: 0).compactMap { line in
      guard let tab = line.firstIndex(of: 0x09) else { return nil }
      return (
        String(decoding: line.prefix { $0 != 0x20 }, as: UTF8.self),
        String(decoding: line[(tab + 1)...], as: UTF8.self)
      )
    }
  }

  /// The root of the repository that the working folder lies in.
  static func root() throws(CommandFailure) -> String {
    let output = try git(["rev-parse", "--show-toplevel"])
    guard output.status == 0 else { throw CommandFailure(reason(output)) }
    return String(decoding: output.bytes, as: UTF8.self).split(separator: "\n").first
      .map(String.init) ?? "."
  }

  /// The way from the repository's root to the working folder, with a slash at its end, or empty.
  static func prefix() throws(CommandFailure) -> String {
    let output = try git(["rev-parse", "--show-prefix"])
    return String(decoding: output.bytes, as: UTF8.self).split(separator: "\n").first
      .map(String.init) ?? ""
  }

  /// Makes sure that a revision is there.
  static func check(_ revision: String) throws(CommandFailure) {
    guard !revision.hasPrefix("-") else {
      throw CommandFailure("`\(revision)` is no revision")
    }
    // A bare repository has no root, and revisions all the same.
    let repository = try git(["rev-parse", "--git-dir"])
    guard repository.status == 0 else { throw CommandFailure(reason(repository)) }
    let output = try git(["rev-parse", "--verify", "--quiet", "\(revision)^{tree}"])
    guard output.status == 0 else {
      throw CommandFailure("`\(revision)` is neither a file nor a revision of this repository")
    }
  }

  private static func git(_ arguments: [String]) throws(CommandFailure) -> Subprocess.Output {
    // Nothing is written, nothing fetched, nobody asked.
    try Subprocess.run(
      ["git", "--no-optional-locks"] + arguments,
      environment: ["GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"]
    )
  }

  private static func reason(_ output: Subprocess.Output) -> String {
    if output.error.contains("not a git repository") {
      return "this folder lies in no git repository"
    }
    let line = output.error.split(separator: "\n").first.map(String.init) ?? "git failed"
    return line.replacing("fatal: ", with: "git: ")
  }
}
