import Companies
import GRDB
import Planning

// What is reported of apps' use.
extension SQLiteLedger {
  func put(_ metrics: ReportedMetrics, ofApp designation: String) throws {
    guard let key = try appKey(designated: designation) else {
      throw StoreFailure.misplaced(ObjectAddress.app(designation).description)
    }
    for day in metrics.requests {
      try execute(
        "DELETE FROM app_request_rows WHERE app_id = ? AND date = ?",
        [key, day.date.stored]
      )
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
