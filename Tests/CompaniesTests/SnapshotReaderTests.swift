import Catalog
import Companies
import Documents
import Manifests
import Testing

@Suite struct SnapshotReaderTests {
  @Test func `everything that isn't said has its default`() throws {
    let company = try Reading(
      with: """
        projects: [{id: 6, name: Six}]
        users: [{id: 1, name: A, login: a@a, memberships: [{project: 6}]}]
        apps:
          - {name: P, version: 1.0.0,
             manifest: {schema_version: "4.1", permissions: {project: {rfi: admin}}}}
        """
    ).company()
    #expect(company.contents.tools == .all)
    #expect(!company.contents.allowsUserInstalls)
    let project = try #require(company.project(Project.ID(6)))
    #expect(project.isActive && project.tools == .all)
    let user = try #require(company.user(login: "A@A"))
    #expect(user.isActive && !user.isAddedToNewProjects && user.companyLevels == .nothing)
    #expect(company.membership(of: user.id, in: project.id) == Membership(project: project.id))
    let app = try #require(company.apps(named: "P").first)
    #expect(app.recorded.authentication == [.serviceAccount, .userLevel])
    #expect(app.recorded.manifest.projectLevels == ["rfi": .admin])
    #expect(app.state == .installed)
  }

  @Test func `marks on whole lists are marks`() {
    let lists = "unknown: [apps, configurations, permission_templates, projects, users]"
    #expect(Reading(with: lists).warnings.isEmpty)
    #expect(Reading(with: "unknown: [permission_template]").warnings.count == 1)
  }

  @Test(arguments: ["projects", "users", "permission_templates"])
  func `what is no list is one mistake, however often things in it are named`(key: String) {
    let lists = [
      "projects": "[{id: 6, name: Six}]",
      "permission_templates": "[{id: 11, name: Office, scope: company}]",
      "users": "[{id: 1, name: A, login: a, company_template: 11, memberships: [{project: 6}]}]",
      "apps": """
      [{name: P, version: 1.0.0, manifest: {schema_version: "4.1"}, permitted_projects: [6],
          used_by: [{user: 1}]}]
      """,
    ]
    let text = lists.merging([key: "{}"]) { $1 }.sorted { $0.key < $1.key }
      .map { "\($0.key): \($0.value)" }
    let reading = Reading(with: text.joined(separator: "\n"))
    #expect(reading.summaries.count == 1, "\(reading.summaries)")
    #expect(reading.summaries.first?.hasPrefix("wrong-type ") == true)
  }

  @Test func `all mistakes are said at once, each at its place`() {
    let reading = Reading(
      """
      format_version: "2.0"
      company: {id: x, nam: Acme, settings: {allow_user_instals: true}}
      projects:
        - {id: 6, name: Six, active: yes}
        - {id: 6, name: Again}
        - {name: Nameless}
      permission_templates:
        - {id: 11, name: Office, scope: company, permissions: {documents: raedonly}}
        - {id: 22, name: Tower, scope: project, project: 6}
        - {id: 23, name: Lost, scope: projekt, assignable: [11, 99]}
      users:
        - {id: 1, name: A, login: a@acme, company_template: 22}
        - {id: 2, name: B, login: A@Acme, company_template: 11, permissions: {}}
        - {id: 3, name: C, login: c, default_project_template: 22}
        - {id: 4, name: D, login: d, memberships: [{project: 6, template: 11}, {project: 6}]}
        - {id: 0, name: E, login: e}
        - {id: 5, name: , login: ""}
      extra: 1
      """
    )
    #expect(
      reading.summaries == [
        "unsupported-format-version 1:17 \"2.0\"",
        "wrong-type 2:15 x",
        "unknown-key 2:18 nam",
        "unknown-key 2:40 allow_user_instals",
        "wrong-type 4:32 yes",
        "duplicate-id 5:10 6",
        "missing-key 6:6 name",
        "unknown-level 8:69 raedonly",
        "unknown-value 10:33 projekt",
        "unknown-id 10:59 99",
        "wrong-template 12:55 22",
        "duplicate-login 13:29 A@Acme",
        "conflicting-keys 13:59 permissions",
        "wrong-template 14:58 22",
        "wrong-template 15:69 11",
        "duplicate-id 15:84 6",
        "wrong-type 16:10 0",
        "empty-value 17:13 name",
        "empty-value 17:28 \"\"",
        "unknown-key 18:1 extra",
      ]
    )
    #expect(reading.result.company == nil)
  }

  @Test func `a company's template belongs to no project`() {
    let reading = Reading(
      with: """
        projects: [{id: 6, name: Six}]
        permission_templates: [{id: 11, name: Office, scope: company, project: 6}]
        """
    )
    #expect(reading.summaries == ["wrong-template 4:72 6"])
    #expect(reading.result.company == nil)
  }

  @Test func `what isn't there is a mistake, but for an app's user`() {
    let reading = Reading(
      with: """
        projects: [{id: 6, name: Six}, {id: 7, name: Seven}]
        permission_templates: [{id: 22, name: Tower, scope: project, project: 6}]
        users: [{id: 1, name: A, login: a, memberships: [{project: 9}, {project: 7, template: 22}]}]
        service_accounts: [{name: S, user: 140}]
        apps:
          - {name: P, version: 1.0.0, user: 150, permitted_projects: [6, 8],
             configurations: [{title: T, projects: [8]}], used_by: [{user: 9}],
             manifest: {schema_version: "4.1"}}
        install_requests: [{id: 1, app: Q, version: 1.0.0, by: 8, manifest: {schema_version: "4.1"}}]
        """
    )
    #expect(
      reading.summaries == [
        "unknown-id 5:60 9", "wrong-template 5:87 22", "unknown-id 6:36 140",
        "unknown-id 8:66 8", "unknown-id 9:45 8", "unknown-id 9:68 9",
        "unknown-id 11:56 8",
      ]
    )
  }

  @Test(arguments: ["\"7\"", "-7", "7.0", "p7"])
  func `an id that can't be read hides no reference but those to itself`(id: String) {
    let reading = Reading(
      with: """
        projects: [{id: 6, name: Six}, {id: \(id), name: Seven}]
        permission_templates: [{id: \(id), name: T, scope: project}]
        users:
          - {id: \(id), name: A, login: a}
          - {id: 2, name: B, login: b, default_project_template: 7, memberships: [{project: 7}, {project: 6}]}
          - {id: 3, name: C, login: c, default_project_template: 77, memberships: [{project: 66}]}
        service_accounts: [{name: S, user: 7}, {name: T, user: 88}]
        """
    )
    #expect(
      reading.summaries == [
        "wrong-type 3:37 \(id)", "wrong-type 4:29 \(id)", "wrong-type 6:10 \(id)",
        "unknown-id 8:58 77", "unknown-id 8:86 66", "unknown-id 9:56 88",
      ]
    )
  }

  @Test func `an id without a number in it is none that is spoken of`() {
    let reading = Reading(
      with: """
        projects: [{id: 6, name: Six}, {id: seven, name: Seven}]
        users: [{id: 1, name: A, login: a, memberships: [{project: 66}]}]
        """
    )
    #expect(reading.summaries == ["wrong-type 3:37 seven", "unknown-id 4:60 66"])
  }

  @Test(arguments: ["{name: Seven}", "{id: [7], name: Seven}", "{id: , name: Seven}", "7"])
  func `where an id is missing, it may be any`(project: String) {
    let reading = Reading(
      with: """
        projects: [{id: 6, name: Six}, \(project)]
        users: [{id: 1, name: A, login: a, memberships: [{project: 66}]}]
        """
    )
    #expect(reading.summaries.count == 1, "\(reading.summaries)")
  }

  @Test(arguments: [
    ("9007199254740991", []), ("0", []),
    ("9007199254740992", ["wrong-type 5:43 9007199254740992"]),
    ("9223372036854775807", ["wrong-type 5:43 9223372036854775807"]),
    ("-1", ["wrong-type 5:43 -1"]),
  ])
  func `no day has more requests than a number in JSON is sure to hold`(
    count: String,
    mistakes: [String]
  ) {
    let reading = Reading(
      with: """
        apps:
          - {name: P, version: 1.0.0, manifest: {schema_version: "4.1"},
             requests: [{date: 2026-11-01, count: \(count)}]}
        """
    )
    #expect(reading.summaries == mistakes)
  }

  @Test func `a tool that the catalog lacks is a warning and joins the company's catalog`() throws {
    let reading = Reading(
      with: """
        projects: [{id: 6, name: Six, tools: [rfi, drone_log]}]
        permission_templates: [{id: 1, name: T, scope: project, permissions: {rfj: none}}]
        """
    )
    let company = try reading.company()
    #expect(reading.warnings == ["unknown-tool 3:44 drone_log", "unknown-tool 4:71 rfj"])
    let tool = try #require(company.catalog.tool(.project, "drone_log"))
    #expect(company.catalog[tool].toolClass == .content)
    #expect(company.catalog.tool(.project, "rfj") != nil)
    let back = try Reading(String(decoding: SnapshotWriter.yaml(company), as: UTF8.self)).company()
    #expect(back == company && back.catalog.tool(.project, "rfj") != nil)
  }

  @Test func `a mistake in a manifest stands in the snapshot`() {
    let reading = Reading(
      with: """
        apps:
          - name: P
            version: 1.0
            manifest:
              schema_version: "4.1"
              sidepanel:
                source_url: https://a.example
              permissions: {project: {rfi: lots}}
          - {name: P, version: 1.0.0, manifest: {components: {}}}
        """
    )
    #expect(
      reading.summaries == [
        "invalid-version 5:14 1.0", "missing-key 8:7 sidepanel", "unknown-level 10:36 lots",
        "duplicate-name 11:12 P", "unsupported-schema-version 11:31 manifest",
      ]
    )
  }

  @Test(.timeLimit(.minutes(1)))
  func `many templates to assign cost no square`() {
    let ids = (1...100_000).map(String.init).joined(separator: ", ")
    let reading = Reading(
      with: "permission_templates: [{id: 1, name: A, scope: project, assignable: [\(ids), 2, 2]}]"
    )
    #expect(reading.result.findings.count == 99_999)
  }

  @Test(arguments: ["", "- 1", "format_version: [", "{}", "format_version: \"1.0\""])
  func `what is no snapshot has a finding`(_ text: String) {
    let reading = Reading(text)
    #expect(reading.result.company == nil)
    #expect(!reading.summaries.isEmpty)
  }

  @Test func `an absent digest is asked for, over what is recorded`() throws {
    let bytes = Array(
      """
      format_version: "1.0"
      company: {id: 1, name: Acme}
      apps: [{name: P, uid: u-1, version: 1.2.3, manifest: {schema_version: "4.1"}}]
      """.utf8
    )
    let result = SnapshotReader.read(bytes, as: .yaml) { manifest in
      "\(manifest.appName ?? "") \(manifest.appVersion ?? "") \(manifest.manifestUID != nil)"
    }
    #expect(result.company?.contents.apps.first?.recorded.digest == "P 1.2.3 true")
  }
}
