import Catalog
import Companies
import Diagnostics
import Manifests
import Testing

/// What no answer says, and what is wrong in one.
@Suite struct PlatformGapTests {
  @Test(arguments: [
    ("projects.json", ["projects"]),
    ("users.json", ["app/Daily Sync", "users"]),
    ("permission_templates.json", ["template/11", "template/21"]),
    ("project_assignments/101.json", ["memberships/101"]),
    ("project_assignments/150.json", ["memberships/150"]),
    ("app_installations.json", ["apps", "configuration/999/East", "membership/150/6", "user/150"]),
    ("app_configurations.json", ["configurations"]),
    ("users_inactive.json", ["users"]),
    ("app_manifests/dc2b.json", ["app/Daily Sync", "membership/150/6", "user/150"]),
    ("project_tools/6.json", ["project/6"]),
  ])
  func `what a missing answer would say is unknown`(file: String, unknown: [String]) throws {
    let answers = try Answers([file: nil], company: 1234)
    #expect(answers.mistakes.isEmpty)
    #expect(answers.unknown == unknown)
    #expect(try answers.company().contents.id == Company.ID(1234))
  }

  @Test func `levels of a person without a template are unknown unless it asked for them`() throws {
    let changed: [String: String?] = [
      "users.json": """
      [{"id": 101, "name": "Dana", "email_address": "dana@ca.example", "is_active": true,
        "add_to_new_projects": false, "company_permission_template_id": null}]
      """,
      "project_assignments/101.json": """
      [{"project_id": 6, "is_assigned": true, "permission_template_name": null}]
      """,
      "project_assignments/150.json": nil, "app_installations.json": "[]",
      "app_configurations.json": "[]", "app_manifests/dc2b.json": nil,
    ]
    #expect(try Answers(changed).unknown == ["membership/101/6", "user/101"])
    let asked = try Answers(
      changed.merging([
        "settings_permissions_101.json": """
        {"tools": [{"id": 1, "name": "documents", "available_for_user": true,
                    "user_access_level": {"id": 4, "name": "Admin"}},
                   {"id": 2, "name": "directory", "available_for_user": false,
                    "user_access_level": {"id": 2, "name": "Read Only"}},
                   {"id": 3, "name": "home", "available_for_user": false}]}
        """,
        "settings_permissions_101_6.json": """
        {"tools": [{"name": "rfi", "user_access_level": {"id": 3}}]}
        """,
      ]) { $1 }
    )
    #expect(asked.unknown.isEmpty)
    #expect(try asked.user(101).companyLevels == .custom(["documents": .admin]))
    #expect(
      try asked.company().memberships(of: DirectoryUser.ID(101))
        == [Membership(project: Project.ID(6), levels: .custom(["rfi": .standard]))]
    )
  }

  @Test func `what an app's user asked for counts before its manifest`() throws {
    let answers = try Answers([
      "settings_permissions_150_6.json": """
      {"tools": [{"name": "daily_log", "user_access_level": {"id": 4}}]}
      """,
      "settings_permissions_150.json": "{\"data\": {\"tools\": []}}",
    ])
    #expect(try answers.user(150).companyLevels == .custom([:]))
    #expect(
      try answers.company().memberships(of: DirectoryUser.ID(150)).map(\.levels)
        == [.custom(["daily_log": .admin])]
    )
    #expect(answers.result.assumed.map(\.address) == ["company"])
  }

  @Test func `what is referred to and in no answer is there, and unknown`() throws {
    let answers = try Answers([
      "project_assignments/101.json": """
      [{"project_id": 70, "name": "Elsewhere", "active": true, "is_assigned": true,
        "permission_template_name": "Unheard of"},
       {"project_id": 71, "is_assigned": false}]
      """,
      "users.json": (Answers.whole["users.json"] ?? "")
        .replacing("\"id\": 11, \"name\": \"Office\"", with: "\"id\": 12, \"name\": \"Guests\"")
        .replacing("_id\": 11", with: "_id\": 12"),
    ])
    let company = try answers.company()
    #expect(company.project(Project.ID(70))?.name == "Elsewhere")
    #expect(company.project(Project.ID(71)) == nil)
    #expect(company.template(PermissionTemplate.ID(12))?.name == "Guests")
    #expect(answers.unknown == ["membership/101/70", "project/70", "template/12"])
  }

  @Test func `an app and a user that nobody can match are unknown`() throws {
    let other = (Answers.whole["users.json"] ?? "").replacing("469b1f7f", with: "00000000")
      .replacing("\"id\": 150", with: "\"id\": 151").replacing("Dana@", with: "twin@")
      .replacing("\"id\": 101", with: "\"id\": 102")
    let answers = try Answers(["users_2.json": other, "app_configurations.json": "[]"])
    #expect(
      answers.unknown == [
        "app/Daily Sync", "membership/150/6", "memberships/102", "memberships/151", "user/150",
        "user/151",
      ]
    )
    #expect(try answers.company().apps(named: "Daily Sync").first?.user == nil)
  }

  @Test func `answers about what no answer lists are left out with a warning`() throws {
    let answers = try Answers([
      "project_tools/9.json": "[]", "project_assignments/9.json": "[]",
      "app_manifests/ff.json": "{}", "settings_permissions_9_6.json": "{}",
    ])
    #expect(
      answers.warnings == [
        "app_manifests/ff.json:1:1 unknown-id", "project_assignments/9.json:1:1 unknown-id",
        "project_tools/9.json:1:1 unknown-id", "settings_permissions_9_6.json:1:1 unknown-id",
      ]
    )
    #expect(try answers.company() == (try Answers().company()))
  }

  @Test(
    arguments: [
      "{\"errors\": \"unauthorized\"}", "{\"error\": \"invalid_token\"}",
      "{\"code\": 403, \"message\": \"Forbidden\"}", "{\"errors\": {\"base\": [\"no\"]}}",
    ]
  )
  func `an answer that says what went wrong is told as that`(answer: String) throws {
    for file in ["users.json", "project_tools/6.json", "app_manifests/dc2b.json"] {
      let answers = try Answers([file: answer])
      let messages = answers.result.findings.flatMap(\.self).filter { $0.severity == .error }
        .map(\.message)
      #expect(messages.count == 1, "\(messages)")
      #expect(messages.first?.hasPrefix("the platform answered with an error: ") == true)
    }
  }

  @Test func `two things of one id in one answer are told as that`() throws {
    let answers = try Answers([
      "users_inactive.json": """
      [{"id": 9, "name": "A", "email_address": "a@x"}, {"id": 9, "email_address": "b@x"}]
      """
    ])
    let messages = answers.result.findings.flatMap(\.self).map(\.message)
    #expect(
      messages == ["user `9` is listed twice; `email_address` is something else in line 1"]
    )
  }

  @Test func `a manifest of version 3 is left out with a warning, and unknown`() throws {
    let answers = try Answers([
      "app_manifests/dc2b.json": """
      {"schema_version": "3.2", "components": [], "oauth": {"grant_types": ["client_credentials"]}}
      """
    ])
    #expect(answers.unknown == ["app/Daily Sync", "membership/150/6", "user/150"])
    #expect(answers.warnings == ["app_manifests/dc2b.json:1:2 unsupported-schema-version"])
    let messages = answers.result.findings.flatMap(\.self).map(\.message)
    #expect(messages.first?.contains("`dmsa migrate`") == true)
  }

  @Test func `the company is the projects', else the one that is asked for`() throws {
    let bare = "[{\"id\": 6, \"name\": \"Lakeside\", \"active\": true}]"
    let nameless = try Answers(["projects.json": bare])
    #expect(nameless.result.lacksCompany && nameless.result.company == nil)
    #expect(nameless.mistakes.isEmpty)
    #expect(try Answers(["projects.json": bare], company: 5).company().contents.id.value == 5)
    #expect(try Answers(company: 5).mistakes == ["projects.json:2:47 other-company"])
    #expect(
      try Answers([
        "projects_2.json": "[{\"id\": 7, \"name\": \"B\", \"company\": {\"id\": 8}}]"
      ]).mistakes == ["projects_2.json:1:43 other-company"]
    )
  }

  @Test func `wrong types, levels, words and references are all said at once`() throws {
    let answers = try Answers([
      "projects.json": """
      [{"id": "six", "name": "A"},
       {"id": 7, "name": 7, "active": "yes", "company": []},
       {"name": "B"}, null, 5]
      """,
      "users.json": """
      [{"id": 1, "name": "A", "email_address": null},
       {"id": 2, "name": "B", "email_address": "b@x", "is_active": 1,
        "company_permission_template_id": 21},
       {"id": 3, "name": "C", "email_address": "B@X", "default_permission_template_id": 11}]
      """,
      "permission_templates.json": """
      [{"id": 11, "name": "Office", "type": "company_tools",
        "user_access_levels": {"documents": 7, "admin": "high", "home": 0}},
       {"id": 21, "name": "Field", "type": "worldwide"}, {"id": 22, "name": "Bare"}]
      """,
      "project_assignments/101.json": "{\"data\": 5}",
      "project_tools/6.json": "[{\"is_active\": true}]",
      "app_installations.json": """
      [{"id": 1, "app_uid": "a", "status": "broken", "semantic_version": "1.0"},
       {"id": 2, "status": "installed"}]
      """,
      "app_manifests/a.json": "{\"schema_version\": \"4.1\", \"permissions\": {\"project\": 4}}",
      "app_configurations.json":
        "[{\"id\": 1, \"projects\": [{}], \"instance_configuration\": []}]",
      "users_inactive.json": "[{]",
    ])
    #expect(answers.result.company == nil)
    #expect(
      answers.mistakes == [
        "app_configurations.json:1:3 missing-key", "app_configurations.json:1:3 missing-key",
        "app_configurations.json:1:25 missing-key", "app_configurations.json:1:30 wrong-type",
        "app_installations.json:1:38 unknown-value", "app_installations.json:1:68 invalid-version",
        "app_installations.json:2:3 missing-key", "app_manifests/a.json:1:54 wrong-type",
        "permission_templates.json:2:39 unknown-level",
        "permission_templates.json:2:51 wrong-type", "permission_templates.json:2:67 wrong-type",
        "permission_templates.json:3:38 unknown-value",
        "permission_templates.json:3:53 missing-key",
        "project_assignments/101.json:1:10 wrong-type",
        "project_tools/6.json:1:3 missing-key", "projects.json:1:9 wrong-type",
        "projects.json:2:20 wrong-type", "projects.json:2:33 wrong-type",
        "projects.json:2:40 wrong-type", "projects.json:3:3 missing-key",
        "projects.json:3:17 empty-value", "projects.json:3:23 wrong-type",
        "users.json:1:3 missing-key", "users.json:2:62 wrong-type",
        "users.json:4:42 duplicate-login", "users.json:4:83 wrong-template",
        "users_inactive.json:1:3 yaml-syntax",
      ]
    )
  }
}
