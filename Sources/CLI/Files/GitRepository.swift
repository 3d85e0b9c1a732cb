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
    try check(revision)
    let name = "\(revision):\(path)"
    let output = try git(["cat-file", "-t", name])
    let type = String(decoding: output.bytes, as: UTF8.self)
    switch type.split(separator: "\n").first {
    case "blob": return .file
    case "tree": return .folder
    default:
      throw CommandFailure("\(name): no `\(path)` in the revision `\(revision)`")
    }
  }

  /// The bytes of a file of a revision.
  static func bytes(_ revision: String, _ path: String) throws(CommandFailure) -> [UInt8] {
    let output = try git(["cat-file", "blob", "\(revision):\(path)"])
    guard output.status == 0 else { throw CommandFailure("\(revision):\(path): \(reason(output))") }
    return output.bytes
  }

  /// The files below a folder of a revision, their paths from that folder, sorted.
  static func files(_ revision: String, _ folder: String) throws(CommandFailure) -> [String] {
    let output = try git(["ls-tree", "-r", "-z", "--full-tree", "\(revision):\(folder)"])
    guard output.status == 0 else {
      throw CommandFailure("\(revision):\(folder): \(reason(output))")
    }
    // Each line: mode, type, id, a tab, the path. Links (mode 120000) are no files of their own.
    return output.bytes.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
      .filter { $0.hasPrefix("100") }
      .compactMap { $0.split(separator: "\t", maxSplits: 1).last.map(String.init) }
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
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
    _ = try root()
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
