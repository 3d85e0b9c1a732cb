import Catalog
import Companies
import Documents
import GRDB
import Manifests
import Storage
import Testing

/// Stores whose rows are sound for SQLite and make no sound company.
@Suite struct DamagedContentTests {
  private func contents() -> Company.Contents {
    var contents = Company.Contents(id: Company.ID(1), name: "Acme")
    contents.users = [DirectoryUser(id: DirectoryUser.ID(5), name: "Lead", login: "lead@acme")]
    let manifest = RecordedManifest.read(["schema_version": "4.1"], in: .builtIn).manifest
    contents.apps = [
      InstalledApp(
        name: "Sync",
        recorded: RecordedVersion(
          version: "1.0.0",
          manifest: RecordedManifest(manifest),
          authentication: [],
          digest: nil
        )
      )
    ]
    return contents
  }

  /// A store in which a statement was carried out behind its back.
  private func damaged(_ sql: String) throws -> Folder {
    let folder = Folder()
    try folder.makeStore(contents())
    let queue = try DatabaseQueue(path: folder.store)
    try queue.writeWithoutTransaction { try $0.execute(sql: sql) }
    try queue.close()
    return folder
  }

  @Test(arguments: [
    ("INSERT INTO configurations VALUES (1, 'T', '{}', '[99]')", "names project 99"),
    ("INSERT INTO app_requests VALUES (1, 'nodate', 4)", "is none: `nodate`"),
    ("INSERT INTO app_requests VALUES (1, '2026-01-01', -4)", "-4 requests"),
    ("INSERT INTO company VALUES (9, 'x', NULL, 0)", "2 companies"),
    ("UPDATE users SET name = ''", "the name of `5` in `users` is empty"),
  ])
  func `what no snapshot may say is damage`(sql: String, problem: String) throws {
    let folder = try damaged(sql)
    let problems = try SQLiteStore.open(folder.store, mode: .reading).check()
    // The folder is removed with its last holder.
    withExtendedLifetime(folder) {}
    #expect(problems.contains { $0.contains(problem) }, "\(problems)")
  }

  @Test func `rows without their company are damage, and no place for another one`() throws {
    let folder = try damaged("DELETE FROM company")
    let store = try SQLiteStore.open(folder.store, mode: .writing)
    #expect(try store.check().first?.contains("company is missing") == true)
    #expect(throws: StoreFailure.exists(folder.store)) { try SQLiteStore.create(folder.store) }
    #expect(throws: StoreFailure.self) { try store.read { _ in } }
    let contents = contents()
    #expect(throws: StoreFailure.self) { try store.change { try $0.load(contents) } }
  }
}
