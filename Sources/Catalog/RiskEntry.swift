/// A row of the catalog that says from which level on a grant is risky, and why.
public struct RiskEntry: Sendable {
  public let scope: Scope
  public let key: String
  /// The lowest level that the row speaks of.
  public let level: Level
  public let risk: Risk
  /// What the holder could do.
  public let why: String
  public let source: String
  public let confidence: Confidence

  /// All rows, in the order of the table.
  public static let all: [RiskEntry] = {
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
