import Companies
import Foundation
import Planning
import Storage
import Testing

@Suite struct StoreLockTests {
  private func store(_ folder: Folder) throws -> SQLiteStore {
    var drawn = DrawnCompany(seed: 2)
    return try folder.makeStore(drawn.contents())
  }

  @Test func `a second writer waits, and then names the first`() throws {
    let folder = Folder()
    let store = try store(folder)
    try store.write(lockTimeout: .zero, holder: "dmsa apply, as lead@acme.example") { _ in
      let clock = ContinuousClock()
      let start = clock.now
      let holder = "pid \(getpid()): dmsa apply, as lead@acme.example"
      #expect(throws: StoreFailure.locked(folder.store, holder: holder)) {
        try store.write(lockTimeout: .milliseconds(100), holder: "another") { _ in }
      }
      #expect(clock.now - start >= .milliseconds(100))
    }
    #expect(folder.names == ["acme.db"])
  }

  @Test func `two names of one store share the lock`() throws {
    let folder = Folder()
    let store = try store(folder)
    let link = folder.path + "/link.db"
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: folder.store)
    let other = try SQLiteStore.open(link, mode: .writing)
    try store.change { _ in
      #expect(throws: StoreFailure.self) {
        try other.write(lockTimeout: .zero, holder: "another") { _ in }
      }
    }
    try other.change { _ in }
    #expect(folder.names == ["acme.db", "link.db"])
  }

  @Test func `a reader sees what was before, while a writer writes`() throws {
    let folder = Folder()
    let store = try store(folder)
    let before = try store.read { try $0.allowsUserInstalls() }
    try store.change { ledger in
      try ledger.put(.allowUserInstalls(!before), at: .allowUserInstalls)
      #expect(try store.read { try $0.allowsUserInstalls() } == before)
    }
    #expect(try store.read { try $0.allowsUserInstalls() } == !before)
    #expect(folder.names == ["acme.db"])
  }

  @Test func `many writers at once lose nothing`() async throws {
    let folder = Folder()
    let store = try store(folder)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<8 {
        group.addTask {
          for _ in 0..<5 {
            _ = try store.write(lockTimeout: .seconds(60), holder: "a task") {
              try $0.appendNext("install")
            }
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(try store.log().map(\.seq) == Array(1...40))
    #expect(try store.damage() == [])
    #expect(folder.names == ["acme.db"])
  }
}
