import Access
import Catalog
import Testing

struct EscalationTests {
  private let catalog = Catalog.builtIn

  /// What each path from a grant reaches, and in how many steps: "company directory admin 1".
  private func reached(_ start: Given, beside others: Given...) throws -> [String] {
    let held = EffectiveLevels([start] + others)
    let tool = try #require(catalog.tool(start.scope, start.key))
    return held.escalations(from: tool, at: start.level).map { path in
      let key = path.reached.tool.map { catalog[$0].key } ?? "*"
      let reached = "\(path.reached.scope.name) \(key) \(path.reached.level.name)"
      return "\(reached) \(path.steps.count)"
    }
  }

  @Test func `App Management leads to the company Directory and on to Permissions`() throws {
    let expected = ["company directory admin 1", "company permissions admin 2"]
    #expect(try reached(Given(.company, "app_management", .standard)) == expected)
    #expect(try reached(Given(.company, "app_management", .admin)) == expected)
  }

  @Test func `a level below that of the step leads nowhere`() throws {
    #expect(try reached(Given(.company, "app_management", .readonly)) == [])
    #expect(try reached(Given(.project, "admin", .standard)) == [])
    #expect(try reached(Given(.company, "directory", .standard)) == [])
    #expect(try reached(Given(.project, "rfi", .admin)) == [])
  }

  @Test func `project Admin leads to the project Directory and to every project tool`() throws {
    let expected = ["project directory admin 1", "project * admin 2"]
    #expect(try reached(Given(.project, "admin", .admin)) == expected)
  }

  @Test func `both ways between the company Directory and Permissions are known`() throws {
    #expect(
      try reached(Given(.company, "directory", .admin)) == ["company permissions admin 1"]
    )
    #expect(
      try reached(Given(.company, "permissions", .admin)) == ["company directory admin 1"]
    )
  }

  @Test func `what is held already is no path, nor is the way on from it`() throws {
    let directory = Given(.company, "directory", .admin)
    #expect(try reached(Given(.company, "app_management", .standard), beside: directory) == [])
    #expect(try reached(Given(.company, "permissions", .admin), beside: directory) == [])
    #expect(try reached(Given(.project, "admin", .admin), beside: directory) == [])
    #expect(
      try reached(Given(.project, "admin", .admin), beside: Given(.project, "directory", .admin))
        == []
    )
  }

  @Test func `admin on a project Directory holds every tool there`() throws {
    #expect(try reached(Given(.project, "directory", .admin)) == [])
  }

  @Test func `each step says what the holder does`() throws {
    let held = EffectiveLevels(Given(.company, "app_management", .standard))
    let tool = try #require(catalog.tool(.company, "app_management"))
    for path in held.escalations(from: tool, at: .standard) {
      #expect(path.start.tool == tool)
      #expect(path.start.level == .standard)
      #expect(path.steps.allSatisfy { !$0.how.isEmpty })
      #expect(path.reached == path.steps.last?.reached)
    }
  }

  // MARK: - The closure

  @Test(arguments: Given.all)
  func `the closure is not narrower, and closing it again changes nothing`(grant: Given) {
    let held = EffectiveLevels(grant)
    let closed = held.closure()
    let relation = Relation(from: held, to: closed)
    #expect(relation == .equal || relation == .wider)
    #expect(Relation(from: closed, to: closed.closure()) == .equal)
  }

  /// Follows the table by itself: as long as a step adds something, it is taken.
  @Test(arguments: Given.all)
  func `the closure is what taking every step in turn gives`(grant: Given) throws {
    var levels = Set([grant])
    var count = 0
    while count < levels.count {
      count = levels.count
      let held = EffectiveLevels(Array(levels))
      for step in catalog.escalations
      where try held.level(step.from.scope, step.from.key) >= step.from.level {
        for tool in catalog.tools where tool.scope == step.reachesScope && tool.isAssignable {
          guard step.reachesKey == nil || step.reachesKey == tool.key else { continue }
          levels.insert(Given(tool.scope, tool.key, step.reachesLevel))
        }
      }
    }
    let expected = EffectiveLevels(Array(levels))
    #expect(Relation(from: expected, to: EffectiveLevels(grant).closure()) == .equal)
  }

  @Test func `App Management closes over all there is`() throws {
    let closed = EffectiveLevels(Given(.company, "app_management", .standard)).closure()
    for tool in catalog.tools where tool.isAssignable {
      #expect(closed.level(of: tool.id, in: .other) == .admin, "\(tool.key)")
    }
  }

  @Test func `a harmless grant closes over itself`() {
    let held = EffectiveLevels(Given(.project, "rfi", .admin), Given(.company, "home", .standard))
    #expect(Relation(from: held, to: held.closure()) == .equal)
  }
}
