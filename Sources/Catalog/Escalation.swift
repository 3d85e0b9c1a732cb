/// A step by which the holder of one grant can come by another.
public struct Escalation: Sendable {
  /// The grant that it takes; a higher level will do as well.
  public let from: (scope: Scope, key: String, level: Level)
  public let reachesScope: Scope
  /// The tool that is reached, nil for every tool of the scope.
  public let reachesKey: String?
  public let reachesLevel: Level
  /// What the holder does.
  public let how: String
  public let source: String
  public let confidence: Confidence

  /// All steps, in the order of the table.
  public static let all: [Escalation] = {
    var row = EmbeddedTable.escalations.rows
    var steps: [Escalation] = []
    while !row.isAtEnd {
      let from: (Scope, String, Level) = (row.cell().word(), row.cell().text, row.cell().word())
      let reachesScope: Scope = row.cell().word()
      let reachesKey = row.cell().text
      steps.append(
        Escalation(
          from: from,
          reachesScope: reachesScope,
          reachesKey: reachesKey == "*" ? nil : reachesKey,
          reachesLevel: row.cell().word(),
          how: row.cell().text,
          source: row.cell().text,
          confidence: row.lastCell().word()
        )
      )
    }
    return steps
  }()
}
