import Companies
import Documents
import Storage
import TestSupport
import Testing

@Suite struct StoreConformanceTests {
  @Test(arguments: 0..<15 as Range<UInt64>)
  func `a store answers as the company in memory does`(seed: UInt64) throws {
    let folder = Folder()
    var drawn = DrawnCompany(seed: seed)
    var contents = drawn.contents()
    let store = try folder.makeStore(contents)
    try store.read { try expectSame($0, contents) }
    for _ in 0..<4 {
      try store.change { ledger in
        for _ in 0..<6 {
          let (object, address) = try drawn.change(&contents)
          try ledger.put(object, at: address)
          var place = address
          if case .app(let app)? = object { place = try ledger.address(of: app) }
          #expect(try ledger.object(at: place) == object)
        }
        try expectSame(ledger, contents)
      }
      try store.read { try expectSame($0, contents) }
      #expect(try store.damage() == [])
    }
  }

  @Test func `loading the same company again replaces all but the log`() throws {
    let folder = Folder()
    var drawn = DrawnCompany(seed: 1)
    let store = try folder.makeStore(drawn.contents())
    let entry = try store.change { try $0.appendNext("install") }
    let other = drawn.contents()
    try store.change { try $0.load(other) }
    try store.read { try expectSame($0, other) }
    #expect(try store.log() == [entry])
  }

  @Test func `another company isn't loaded into a store`() throws {
    let folder = Folder()
    var drawn = DrawnCompany(seed: 1)
    let contents = drawn.contents()
    let store = try folder.makeStore(contents)
    let other = Company.Contents(id: Company.ID(1), name: "Other")
    #expect(throws: StoreFailure.otherCompany(folder.store, holds: contents.id)) {
      try store.change { try $0.load(other) }
    }
    try store.read { try expectSame($0, contents) }
  }

  @Test func `users may swap their logins, but not share one`() throws {
    let folder = Folder()
    var contents = Company.Contents(id: Company.ID(1), name: "Acme")
    contents.users = [(1, "a"), (2, "b")].map {
      DirectoryUser(id: DirectoryUser.ID($0.0), name: "", login: $0.1)
    }
    let store = try folder.makeStore(contents)
    var (one, two) = (contents.users[0], contents.users[1])
    (one.login, two.login) = ("B", "A")
    let (swappedOne, swappedTwo) = (one, two)
    try store.change {
      try $0.put(.user(swappedOne), at: .user(swappedOne.id))
      try $0.put(.user(swappedTwo), at: .user(swappedTwo.id))
    }
    #expect(try store.read { try $0.user(login: "a") } == swappedTwo)
    two.login = "b"
    let double = two
    #expect(throws: StoreFailure.inconsistent(folder.store, "two users would have one login")) {
      try store.change { try $0.put(.user(double), at: .user(double.id)) }
    }
  }

  @Test func `nothing is left that names what was taken away`() throws {
    let folder = Folder()
    var drawn = DrawnCompany(seed: 3)
    let contents = drawn.contents()
    let store = try folder.makeStore(contents)
    #expect(throws: StoreFailure.self) {
      try store.change { try $0.put(nil, at: .template(PermissionTemplate.ID(24))) }
      try store.change { try $0.put(nil, at: .project(Project.ID(1))) }
    }
    #expect(try store.damage() == [])
  }

  @Test func `what isn't of an address's kind is refused`() throws {
    let folder = Folder()
    var drawn = DrawnCompany(seed: 3)
    let store = try folder.makeStore(drawn.contents())
    let project = drawn.project(5)
    for address in [ObjectAddress.project(Project.ID(6)), .user(DirectoryUser.ID(5)), .company] {
      #expect(throws: StoreFailure.misplaced(address.description)) {
        try store.change { try $0.put(.project(project), at: address) }
      }
    }
    #expect(throws: StoreFailure.self) { try store.change { try $0.put(nil, at: .company) } }
  }

  @Test func `a list in a list can be asked for`() throws {
    let folder = Folder()
    var drawn = DrawnCompany(seed: 3)
    let store = try folder.makeStore(drawn.contents())
    try store.read { reader in
      var count = 0
      try reader.eachUser { _ in
        try reader.eachUser { user in
          _ = try reader.user(user.id)
          count += 1
          return true
        }
        return true
      }
      #expect(count == 25)
    }
  }

  @Test func `a snapshot is a store that answers too`() throws {
    var drawn = DrawnCompany(seed: 9)
    let contents = drawn.contents()
    let company = Company(contents)
    let bytes = SnapshotWriter.yaml(company)
    let store = SnapshotStore(company, bytes: bytes)
    try store.read { try expectSame($0, contents) }
    #expect(store.id.hasPrefix("snapshot:"))
    #expect(store.id != SnapshotStore(company, bytes: bytes + [0x0A]).id)
    #expect(store.log() == [])
    #expect(store.check() == [])
  }
}
