import Companies
import Foundation
import Planning
import Storage
import Testing

/// What other processes do to a store, and what is left of them.
@Suite struct StoreProcessTests {
  private func store(_ folder: Folder) throws -> SQLiteStore {
    var drawn = DrawnCompany(seed: 2)
    return try folder.makeStore(drawn.contents())
  }

  @Test(arguments: [SQLiteStore.Mode.reading, .writing])
  func `a writer that is killed leaves the store as it was`(mode: SQLiteStore.Mode) async throws {
    let folder = Folder()
    let store = try store(folder)
    let before = try store.read { try $0.contents() }
    await #expect(processExitsWith: .signal(SIGKILL)) { [path = folder.store as String] in
      let store = try SQLiteStore.open(path, mode: .writing)
      try store.change { ledger in
        _ = try ledger.appendNext("install")
        for id in 1...2000 {
          let user = DirectoryUser(id: DirectoryUser.ID(Int64(id)), name: "", login: "\(id)")
          try ledger.put(.user(user), at: .user(user.id))
        }
        kill(getpid(), SIGKILL)
      }
    }
    #expect(folder.names.contains("acme.db-lock"))
    #expect(folder.names.contains("acme.db-wal"))
    let after = try SQLiteStore.open(folder.store, mode: mode)
    #expect(folder.names == ["acme.db"])
    #expect(try after.read { try $0.contents() } == before)
    #expect(try after.log() == [])
    #expect(try after.damage() == [])
    #expect(try store.change { try $0.appendNext("install") }.seq == 1)
  }

  @Test func `a reader that is killed leaves nothing that lasts`() async throws {
    let folder = Folder()
    let store = try store(folder)
    let before = folder.bytes()
    await #expect(processExitsWith: .signal(SIGKILL)) { [path = folder.store as String] in
      try SQLiteStore.open(path, mode: .reading).read { reader in
        _ = try reader.profile()
        kill(getpid(), SIGKILL)
      }
    }
    #expect(folder.bytes() == before)
    _ = try store.read { try $0.profile() }
    #expect(folder.bytes() == before)
    #expect(folder.names == ["acme.db"])
  }

  @Test func `a store whose maker is killed can be made again`() async throws {
    let folder = Folder()
    await #expect(processExitsWith: .signal(SIGKILL)) { [path = folder.store as String] in
      try SQLiteStore.create(path).change { ledger in
        try ledger.load(Company.Contents(id: Company.ID(1), name: "Cut short"))
        kill(getpid(), SIGKILL)
      }
    }
    #expect(throws: StoreFailure.absent(folder.store)) {
      try SQLiteStore.open(folder.store, mode: .reading)
    }
    let store = try store(folder)
    #expect(try store.damage() == [])
    #expect(folder.names == ["acme.db"])
  }

  @Test func `processes that write at once lose nothing`() async throws {
    let folder = Folder()
    let store = try store(folder)
    let path = folder.store
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<4 {
        group.addTask {
          await #expect(processExitsWith: .success) { [path = path as String] in
            let store = try SQLiteStore.open(path, mode: .writing)
            for _ in 0..<10 {
              _ = try store.write(lockTimeout: .seconds(60), holder: "a process") {
                try $0.appendNext("install")
              }
              _ = try store.read { try $0.contents() }
            }
          }
        }
      }
    }
    #expect(try store.log().map(\.seq) == Array(1...40))
    #expect(try store.damage() == [])
    #expect(folder.names == ["acme.db"])
  }
}
