import Companies
import Foundation
import GRDB
import Storage
import Testing

@Suite struct StoreFileTests {
  private func contents() -> Company.Contents {
    var drawn = DrawnCompany(seed: 7)
    return drawn.contents()
  }

  private func mode(_ path: String) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
  }

  @Test func `a store is one file, for its owner alone`() throws {
    let folder = Folder()
    let store = try folder.makeStore(contents())
    #expect(folder.names == ["acme.db"])
    #expect(try mode(folder.store) == 0o600)
    #expect(store.id.utf8.count == 32)
    #expect(store.id.utf8.allSatisfy { "0123456789abcdef".utf8.contains($0) })
    try store.change { ledger in
      #expect(folder.names == ["acme.db", "acme.db-lock", "acme.db-shm", "acme.db-wal"])
      for name in folder.names { #expect(try mode(folder.path + "/" + name) == 0o600) }
      try ledger.put(.allowUserInstalls(true), at: .allowUserInstalls)
    }
    #expect(folder.names == ["acme.db"])
    #expect(try SQLiteStore.open(folder.store, mode: .reading).id == store.id)
  }

  @Test func `each store has an id of its own`() throws {
    let (one, other) = (Folder(), Folder())
    #expect(try one.makeStore(contents()).id != other.makeStore(contents()).id)
  }

  @Test func `reading changes no byte and leaves no file`() throws {
    let folder = Folder()
    try folder.makeStore(contents())
    let before = folder.bytes()
    let store = try SQLiteStore.open(folder.store, mode: .reading)
    try store.read { _ = try $0.contents() }
    _ = try store.log()
    _ = try store.damage()
    #expect(folder.bytes() == before)
    #expect(folder.names == ["acme.db"])
    #expect(throws: StoreFailure.self) { try store.change { _ in } }
    #expect(folder.bytes() == before)
  }

  @Test func `a write that fails leaves the store as it was`() throws {
    struct Stop: Error {}
    let folder = Folder()
    let contents = contents()
    let store = try folder.makeStore(contents)
    #expect(throws: Stop.self) {
      try store.change { ledger in
        _ = try ledger.appendNext("install")
        try ledger.put(nil, at: .user(DirectoryUser.ID(105)))
        throw Stop()
      }
    }
    try store.read { try expectSame($0, contents) }
    #expect(try store.log() == [])
    #expect(folder.names == ["acme.db"])
  }

  @Test func `a store whose first write fails isn't made`() throws {
    struct Stop: Error {}
    let folder = Folder()
    let store = try SQLiteStore.create(folder.store)
    #expect(folder.names == [])
    #expect(throws: Stop.self) { try store.change { _ in throw Stop() } }
    #expect(folder.names == [])
  }

  @Test func `an empty file becomes a store, one with a company doesn't become another`() throws {
    let folder = Folder()
    try folder.write([])
    #expect(throws: StoreFailure.empty(folder.store)) {
      try SQLiteStore.open(folder.store, mode: .reading)
    }
    let contents = contents()
    let store = try folder.makeStore(contents)
    try store.read { try expectSame($0, contents) }
    #expect(throws: StoreFailure.exists(folder.store)) { try SQLiteStore.create(folder.store) }
  }

  @Test func `a store without a company can be filled`() throws {
    let folder = Folder()
    let made = try SQLiteStore.create(folder.store)
    try made.change { _ in }
    #expect(throws: StoreFailure.empty(folder.store)) {
      try SQLiteStore.open(folder.store, mode: .writing)
    }
    let contents = contents()
    let again = try SQLiteStore.create(folder.store)
    #expect(again.id == made.id)
    try again.change { try $0.load(contents) }
    try again.read { try expectSame($0, contents) }
  }

  @Test func `of two that make one store the second fails`() throws {
    let folder = Folder()
    let contents = contents()
    let (one, other) = (try SQLiteStore.create(folder.store), try SQLiteStore.create(folder.store))
    try one.change { try $0.load(contents) }
    for store in [one, other] {
      #expect(throws: StoreFailure.exists(folder.store)) {
        try store.change { try $0.load(contents) }
      }
    }
    try one.read { try expectSame($0, contents) }
  }

  // MARK: - Files that are no store

  @Test func `what is no store is refused and left alone`() throws {
    let folder = Folder()
    try folder.makeStore(contents())
    let sound = folder.bytes()
    func expect(_ bytes: [UInt8], _ failure: StoreFailure) throws {
      try folder.write(bytes)
      for mode in [SQLiteStore.Mode.reading, .writing] {
        #expect(throws: failure) { try SQLiteStore.open(folder.store, mode: mode) }
      }
      #expect(throws: failure) { try SQLiteStore.create(folder.store) }
      #expect(folder.bytes() == bytes)
      #expect(folder.names == ["acme.db"])
    }
    func changed(_ offset: Int, _ byte: UInt8) -> [UInt8] {
      var bytes = sound
      bytes[offset] = byte
      return bytes
    }
    let path = folder.store
    try expect(Array("format_version: \"1.0\"\n".utf8), .notAStore(path))
    try expect(Array("SQLite".utf8), .notAStore(path))
    try expect(Array(sound.prefix(60)), .truncated(path))
    try expect(Array(sound.prefix(100)), .truncated(path))
    try expect(Array(sound.dropLast(4096)), .truncated(path))
    try expect(changed(68, 0), .foreign(path))
    try expect(changed(63, 3), .newer(path))
  }

  @Test func `a file that isn't there, or a folder, is refused`() throws {
    let folder = Folder()
    #expect(throws: StoreFailure.absent(folder.store)) {
      try SQLiteStore.open(folder.store, mode: .writing)
    }
    #expect(throws: StoreFailure.unreadable(folder.path, "it is a directory, a file is wanted")) {
      try SQLiteStore.open(folder.path, mode: .reading)
    }
    #expect(folder.names == [])
  }

  @Test func `damage inside is told in our words`() throws {
    let folder = Folder()
    try folder.makeStore(contents())
    var bytes = folder.bytes()
    for index in 4096..<bytes.count { bytes[index] = 0xAA }
    try folder.write(bytes)
    #expect(throws: StoreFailure.damaged(folder.store, nil)) {
      try SQLiteStore.open(folder.store, mode: .reading).read { _ = try $0.contents() }
    }
    #expect(folder.bytes() == bytes)
    #expect(folder.names == ["acme.db"])
  }

  // MARK: - Processes that were killed

  /// What the folder has while a write is under way, as a killed process leaves it.
  private func killed(_ folder: Folder, beforeCommit: Bool) throws -> Folder {
    let left = Folder()
    func copy() throws {
      for name in folder.names { try left.write(folder.bytes(name), to: name) }
    }
    try Data("pid 1: killed".utf8).write(to: URL(fileURLWithPath: folder.store + "-lock"))
    let queue = try DatabaseQueue(path: folder.store)
    try queue.inTransaction(.immediate) { database in
      try database.execute(sql: "UPDATE company SET name = 'After'")
      try database.execute(sql: "PRAGMA cache_spill = 1")
      if beforeCommit { try copy() }
      return .commit
    }
    if !beforeCommit { try copy() }
    try queue.close()
    return left
  }

  @Test(arguments: [true, false], [SQLiteStore.Mode.reading, .writing])
  func `after a kill the store is before or after`(
    beforeCommit: Bool,
    mode: SQLiteStore.Mode
  ) throws {
    let folder = Folder()
    var contents = contents()
    contents.name = "Before"
    try folder.makeStore(contents)
    let left = try killed(folder, beforeCommit: beforeCommit)
    #expect(left.names.contains("acme.db-wal"))
    #expect(left.names.contains("acme.db-lock"))
    let store = try SQLiteStore.open(left.store, mode: mode)
    #expect(left.names == ["acme.db"])
    #expect(try store.read { try $0.profile().name } == (beforeCommit ? "Before" : "After"))
    #expect(try store.damage() == [])
  }
}
