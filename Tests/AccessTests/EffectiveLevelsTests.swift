import Access
import Catalog
import Testing

struct EffectiveLevelsTests {
  private let catalog = Catalog.builtIn

  @Test func `a plain grant is held where it was given`() throws {
    let held = EffectiveLevels(
      Given(.company, "documents", .readonly),
      Given(.project, "rfi", .standard)
    )
    #expect(try held.level(.company, "documents") == .readonly)
    #expect(try held.level(.project, "rfi") == .standard)
    #expect(try held.level(.project, "rfi", in: .other) == .none)
    #expect(try held.level(.project, "documents") == .none)
    #expect(try held.level(.company, "home") == .none)
  }

  @Test func `company Directory admin is admin on all company tools but Permissions`() {
    let held = EffectiveLevels(Given(.company, "directory", .admin))
    for tool in catalog.tools where tool.scope == .company {
      let expected: Level = tool.isAssignable && tool.key != "permissions" ? .admin : .none
      #expect(held.level(of: tool.id) == expected, "\(tool.key)")
      #expect(held.level(of: tool.id, in: .other) == expected, "\(tool.key)")
    }
  }

  @Test func `company Directory admin is admin on every tool of every project`() {
    let held = EffectiveLevels(Given(.company, "directory", .admin))
    for tool in catalog.tools where tool.scope == .project {
      for project in ProjectClass.allCases {
        #expect(held.level(of: tool.id, in: project) == .admin, "\(tool.key)")
      }
    }
  }

  @Test func `Permissions keeps its own grant beside company Directory admin`() throws {
    let held = EffectiveLevels(
      Given(.company, "directory", .admin),
      Given(.company, "permissions", .readonly)
    )
    #expect(try held.level(.company, "permissions") == .readonly)
  }

  @Test(arguments: [Level.readonly, .standard])
  func `a Directory below admin implies nothing`(level: Level) {
    let held = EffectiveLevels(
      Given(.company, "directory", level),
      Given(.project, "directory", level)
    )
    for tool in catalog.tools where tool.key != "directory" {
      #expect(held.level(of: tool.id) == .none, "\(tool.key)")
    }
    #expect(!held.isCompanyDirectoryAdmin)
    #expect(!held.isProjectDirectoryAdmin)
  }

  @Test func `project Directory admin is admin on every tool of permitted projects alone`() {
    let held = EffectiveLevels(Given(.project, "directory", .admin))
    for tool in catalog.tools {
      let inProject: Level = tool.scope == .project ? .admin : .none
      #expect(held.level(of: tool.id) == inProject, "\(tool.key)")
      #expect(held.level(of: tool.id, in: .other) == .none, "\(tool.key)")
    }
  }

  @Test func `a tool without levels is never held`() throws {
    let held = EffectiveLevels(
      Given(.company, "directory", .admin),
      Given(.company, "conversations", .admin)
    )
    #expect(try held.level(.company, "conversations") == .none)
  }

  @Test func `a disabled tool is not held, and a disabled Directory implies nothing`() throws {
    let directory = try #require(catalog.tool(.company, "directory"))
    let rfi = try #require(catalog.tool(.project, "rfi"))
    let grants = [Given(.company, "directory", .admin), Given(.project, "rfi", .standard)]
    let withoutTool = EffectiveLevels(
      grants,
      enabled: .init(company: { _ in true }, project: { $0 != rfi })
    )
    #expect(try withoutTool.level(.project, "rfi") == .none)
    #expect(try withoutTool.level(.project, "images") == .admin)

    let withoutDirectory = EffectiveLevels(
      grants,
      enabled: .init(company: { $0 != directory }, project: { _ in true })
    )
    #expect(try withoutDirectory.level(.company, "home") == .none)
    #expect(try withoutDirectory.level(.project, "rfi") == .standard)
    #expect(try withoutDirectory.level(.project, "images") == .none)
  }

  @Test func `project Directory implies nothing in a project that has it disabled`() throws {
    let directory = try #require(catalog.tool(.project, "directory"))
    let held = EffectiveLevels(
      [Given(.project, "directory", .admin), Given(.project, "rfi", .readonly)],
      enabled: .init(company: { _ in true }, project: { $0 != directory })
    )
    #expect(try held.level(.project, "directory") == .none)
    #expect(try held.level(.project, "rfi") == .readonly)
    #expect(try held.level(.project, "images") == .none)
  }

  // MARK: - Absorbed grants

  @Test func `company Directory admin absorbs all but itself and Permissions`() {
    let held = EffectiveLevels(Given(.company, "directory", .admin))
    for tool in catalog.tools {
      let stays = tool.scope == .company && ["directory", "permissions"].contains(tool.key)
      #expect(held.isAbsorbed(tool.id) == (tool.isAssignable && !stays), "\(tool.key)")
    }
  }

  @Test func `project Directory admin absorbs the other project tools`() {
    let held = EffectiveLevels(Given(.project, "directory", .admin))
    for tool in catalog.tools {
      let expected = tool.scope == .project && tool.key != "directory"
      #expect(held.isAbsorbed(tool.id) == expected, "\(tool.key)")
    }
  }

  /// What is called absorbed makes no difference, and what is not does.
  @Test(arguments: [
    [], [Given(.company, "directory", .admin)], [Given(.project, "directory", .admin)],
    [Given(.company, "directory", .admin), Given(.project, "directory", .admin)],
  ])
  func `a grant is absorbed exactly where taking it away changes no cell`(given: [Given]) throws {
    for grant in Given.all where !given.contains(where: { $0.key == grant.key }) {
      let tool = try #require(catalog.tool(grant.scope, grant.key))
      guard catalog[tool].isAssignable else { continue }
      let with = EffectiveLevels(given + [grant])
      let relation = Relation(from: EffectiveLevels(given), to: with)
      #expect(with.isAbsorbed(tool) == (relation == .equal), "\(grant.testDescription)")
    }
  }

  // MARK: - Grants

  @Test func `a tool that came later has no level`() {
    var grants = Grants(noneIn: catalog)
    let later = ToolID(index: catalog.tools.count)
    grants[later] = .admin
    #expect(grants[later] == .none)
    #expect(grants == Grants(noneIn: catalog))
  }

  @Test func `a company tool has one cell, a project tool two`() throws {
    let home = try #require(catalog.tool(.company, "home"))
    let rfi = try #require(catalog.tool(.project, "rfi"))
    #expect(Cell.cells(of: home, in: catalog) == [Cell(home, nil)])
    #expect(Cell.cells(of: rfi, in: catalog) == [Cell(rfi, .permitted), Cell(rfi, .other)])
  }
}
