import Glibc

/// The lock that a writer holds: a file beside the store, which says who holds it.
///
/// It is the system's lock on that file that counts. One that a killed process left behind holds
/// nobody up, and goes with the next opening.
struct StoreLock {
  /// Between two looks at a lock that another one holds.
  private static let pause: UInt32 = 20_000
  /// How long a holder may take to write who it is, once it has the lock.
  private static let introduction = Duration.seconds(1)

  private let descriptor: Int32
  private let path: String

  private init(descriptor: Int32, path: String) {
    self.descriptor = descriptor
    self.path = path
  }

  /// Lets the lock go; once, and last of all.
  func release() {
    // Only who holds the lock may take the file away, else two could hold one each.
    unlink(path)
    close(descriptor)
  }

  /// Waits for the lock and takes it.
  static func acquire(
    beside file: StoreFile,
    timeout: Duration,
    holder: String
  ) throws(StoreFailure) -> StoreLock {
    let clock = ContinuousClock()
    let end = clock.now.advanced(by: timeout)
    while true {
      if let lock = try attempt(beside: file) {
        lock.write("pid \(getpid()): \(holder)\n")
        return lock
      }
      if clock.now >= end {
        let other = StoreLock.holder(beside: file)
        // Without a word the lock was taken or let go this very moment: another look will tell.
        if other != nil || clock.now >= end.advanced(by: introduction) {
          throw .locked(file.name, holder: other)
        }
      }
      usleep(pause)
    }
  }

  /// Takes away the lock that a killed process left; one that is held stays.
  static func removeStale(beside file: StoreFile) { takeStale(beside: file)?.release() }

  /// The same where that process was killed while it made the store.
  static func removeStale(besideUnwritten file: StoreFile) {
    guard let lock = takeStale(beside: file) else { return }
    file.beingMade.remove()
    lock.release()
  }

  private static func takeStale(beside file: StoreFile) -> StoreLock? {
    let path = path(beside: file)
    guard access(path, F_OK) == 0 else { return nil }
    let descriptor = open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else { return nil }
    return take(descriptor, path)
  }

  private static func path(beside file: StoreFile) -> String { file.path + "-lock" }

  /// Takes the lock if nobody holds it.
  private static func attempt(beside file: StoreFile) throws(StoreFailure) -> StoreLock? {
    let path = path(beside: file)
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw .unwritable(file.name, StoreFile.reason) }
    return take(descriptor, path)
  }

  /// Locks an open file; nil, and the file is closed, where another one holds it.
  private static func take(_ descriptor: Int32, _ path: String) -> StoreLock? {
    var opened = stat()
    var named = stat()
    // The file may have been taken away, and made anew, since it was opened.
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0, fstat(descriptor, &opened) == 0,
      stat(path, &named) == 0, opened.st_ino == named.st_ino, opened.st_dev == named.st_dev
    else {
      close(descriptor)
      return nil
    }
    return StoreLock(descriptor: descriptor, path: path)
  }

  private func write(_ text: String) {
    ftruncate(descriptor, 0)
    let bytes = Array(text.utf8)
    _ = bytes.withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, 0) }
  }

  /// What the lock's holder says of itself, on one line.
  private static func holder(beside file: StoreFile) -> String? {
    let descriptor = open(path(beside: file), O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: 1000)
    let count = bytes.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, $0.count, 0) }
    let line = bytes.prefix(max(0, count)).prefix { $0 != 0x0A }.filter { $0 >= 0x20 && $0 != 0x7F }
    return line.isEmpty ? nil : String(decoding: line, as: UTF8.self)
  }
}
