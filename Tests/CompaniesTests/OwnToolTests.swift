import Catalog
import Companies
import Diagnostics
import Documents
import Testing

/// Tools that answers name and the catalog lacks, wherever they stand.
@Suite struct OwnToolTests {
  private static let switchedOff = """
    [{"engine_name": "daily_log", "is_active": true}, {"engine_name": "laser", "is_active": false}]
    """

  @Test func `one that is switched off wherever it is named joins the catalog`() throws {
    let answers = try Answers(["project_tools/6.json": Self.switchedOff])
    let company = try answers.company()
    #expect(company.catalog.tool(.project, "laser") != nil)
    #expect(company.project(Project.ID(6))?.tools == .only(["daily_log"]))
    #expect(company.contents.ownTools == [OwnTool(scope: .project, key: "laser")])
    #expect(answers.warnings == ["project_tools/6.json:1:67 unknown-tool"])
  }

  @Test func `one that something else names needs no place of its own`() throws {
    let answers = try Answers([
      "project_tools/6.json": Self.switchedOff,
      "permission_templates_30.json": """
      {"id": 30, "name": "Laser", "type": "global", "user_access_levels": {"laser": 1}}
      """,
    ])
    let company = try answers.company()
    #expect(company.catalog.tool(.project, "laser") != nil)
    #expect(company.contents.ownTools.isEmpty)
  }

  @Test func `what somebody asked for who has it by a template is read all the same`() throws {
    let answers = try Answers([
      "settings_permissions_101.json": """
      {"tools": [{"name": "fleet", "user_access_level": {"id": 2}}]}
      """,
      "settings_permissions_101_6.json": """
      {"tools": [{"name": "laser", "user_access_level": {"id": 1}}]}
      """,
    ])
    #expect(
      try answers.company().contents.ownTools
        == [OwnTool(scope: .company, key: "fleet"), OwnTool(scope: .project, key: "laser")]
    )
    #expect(try answers.user(101).companyLevels == .template(PermissionTemplate.ID(11)))
    let wrong = try Answers(["settings_permissions_101.json": "{}"])
    #expect(wrong.mistakes == ["settings_permissions_101.json:1:1 missing-key"])
  }

  @Test func `it stays where the answer that named it is missing`() throws {
    let company = try Answers(["project_tools/6.json": Self.switchedOff]).company()
    let again = try Answers(["project_tools/6.json": nil], held: HeldRecords(of: company)).company()
    #expect(again.contents.ownTools == company.contents.ownTools)
  }

  @Test func `a snapshot keeps it, in YAML and in JSON`() throws {
    let company = try Answers(["project_tools/6.json": Self.switchedOff]).company()
    for (bytes, syntax) in [
      (SnapshotWriter.yaml(company), Syntax.yaml), (SnapshotWriter.json(company), .json),
    ] {
      let read = try #require(SnapshotReader.read(bytes, as: syntax).company)
      #expect(read == company)
      #expect(read.catalog.tool(.project, "laser") != nil)
      #expect(SnapshotWriter.yaml(read) == SnapshotWriter.yaml(company))
    }
  }

  @Test(arguments: [
    ("own_tools: laser", 2), ("own_tools: [laser]", 2), ("own_tools: [{scope: project}]", 2),
    ("own_tools: [{scope: site, key: laser}]", 2),
    ("own_tools: [{scope: project, key: laser, name: Laser}]", 2),
  ])
  func `what is no such tool is a mistake`(key: String, line: Int) {
    let text = "format_version: \"1.0\"\ncompany: {id: 1, name: A, \(key)}\n"
    let result = SnapshotReader.read(Array(text.utf8), as: .yaml)
    #expect(result.company == nil)
    #expect(result.findings.contains { $0.severity == .error })
  }
}
