/// What git ignores below a folder: its `.gitignore` files from the repository's root down.
struct IgnoreFiles {
  private struct Layer {
    /// The absolute folder that the patterns are read from.
    let folder: String
    let patterns: [PathPattern]
  }

  static let fileName = ".gitignore"

  private var layers: [Layer] = []

  /// Whether there is a repository at all; outside of one `.gitignore` means nothing to git.
  private let isInRepository: Bool

  /// Reads the ignore files of all folders above one.
  init(above folder: String) {
    guard let root = IgnoreFiles.repository(of: folder) else {
      isInRepository = false
      return
    }
    isInRepository = true
    add(file: PathText.join(root, ".git/info/exclude"), for: root)
    var current = root
    for part in (PathText.relative(folder, to: root) ?? "").split(separator: "/") {
      enter(current)
      current = PathText.join(current, String(part))
    }
  }

  /// Adds a folder's own ignore file on the way down.
  mutating func enter(_ folder: String) {
    guard isInRepository else { return }
    add(file: PathText.join(folder, IgnoreFiles.fileName), for: folder)
  }

  mutating func leave(_ folder: String) {
    if layers.last?.folder == folder { layers.removeLast() }
  }

  /// Whether git ignores a path, which is made only where there are patterns; the last one that
  /// matches decides.
  func ignores(_ path: @autoclosure () -> String, isFolder: Bool) -> Bool {
    guard !layers.isEmpty else { return false }
    let path = path()
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
    let isMarked = bytes.starts(with: [0xEF, 0xBB, 0xBF])
    let lines = bytes.dropFirst(isMarked ? 3 : 0).split(separator: 0x0A)
    let patterns = lines.compactMap { PathPattern(line: String(decoding: $0, as: UTF8.self)) }
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
