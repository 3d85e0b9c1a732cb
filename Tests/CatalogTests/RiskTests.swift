import Catalog
import Testing

struct RiskTests {
  private let catalog = Catalog.builtIn

  @Test(
    arguments: [
      (.company, "directory", .admin, .critical), (.company, "directory", .standard, .medium),
      (.company, "directory", .readonly, .medium), (.company, "directory", .none, .low),
      (.company, "payments", .readonly, .high), (.company, "payments", .admin, .critical),
      (.company, "app_management", .admin, .high), (.company, "app_management", .readonly, .low),
      (.project, "directory", .admin, .critical), (.project, "images", .admin, .medium),
      (.project, "images", .standard, .low), (.project, "images", .readonly, .low),
      (.project, "incidents", .readonly, .high), (.project, "communication", .admin, .medium),
    ] as [(Scope, String, Level, Risk)]
  )
  func `a grant has the risk of the highest row at or below its level`(
    scope: Scope,
    key: String,
    level: Level,
    risk: Risk
  ) throws {
    let tool = try #require(catalog.tool(scope, key))
    #expect(catalog.risk(scope, tool: tool, level: level) == risk)
  }

  @Test func `an unknown tool is of high risk at any level but none`() {
    #expect(catalog.risk(.company, tool: nil, level: .none) == .low)
    #expect(catalog.risk(.company, tool: nil, level: .readonly) == .high)
    #expect(catalog.risk(.project, tool: nil, level: .admin) == .high)
  }

  @Test func `the row that gives a risk says why`() throws {
    let directory = try #require(catalog.tool(.company, "directory"))
    let admin = try #require(catalog.riskEntry(tool: directory, level: .admin))
    #expect(admin.level == .admin && admin.risk == .critical && !admin.why.isEmpty)
    #expect(catalog.riskEntry(tool: directory, level: .standard)?.level == .readonly)
    #expect(catalog.riskEntry(tool: directory, level: .none) == nil)
    let images = try #require(catalog.tool(.project, "images"))
    #expect(catalog.riskEntry(tool: images, level: .admin) == nil)
  }

  @Test func `risk and its row agree on every cell`() {
    for tool in catalog.tools {
      for level in Level.allCases where level > .none {
        let risk = catalog.risk(tool.scope, tool: tool.id, level: level)
        let unlisted: Risk = level == .admin ? .medium : .low
        #expect(risk == catalog.riskEntry(tool: tool.id, level: level)?.risk ?? unlisted)
      }
    }
  }

  @Test func `the directory leads to the permissions tool and back`() {
    let steps = catalog.escalations.map { step in
      "\(step.from.scope.name).\(step.from.key) > \(step.reachesScope.name)."
        + (step.reachesKey ?? "*")
    }
    #expect(
      steps == [
        "company.directory > company.permissions", "company.permissions > company.directory",
        "company.admin > company.directory", "company.app_management > company.directory",
        "project.directory > project.*", "project.admin > project.directory",
      ]
    )
  }
}
