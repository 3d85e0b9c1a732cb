import Catalog
import Companies
import Manifests
import Testing

@Suite struct PlatformReaderTests {
  @Test func `one of everything becomes a company`() throws {
    let answers = try Answers()
    let company = try answers.company()
    #expect(company.contents.id == Company.ID(1234))
    #expect(company.contents.name == "CA Construction")
    let project = try #require(company.project(Project.ID(6)))
    #expect(project.name == "Lakeside" && project.isActive)
    #expect(project.tools == .only(["daily_log", "directory"]))
    let office = try #require(company.template(PermissionTemplate.ID(11)))
    #expect(office.scope == .company && office.levels == ["documents": .readonly])
    let field = try #require(company.template(PermissionTemplate.ID(21)))
    #expect(field.scope == .project && field.project == nil)
    #expect(field.levels == ["daily_log": .standard, "images": .admin])
    let dana = try answers.user(101)
    #expect(dana.login == "Dana@ca.example" && dana.isActive && !dana.isAddedToNewProjects)
    #expect(dana.companyLevels == .template(office.id))
    #expect(dana.defaultProjectTemplate == field.id)
    #expect(
      company.memberships(of: dana.id) == [
        Membership(project: project.id, levels: .template(field.id))
      ]
    )
    #expect(answers.warnings.isEmpty)
  }

  @Test func `an app has the user whose name is made of its own, at its manifest's levels`() throws
  {
    let answers = try Answers()
    let company = try answers.company()
    let app = try #require(company.apps(named: "Daily Sync").first)
    #expect(app.uid == "dc2b" && app.recorded.version == "1.4.0")
    #expect(app.state == .installed && app.source == .marketplace)
    #expect(app.user == DirectoryUser.ID(150) && app.permittedProjects == [Project.ID(6)])
    #expect(app.installed.by == "dana@ca.example" && app.installed.at == "2026-01-05T00:00:00Z")
    #expect(app.recorded.digest == "sha256:0" && app.recorded.hasServiceAccount)
    #expect(
      app.configurations == [
        Configuration(
          title: "East",
          values: ["area": "a", "limit": "3"],
          target: .projects([Project.ID(6)])
        )
      ]
    )
    #expect(try answers.user(150).companyLevels == .custom(["directory": .readonly]))
    #expect(
      company.memberships(of: DirectoryUser.ID(150)) == [
        Membership(project: Project.ID(6), levels: .custom(["daily_log": .standard]))
      ]
    )
    #expect(answers.result.assumed.map(\.address) == ["company", "membership/150/6", "user/150"])
    #expect(answers.unknown.isEmpty)
  }

  @Test func `answers of the second version give the same as those of the first`() throws {
    func wrapped(_ text: String) -> String {
      "{\"data\": "
        + text.replacing(#/"(id|project_id|app_installation_id)": (\d+)/#) {
          "\"\($0.output.1)\": \"\($0.output.2)\""
        } + "}"
    }
    let second = Answers.whole.mapValues(wrapped)
    #expect(second["projects.json"]?.contains("\"id\": \"1234\"") == true)
    #expect(try Answers(only: second).company() == (try Answers().company()))
  }

  @Test func `pages are read together, whatever comes first`() throws {
    let answers = try Answers([
      "projects_2.json": """
      {"data": [{"id": "7", "name": "Depot", "active": false, "company": {"id": 1234}},
                {"id": "6", "name": "Lakeside", "company": {"id": "1234"}}]}
      """,
      "projects_3.json": "[]",
      "project_assignments/101_2.json": """
      [{"project_id": 7, "name": "Depot", "is_assigned": true,
        "permission_template_name": "Field"}]
      """,
    ])
    let company = try answers.company()
    #expect(company.contents.projects.map(\.id) == [Project.ID(6), Project.ID(7)])
    #expect(company.project(Project.ID(7))?.isActive == false)
    #expect(company.memberships(of: DirectoryUser.ID(101)).map(\.project.value) == [6, 7])
    #expect(answers.unknown == ["project/7"])
  }

  @Test(
    arguments: [
      ("101.json", true), ("101_2.json", true), ("101-2.json", true), ("101_page2.json", true),
      ("101.2.json", true), ("101x.json", false), ("x101.json", false), ("_2.json", false),
      ("0.json", false), ("-1.json", false), ("99999999999999999999.json", false),
      ("101.txt", false),
    ]
  )
  func `a page is known by the number that it begins with`(name: String, isAnswer: Bool) {
    let assignments = SavedAnswer.Subject(name: name, in: "project_assignments")
    #expect(assignments == (isAnswer ? .assignments(DirectoryUser.ID(101)) : nil))
    let tools = SavedAnswer.Subject(name: name, in: "project_tools")
    #expect(tools == (isAnswer ? .tools(Project.ID(101)) : nil))
  }

  @Test func `what pages say of one thing has to agree`() throws {
    let answers = try Answers([
      "users_2.json": """
      [{"id": 101, "name": "Dana Reyes",
        "email_address": "other@ca.example"}]
      """,
      "users_inactive.json": "[{\"id\": 150, \"is_active\": false}]",
    ])
    #expect(
      answers.mistakes == [
        "users_2.json:2:20 conflicting-answers", "users_inactive.json:1:27 conflicting-answers",
      ]
    )
    #expect(answers.result.company == nil)
  }

  @Test func `a template may be listed in one answer and have its levels in another`() throws {
    let answers = try Answers([
      "permission_templates.json": """
      [{"id": 11, "name": "Office", "type": "company_tools"},
       {"id": 21, "name": "Field", "project_specific": false, "type": "global"}]
      """,
      "permission_templates_21.json": """
      {"id": 21, "name": "Field", "type": "global", "user_access_levels": {"rfi": "4"}}
      """,
    ])
    #expect(answers.unknown == ["template/11"])
    #expect(
      try answers.company().template(PermissionTemplate.ID(21))?.levels == ["rfi": .admin]
    )
  }

  @Test func `inactive users are inactive, by what is said or by the answer's name`() throws {
    let answers = try Answers([
      "users_inactive.json": """
      [{"id": 8, "name": "Lee", "email_address": "lee@ca.example"},
       {"id": 9, "first_name": "Kim", "last_name": "Park", "email_address": "kim@ca.example",
        "is_active": false}]
      """
    ])
    #expect(try !answers.user(8).isActive && !answers.user(9).isActive)
    #expect(try answers.user(9).name == "Kim Park")
    #expect(try answers.user(101).isActive)
  }

  @Test func `tools that nobody knows are the company's own, with each warned of once`() throws {
    let answers = try Answers([
      "project_tools/6.json": "[{\"engine_name\": \"drone_flights\", \"is_active\": true}]",
      "permission_templates.json": """
      [{"id": 11, "name": "Office", "type": "company_tools", "user_access_levels": {"fleet": 1}},
       {"id": 21, "name": "Field", "type": "global",
        "user_access_levels": {"drone_flights": 2, "budget": 2}}]
      """,
    ])
    let company = try answers.company()
    #expect(company.catalog.tool(.project, "drone_flights") != nil)
    #expect(company.catalog.tool(.company, "fleet") != nil)
    #expect(
      company.template(PermissionTemplate.ID(21))?.levels
        == ["drone_flights": .readonly, "budgeting": .readonly]
    )
    #expect(
      answers.warnings.map { $0.split(separator: " ").last }
        == ["unknown-tool", "retired-tool", "unknown-tool"]
    )
  }

  @Test func `configurations say where they apply, or it is unknown`() throws {
    let answers = try Answers([
      "app_configurations.json": """
      [{"id": 1, "title": "A", "app_installation_id": 999, "instance_configuration": {},
        "applies_to_all_projects": true, "projects": []},
       {"id": 2, "title": "B", "app_installation_id": 999, "instance_configuration": {},
        "applies_to_company": true},
       {"id": 3, "title": "C", "app_installation_id": 999, "instance_configuration": {},
        "projects": []},
       {"id": 4, "title": "D", "app_installation_id": 999, "project_ids": [6]},
       {"id": 5, "title": "E", "app_installation_id": 4, "projects": [{"id": 6}]}]
      """
    ])
    let app = try #require(try answers.company().apps(named: "Daily Sync").first)
    #expect(
      app.configurations.map(\.target) == [
        .future, .company, .projects([]), .projects([Project.ID(6)]),
      ]
    )
    #expect(
      answers.unknown == [
        "configuration/4/E", "configuration/Daily Sync/C", "configuration/Daily Sync/D",
      ]
    )
  }

  @Test func `keys of a manifest that nobody knows are left out`() throws {
    let manifest = Answers.whole["app_manifests/dc2b.json"] ?? ""
    let extended = manifest.replacing(
      "\"schema_version\"",
      with: "\"later\": {}, \"schema_version\""
    )
    .replacing("\"name\": \"Daily Sync\"", with: "\"name\": \"Daily Sync\", \"built_by\": \"us\"")
    let answers = try Answers(["app_manifests/dc2b.json": extended])
    #expect(try answers.company() == (try Answers().company()))
  }

  @Test func `a manifest inside the installation serves where none was saved`() throws {
    let installation = (Answers.whole["app_installations.json"] ?? "").replacing(
      "\"agentic\": false",
      with: "\"manifest\": " + (Answers.whole["app_manifests/dc2b.json"] ?? "")
    )
    let answers = try Answers([
      "app_installations.json": installation, "app_manifests/dc2b.json": nil,
    ])
    #expect(try answers.company() == (try Answers().company()))
  }

  @Test func `of several installations of an app the one that is there counts`() throws {
    let uninstalled = """
      [{"id": 3, "app_uid": "dc2b", "status": "uninstalled", "semantic_version": "1.0.0",
        "developer_app": {"name": "Daily Sync"}}]
      """
    let answers = try Answers(["app_installations_2.json": uninstalled])
    #expect(try answers.company() == (try Answers().company()))
    let twice = uninstalled.replacing("uninstalled", with: "installed")
    #expect(
      try Answers(["app_installations_2.json": twice]).mistakes
        == ["app_installations_2.json:1:2 duplicate-id"]
    )
  }
}
