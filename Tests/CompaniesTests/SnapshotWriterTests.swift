import Catalog
import Companies
import Documents
import Testing

@Suite struct SnapshotWriterTests {
  @Test func `a company is written in one way`() throws {
    let company = try Reading(
      """
      apps:
        - {version: 1.4.0, name: Daily Sync, user: 150, permitted_projects: [6], digest: "sha256:0",
           manifest: {permissions: {project: {daily_log: standard}, company: {documents: readonly}},
             schema_version: "4.1"}, installed_by: os:root, installed_at: "2026-11-01T10:00:00Z",
           configurations: [{title: East, values: {b: "1", a: ""}, projects: [7, 6]},
             {title: All, projects: future}],
           requests: [{date: 2026-11-02, count: 1}, {date: 2026-11-01, count: 310}],
           used_by: [{user: 101, last: 2026-11-01}]}
      users:
        - {id: 101, name: "Lead: one", login: lead@acme.example, company_template: 11,
           memberships: [{project: 7, permissions: {daily_log: readonly}}, {project: 6}]}
      permission_templates:
        - {id: 11, name: "no", scope: company, permissions: {documents: readonly, admin: none}}
      projects: [{id: 7, name: Zürich}, {id: 6, name: Project 6, tools: [rfi, daily_log]}]
      company: {name: Acme Builders, id: 8089}
      format_version: "1.0"
      """
    ).company()
    #expect(
      String(decoding: SnapshotWriter.yaml(company), as: UTF8.self) == """
        format_version: "1.0"
        company: {id: 8089, name: Acme Builders, settings: {allow_user_installs: false}}
        projects:
          - {id: 6, name: Project 6, active: true, tools: [daily_log, rfi]}
          - {id: 7, name: "Zürich", active: true}
        permission_templates:
          - {id: 11, name: "no", scope: company, permissions: {documents: readonly}, assignable: []}
        users:
          - id: 101
            name: "Lead: one"
            login: lead@acme.example
            active: true
            company_template: 11
            add_to_new_projects: false
            memberships: [{project: 6, permissions: {}}, {project: 7, permissions: {daily_log: readonly}}]
        service_accounts: []
        apps:
          - name: Daily Sync
            version: 1.4.0
            state: installed
            source: custom
            user: 150
            permitted_projects: [6]
            manifest:
              schema_version: "4.1"
              permissions: {company: {documents: readonly}, project: {daily_log: standard}}
            authentication: [service_account, user_level]
            digest: "sha256:0"
            configurations:
              - {title: All, values: {}, projects: future}
              - {title: East, values: {a: "", b: "1"}, projects: [6, 7]}
            adopted: []
            installed_by: "os:root"
            installed_at: "2026-11-01T10:00:00Z"
            requests: [{date: "2026-11-01", count: 310}, {date: "2026-11-02", count: 1}]
            used_by: [{user: 101, last: "2026-11-01"}]
        install_requests: []

        """
    )
  }

  @Test(arguments: [
    "no", "1.0", "0x1F", "~", "null", "a: b", "a #b", " a", "a ", "-", "- a", "?", "<<", "[a]",
    "\u{7F}", "\u{85}\u{2028}\u{FEFF}", "line\nbreak\ttab\r", "\\\"", "’é東𝄞", "2026-11-01", "o'b",
    "---", "...", "!x", "&x", "*x", "%x", "@x", "`x`", "true", "1_000", "a,b", "a{b",
  ]) func `any text is read back as it was`(_ text: String) throws {
    var contents = Company.Contents(id: Company.ID(1), name: text)
    contents.projects = [Project(id: Project.ID(1), name: text)]
    contents.apps = [
      InstalledApp(
        name: text,
        recorded: RecordedVersion(
          version: "1.0.0",
          manifest: RecordedManifest(
            RecordedManifest.read(["schema_version": "4.1"], in: .builtIn).manifest
          ),
          authentication: [],
          digest: nil
        ),
        configurations: [
          Configuration(title: text, values: [text: text], target: .projects([]))
        ],
        adopted: [
          .init(kind: text, address: text, actual: [text: [.null, true, 7, .string(text)]])
        ]
      )
    ]
    let company = Company(contents)
    let yaml = String(decoding: SnapshotWriter.yaml(company), as: UTF8.self)
    #expect(try Reading(yaml).company() == company)
  }

  @Test func `a key too long for YAML's simple keys is read back too`() throws {
    let key = String(repeating: "k", count: 1500)
    var contents = Company.Contents(id: Company.ID(1), name: "A")
    contents.projects = [Project(id: Project.ID(1), name: "P")]
    contents.templates = [
      PermissionTemplate(
        id: PermissionTemplate.ID(1),
        name: "T",
        scope: .project,
        levels: [key: .standard, "rfi": .admin]
      )
    ]
    let company = Company(contents)
    let yaml = String(decoding: SnapshotWriter.yaml(company), as: UTF8.self)
    #expect(try Reading(yaml).company() == company)
  }

  @Test(arguments: [
    ("1.4.0", "1.4.0"), ("2026-11-01", "\"2026-11-01\""), ("1_000", "\"1_000\""),
    ("0o17", "\"0o17\""), ("0b1", "\"0b1\""), ("1e3", "\"1e3\""), ("1.5", "\"1.5\""),
    ("No", "\"No\""), ("a\u{202E}b", "\"a\\u202eb\""), ("a\u{200B}", "\"a\\u200b\""),
    ("a\u{A0}b", "\"a\\u00a0b\""), ("\u{E0001}", "\"\\U000e0001\""),
    ("\u{2066}\u{AD}", "\"\\u2066\\u00ad\""), ("Z\u{FC}rich", "\"Z\u{FC}rich\""),
  ])
  func `what some reader takes for something else is quoted, what is unseen is told`(
    _ text: String,
    _ spelled: String
  ) throws {
    let company = Company(Company.Contents(id: Company.ID(1), name: text))
    let yaml = String(decoding: SnapshotWriter.yaml(company), as: UTF8.self)
    #expect(yaml.contains("name: \(spelled), "), "\(yaml)")
    #expect(try Reading(yaml).company() == company)
  }
}
