import Testing

/// What the oracle itself says of companies and plans small enough to work out by hand.
struct OracleTests {
  let tools: PlainTools

  init() throws { tools = try PlainTools.catalog() }

  // MARK: - Reading and writing

  @Test func readsAndWritesCanonicalJSON() throws {
    let text = #"{ "b": [1, -2, true, null, "\u00e9\ud83d\ude00\/"], "a\n": {}, "é": "\u0001\"" }"#
    let canonical = #"{"a\n":{},"b":[1,-2,true,null,"é😀/"],"é":"\u0001\""}"#
    #expect(try PlainJSONReader.read(text).canonicalText == canonical)
  }

  /// A key outside the basic plane comes before one at its end, for so its UTF-16 units sort.
  @Test func sortsKeysByUTF16() throws {
    let value = try PlainJSONReader.read(#"{"\ufb33": 1, "\ud83d\ude00": 2, "a": 3}"#)
    #expect(value.canonicalText == "{\"a\":3,\"😀\":2,\"\u{FB33}\":1}")
  }

  @Test(arguments: ["", "{", "[1,]", "1.5", "1e3", #"{"a":1,"a":2}"#, "[] []", #""\ud83d""#, "nul"])
  func refusesWhatIsNoJSONOfIntegers(_ text: String) {
    #expect(throws: PlainJSONReader.Mistake.self) { try PlainJSONReader.read(text) }
  }

  @Test func keepsSpellingsOfOneLetterApart() {
    #expect(PlainKey("é") != PlainKey("e\u{301}"))
    #expect(PlainJSON.string("é") != PlainJSON.string("e\u{301}"))
  }

  @Test func hashesAsTheStandardSays() {
    #expect(
      PlainSHA256.digest(Array("abc".utf8))
        == "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    )
    #expect(
      PlainSHA256.digest([UInt8](repeating: 0x61, count: 119))
        == "sha256:31eba51c313a5c08226adf18d4a359cfdfd8d2e816b13f4af952f7ea6584dcfb"
    )
  }

  @Test(arguments: [
    "company", "setting/allow_user_installs", "project/6", "template/21", "user/101",
    "membership/101/6", "app/East~1West ~0 Link", "configuration/A~1B/T~01", "service-account/S",
    "install-request/1",
  ])
  func readsAddresses(_ text: String) { #expect(PlainAddress(text)?.text == text) }

  @Test(arguments: ["", "project", "project/x", "membership/1", "app", "setting/x", "user/1/2"])
  func refusesOtherAddresses(_ text: String) { #expect(PlainAddress(text) == nil) }

  // MARK: - Effective access

  @Test(arguments: [
    #"{"id": 1, "active": false, "permissions": {"documents": "admin"}}"#,
    #"{"id": 150, "permissions": {"documents": "admin"}}"#,
    #"{"id": 1, "permissions": {"home": "admin"}}"#,
  ])
  func rule1LeavesNothingToUsers(_ user: String) throws {
    let company = try company(users: user, tools: #", "tools": ["documents"]"#, apps: true)
    for tool: PlainKey in ["documents", "home"] {
      #expect(level(company, user.contains("150") ? 150 : 1, "company", tool) == 0)
    }
  }

  @Test func rule1LeavesNothingWhereToolsAreOff() throws {
    let company = try company(
      users: """
        {"id": 1, "permissions": {"conversations": "admin", "documents": "standard"},
         "memberships": [{"project": 6, "permissions": {"rfi": "admin", "daily_log": "standard"}},
           {"project": 7, "permissions": {"rfi": "admin"}}]}
        """
    )
    #expect(level(company, 1, "company", "conversations") == 0)
    #expect(level(company, 1, "company", "documents") == 2)
    #expect(level(company, 1, "project", "rfi", .project(6)) == 0)
    #expect(level(company, 1, "project", "daily_log", .project(6)) == 2)
    // Project 7 is inactive.
    #expect(level(company, 1, "project", "rfi", .project(7)) == 0)
  }

  @Test func rules2And3GiveTheCompanyDirectoryEverything() throws {
    let company = try company(
      users: #"{"id": 1, "permissions": {"directory": "admin", "permissions": "readonly"}}"#
    )
    #expect(level(company, 1, "company", "concierge") == 3)
    #expect(level(company, 1, "company", "permissions") == 1)
    #expect(level(company, 1, "company", "conversations") == 0)
    #expect(level(company, 1, "project", "daily_log", .project(6)) == 3)
    #expect(level(company, 1, "project", "rfi", .project(6)) == 0)
    #expect(level(company, 1, "project", "daily_log", .project(7)) == 0)
    #expect(level(company, 1, "project", "rfi", .new) == 3)
  }

  @Test func rules2And3NeedDirectoryInTheCompany() throws {
    let company = try company(
      users: #"{"id": 1, "permissions": {"directory": "admin", "documents": "readonly"}}"#,
      tools: #", "tools": ["documents", "home"]"#
    )
    #expect(level(company, 1, "company", "directory") == 0)
    #expect(level(company, 1, "company", "documents") == 1)
    #expect(level(company, 1, "company", "home") == 0)
    #expect(level(company, 1, "project", "daily_log", .project(6)) == 0)
    #expect(level(company, 1, "project", "daily_log", .new) == 0)
  }

  @Test func rule4GivesTheProjectDirectoryThatProject() throws {
    let company = try company(
      users: """
        {"id": 1, "memberships": [{"project": 6, "template": 23},
          {"project": 8, "permissions": {"directory": "admin", "rfi": "readonly"}}],
         "default_project_template": 23, "add_to_new_projects": true},
        {"id": 2, "memberships": [{"project": 6, "permissions": {"daily_log": "readonly"}}]}
        """
    )
    #expect(level(company, 1, "project", "daily_log", .project(6)) == 3)
    #expect(level(company, 1, "project", "rfi", .project(6)) == 0)
    // Project 8 has no Directory.
    #expect(level(company, 1, "project", "rfi", .project(8)) == 1)
    #expect(level(company, 1, "project", "documents", .new) == 3)
    #expect(level(company, 1, "company", "documents") == 0)
    #expect(level(company, 2, "project", "daily_log", .project(6)) == 1)
  }

  @Test func rules5And6TakeTemplatesOrLevels() throws {
    let company = try company(
      users: """
        {"id": 1, "company_template": 11, "memberships": [{"project": 6, "template": 21}],
         "default_project_template": 21},
        {"id": 2, "add_to_new_projects": true, "memberships": [{"project": 6}]},
        {"id": 3, "default_project_template": 21, "add_to_new_projects": true}
        """
    )
    #expect(level(company, 1, "company", "documents") == 1)
    #expect(level(company, 1, "project", "daily_log", .project(6)) == 2)
    #expect(level(company, 1, "project", "daily_log", .project(8)) == 0)
    #expect(level(company, 1, "project", "daily_log", .new) == 0)
    #expect(level(company, 2, "project", "daily_log", .project(6)) == 0)
    #expect(level(company, 2, "project", "daily_log", .new) == 0)
    #expect(level(company, 3, "project", "daily_log", .new) == 2)
  }

  /// Not the manifest counts, which asks for more, but the directory.
  @Test func rule7TakesWhatTheDirectorySays() throws {
    let company = try company(
      users: """
        {"id": 151, "permissions": {"documents": "standard"},
         "memberships": [{"project": 8, "permissions": {"rfi": "standard"}}]}
        """,
      apps: true
    )
    #expect(level(company, 151, "company", "documents") == 2)
    #expect(level(company, 151, "project", "daily_log", .project(6)) == 0)
    #expect(level(company, 151, "project", "rfi", .project(8)) == 2)
  }

  @Test func knowsToolsThatTheCatalogLacks() throws {
    let company = try company(
      users: """
        {"id": 1, "permissions": {"directory": "admin"}},
        {"id": 2, "permissions": {"house_tool": "standard"}}
        """
    )
    #expect(level(company, 1, "company", "house_tool") == 3)
    #expect(level(company, 2, "company", "house_tool") == 2)
  }

  // MARK: - Small parts

  private enum Place {
    case company
    case project(Int)
    case new
  }

  /// The level in one cell; nil where there is no such cell.
  private func level(
    _ company: PlainSnapshot,
    _ user: Int,
    _ scope: String,
    _ tool: PlainKey,
    _ place: Place = .company
  ) -> Int8? {
    let frame = PlainCells.Frame([company], tools: tools)
    let name =
      switch place {
      case .company: "user/\(user) \(scope):\(tool)"
      case .project(let id): "user/\(user) \(scope):\(tool) in project/\(id)"
      case .new: "user/\(user) \(scope):\(tool) in any new project"
      }
    let levels = PlainCells(of: company, in: frame).levels
    return levels.indices.first { frame.place(of: $0).name == name }.map { levels[$0] }
  }

  /// A company with these users: project 6 has no RFIs, 7 is inactive, 8 has no Directory; user 150
  /// is that of an uninstalled app, 151 of an installed one.
  private func company(
    users: String,
    tools: String = "",
    apps: Bool = false
  ) throws -> PlainSnapshot {
    try PlainSnapshot(
      json: """
        {"format_version": "1.0", "company": {"id": 1, "name": "Acme"\(tools)},
         "projects": [
           {"id": 6, "name": "Six", "tools": ["directory", "daily_log", "documents"]},
           {"id": 7, "name": "Seven", "active": false}, {"id": 8, "name": "Eight",
           "tools": ["rfi", "daily_log"]}],
         "permission_templates": [
           {"id": 11, "name": "Office", "scope": "company",
            "permissions": {"documents": "readonly"}},
           {"id": 21, "name": "Field", "scope": "project",
            "permissions": {"daily_log": "standard"}},
           {"id": 23, "name": "Lead", "scope": "project", "permissions": {"directory": "admin"}}],
         "users": [\(users)],
         "apps": [\(apps ? OracleTests.apps : "")]}
        """
    )
  }

  private static let apps = """
    {"name": "Gone", "version": "1.0.0", "state": "uninstalled", "user": 150, "manifest": {}},
    {"name": "Here", "version": "1.0.0", "user": 151, "permitted_projects": [6],
     "manifest": {"permissions": {"company": {"documents": "admin"},
       "project": {"daily_log": "admin"}}}}
    """
}
