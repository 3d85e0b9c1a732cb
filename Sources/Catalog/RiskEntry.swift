/// A row of the catalog that says from which level on a grant is risky, and why.
package struct RiskEntry: Sendable {
  package let scope: Scope
  package let key: String
  /// The lowest level that the row speaks of.
  package let level: Level
  package let risk: Risk
  /// What the holder could do.
  package let why: String
  package let source: String
  package let confidence: Confidence

  /// All rows, in the order of the table.
  package static let all: [RiskEntry] = {
    var row = EmbeddedTable.risk.rows
    var entries: [RiskEntry] = []
    while !row.isAtEnd {
      entries.append(
        RiskEntry(
          scope: row.cell().word(),
          key: row.cell().text,
          level: row.cell().word(),
          risk: row.cell().word(),
          why: row.cell().text,
          source: row.cell().text,
          confidence: row.lastCell().word()
        )
      )
    }
    return entries
  }()
}
