import Catalog
import Companies
import Manifests
import Testing

/// Whose users apps have, and what stays of their records.
@Suite struct PlatformAppTests {
  private let dmsa = DirectoryUser.ID(150)

  /// The company of ``Answers/whole``, with a change to its only app.
  private func held(_ change: (inout InstalledApp) -> Void = { _ in }) throws -> HeldRecords {
    var contents = try Answers().company().contents
    change(&contents.apps[0])
    return try HeldRecords(of: Company(contents))
  }

  private func app(_ answers: Answers) throws -> InstalledApp {
    let apps = try answers.company().apps(named: "Daily Sync")
    #expect(apps.count == 1)
    return try #require(apps.first)
  }

  // MARK: - Records without a uid

  @Test func `a record that has no uid is found by the app's name`() throws {
    let answers = try Answers(
      ["app_manifests/dc2b.json": nil],
      held: held { $0.uid = nil }
    )
    #expect(answers.unknown.isEmpty)
    #expect(try app(answers).uid == "dc2b")
    #expect(try app(answers).recorded.manifest.companyLevels == ["directory": .readonly])
    #expect(try answers.user(150).companyLevels == .custom(["directory": .readonly]))
  }

  @Test func `a record that has no uid stays with its user where no answer lists apps`() throws {
    let answers = try Answers(
      [
        "app_installations.json": nil, "app_configurations.json": nil,
        "app_manifests/dc2b.json": nil,
      ],
      held: held { $0.uid = nil }
    )
    #expect(answers.unknown == ["apps", "configurations"])
    #expect(try app(answers).user == dmsa)
    #expect(try answers.user(150).companyLevels == .custom(["directory": .readonly]))
    #expect(
      try answers.company().memberships(of: dmsa).map(\.levels)
        == [.custom(["daily_log": .standard])]
    )
  }

  // MARK: - What was done by hand

  @Test func `a user that is gone stays in its app's record`() throws {
    let users = (Answers.whole["users.json"] ?? "")
      .replacing(#/,\s*\{"id": 150[\s\S]*/#, with: "]")
    let files: [String: String?] = ["users.json": users, "project_assignments/150.json": nil]
    let answers = try Answers(files, held: held())
    #expect(try answers.company().user(dmsa) == nil)
    #expect(try app(answers).user == dmsa)
    #expect(try app(answers).permittedProjects == [Project.ID(6)])
    #expect(answers.unknown.isEmpty)
    // Another one that is named for the app takes its place.
    let other = (Answers.whole["users.json"] ?? "").replacing("\"id\": 150", with: "\"id\": 151")
    let anew = try Answers(
      ["users.json": other, "project_assignments/150.json": nil],
      held: held()
    )
    #expect(try app(anew).user == DirectoryUser.ID(151))
  }

  @Test func `where an app is permitted stays as the store has it`() throws {
    let files: [String: String?] = [
      "projects_2.json": "[{\"id\": 7, \"name\": \"Depot\", \"active\": true}]",
      "project_tools/7.json": "[]",
      "project_assignments/150.json": """
      [{"project_id": 7, "name": "Depot", "active": true, "is_assigned": true,
        "permission_template_name": null}]
      """,
    ]
    let answers = try Answers(files, held: held())
    #expect(try app(answers).permittedProjects == [Project.ID(6)])
    #expect(try answers.company().memberships(of: dmsa).map(\.project) == [Project.ID(7)])
    // Without a record, and where the app was installed anew, its user's projects say it.
    #expect(try app(Answers(files)).permittedProjects == [Project.ID(7)])
    let anew = try Answers(files, held: held { $0.state = .uninstalled })
    #expect(try app(anew).permittedProjects == [Project.ID(7)])
    // A project that is gone is nobody's.
    let gone = try Answers(held: held { $0.permittedProjects = [Project.ID(6), Project.ID(8)] })
    #expect(try app(gone).permittedProjects == [Project.ID(6)])
  }

  @Test func `what wasn't known of where an app is permitted is read anew`() throws {
    let earlier = try Answers(["project_assignments/150.json": nil]).company()
    #expect(earlier.apps(named: "Daily Sync").first?.permittedProjects == [])
    let answers = try Answers(held: HeldRecords(of: earlier))
    #expect(try app(answers).permittedProjects == [Project.ID(6)])
  }

  // MARK: - Users whose app nobody knows

  @Test(
    arguments: [
      ["app_installations.json": nil, "app_configurations.json": nil],
      ["app_installations.json": "[]", "app_configurations.json": "[]"],
      ["app_installations.json": "[{\"id\": 999, \"app_uid\": \"dc2b\"}]"],
    ] as [[String: String?]]
  )
  func `no verdict on a user that looks like an app's and is of none`(
    files: [String: String?]
  ) throws {
    let users = (Answers.whole["users.json"] ?? "").replacing(
      "\"company_permission_template_id\": null",
      with: "\"company_permission_template_id\": 11"
    )
    let assigned = """
      [{"project_id": 6, "is_assigned": true, "permission_template_name": "Field"}]
      """
    let answers = try Answers(
      files.merging([
        "users.json": users, "project_assignments/150.json": assigned,
        "app_manifests/dc2b.json": nil,
      ]) { $1 }
    )
    #expect(answers.unknown.contains("user/150") && answers.unknown.contains("membership/150/6"))
    let company = try answers.company()
    let user = "user/daily-sync-469b1f7f@procore.com"
    #expect(try company.answer(user, "company:documents:readonly") == "unknown")
    #expect(try company.answer(user, "project:daily_log:standard", in: "6") == "unknown")
    let known = try Answers(["users.json": users, "project_assignments/150.json": assigned])
    #expect(try known.company().answer("app/Daily Sync", "company:documents:readonly") == "yes")
  }
}
