import GRDB
import Planning

// The log beside the company.
extension SQLiteReader {
  static let entries = "SELECT seq, at, who, verb, plan, changes, previous, hash FROM audit"

  func entry(_ row: Row) throws -> AuditEntry {
    AuditEntry(
      seq: try row.integer(0),
      at: try row.text(1),
      who: try row.text(2),
      verb: try row.text(3),
      plan: try row.optionalText(4),
      changes: try row.json(5),
      previous: try row.text(6),
      hash: try row.text(7)
    )
  }

  func entries() throws -> [AuditEntry] {
    try rows(SQLiteReader.entries + " ORDER BY seq", [], entry)
  }

  func entry(ofPlan digest: String) throws -> AuditEntry? {
    try first(
      SQLiteReader.entries + " WHERE plan = ? ORDER BY seq LIMIT 1",
      [digest.stored],
      entry
    )
  }

  /// How many entries were appended.
  private func entryCount() throws -> Int64 {
    try first("SELECT audit_count FROM meta", []) { try $0.integer(0) } ?? 0
  }

  /// Follows the chain from its first entry to its last.
  func logCheck() throws -> LogCheck {
    var chain = AuditChain()
    try each(SQLiteReader.entries + " ORDER BY seq") { row in
      do {
        chain.add(try entry(row))
      } catch let error as BrokenRow {
        chain.addUnreadable(try? row.integer(0), hash: try? row.text(7), detail: error.detail)
      }
      return true
    }
    var check = chain.check(count: try entryCount())
    if check.count == 0, check.problems.isEmpty {
      check.problems = ["the log is empty, and yet its first entry brought the company in"]
    }
    return check
  }
}
