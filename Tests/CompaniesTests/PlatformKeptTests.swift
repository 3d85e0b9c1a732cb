import Catalog
import Companies
import Testing

/// What stays as the store has it where the answer that would say it is missing.
@Suite struct PlatformKeptTests {
  /// Answers without some, read over the company that all of them make.
  private func again(
    _ changed: [String: String?],
    over earlier: [String: String?] = [:]
  ) throws -> (Answers, company: Company, held: Company) {
    let held = try Answers(earlier).company()
    let answers = try Answers(
      earlier.merging(changed) { $1 },
      company: 1234,
      held: HeldRecords(of: held)
    )
    return (answers, try answers.company(), held)
  }

  @Test func `templates stay where no answer lists any`() throws {
    let (answers, company, held) = try again(["permission_templates.json": nil])
    #expect(company.contents.templates == held.contents.templates)
    #expect(company.contents.memberships == held.contents.memberships)
    #expect(answers.unknown == ["permission_templates"])
  }

  @Test func `a template's levels stay where its answer has none, or a user alone names it`() throws
  {
    let (answers, company, held) = try again([
      "permission_templates.json":
        "[{\"id\": 21, \"name\": \"Field crew\", \"type\": \"global\"}]",
      "project_assignments/101.json":
        """
      [{"project_id": 6, "is_assigned": true, "permission_template_name": "Field crew"}]
      """,
    ])
    let field = PermissionTemplate.ID(21)
    #expect(company.template(field)?.name == "Field crew")
    #expect(company.template(field)?.levels == held.template(field)?.levels)
    let office = PermissionTemplate.ID(11)
    #expect(company.template(office) == held.template(office))
    #expect(answers.unknown.isEmpty)
  }

  @Test func `what was unknown of a template stays so`() throws {
    let bare = "[{\"id\": 21, \"name\": \"Field\", \"type\": \"global\"}]"
    let (answers, _, _) = try again(
      ["permission_templates.json": nil],
      over: ["permission_templates.json": bare]
    )
    #expect(answers.unknown == ["permission_templates", "template/11", "template/21"])
  }

  @Test func `a template of a project that is gone goes along`() throws {
    let two = """
      [{"id": 6, "name": "Lakeside", "active": true, "company": {"id": 1234}},
       {"id": 7, "name": "Depot", "active": true}]
      """
    let own = """
      [{"id": 22, "name": "Depot alone", "type": "project_specific", "project_id": 7,
        "user_access_levels": {"rfi": 2}}]
      """
    let earlier: [String: String?] = [
      "projects_2.json": two, "permission_templates_2.json": own, "project_tools/7.json": "[]",
    ]
    let silent: [String: String?] = [
      "permission_templates.json": nil, "permission_templates_2.json": nil,
    ]
    let (_, company, held) = try again(silent, over: earlier)
    #expect(company.contents.templates == held.contents.templates)
    let (_, fewer, _) = try again(
      silent.merging(["projects_2.json": nil, "project_tools/7.json": nil]) { $1 },
      over: earlier
    )
    #expect(fewer.contents.projects.map(\.id.value) == [6])
    #expect(fewer.contents.templates.map(\.id.value) == [11, 21])
  }

  @Test func `a user's projects stay where no answer says them, and count as unknown`() throws {
    let (answers, company, held) = try again(["project_assignments/101.json": nil])
    #expect(company.contents.memberships == held.contents.memberships)
    #expect(answers.unknown == ["memberships/101"])
  }

  @Test func `an app stays permitted where no answer says its user's projects`() throws {
    let (answers, company, held) = try again(["project_assignments/150.json": nil])
    #expect(company.contents.memberships == held.contents.memberships)
    #expect(company.contents.apps == held.contents.apps)
    #expect(answers.unknown == ["memberships/150"])
    #expect(answers.result.assumed.map(\.address) == ["company", "membership/150/6", "user/150"])
    // What its manifest gives there is that of today.
    let manifest = (Answers.whole["app_manifests/dc2b.json"] ?? "")
    let (_, later, _) = try again([
      "project_assignments/150.json": nil,
      "app_manifests/dc2b.json": manifest.replacing("standard", with: "admin"),
    ])
    #expect(
      later.memberships(of: DirectoryUser.ID(150)).map(\.levels)
        == [.custom(["daily_log": .admin])]
    )
  }

  @Test func `what a user asked for counts before what the store has`() throws {
    let (_, company, _) = try again([
      "project_assignments/150.json": nil,
      "settings_permissions_150_6.json": """
      {"tools": [{"name": "rfi", "user_access_level": {"id": 2}}]}
      """,
    ])
    #expect(
      company.memberships(of: DirectoryUser.ID(150)).map(\.levels) == [.custom(["rfi": .readonly])]
    )
  }

  @Test func `a project that no answer lists any more takes its memberships along`() throws {
    let earlier: [String: String?] = [
      "projects_2.json": "[{\"id\": 7, \"name\": \"Depot\", \"active\": true}]",
      "project_tools/7.json": "[]",
      "project_assignments/101_2.json": """
      [{"project_id": 7, "name": "Depot", "active": true, "is_assigned": true,
        "permission_template_name": "Field"}]
      """,
    ]
    let (_, company, held) = try again(
      [
        "projects_2.json": nil, "project_tools/7.json": nil, "project_assignments/101.json": nil,
        "project_assignments/101_2.json": nil,
      ],
      over: earlier
    )
    #expect(held.memberships(of: DirectoryUser.ID(101)).map(\.project.value) == [6, 7])
    #expect(company.memberships(of: DirectoryUser.ID(101)).map(\.project.value) == [6])
    #expect(company.project(Project.ID(7)) == nil)
  }

  @Test func `a project's tools and activity stay where no answer says them`() throws {
    let (answers, company, held) = try again([
      "project_tools/6.json": nil,
      "projects.json": "[{\"id\": 6, \"name\": \"Lakeside\"}]",
    ])
    #expect(company.contents.projects == held.contents.projects)
    #expect(answers.unknown == ["project/6"])
  }
}
