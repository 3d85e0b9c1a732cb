import Documents
import Glibc

/// Why a file could not be read or written.
struct FileFailure: Error, Sendable {
  let path: String
  /// What the system says of it.
  let reason: String

  init(_ path: String, _ reason: String) {
    self.path = path
    self.reason = reason
  }

  /// The failure that `errno` tells of.
  init(_ path: String) {
    let reason =
      errno == EISDIR
      ? "is a directory, a file is wanted" : String(cString: strerror(errno)).lowercasedFirst
    self.init(path, reason)
  }

  var message: String { "\(path): \(reason)" }
}

extension String {
  /// The text with its first letter in lower case, if that is one of ASCII.
  var lowercasedFirst: String {
    var bytes = Array(utf8)
    if let first = bytes.first, 0x41...0x5A ~= first { bytes[0] = first | 0x20 }
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// The files that commands read and write; nothing else of the program touches them.
enum FileSystem {
  enum Kind {
    case file
    case folder
    case other
  }

  /// What a path leads to, symbolic links followed; nil where there is nothing.
  static func kind(of path: String) -> Kind? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return .file
    case S_IFDIR: return .folder
    default: return .other
    }
  }

  /// Whether a path is a symbolic link itself.
  static func isLink(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
  }

  /// Reads a file, one byte more than the limit at most, so that a larger one shows.
  static func read(_ path: String, limit: Int = Limits.bytes) throws(FileFailure) -> [UInt8] {
    let descriptor = path.withCString { open($0, O_RDONLY | O_CLOEXEC) }
    guard descriptor >= 0 else { throw FileFailure(path) }
    defer { close(descriptor) }
    return try readAll(descriptor, path, limit: limit)
  }

  /// Reads standard input to its end, or one byte over the limit.
  static func readStandardInput(limit: Int = Limits.bytes) throws(FileFailure) -> [UInt8] {
    try readAll(0, "standard input", limit: limit)
  }

  /// How much of a file is read at first, more than nearly every manifest has.
  private static let firstRead = 8192

  /// Reads to the end, which a read of nothing tells: a pipe may give less than it will have.
  private static func readAll(
    _ descriptor: Int32,
    _ path: String,
    limit: Int
  ) throws(FileFailure) -> [UInt8] {
    var bytes: [UInt8] = []
    var capacity = min(firstRead, limit + 1)
    while true {
      let former = bytes
      var failure: FileFailure?
      bytes = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
        count = buffer.initialize(fromContentsOf: former)
        while count < capacity {
          let read = Glibc.read(descriptor, buffer.baseAddress.map { $0 + count }, capacity - count)
          if read < 0 {
            if errno == EINTR { continue }
            failure = FileFailure(path)
          }
          guard read > 0 else { break }
          count += read
        }
      }
      if let failure { throw failure }
      if bytes.count < capacity || bytes.count > limit { return bytes }
      capacity = min(max(size(of: descriptor), 2 * bytes.count), limit) + 1
    }
  }

  /// How many bytes a plain file has; none of anything else.
  private static func size(of descriptor: Int32) -> Int {
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return 0 }
    return Int(status.st_size)
  }

  /// Replaces a file by new bytes: all of them or none, its mode kept.
  ///
  /// What is no file, such as a pipe or `/dev/stdout`, stays what it is and is written to.
  static func replace(_ path: String, with bytes: [UInt8]) throws(FileFailure) {
    var status = stat()
    let exists = stat(path, &status) == 0
    let isFile = exists && status.st_mode & S_IFMT == S_IFREG
    // A symbolic link stays one: what it leads to is replaced, or made where there is nothing.
    guard isFile || !exists && !isLink(path), !isDescriptor(path) else {
      return try write(bytes, into: path)
    }
    let target = resolved(path) ?? path
    let temporary = target + ".dmsa-\(getpid())"
    let mode = exists ? status.st_mode & 0o7777 : 0o666
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
    guard descriptor >= 0 else { throw FileFailure(path) }
    var isWritten = write(bytes, to: descriptor)
    if exists { isWritten = fchmod(descriptor, mode) == 0 && isWritten }
    isWritten = fsync(descriptor) == 0 && isWritten
    isWritten = close(descriptor) == 0 && isWritten
    guard isWritten, rename(temporary, target) == 0 else {
      let failure = FileFailure(path)
      unlink(temporary)
      throw failure
    }
  }

  /// Whether a path is a name for what the process has open, which a new file would take away.
  private static func isDescriptor(_ path: String) -> Bool {
    path == "/dev/stdout" || path == "/dev/stderr" || path.hasPrefix("/dev/fd/")
      || path.hasPrefix("/proc/self/fd/")
  }

  /// Writes to what stands at a path, behind what it has, or through a link to nothing yet.
  private static func write(_ bytes: [UInt8], into path: String) throws(FileFailure) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw FileFailure(path) }
    let isWritten = write(bytes, to: descriptor)
    let failure = FileFailure(path)
    guard close(descriptor) == 0, isWritten else { throw failure }
  }

  private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    bytes.withUnsafeBytes { buffer in
      var start = 0
      while start < buffer.count {
        let count = Glibc.write(
          descriptor,
          buffer.baseAddress.map { $0 + start },
          buffer.count - start
        )
        if count < 0, errno != EINTR { return false }
        start += max(count, 0)
      }
      return true
    }
  }

  /// Ends the shown name of a file whose own name is no UTF-8, which can't be opened by it.
  private static let notUTF8 = " (its name is not UTF-8)"

  /// The name without that end; nil for one that is UTF-8.
  static func nameNotUTF8(_ shown: String) -> String? {
    shown.hasSuffix(notUTF8) ? String(shown.dropLast(notUTF8.count)) : nil
  }

  /// What a folder has under a name.
  struct Entry {
    let name: String
    /// That of a symbolic link is `file`; nil for what is gone already.
    let kind: Kind?
    let isLink: Bool
    /// What paths start with that lead to it or into it.
    fileprivate let start: String

    fileprivate init(_ name: String, _ kind: Kind?, isLink: Bool) {
      self.name = name
      self.kind = kind
      self.isLink = isLink
      start = kind == .folder ? name + "/" : name
    }
  }

  /// What is in a folder, sorted by bytes as paths are: a slash stands behind a folder's name.
  static func entries(of folder: String) throws(FileFailure) -> [Entry] {
    guard let stream = opendir(folder) else { throw FileFailure(folder) }
    defer { closedir(stream) }
    var entries: [Entry] = []
    entries.reserveCapacity(16)
    while let entry = readdir(stream) {
      let type = entry.pointee.d_type
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) {
          String(validatingCString: $0) ?? String(cString: $0) + FileSystem.notUTF8
        }
      }
      guard name != ".", name != ".." else { continue }
      // A link to a folder isn't followed, so that no walk goes round.
      let kind: Kind? =
        switch Int(type) {
        case DT_REG: .file
        case DT_DIR: .folder
        case DT_LNK: .file
        case DT_UNKNOWN: self.kind(of: folder + "/" + name)
        default: .other
        }
      entries.append(Entry(name, kind, isLink: Int(type) == DT_LNK))
    }
    entries.sort { PathText.isOrderedBefore($0.start, $1.start) }
    return entries
  }

  /// The absolute path with links, `.` and `..` resolved; nil where there is nothing.
  static func resolved(_ path: String) -> String? {
    guard let buffer = realpath(path, nil) else { return nil }
    defer { free(buffer) }
    return String(cString: buffer)
  }

  /// Whether the folder that the process was started in is still there; `errno` says why not.
  static var hasWorkingFolder: Bool {
    guard let buffer = getcwd(nil, 0) else { return false }
    free(buffer)
    return true
  }

  static var workingFolder: String {
    guard let buffer = getcwd(nil, 0) else { return "/" }
    defer { free(buffer) }
    return String(cString: buffer)
  }
}

extension [FileSystem.Entry] {
  /// Whether one of them has a name.
  func has(_ name: String) -> Bool { contains { $0.name == name } }
}
