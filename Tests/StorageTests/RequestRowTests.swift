import Catalog
import Companies
import Documents
import GRDB
import Planning
import Storage
import Testing

@Suite struct RequestRowTests {
  private static let manifest = RecordedManifest.read(["schema_version": "4.1"], in: .builtIn)

  private func contents() -> Company.Contents {
    var contents = Company.Contents(id: Company.ID(1), name: "Acme")
    contents.users = [DirectoryUser(id: DirectoryUser.ID(5), name: "Lead", login: "lead@acme")]
    contents.apps = [
      InstalledApp(
        name: "Sync",
        recorded: RecordedVersion(
          version: "1.0.0",
          manifest: RecordedManifest(Self.manifest.manifest),
          authentication: [],
          digest: nil
        )
      )
    ]
    return contents
  }

  private func take(_ text: String, into store: SQLiteStore) throws {
    try store.change { ledger in
      let (metrics, findings) = try MetricsReader.read(
        Array(text.utf8),
        as: .commaSeparated,
        in: ledger
      )
      #expect(findings.isEmpty)
      _ = try ImportMetrics(app: "Sync", metrics: metrics).apply(
        to: ledger,
        as: Actor(operatingSystemUser: "tester"),
        at: "2026-11-24T09:30:00Z"
      )
    }
  }

  /// What a query says of the store's file, each row as text.
  private func rows(_ folder: Folder, _ sql: String) throws -> [String] {
    let queue = try DatabaseQueue(path: folder.store)
    defer { try? queue.close() }
    return try queue.read { database in
      try Row.fetchAll(database, sql: sql).map { row in
        row.databaseValues.map { String.fromDatabaseValue($0) ?? "\($0)" }.joined(separator: "|")
      }
    }
  }

  private static let kept = """
    SELECT date, response_code, http_method, route, count FROM app_request_rows
    ORDER BY date, position
    """

  private static let header = "Date,Response Code,HTTP Method,Normalized Route,Count\n"

  @Test func `the portal's rows are kept, and replaced with their day`() throws {
    let folder = Folder()
    let store = try folder.makeStore(contents())
    let first = "2026-11-01,200,GET,/a,3\n2026-11-01,200,GET,/a,3\n2026-11-02,403,PUT,\"/b,\",1\n"
    try take(Self.header + first, into: store)
    #expect(
      try rows(folder, Self.kept) == [
        "2026-11-01|200|GET|/a|3", "2026-11-01|200|GET|/a|3", "2026-11-02|403|PUT|/b,|1",
      ]
    )
    try take(Self.header + "2026-11-01,500,GET,/c,9\n", into: store)
    #expect(
      try rows(folder, Self.kept) == ["2026-11-01|500|GET|/c|9", "2026-11-02|403|PUT|/b,|1"]
    )
    try take("date,count\n2026-11-02,4\n", into: store)
    #expect(try rows(folder, Self.kept) == ["2026-11-01|500|GET|/c|9"])
    let counts = try store.read { try $0.apps().flatMap(\.requests).map(\.count) }
    #expect(counts == [9, 4])
    #expect(try store.damage().isEmpty)
  }

  @Test func `rows stay where an app's use is replaced by what it was`() throws {
    let folder = Folder()
    let store = try folder.makeStore(contents())
    let rows = "2026-11-01,200,GET,/a,3\n2026-11-02,200,GET,/b,4\n2026-11-03,200,GET,/c,5\n"
    try take(Self.header + rows, into: store)
    let metrics = InstalledApp.Metrics(
      requests: [
        InstalledApp.Requests(date: "2026-11-01", count: 3),
        InstalledApp.Requests(date: "2026-11-02", count: 9),
        InstalledApp.Requests(date: "2026-11-04", count: 1),
      ],
      usedBy: [InstalledApp.Use(user: DirectoryUser.ID(5), last: nil)]
    )
    try store.change { try $0.replace(metricsOfApp: "Sync", with: metrics) }
    #expect(try self.rows(folder, Self.kept) == ["2026-11-01|200|GET|/a|3"])
    #expect(try store.read { try $0.apps().map(\.metrics) } == [metrics])
    #expect(try store.damage().isEmpty)
  }

  @Test func `rows that don't add up are damage`() throws {
    let folder = Folder()
    let store = try folder.makeStore(contents())
    try take(Self.header + "2026-11-01,200,GET,/a,3\n", into: store)
    let queue = try DatabaseQueue(path: folder.store)
    try queue.write { try $0.execute(sql: "UPDATE app_request_rows SET count = 2") }
    try queue.close()
    #expect(try store.damage().contains { $0.contains("2026-11-01") && $0.contains("Sync") })
  }

  @Test func `loading a company again takes the rows away`() throws {
    let folder = Folder()
    let store = try folder.makeStore(contents())
    try take(Self.header + "2026-11-01,200,GET,/a,3\n", into: store)
    try store.change { try $0.load(contents()) }
    #expect(try rows(folder, Self.kept).isEmpty)
    #expect(try store.damage().isEmpty)
  }

  /// A store as the first format had it.
  private func makeOldStore(_ folder: Folder) throws -> SQLiteStore {
    let store = try folder.makeStore(contents())
    let queue = try DatabaseQueue(path: folder.store)
    try queue.write { database in
      try database.execute(
        sql: """
          DROP TABLE app_request_rows;
          DELETE FROM grdb_migrations WHERE identifier = '2';
          PRAGMA user_version = 1;
          """
      )
    }
    try queue.close()
    return store
  }

  @Test func `a store of the first format is read as it is`() throws {
    let folder = Folder()
    let store = try makeOldStore(folder)
    let before = folder.bytes()
    let apps = try store.read { try $0.apps() }
    #expect(apps.map(\.name) == ["Sync"])
    #expect(try store.damage().isEmpty)
    #expect(folder.bytes() == before)
  }

  @Test func `a store of the first format gets the table with the first write that succeeds`()
    throws
  {
    struct Stop: Error {}
    let folder = Folder()
    let store = try makeOldStore(folder)
    #expect(throws: Stop.self) { try store.change { _ in throw Stop() } }
    #expect(try rows(folder, "PRAGMA user_version") == ["1"])
    try take(Self.header + "2026-11-01,200,GET,/a,3\n", into: store)
    #expect(try rows(folder, "PRAGMA user_version") == ["2"])
    #expect(
      try rows(folder, "SELECT identifier FROM grdb_migrations ORDER BY identifier") == ["1", "2"]
    )
    #expect(try rows(folder, Self.kept) == ["2026-11-01|200|GET|/a|3"])
    #expect(try store.damage().isEmpty)
  }
}
