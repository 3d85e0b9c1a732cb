import Catalog
import Testing

struct LookUpTests {
  private let catalog = Catalog.builtIn

  @Test func `a key is found at its own scope alone`() throws {
    for tool in catalog.tools {
      #expect(catalog.tool(tool.scope, tool.key) == tool.id)
      #expect(withBytes(of: tool.key) { catalog.tool(tool.scope, key: $0) } == tool.id)
    }
    #expect(catalog.tool(.company, "images") == nil)
    #expect(catalog.tool(.project, "concierge") == nil)
    #expect(catalog.tool(.company, "home") != catalog.tool(.project, "home"))
  }

  @Test(arguments: ["", "Images", "images ", "image", "photos", "budget", "\u{0}", "imagés"])
  func `no other spelling is a key`(key: String) {
    #expect(catalog.tool(.project, key) == nil)
  }

  @Test func `a very long key is no tool`() {
    #expect(catalog.tool(.project, String(repeating: "images", count: 100_000)) == nil)
  }

  @Test func `a retired key names its new key`() throws {
    let budget = try #require(catalog.retiredTool(.project, "budget"))
    #expect(catalog[budget].key == "budgeting")
    let portfolio = try #require(catalog.retiredTool(.company, "portfolio"))
    #expect(catalog[portfolio].key == "home")
    #expect(withBytes(of: "budget") { catalog.retiredTool(.project, key: $0) } == budget)
  }

  @Test func `a retired key is retired at its own scope alone`() {
    #expect(catalog.retiredTool(.company, "budget") == nil)
    #expect(catalog.retiredTool(.project, "portfolio") == nil)
    #expect(catalog.retiredTool(.project, "budgeting") == nil)
    #expect(catalog.retiredTool(.project, "photos") == nil)
  }

  @Test func `the tools of a scope are in catalog order`() {
    let company = catalog.tools(in: .company)
    let project = catalog.tools(in: .project)
    #expect(company.count == 27 && project.count == 46)
    #expect(company + project == catalog.tools.map(\.id))
    #expect(company == company.sorted())
    #expect(company.allSatisfy { catalog[$0].scope == .company })
  }

  @Test func `not every tool has every level`() throws {
    let admin = catalog[try #require(catalog.tool(.company, "admin"))]
    #expect(admin.levels.levels == [.none, .admin])
    let concierge = catalog[try #require(catalog.tool(.company, "concierge"))]
    #expect(concierge.levels.levels == [.none, .standard, .admin])
    let payments = catalog[try #require(catalog.tool(.company, "payments"))]
    #expect(payments.levels == .every)
    let conversations = catalog[try #require(catalog.tool(.company, "conversations"))]
    #expect(conversations.levels.levels == [.none])
    #expect(catalog.tools.filter { !$0.isAssignable }.map(\.key) == ["conversations"])
  }

  @Test func `levels are ordered`() {
    #expect(Level.allCases == [.none, .readonly, .standard, .admin])
    #expect(Level.allCases == Level.allCases.sorted())
    #expect(Risk.allCases == [.low, .medium, .high, .critical].sorted())
  }

  @Test func `a word is found by its exact spelling`() {
    for level in Level.allCases {
      #expect(Level(name: level.name) == level)
      #expect(withBytes(of: level.name) { Level(name: $0) } == level)
    }
    #expect(Level(name: "read_only") == nil)
    #expect(withBytes(of: "Admin") { Level(name: $0) } == nil)
    #expect(withBytes(of: "") { Level(name: $0) } == nil)
    #expect(Scope(name: "project") == .project)
  }

  @Test func `a view is found by its key`() throws {
    let detail = try #require(catalog.view("inspections.detail"))
    #expect(detail.toolKey == "checklists" && detail.status == .current)
    let typo = try #require(withBytes(of: "hange_events.edit") { catalog.view(key: $0) })
    #expect(typo.status == .typo && typo.replacedBy == "change_events.edit")
    #expect(catalog.view("change_events.all")?.status == .retired)
    #expect(catalog.view("specifications.list")?.status == .unmerged)
    #expect(catalog.view("inspections.list") == nil)
    #expect(catalog.view("budgeting") == nil)
  }

  @Test(arguments: ["co.uk", "com.au", "herokuapp.com", "HerokuApp.com", "blob.core.windows.net"])
  func `a suffix is public`(suffix: String) {
    #expect(catalog.isPublicSuffix(suffix))
  }

  @Test(arguments: ["example.com", "procore.com", "com", "uk", "", "co.uk,public", "suffix", ".uk"])
  func `all else is no public suffix`(suffix: String) {
    #expect(!catalog.isPublicSuffix(suffix))
  }

  @Test(arguments: [
    ("app.example.com", 2), ("example.com", 2), ("localhost", 2), ("", 2),
    ("a.b.example.co.uk", 3), ("x.herokuapp.com", 3), ("{{tenant}}.herokuapp.com", 3),
    ("{{procore.company.id}}.example.com", 2), ("x.blob.core.windows.net", 5),
    ("{{a}}-b.run.app", 3), ("x-uc.a.run.app", 4), ("..", 2),
  ])
  func `the owner's part of a host is one label more than the suffix`(host: String, count: Int) {
    #expect(catalog.registrableLabelCount(ofHost: host) == count)
  }
}
