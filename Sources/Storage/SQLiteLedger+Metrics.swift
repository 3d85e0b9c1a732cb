import Companies
import GRDB
import Planning

// What is reported of apps' use.
extension SQLiteLedger {
  /// The rows of the portal's exports stay for the days whose requests are what they were.
  func replace(metricsOfApp designation: String, with metrics: InstalledApp.Metrics) throws {
    guard let key = try appKey(designated: designation) else {
      throw StoreFailure.misplaced(ObjectAddress.app(designation).description)
    }
    let counts = Dictionary(metrics.requests.map { ($0.date, $0.count) }) { $1 }
    for day in try requests(of: key) where counts[day.date] != day.count {
      try deleteRows(of: key, on: day.date)
    }
    try execute("DELETE FROM app_requests WHERE app_id = ?", [key])
    try execute("DELETE FROM app_uses WHERE app_id = ?", [key])
    try insert(metrics, of: key)
  }

  /// Puts what is known of the use of an app of which nothing is.
  func insert(_ metrics: InstalledApp.Metrics, of key: Int64) throws {
    for day in metrics.requests {
      try execute(
        "INSERT INTO app_requests (app_id, date, count) VALUES (?, ?, ?)",
        [key, day.date.stored, day.count]
      )
    }
    for use in metrics.usedBy {
      try execute(
        "INSERT INTO app_uses (app_id, user_id, last) VALUES (?, ?, ?)",
        [key, use.user.value, use.last.stored]
      )
    }
  }

  private func deleteRows(of key: Int64, on date: String) throws {
    try execute(
      "DELETE FROM app_request_rows WHERE app_id = ? AND date = ?",
      [key, date.stored]
    )
  }

  func put(_ metrics: ReportedMetrics, ofApp designation: String) throws {
    guard let key = try appKey(designated: designation) else {
      throw StoreFailure.misplaced(ObjectAddress.app(designation).description)
    }
    for day in metrics.requests {
      try deleteRows(of: key, on: day.date)
      try execute(
        """
        INSERT INTO app_requests (app_id, date, count) VALUES (?, ?, ?)
        ON CONFLICT (app_id, date) DO UPDATE SET count = excluded.count
        """,
        [key, day.date.stored, day.count]
      )
    }
    for use in metrics.uses {
      try execute(
        """
        INSERT INTO app_uses (app_id, user_id, last) VALUES (?, ?, ?)
        ON CONFLICT (app_id, user_id) DO UPDATE SET last = excluded.last
        """,
        [key, use.user.value, use.last.stored]
      )
    }
    for (position, row) in metrics.rows.enumerated() {
      try execute(
        """
        INSERT INTO app_request_rows (app_id, date, position, response_code, http_method, route,
          count)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """,
        [
          key, row.date.stored, Int64(position), row.responseCode.stored, row.method.stored,
          row.route.stored, row.count,
        ]
      )
    }
  }
}
