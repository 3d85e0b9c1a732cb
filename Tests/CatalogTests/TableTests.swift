import Catalog
import Testing

struct TableTests {
  @Test func `every tool reads back as its row says`() throws {
    let rows = rows(of: .tools)
    #expect(rows.count == 73)
    #expect(Catalog.builtIn.tools.count == rows.count)
    for (tool, row) in zip(Catalog.builtIn.tools, rows) {
      #expect(row.count == 10)
      #expect(tool.scope.name == row[0])
      #expect(tool.key == row[1])
      #expect(tool.name == row[2])
      switch row[3] {
      case "any": #expect(tool.levels == .every)
      default: #expect(tool.levels.levels.map(\.name).joined(separator: "|") == row[3])
      }
      #expect(tool.toolClass.name == row[4])
      #expect(tool.retiredKeys.joined(separator: "|") == row[5])
      #expect(tool.alsoCalled.joined(separator: "|") == row[6])
      #expect(tool.note == row[7])
      #expect(tool.source == row[8] && !tool.source.isEmpty)
      #expect(tool.confidence.name == row[9])
      #expect(tool.isAssignable == (row[3] != "none"))
      #expect(!tool.isExtension)
    }
  }

  @Test func `no two tools of a scope share a key or an old key`() {
    let catalog = Catalog.builtIn
    for scope in Scope.allCases {
      let tools = catalog.tools(in: scope).map { catalog[$0] }
      let keys = tools.map(\.key) + tools.flatMap(\.retiredKeys)
      #expect(Set(keys).count == keys.count)
    }
  }

  @Test func `every view reads back and belongs to a project tool`() throws {
    let rows = rows(of: .views)
    #expect(rows.count == 59)
    #expect(Set(rows.map { $0[0] }).count == rows.count)
    for row in rows {
      let view = try #require(Catalog.builtIn.view(row[0]))
      #expect(view.key == row[0])
      #expect(view.toolKey == row[1])
      #expect(Catalog.builtIn.tool(.project, view.toolKey) != nil)
      #expect(view.status.name == row[2])
      #expect(view.replacedBy ?? "" == row[3])
      #expect(row.count == 6 && !row[5].isEmpty)
    }
  }

  @Test func `what replaces a view is current and of the same tool`() throws {
    for row in rows(of: .views) where !row[3].isEmpty {
      let replacement = try #require(Catalog.builtIn.view(row[3]))
      #expect(replacement.status == .current)
      #expect(replacement.toolKey == row[1])
    }
  }

  @Test func `every risk reads back and names a level that its tool has`() throws {
    let rows = rows(of: .risk)
    #expect(rows.count == 23 && RiskEntry.all.count == rows.count)
    for (entry, row) in zip(RiskEntry.all, rows) {
      let cells = [
        entry.scope.name, entry.key, entry.level.name, entry.risk.name, entry.why, entry.source,
        entry.confidence.name,
      ]
      #expect(cells == row)
      let tool = try #require(Catalog.builtIn.tool(entry.scope, entry.key))
      #expect(Catalog.builtIn[tool].levels.contains(level: entry.level))
    }
  }

  @Test func `no risk is below that of the same level without a row`() {
    for entry in RiskEntry.all {
      #expect(entry.risk >= .medium, "\(entry.key)")
    }
  }

  @Test func `every escalation reads back and names levels that its tools have`() throws {
    let rows = rows(of: .escalations)
    let catalog = Catalog.builtIn
    #expect(catalog.escalations.count == rows.count && rows.count == 6)
    for (step, row) in zip(catalog.escalations, rows) {
      let cells = [
        step.from.scope.name, step.from.key, step.from.level.name, step.reachesScope.name,
        step.reachesKey ?? "*", step.reachesLevel.name, step.how, step.source,
        step.confidence.name,
      ]
      #expect(cells == row)
      let start = try #require(catalog.tool(step.from.scope, step.from.key))
      #expect(catalog[start].levels.contains(level: step.from.level))
      guard let key = step.reachesKey else { continue }
      let end = try #require(catalog.tool(step.reachesScope, key))
      #expect(catalog[end].levels.contains(level: step.reachesLevel))
    }
  }

  @Test(arguments: [EmbeddedTable.needs, .endpoints, .suffixes])
  func `a table that is searched is in byte order`(table: EmbeddedTable) {
    let lines = lines(of: table)
    for (line, next) in zip(lines, lines.dropFirst()) {
      #expect(line.lexicographicallyPrecedes(next), "\(String(decoding: next, as: UTF8.self))")
    }
  }

  @Test(arguments: EmbeddedTable.allCases)
  func `a table ends with a line feed and has as many lines as rows`(table: EmbeddedTable) {
    #expect(table.bytes.last == UInt8(ascii: "\n"))
    #expect(!table.bytes.contains(UInt8(ascii: "\r")))
    #expect(lines(of: table).count == rows(of: table).count)
  }

  @Test func `every call is found by its own row`() throws {
    let catalog = Catalog.builtIn
    let documented = Set(rows(of: .needs).map { $0[0] + " " + $0[1] })
    let rows = rows(of: .endpoints)
    #expect(rows.count == 2636)
    #expect(Set(rows.map { $0[0] + " " + $0[1] }).count == rows.count)
    for row in rows {
      #expect(row.count == 5)
      let call = row[0] + " " + row[1]
      guard !documented.contains(call) else { continue }
      guard let need = catalog.need(ofCall: call) else {
        #expect(row[2] + row[3] + row[4] == "", "\(call)")
        continue
      }
      #expect(!need.isDocumented && !need.source.isEmpty)
      #expect(need.scope.name == row[2])
      #expect(need.tools.map { catalog[$0].key } == [row[3]])
      #expect(need.level.name == row[4])
    }
  }

  @Test func `every documented need is found by its own row and is in the list of calls`() throws {
    let catalog = Catalog.builtIn
    let calls = Set(rows(of: .endpoints).map { $0[0] + " " + $0[1] })
    let rows = rows(of: .needs)
    #expect(rows.count == 24)
    for row in rows {
      #expect(row.count == 6)
      #expect(calls.contains(row[0] + " " + row[1]))
      let need = try #require(catalog.need(ofCall: row[0] + " " + row[1]))
      #expect(need.isDocumented)
      #expect(need.scope.name == row[2])
      #expect(need.tools.map { catalog[$0].key }.joined(separator: "|") == row[3])
      #expect(need.tools.allSatisfy { catalog[$0].scope == need.scope })
      #expect(need.level.name == row[4])
      #expect(need.source == row[5] && !row[5].isEmpty)
    }
  }

  @Test func `every suffix is found`() {
    for row in rows(of: .suffixes) {
      #expect(row.count == 2 && ["public", "hosting"].contains(row[1]))
      #expect(Catalog.builtIn.isPublicSuffix(row[0]), "\(row[0])")
      #expect(row[0].split(separator: ".").count <= 4)
    }
  }
}
