import Companies
import Documents
import GRDB

// Apps and the wishes for them.
extension SQLiteReader {
  private static let apps = """
    SELECT id, name, uid, version, manifest, authentication, digest, state, source, user_id,
      adopted, installed_by, installed_at, updated_by, updated_at, uninstalled_by, uninstalled_at
      FROM apps
    """

  /// By name and uid; the key comes last, so that the order never hangs on the query.
  private static let appOrder = " ORDER BY name, coalesce(uid, ''), id"

  private struct Stored {
    let key: Int64
    var app: InstalledApp
  }

  /// An app without what is in other tables.
  private func stored(_ row: Row) throws -> Stored {
    Stored(
      key: try row.integer(0),
      app: InstalledApp(
        name: try row.text(1),
        uid: try row.optionalText(2),
        recorded: try row.recorded(3, base),
        state: try row.word(7),
        source: try row.word(8),
        user: try row.optionalID(9),
        adopted: try adopted(row),
        installed: try occasion(row, 11),
        updated: try occasion(row, 13),
        uninstalled: try occasion(row, 15)
      )
    )
  }

  private func occasion(_ row: Row, _ index: Int) throws -> InstalledApp.Occasion {
    InstalledApp.Occasion(by: try row.optionalText(index), at: try row.optionalText(index + 1))
  }

  private func adopted(_ row: Row) throws -> [InstalledApp.Adopted] {
    try (try row.json(10).array ?? []).map {
      guard let kind = $0["kind"]?.string, let address = $0["address"]?.string else {
        throw BrokenRow(detail: "an app's adopted differences have no kind or address")
      }
      return InstalledApp.Adopted(kind: kind, address: address, actual: $0["actual"] ?? .null)
    }
  }

  private func whole(_ stored: Stored) throws -> InstalledApp {
    var app = stored.app
    app.permittedProjects = try rows(
      "SELECT project_id FROM permitted_projects WHERE app_id = ? ORDER BY project_id",
      [stored.key]
    ) { try $0.id(0) }
    app.configurations = try configurations(of: stored.key)
    app.requests = try requests(of: stored.key)
    app.usedBy = try rows(
      "SELECT user_id, last FROM app_uses WHERE app_id = ? ORDER BY user_id",
      [stored.key]
    ) { InstalledApp.Use(user: try $0.id(0), last: try $0.optionalText(1)) }
    return app
  }

  /// The API requests of an app by day.
  func requests(of key: Int64) throws -> [InstalledApp.Requests] {
    try rows("SELECT date, count FROM app_requests WHERE app_id = ? ORDER BY date", [key]) {
      InstalledApp.Requests(date: try $0.text(0), count: try $0.integer(1))
    }
  }

  private func configurations(of key: Int64) throws -> [Companies.Configuration] {
    try rows(
      "SELECT title, field_values, target FROM configurations WHERE app_id = ? ORDER BY title",
      [key]
    ) { row in
      guard case .object(let members) = try row.json(1) else {
        throw BrokenRow(detail: "a configuration has no sound values")
      }
      let target: Companies.Configuration.Target =
        switch try row.text(2) {
        case "future": .future
        case "company": .company
        default: .projects(try row.ids(2))
        }
      return Companies.Configuration(
        title: try row.text(0),
        values: members.compactMapValues(\.string),
        target: target
      )
    }
  }

  func apps(named name: String) throws -> [InstalledApp] {
    try rows(
      SQLiteReader.apps + " WHERE name = ?" + SQLiteReader.appOrder,
      [name.stored],
      stored
    ).map(whole)
  }

  func app(uid: String) throws -> InstalledApp? {
    try first(
      SQLiteReader.apps + " WHERE uid = ?" + SQLiteReader.appOrder + " LIMIT 1",
      [uid.stored],
      stored
    ).map(whole)
  }

  func app(of user: DirectoryUser.ID) throws -> InstalledApp? {
    try first(
      SQLiteReader.apps + " WHERE user_id = ?" + SQLiteReader.appOrder + " LIMIT 1",
      [user.value],
      stored
    ).map(whole)
  }

  func apps() throws -> [InstalledApp] {
    try rows(SQLiteReader.apps + SQLiteReader.appOrder, [], stored).map(whole)
  }

  /// The store's own key of the app that an address names.
  func appKey(designated name: String) throws -> Int64? {
    let named = try rows("SELECT id FROM apps WHERE name = ?", [name.stored]) {
      try $0.integer(0)
    }
    if named.count == 1 { return named.first }
    return try first(
      "SELECT id FROM apps WHERE uid = ?" + SQLiteReader.appOrder + " LIMIT 1",
      [name.stored]
    ) { try $0.integer(0) }
  }

  // MARK: - Wishes

  private static let requests = """
    SELECT id, app, version, manifest, authentication, digest, requested_by, requested_at, note,
      state FROM install_requests
    """

  private func request(_ row: Row) throws -> InstallRequest {
    InstallRequest(
      id: try row.id(0),
      app: try row.text(1),
      recorded: try row.recorded(2, base),
      by: try row.id(6),
      at: try row.optionalText(7),
      note: try row.optionalText(8),
      state: try row.word(9)
    )
  }

  func installRequest(_ id: InstallRequest.ID) throws -> InstallRequest? {
    try first(SQLiteReader.requests + " WHERE id = ?", [id.value], request)
  }

  func installRequests(forApp name: String) throws -> [InstallRequest] {
    try rows(SQLiteReader.requests + " WHERE app = ? ORDER BY id", [name.stored], request)
  }

  func installRequests() throws -> [InstallRequest] {
    try rows(SQLiteReader.requests + " ORDER BY id", [], request)
  }
}
