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

/// Files to look at, the folder of many kept once: paths of their own would be most of what a run
/// over thousands of files takes.
struct FileList: RandomAccessCollection, Sendable {
  private struct Folder {
    /// What its files' paths start with, down to the slash.
    let prefix: String
    let configuration: Int
  }

  private struct Entry {
    let folder: UInt32
    /// Where its name ends among all names; it starts where the one before ends.
    let end: UInt32
  }

  private let start: String
  private var folders: [Folder] = []
  private var names: [UInt8] = []
  private var entries: [Entry] = []

  /// - Parameter start: The working folder, where relative paths start.
  init(from start: String) { self.start = start }

  var startIndex: Int { 0 }
  var endIndex: Int { entries.count }

  subscript(index: Int) -> DiscoveredFile {
    let entry = entries[index]
    let folder = folders[Int(entry.folder)]
    let name = names[(index == 0 ? 0 : Int(entries[index - 1].end))..<Int(entry.end)]
    let size = folder.prefix.utf8.count + name.count
    let path = String(unsafeUninitializedCapacity: size) { bytes in
      let (_, nameStart) = bytes.initialize(from: folder.prefix.utf8)
      return bytes[nameStart...].initialize(fromContentsOf: name)
    }
    return DiscoveredFile(path: path, start: start, configuration: folder.configuration)
  }

  /// Adds the file of a name in the folder that paths with a prefix lead to.
  mutating func append(_ name: String, in prefix: String, configuration: Int) {
    if folders.last?.prefix != prefix || folders.last?.configuration != configuration {
      folders.append(Folder(prefix: prefix, configuration: configuration))
    }
    names.append(contentsOf: name.utf8)
    // Four bytes are enough for both: no disk has as much in names.
    entries.append(
      Entry(folder: UInt32(clamping: folders.count - 1), end: UInt32(clamping: names.count))
    )
  }

  /// Adds the file of a path.
  mutating func append(_ path: String, configuration: Int) {
    let name = PathText.name(of: path)
    let prefix = String(decoding: path.utf8.dropLast(name.utf8.count), as: UTF8.self)
    append(name, in: prefix, configuration: configuration)
  }

  /// Puts the files into the order of their paths.
  mutating func sort() {
    let files = sorted { PathText.isOrderedBefore($0.path, $1.path) }
    self = FileList(from: start)
    for file in files { append(file.path, configuration: file.configuration) }
  }
}
