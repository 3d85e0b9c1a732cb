/// What git ignores below a folder: its `.gitignore` files from the repository's root down.
struct IgnoreFiles {
  private struct Layer {
    /// The absolute folder that the patterns are read from.
    let folder: String
    let patterns: [PathPattern]
  }

  private var layers: [Layer] = []

  /// Reads the ignore files that hold for a folder, those of the folders above included.
  init(above folder: String) {
    guard let root = IgnoreFiles.repository(of: folder) else { return }
    isInRepository = true
    add(file: root + "/.git/info/exclude", for: root)
    var current = root
    add(file: current + "/.gitignore", for: current)
    for part in (PathText.relative(folder, to: root) ?? "").split(separator: "/") {
      current += "/" + part
      add(file: current + "/.gitignore", for: current)
    }
  }

  /// Whether there is a repository at all; outside of one `.gitignore` means nothing to git.
  private(set) var isInRepository = false

  /// Adds a folder's own ignore file on the way down.
  mutating func enter(_ folder: String) {
    guard isInRepository else { return }
    add(file: folder + "/.gitignore", for: folder)
  }

  mutating func leave(_ folder: String) {
    if layers.last?.folder == folder { layers.removeLast() }
  }

  /// Whether git ignores a path; the last pattern that matches decides.
  func ignores(_ path: String, isFolder: Bool) -> Bool {
    for layer in layers.reversed() {
      guard let relative = PathText.relative(path, to: layer.folder) else { continue }
      for pattern in layer.patterns.reversed()
      where pattern.matchesWhole(relative, isFolder: isFolder) {
        return !pattern.isNegated
      }
    }
    return false
  }

  private mutating func add(file: String, for folder: String) {
    guard let bytes = try? FileSystem.read(file) else { return }
    let text = String(decoding: bytes, as: UTF8.self)
    let patterns = text.split(whereSeparator: \.isNewline).compactMap {
      PathPattern(line: String($0))
    }
    if !patterns.isEmpty { layers.append(Layer(folder: folder, patterns: patterns)) }
  }

  /// The root of the repository that an absolute folder lies in.
  static func repository(of folder: String) -> String? {
    var current = folder
    while true {
      if FileSystem.kind(of: current == "/" ? "/.git" : current + "/.git") != nil {
        return current
      }
      guard current != "/" else { return nil }
      current = PathText.folder(of: current)
    }
  }
}
