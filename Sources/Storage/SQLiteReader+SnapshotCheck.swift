import Companies
import GRDB

// What rows can say and no snapshot may, so that the store's own export couldn't be imported.
extension SQLiteReader {
  /// Each problem as a sentence without its stop.
  func snapshotProblems() throws -> [String] {
    try companyCountProblems() + emptyTextProblems() + appPartProblems()
  }

  private func companyCountProblems() throws -> [String] {
    try rows("SELECT count(*) FROM company") { try $0.integer(0) }
      .filter { $0 != 1 }.map { "the store holds \($0) companies, expected one" }
  }

  /// Names, and other texts that tell one thing from another, with nothing in them.
  private func emptyTextProblems() throws -> [String] {
    let named = [
      ("company", "name", "id"), ("projects", "name", "id"), ("templates", "name", "id"),
      ("users", "name", "id"), ("users", "login", "id"), ("service_accounts", "name", "user_id"),
      ("apps", "name", "id"), ("apps", "uid", "name"), ("configurations", "title", "app_id"),
      ("install_requests", "app", "id"),
    ]
    return try named.flatMap { table, column, key in
      try rows(
        "SELECT CAST(\(key) AS TEXT) FROM \(table) WHERE \(column) = '' ORDER BY \(key) LIMIT 100"
      ) { "the \(column) of `\(try $0.text(0))` in `\(table)` is empty" }
    }
  }

  /// Configurations of projects that aren't there, and days that are none.
  private func appPartProblems() throws -> [String] {
    var problems: [String] = []
    for app in try apps() {
      for configuration in app.configurations {
        guard case .projects(let ids) = configuration.target else { continue }
        for id in ids where try project(id) == nil {
          problems.append(
            "the configuration `\(configuration.title)` of `\(app.name)` names project \(id),"
              + " which isn't there"
          )
        }
      }
      let dates = app.requests.map(\.date) + app.usedBy.compactMap(\.last)
      problems += dates.filter { !CalendarDay.isOne($0) }
        .map { "a date of the use of `\(app.name)` is none: `\($0)`" }
      problems += app.requests.filter { $0.count < 0 }
        .map { "`\(app.name)` has \($0.count) requests on \($0.date)" }
    }
    return Array(problems.prefix(100))
  }
}
