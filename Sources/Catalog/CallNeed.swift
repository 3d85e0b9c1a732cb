/// What a call to the platform's API takes.
public struct CallNeed: Sendable {
  public let scope: Scope
  /// Any one of these will do.
  public let tools: [ToolID]
  public let level: Level
  /// Whether the platform's documents say so, or it is guessed from path and method.
  public let isDocumented: Bool
  public let source: String
}

extension Catalog {
  /// What a call such as `GET /rest/v1.0/projects/{id}/rfis` needs.
  ///
  /// Nil where the catalog doesn't have the call, or knows no tool for it. Parameters, `{x}` or `:x`,
  /// match whatever they are named, and a number matches one too; `/rest`, a query and a slash at
  /// the end count for nothing.
  public func need(ofCall call: String) -> CallNeed? {
    var call = call
    return call.withUTF8 { need(ofCall: $0, guessing: true) }
  }

  /// What a call needs; where nothing is to be guessed, only if the documents say so.
  public func need(ofCall call: UnsafeBufferPointer<UInt8>, guessing: Bool) -> CallNeed? {
    guard let hash = CallKey.hash(of: call) else { return nil }
    let isDocumented = Self.documentedCalls.contains(hash)
    guard guessing || isDocumented, let key = CallKey(call) else { return nil }
    if isDocumented, var row = EmbeddedTable.needs.row(behind: key.bytes) {
      let scope: Scope = row.cell().word()
      let tools = row.cell().texts.map { tool(namedByTable: $0, scope) }
      return CallNeed(
        scope: scope,
        tools: tools,
        level: row.cell().word(),
        isDocumented: true,
        source: row.lastCell().text
      )
    }
    guard guessing, var row = EmbeddedTable.endpoints.row(behind: key.bytes) else { return nil }
    let scopeName = row.cell()
    let toolKey = row.cell()
    guard !toolKey.isEmpty else { return nil }
    let scope: Scope = scopeName.word()
    return CallNeed(
      scope: scope,
      tools: [tool(namedByTable: toolKey.text, scope)],
      level: row.lastCell().word(),
      isDocumented: false,
      source: "guessed from the path and the method"
    )
  }

  /// The calls whose need is documented, by the hashes of their keys.
  private static let documentedCalls: [UInt64] = {
    var calls: [UInt64] = []
    var row = EmbeddedTable.needs.rows
    while !row.isAtEnd {
      var hash = CallKey.Hash()
      for cell in [row.cell(), row.cell()] {
        for byte in cell.bytes { hash.add(byte) }
        hash.add(UInt8(ascii: ","))
      }
      calls.append(hash.value)
      row.skipLine()
    }
    return calls
  }()

  private func tool(namedByTable key: String, _ scope: Scope) -> ToolID {
    guard let tool = tool(scope, key) else {
      preconditionFailure("the catalog says that a call needs `\(key)`, which it doesn't have")
    }
    return tool
  }
}
