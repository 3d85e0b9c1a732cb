import Catalog
import Companies
import Manifests
import Testing

/// What answers leave out of a thing that they speak of, and where one denies another.
@Suite struct PlatformDoubtTests {
  /// An answer of ``Answers/whole`` with a part of its text exchanged.
  static func changed(_ file: String, _ part: String, to other: String) throws -> [String: String?]
  {
    let whole = try #require(Answers.whole[file])
    #expect(whole.contains(part))
    return [file: whole.replacing(part, with: other)]
  }

  @Test(
    arguments: [
      ("app_installations.json", "\"status\": \"installed\",", "", "app/Daily Sync"),
      ("app_installations.json", "\"installed\"", "null", "app/Daily Sync"),
      ("project_tools/6.json", "\"directory\", \"is_active\": true", "\"directory\"", "project/6"),
      ("project_assignments/101.json", "\"is_assigned\": true,", "", "membership/101/6"),
      ("permission_templates.json", "\"documents\": 2", "\"documents\": null", "template/11"),
      (
        "users.json", "\"is_employee\": true, \"add_to_new_projects\": false",
        "\"add_to_new_projects\": true", "membership/101/new"
      ),
      (
        "users.json", "\"company_permission_template_id\": 11",
        "\"company_permission_template_id\": null", "user/101"
      ),
    ]
  )
  func `a member that is missing, or denied, is unknown`(
    file: String,
    part: String,
    other: String,
    unknown: String
  ) throws {
    let answers = try Answers(Self.changed(file, part, to: other))
    #expect(answers.unknown == [unknown])
    #expect(answers.mistakes.isEmpty)
  }

  @Test(
    arguments: [
      ("app_installations.json", "\"status\": \"installed\",", ""),
      ("project_tools/6.json", "\"directory\", \"is_active\": true", "\"directory\""),
      ("project_tools/6.json", "\"rfi\", \"is_active\": false", "\"rfi\""),
      ("permission_templates.json", "\"documents\": 2", "\"documents\": null"),
      ("users.json", "\"is_employee\": true, \"add_to_new_projects\": false,", ""),
    ]
  )
  func `a member that is missing is as the store has it`(
    file: String,
    part: String,
    other: String
  ) throws {
    let held = try Answers().company()
    let answers = try Answers(Self.changed(file, part, to: other), held: HeldRecords(of: held))
    #expect(answers.unknown.isEmpty)
    #expect(try answers.company() == held)
  }

  @Test func `no verdict rests on what a member would say`() throws {
    func answer(
      _ change: [String: String?],
      _ principal: String,
      _ question: String,
      in project: String? = nil
    ) throws -> String {
      try Answers(change).company().answer(principal, question, in: project)
    }
    let state = try Self.changed("app_installations.json", "\"installed\",", to: "null,")
    #expect(try answer(state, "app/Daily Sync", "project:daily_log:standard", in: "6") == "unknown")
    let assigned = try Self.changed(
      "project_assignments/101.json",
      "_assigned\": true",
      to: "\": 0"
    )
    #expect(
      try answer(assigned, "user/dana@ca.example", "project:daily_log:standard", in: "6")
        == "unknown"
    )
    let added = try Self.changed(
      "users.json",
      "\"is_employee\": true, \"add_to_new_projects\": false",
      to: "\"add_to_new_projects\": true"
    )
    #expect(
      try answer(added, "user/dana@ca.example", "project:daily_log:standard", in: "new")
        == "unknown"
    )
    #expect(
      try answer([:], "user/dana@ca.example", "project:daily_log:standard", in: "new")
        == "not-a-member"
    )
  }

  @Test func `new projects give nothing known where no default template is named`() throws {
    let bare = """
      [{"id": 102, "name": "Lee", "email_address": "lee@ca.example", "is_active": true,
        "add_to_new_projects": true, "company_permission_template_id": 11}]
      """
    let files: [String: String?] = [
      "users_2.json": bare, "project_assignments/102.json": "[]",
    ]
    #expect(try Answers(files).unknown == ["membership/102/new"])
    let named = bare.replacing(
      "\"company",
      with: "\"default_permission_template_id\": 21, \"company"
    )
    let known = try Answers(files.merging(["users_2.json": named]) { $1 })
    #expect(known.unknown.isEmpty)
    #expect(
      try known.company().answer("user/lee@ca.example", "project:images:admin", in: "new") == "yes"
    )
  }

  // MARK: - Members of one thing that deny each other

  @Test(
    arguments: [
      (
        "users.json", "\"default_permission_template_id\": null,\n  \"permission_template\": {",
        "\"default_permission_template_id\": 22, \"permission_template\": {"
      ),
      ("users.json", "_template_id\": 11", "_template_id\": 12"),
      (
        "permission_templates.json", "\"type\": \"global\"",
        "\"type\": \"global\", \"project_specific\": true"
      ),
      ("permission_templates.json", "\"project_id\": null", "\"project_id\": 6"),
      ("app_installations.json", "\"uid\": \"dc2b\"", "\"uid\": \"dc2c\""),
      ("app_configurations.json", "\"company_id\"", "\"project_ids\": [7], \"company_id\""),
      (
        "app_configurations.json", "\"company_id\": 1234",
        "\"applies_to_company\": true, \"applies_to_all_projects\": true"
      ),
      ("users_inactive.json", "[]", "[{\"id\": 101}]"),
      (
        "users_inactive.json", "[]",
        "[{\"id\": 9, \"name\": \"L\", \"email_address\": \"l@x\", \"is_active\": true}]"
      ),
    ]
  )
  func `members that deny each other are a mistake`(
    file: String,
    part: String,
    other: String
  ) throws {
    let answers = try Answers(Self.changed(file, part, to: other))
    #expect(answers.mistakes.count == 1, "\(answers.mistakes)")
    #expect(answers.mistakes.allSatisfy { $0.hasSuffix(" conflicting-answers") })
  }

  @Test func `a manifest that is something else inside the installation is a mistake`() throws {
    let inside = """
      "manifest": {"schema_version": "4.1", "permissions": {"company": {"directory": "admin"}}}
      """
    let answers = try Answers(
      Self.changed("app_installations.json", "\"agentic\": false", to: inside)
    )
    #expect(answers.mistakes == ["app_manifests/dc2b.json:1:1 conflicting-answers"])
  }

  // MARK: - What users say themselves

  @Test func `what a user says itself counts where nobody knows its template`() throws {
    let asked: [String: String?] = [
      "permission_templates.json": nil,
      "settings_permissions_101.json": """
      {"tools": [{"name": "directory", "user_access_level": {"id": 4}}]}
      """,
      "settings_permissions_101_6.json": """
      {"tools": [{"name": "rfi", "user_access_level": {"id": 2}}]}
      """,
    ]
    let answers = try Answers(asked)
    #expect(try answers.user(101).companyLevels == .custom(["directory": .admin]))
    #expect(
      try answers.company().memberships(of: DirectoryUser.ID(101)).map(\.levels)
        == [.custom(["rfi": .readonly])]
    )
    #expect(answers.unknown == ["template/11", "template/21"])
    #expect(
      answers.result.assumed.map(\.address)
        == ["company", "membership/101/6", "membership/150/6", "user/101", "user/150"]
    )
    #expect(
      try answers.company().answer("user/dana@ca.example", "company:admin:admin") == "yes"
    )
  }

  @Test(
    arguments: [
      ("settings_permissions_101.json", "documents", 4, "user/101"),
      ("settings_permissions_101.json", "documents", 1, "user/101"),
      ("settings_permissions_101.json", "documents", 2, nil),
      ("settings_permissions_101_6.json", "daily_log", 4, "membership/101/6"),
      ("settings_permissions_101_6.json", "daily_log", 3, nil),
      // It is switched off there, and so nobody has anything on it.
      ("settings_permissions_101_6.json", "images", 1, nil),
    ] as [(String, String, Int, String?)]
  )
  func `what a user says itself and its template denies is unknown`(
    file: String,
    tool: String,
    level: Int,
    unknown: String?
  ) throws {
    let answers = try Answers([
      file: "{\"tools\": [{\"name\": \"\(tool)\", \"user_access_level\": {\"id\": \(level)}}]}"
    ])
    #expect(answers.unknown == (unknown.map { [$0] } ?? []))
  }

  @Test func `somebody who may something where no answer assigns it is unknown there`() throws {
    let asked: [String: String?] = [
      "project_assignments/101.json": "[]",
      "settings_permissions_101_6.json": """
      {"tools": [{"name": "daily_log", "user_access_level": {"id": 2}}]}
      """,
    ]
    let answers = try Answers(asked)
    #expect(answers.unknown == ["membership/101/6"])
    #expect(
      try answers.company().answer("user/dana@ca.example", "project:daily_log:readonly", in: "6")
        == "unknown"
    )
    // Company Directory reaches every project.
    let admin = (Answers.whole["permission_templates.json"] ?? "")
      .replacing("\"documents\": 2", with: "\"directory\": 4")
    #expect(
      try Answers(asked.merging(["permission_templates.json": admin]) { $1 }).unknown.isEmpty
    )
  }

  @Test func `a tool on which a user says no level is unknown`() throws {
    let answers = try Answers([
      "permission_templates.json": nil,
      "settings_permissions_101.json": "{\"tools\": [{\"name\": \"documents\"}]}",
      "settings_permissions_150_6.json":
        "{\"tools\": [{\"name\": \"daily_log\", \"user_access_level\": null}]}",
    ])
    #expect(answers.unknown == ["membership/150/6", "template/11", "template/21", "user/101"])
  }
}
