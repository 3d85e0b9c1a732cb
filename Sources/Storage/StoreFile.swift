import Glibc

/// The file of a store as the system sees it, before SQLite opens it.
struct StoreFile: Hashable, Sendable {
  /// What the file's first bytes say of it.
  enum State: Hashable, Sendable {
    case absent
    /// Without a byte.
    case empty
    case store
  }

  /// `dmsa` in ASCII, at the place where SQLite keeps which program a file belongs to.
  static let applicationID: UInt32 = 0x646D_7361
  static let formatVersion: UInt32 = 2

  /// The path as it was given, for messages.
  let name: String
  /// The same, absolute and without symbolic links: two names of one store share its lock.
  let path: String

  init(_ name: String) {
    self.name = name
    path = StoreFile.resolved(name)
  }

  private init(name: String, path: String) {
    self.name = name
    self.path = path
  }

  /// The file under which a store is made before it gets its name.
  var beingMade: StoreFile { StoreFile(name: name, path: path + "-new") }

  private static func resolved(_ name: String) -> String {
    if let whole = real(name) { return whole }
    let bytes = Array(name.utf8)
    let end = bytes.lastIndex(of: 0x2F).map { $0 + 1 } ?? 0
    let last = String(decoding: bytes[end...], as: UTF8.self)
    let folder = end == 0 ? "." : String(decoding: bytes[..<end], as: UTF8.self)
    guard let base = real(folder) else { return name }
    return base.utf8.last == 0x2F ? base + last : base + "/" + last
  }

  private static func real(_ path: String) -> String? {
    guard let pointer = realpath(path, nil) else { return nil }
    defer { free(pointer) }
    return String(cString: pointer)
  }

  var folder: String {
    let bytes = Array(path.utf8)
    guard let end = bytes.lastIndex(of: 0x2F) else { return "." }
    return end == 0 ? "/" : String(decoding: bytes[..<end], as: UTF8.self)
  }

  /// Whether both the file and its folder may be written: SQLite then keeps its own files there
  /// while the store is open.
  var isWritable: Bool { access(path, W_OK) == 0 && access(folder, W_OK) == 0 }

  /// Fails where what is there may not be written.
  ///
  /// SQLite would open such a file all the same, and leave its own files beside it.
  func requireWritable() throws(StoreFailure) {
    for path in [path, folder] where access(path, W_OK) != 0 && errno != ENOENT {
      throw .unwritable(name, StoreFile.reason)
    }
  }

  /// Whether a process that was killed left changes that the file itself hasn't yet.
  var hasLeftover: Bool { size(of: path + "-wal") > 0 || size(of: path + "-journal") > 0 }

  private func size(of path: String) -> Int {
    var status = stat()
    return stat(path, &status) == 0 ? Int(status.st_size) : 0
  }

  // MARK: - Looking

  /// Looks at the file's first bytes; a file that is no store of this format is a failure.
  ///
  /// While the process holds a transaction on the file, this must not be called: closing a file
  /// releases the locks that SQLite has on it.
  func inspect() throws(StoreFailure) -> State {
    var status = stat()
    guard stat(path, &status) == 0 else {
      if errno == ENOENT { return .absent }
      throw .unreadable(name, StoreFile.reason)
    }
    guard status.st_mode & S_IFMT != S_IFDIR else {
      throw .unreadable(name, "it is a directory, a file is wanted")
    }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .notAStore(name) }
    let header = try readHeader()
    guard !header.isEmpty else { return .empty }
    try check(header, size: UInt64(max(0, status.st_size)))
    return .store
  }

  private func readHeader() throws(StoreFailure) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .unreadable(name, StoreFile.reason) }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: 100)
    let count = bytes.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, $0.count, 0) }
    guard count >= 0 else { throw .unreadable(name, StoreFile.reason) }
    return Array(bytes.prefix(count))
  }

  private func check(_ header: [UInt8], size: UInt64) throws(StoreFailure) {
    let magic = Array("SQLite format 3\0".utf8)
    guard header.prefix(magic.count).elementsEqual(magic.prefix(header.count)) else {
      throw .notAStore(name)
    }
    guard header.count == 100 else { throw header.count < 16 ? .notAStore(name) : .truncated(name) }
    guard number(header, at: 68) == StoreFile.applicationID else { throw .foreign(name) }
    guard number(header, at: 60) <= StoreFile.formatVersion else { throw .newer(name) }
    // The count of pages is right only where the version that wrote it is the last one.
    guard !hasLeftover, number(header, at: 24) == number(header, at: 92) else { return }
    let given = UInt64(header[16]) << 8 | UInt64(header[17])
    let pageSize = given == 1 ? 65_536 : given
    guard size >= UInt64(number(header, at: 28)) * pageSize else { throw .truncated(name) }
  }

  private func number(_ bytes: [UInt8], at offset: Int) -> UInt32 {
    bytes[offset..<offset + 4].reduce(0) { $0 << 8 | UInt32($1) }
  }

  // MARK: - Making and removing

  /// Makes the file, for its owner alone; false where there is one already.
  func create() throws(StoreFailure) -> Bool {
    let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      if errno == EEXIST { return false }
      throw .unwritable(name, StoreFile.reason)
    }
    close(descriptor)
    return true
  }

  /// Makes sure that a new file's name survives a loss of power.
  func synchronizeFolder() {
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }

  /// Takes the file away, and what SQLite keeps beside it.
  func remove() {
    for ending in ["", "-wal", "-shm", "-journal"] { unlink(path + ending) }
  }

  /// Gives the file the name of another one, which it replaces.
  func rename(to other: StoreFile) throws(StoreFailure) {
    guard Glibc.rename(path, other.path) == 0 else {
      throw .unwritable(name, StoreFile.reason)
    }
  }

  /// What the system says of the last call.
  static var reason: String {
    let text = String(cString: strerror(errno))
    return text.prefix(1).lowercased() + text.dropFirst()
  }
}
