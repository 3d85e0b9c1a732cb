import GRDB

/// Opens the file for one transaction, closes it again, and tells what failed in our own words.
enum StoreConnection {
  enum Purpose {
    case reading
    /// Waits so long for others than our own processes, which the lock keeps apart.
    case writing(wait: Duration)
  }

  /// Runs one transaction: committed, or undone where the body throws.
  static func transaction<R>(
    _ file: StoreFile,
    _ purpose: Purpose,
    _ body: (Database) throws -> R
  ) throws -> R {
    try translating(file) {
      switch purpose {
      case .reading:
        StoreLock.removeStale(beside: file)
        return try withQueue(file, purpose) { try $0.read(body) }
      case .writing:
        return try withQueue(file, purpose) { queue in
          var result: R?
          try queue.inTransaction(.immediate) { database in
            result = try body(database)
            return .commit
          }
          guard let result else { throw StoreFailure.unwritable(file.name, "nothing was done") }
          return result
        }
      }
    }
  }

  /// Opens the file for what is more than one transaction.
  static func run(
    _ file: StoreFile,
    _ purpose: Purpose,
    _ body: (DatabaseQueue) throws -> Void
  ) throws {
    try translating(file) { try withQueue(file, purpose, body) }
  }

  // MARK: - Opening

  private static func withQueue<R>(
    _ file: StoreFile,
    _ purpose: Purpose,
    _ body: (DatabaseQueue) throws -> R
  ) throws -> R {
    var configuration = Configuration()
    configuration.label = "store"
    var path = file.path
    switch purpose {
    case .writing(let wait):
      configuration.busyMode = .timeout(max(1, Double(wait.components.seconds)))
    case .reading:
      configuration.busyMode = .timeout(10)
      // Reading by write-ahead log, SQLite keeps two files beside the store, which it takes away
      // at the end; where it can't make them, nobody writes either.
      if !file.isWritable {
        configuration.readonly = true
        if !file.hasLeftover { path = immutableAddress(of: file.path) }
      }
    }
    configuration.prepareDatabase { database in
      try database.execute(sql: "PRAGMA synchronous = FULL")
      try database.execute(sql: "PRAGMA trusted_schema = OFF")
    }
    let queue = try DatabaseQueue(path: path, configuration: configuration)
    let result: R
    do {
      result = try body(queue)
    } catch {
      try? queue.close()
      throw error
    }
    try queue.close()
    return result
  }

  /// The address by which SQLite takes the file for one that never changes, and locks nothing.
  private static func immutableAddress(of path: String) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var bytes = Array("file:".utf8)
    for byte in path.utf8 {
      switch byte {
      case 0x2D...0x39, 0x41...0x5A, 0x5F, 0x61...0x7A, 0x7E: bytes.append(byte)
      default: bytes += [0x25, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: bytes + Array("?immutable=1".utf8), as: UTF8.self)
  }

  // MARK: - Failing

  private static func translating<R>(_ file: StoreFile, _ body: () throws -> R) throws -> R {
    do {
      return try body()
    } catch let error as DatabaseError {
      throw failure(error, file)
    } catch let error as BrokenRow {
      throw StoreFailure.damaged(file.name, error.detail)
    }
  }

  private static func failure(_ error: DatabaseError, _ file: StoreFile) -> StoreFailure {
    switch error.resultCode {
    case .SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_ERROR, .SQLITE_FORMAT, .SQLITE_MISMATCH:
      .damaged(file.name, nil)
    case .SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_PROTOCOL: .locked(file.name, holder: nil)
    case .SQLITE_FULL: .diskFull(file.name)
    case .SQLITE_CANTOPEN where file.hasLeftover:
      .unreadable(
        file.name,
        "a process that was killed left changes beside it; open it once where it can be written"
      )
    case .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_AUTH:
      .unreadable(file.name, "it can't be opened")
    case .SQLITE_READONLY: .unwritable(file.name, "it is read-only")
    case .SQLITE_IOERR: .unreadable(file.name, "the disk doesn't answer as it should")
    case .SQLITE_NOMEM: .unreadable(file.name, "there is not enough memory")
    case .SQLITE_CONSTRAINT where error.extendedResultCode == .SQLITE_CONSTRAINT_FOREIGNKEY:
      .inconsistent(file.name, "something would be named that isn't there")
    case .SQLITE_CONSTRAINT: .inconsistent(file.name, "two things would have one id or name")
    default: .unreadable(file.name, "the database failed with code \(error.resultCode.rawValue)")
    }
  }
}
