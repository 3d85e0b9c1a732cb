import Catalog
import Testing

struct CatalogExtensionTests {
  private let catalog = Catalog.builtIn

  private func addition(
    _ key: String,
    scope: Scope = .project,
    name: String = "New",
    levels: LevelSet = .every
  ) -> ToolExtension {
    ToolExtension(scope: scope, key: key, name: name, levels: levels)
  }

  @Test func `a new tool comes after all others`() throws {
    let extended = catalog.extended(tools: [addition("site_walks", name: "Site Walks")], views: [])
    let id = try #require(extended.tool(.project, "site_walks"))
    let tool = extended[id]
    #expect(id.index == catalog.tools.count && tool.id == id)
    #expect(tool.name == "Site Walks" && tool.levels == .every && tool.isAssignable)
    #expect(tool.confidence == .high && tool.toolClass == .content && tool.isExtension)
    #expect(tool.note.isEmpty && !tool.source.isEmpty)
    #expect(extended.tools(in: .project) == catalog.tools(in: .project) + [id])
    #expect(extended.tool(.company, "site_walks") == nil)
    #expect(catalog.tool(.project, "site_walks") == nil)
    #expect(extended.risk(.project, tool: id, level: .admin) == .medium)
    #expect(extended.nearTools(to: "Site Walk", in: .project).map(\.tool) == [id])
  }

  @Test func `a tool that is there keeps its place, its class and its old keys`() throws {
    let extended = catalog.extended(
      tools: [addition("budgeting", name: "Costs", levels: LevelSet([.none, .admin]))],
      views: []
    )
    let id = try #require(extended.tool(.project, "budgeting"))
    #expect(id == catalog.tool(.project, "budgeting"))
    let tool = extended[id]
    #expect(tool.name == "Costs" && tool.levels == .every)
    #expect(tool.toolClass == .financial && tool.retiredKeys == ["budget"])
    #expect(tool.confidence == .high && tool.isExtension)
    #expect(extended.retiredTool(.project, "budget") == id)
    #expect(extended.tools.count == catalog.tools.count)
    #expect(extended.risk(.project, tool: id, level: .admin) == .high)
  }

  @Test func `a retired key that is a tool again is no longer retired`() {
    let extended = catalog.extended(tools: [addition("budget")], views: [])
    #expect(extended.retiredTool(.project, "budget") == nil)
    #expect(extended.tool(.project, "budget")?.index == catalog.tools.count)
  }

  @Test func `of two additions with one key the last one counts`() throws {
    let extended = catalog.extended(
      tools: [addition("x", name: "First"), addition("x", name: "Last")],
      views: []
    )
    #expect(extended.tools.count == catalog.tools.count + 1)
    #expect(extended[try #require(extended.tool(.project, "x"))].name == "Last")
  }

  @Test func `none is a level of every tool`() throws {
    let extended = catalog.extended(tools: [addition("x", levels: [])], views: [])
    let tool = extended[try #require(extended.tool(.project, "x"))]
    #expect(tool.levels.levels == [.none] && !tool.isAssignable)
  }

  @Test func `a new view belongs to the tool of its kind`() {
    let extended = catalog.extended(
      tools: [addition("site_walks")],
      views: ["schedule.calendar.week.list", "daily_log.list", "unknown.list", "change_events.all"]
    )
    #expect(extended.view("schedule.calendar.week.list")?.toolKey == "calendar")
    #expect(extended.view("daily_log.list")?.toolKey == "daily_log")
    #expect(extended.view("unknown.list")?.toolKey == "")
    #expect(extended.view("daily_log.list")?.status == .current)
    #expect(extended.view("change_events.all")?.status == .current)
    #expect(extended.view("rfi.detail")?.toolKey == "rfi")
    #expect(extended.nearView(to: "daily_logs.list") == "daily_log.list")
    #expect(catalog.view("daily_log.list") == nil)
  }

  @Test func `a new view may belong to a tool that came with it`() {
    let extended = catalog.extended(tools: [addition("site_walks")], views: ["site_walks.list"])
    #expect(extended.view("site_walks.list")?.toolKey == "site_walks")
  }

  @Test func `extensions add up`() {
    let once = catalog.extended(tools: [addition("x")], views: ["x.list"])
    let twice = once.extended(tools: [addition("y")], views: [])
    #expect(twice.tool(.project, "x") == once.tool(.project, "x"))
    #expect(twice.tool(.project, "y") != nil)
    #expect(twice.view("x.list") != nil)
    #expect(once.tool(.project, "y") == nil)
  }

  @Test func `many tools are all found`() {
    let additions = (0..<5000).map { number in
      addition("tool_\(number)", scope: number % 2 == 0 ? .company : .project)
    }
    let extended = catalog.extended(tools: additions, views: (0..<500).map { "tool_\($0).list" })
    for (index, addition) in additions.enumerated() {
      #expect(
        extended.tool(addition.scope, addition.key)?.index == catalog.tools.count + index
      )
    }
    #expect(extended.view("tool_499.list")?.toolKey == "tool_499")
  }
}
