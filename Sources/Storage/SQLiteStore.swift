package import Catalog
package import Companies
package import Planning
import GRDB

/// A company in a SQLite file.
///
/// The file is open while a transaction runs and no longer, so that at rest it is one file.
package struct SQLiteStore: WritableCompanyStore {
  /// What a store is opened for.
  package enum Mode: Sendable {
    case reading
    case writing
  }

  package let id: String
  package let mode: Mode
  private let file: StoreFile
  private let catalog: Catalog
  /// Whether its one write makes the store.
  private let isNew: Bool

  /// Opens a store that holds a company; the catalog has the tools that are known anyway.
  package static func open(
    _ path: String,
    mode: Mode,
    catalog: Catalog = .builtIn
  ) throws(StoreFailure) -> SQLiteStore {
    let file = StoreFile(path)
    let found = try file.inspect()
    if found != .store {
      StoreLock.removeStale(besideUnwritten: file)
      throw found == .absent ? .absent(path) : .empty(path)
    }
    let state = try state(of: file)
    guard let id = state.id, state.holdsCompany || state.lacksCompany else { throw .empty(path) }
    return SQLiteStore(id: id, mode: mode, file: file, catalog: catalog, isNew: false)
  }

  /// Prepares a store where no file is, an empty one, or a store without a company.
  ///
  /// Its one write makes the file, readable by its owner alone; where that write fails, there is
  /// none again, and where a company came there meanwhile, it does. To be written again the store is
  /// opened.
  package static func create(
    _ path: String,
    catalog: Catalog = .builtIn
  ) throws(StoreFailure) -> SQLiteStore {
    let file = StoreFile(path)
    var id: String?
    if try file.inspect() == .store {
      let state = try state(of: file)
      guard !state.holdsCompany, !state.lacksCompany else { throw .exists(path) }
      id = state.id
    }
    let digits = Array("0123456789abcdef".utf8)
    let drawn = String(
      decoding: (0..<32).map { _ in digits[Int.random(in: 0..<16)] },
      as: UTF8.self
    )
    return SQLiteStore(id: id ?? drawn, mode: .writing, file: file, catalog: catalog, isNew: true)
  }

  private static func state(of file: StoreFile) throws(StoreFailure) -> StoreSchema.State {
    do {
      return try StoreConnection.transaction(file, .reading) { try StoreSchema.state(of: $0) }
    } catch let failure as StoreFailure {
      throw failure
    } catch {
      throw .unreadable(file.name, "\(error)")
    }
  }

  // MARK: - Reading

  package func read<R>(_ body: (any CompanyReader) throws -> R) throws -> R {
    try transaction { database in
      try body(try SQLiteReader(database, path: file.name, catalog: catalog))
    }
  }

  package func read<R>(
    withEntryOfPlan digest: String,
    _ body: (any CompanyReader, AuditEntry?) throws -> R
  ) throws -> R {
    try transaction { database in
      let reader = try SQLiteReader(database, path: file.name, catalog: catalog)
      return try body(reader, try reader.entry(ofPlan: digest))
    }
  }

  package func log() throws -> [AuditEntry] {
    try transaction { database in
      try SQLiteReader(database, path: file.name, catalog: catalog).entries()
    }
  }

  package func checkLog() throws -> LogCheck {
    try transaction { database in
      try SQLiteReader(database, path: file.name, catalog: catalog).logCheck()
    }
  }

  package func check() throws -> [String] {
    do {
      return try transaction { database in
        let reader = try SQLiteReader(database, path: file.name, catalog: catalog)
        return try reader.problems()
      }
    } catch StoreFailure.damaged(_, let detail) {
      return ["the store is damaged" + (detail.map { ": \($0)" } ?? "")]
    }
  }

  private func transaction<R>(_ body: (Database) throws -> R) throws -> R {
    try StoreConnection.transaction(file, .reading) { database in
      let state = try StoreSchema.state(of: database)
      guard !state.lacksCompany else { throw withoutCompany }
      guard state.holdsCompany else { throw StoreFailure.empty(file.name) }
      return try body(database)
    }
  }

  private var withoutCompany: StoreFailure {
    .damaged(file.name, "the company is missing to which its rows belong")
  }

  // MARK: - Writing

  package func write<R>(
    lockTimeout: Duration,
    holder: String,
    _ body: (any StoreLedger) throws -> R
  ) throws -> R {
    guard mode == .writing else {
      throw StoreFailure.unwritable(file.name, "it was opened for reading alone")
    }
    try file.requireWritable()
    let lock = try StoreLock.acquire(beside: file, timeout: lockTimeout, holder: holder)
    defer { lock.release() }
    let purpose = StoreConnection.Purpose.writing(wait: lockTimeout)
    guard isNew else { return try run(file, purpose, body) }
    guard try file.inspect() != .store else {
      try StoreConnection.run(file, purpose) { try StoreSchema.make(in: $0, id: id) }
      return try run(file, purpose, body)
    }
    // Made under another name, a store is there as a whole or not at all.
    let draft = file.beingMade
    draft.remove()
    _ = try draft.create()
    do {
      try StoreConnection.run(draft, purpose) { try StoreSchema.make(in: $0, id: id) }
      let result = try run(draft, purpose, body)
      try draft.rename(to: file)
      file.synchronizeFolder()
      return result
    } catch {
      draft.remove()
      throw error
    }
  }

  private func run<R>(
    _ file: StoreFile,
    _ purpose: StoreConnection.Purpose,
    _ body: (any StoreLedger) throws -> R
  ) throws -> R {
    try StoreConnection.transaction(file, purpose) { database in
      let state = try StoreSchema.state(of: database)
      guard !state.lacksCompany else { throw withoutCompany }
      guard !isNew || (state.id == id && !state.holdsCompany) else {
        throw StoreFailure.exists(file.name)
      }
      guard state.id == id else {
        throw StoreFailure.unwritable(file.name, "another store has taken its place")
      }
      try StoreSchema.upgrade(database)
      let ledger = try SQLiteLedger(database, path: file.name, catalog: catalog, storeID: id)
      let result = try body(ledger)
      try ledger.finish()
      return result
    }
  }
}
