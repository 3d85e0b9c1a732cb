import Access
import Catalog
import Companies
import Documents
import Foundation
import Manifests
import Planning
import Testing

@Suite struct PlanJSONTests {
  private static let user = DirectoryUser.ID(2_199_023_255_553)

  private static let recorded: RecordedVersion = {
    let text = """
      {"schema_version":"4.1","app_manifest":{"name":"Daily / Sync~"},
       "permissions":{"company":{"directory":"readonly","warp_drive":"admin"},
        "project":{"daily_log":"standard"}}}
      """
    var reader = DocumentReader()
    var document = Document()
    _ = reader.read(Array(text.utf8), as: .json, into: &document)
    return RecordedVersion(
      version: "1.4.0",
      manifest: RecordedManifest(ManifestReader.read(document, catalog: .builtIn).0),
      authentication: [.serviceAccount],
      digest: "sha256:" + String(repeating: "0", count: 64)
    )
  }()

  /// A change of each kind.
  private static let changes: [Change] = {
    let app = InstalledApp(
      name: "Daily / Sync~",
      uid: "2a8e77c0-0f0a-4f0e-9a51-0c6f5c1f2d3e",
      recorded: recorded,
      user: user,
      permittedProjects: [Project.ID(6)],
      adopted: [
        InstalledApp.Adopted(
          kind: "user-renamed",
          address: "user/1",
          actual: ["name": "X", "rate": "1.5"]
        )
      ],
      installed: InstalledApp.Occasion(by: "os:root", at: "2026-11-24T09:30:00Z")
    )
    let member = DirectoryUser(
      id: user,
      name: "Daily\u{9B}Sync",
      login: "daily@procore.com",
      isActive: true,
      companyLevels: .custom(["directory": .readonly, "warp_drive": .admin]),
      defaultProjectTemplate: PermissionTemplate.ID(21),
      isAddedToNewProjects: true
    )
    let template = PermissionTemplate(
      id: PermissionTemplate.ID(21),
      name: "Field",
      scope: .project,
      project: nil,
      levels: ["daily_log": .standard],
      assignable: [PermissionTemplate.ID(22)]
    )
    let company = PermissionTemplate(
      id: PermissionTemplate.ID(11),
      name: "Office",
      scope: .company,
      project: nil,
      levels: [:],
      assignable: []
    )
    let configuration = Configuration(
      title: "a/b",
      values: ["area": ""],
      target: .projects([Project.ID(6)])
    )
    let account = ServiceAccount(
      name: "Old",
      user: DirectoryUser.ID(7),
      clientID: "c",
      secretDigest: nil,
      contact: nil
    )
    let request = InstallRequest(
      id: InstallRequest.ID(1),
      app: "Viewer",
      recorded: recorded,
      by: DirectoryUser.ID(101),
      at: "2026-11-24T09:30:00Z",
      note: "please"
    )
    let pairs: [(ObjectAddress, CompanyObject?, CompanyObject?)] = [
      (.allowUserInstalls, .allowUserInstalls(false), .allowUserInstalls(true)),
      (
        .company, nil,
        .company(CompanyProfile(id: Company.ID(8089), name: "Acme", tools: .only(["admin"])))
      ),
      (
        .project(Project.ID(6)), nil,
        .project(Project(id: Project.ID(6), name: "Six", isActive: false, tools: .all))
      ),
      (.template(template.id), nil, .template(template)),
      (.template(company.id), .template(company), nil),
      (.app(app.name), nil, .app(app)),
      (.user(user), nil, .user(member)),
      (
        .membership(user, Project.ID(6)), nil,
        .membership(Membership(project: Project.ID(6), levels: .custom(["daily_log": .standard])))
      ),
      (
        .membership(user, Project.ID(7)),
        .membership(Membership(project: Project.ID(7), levels: .template(template.id))), nil
      ),
      (
        .configuration(app: app.name, title: "a/b"), .configuration(configuration),
        .configuration(Configuration(title: "a/b", values: [:], target: .future))
      ),
      (.serviceAccount("Old"), .serviceAccount(account), nil),
      (.installRequest(request.id), nil, .installRequest(request)),
    ]
    let metrics = InstalledApp.Metrics(
      requests: [InstalledApp.Requests(date: "2026-11-01", count: 310)],
      usedBy: [InstalledApp.Use(user: DirectoryUser.ID(101), last: nil)]
    )
    return pairs.enumerated().map { index, pair in
      Change(
        id: index + 1,
        address: pair.0,
        reason: "install",
        before: pair.1,
        after: pair.2,
        metrics: pair.0 == .app(app.name) ? MetricsChange(before: nil, after: metrics) : nil,
        relation: index.isMultiple(of: 2) ? .wider : .equal,
        dependsOn: index > 1 ? [1, index] : []
      )
    }
  }()

  private func plan(
    _ changes: [Change] = PlanJSONTests.changes,
    refused: [Plan.Refusal] = []
  ) -> Plan {
    Plan(
      made: Plan.Origin(at: "2026-11-24T09:30:00Z", by: "lead@acme.example", verb: "install"),
      companyID: Company.ID(8089),
      companyName: "Acme \u{7F} é",
      store: "5f0c",
      reads: [
        Plan.Read(fact: .object(.project(Project.ID(6))), fields: ["active"], hash: "sha256:00"),
        Plan.Read(fact: .userName("a/b~c"), fields: nil, hash: nil),
        Plan.Read(fact: .activeProjects, fields: nil, hash: "sha256:11"),
      ],
      changes: changes,
      warnings: [
        Plan.Warning("a", "about projects", projects: [Project.ID(6), Project.ID(7)]),
        Plan.Warning("b", "about none"),
      ],
      approvals: changes.isEmpty ? [] : [.widen, .remove, .risk("financial-write")],
      acceptedRisks: [Plan.AcceptedRisk(app: "X", rule: "y", reason: "z")],
      unmanaged: ["Other"],
      refused: refused,
      relation: .incomparable,
      requiresConsent: true,
      nonce: "5f0c"
    )
  }

  private func read(_ text: String) throws -> SavedPlan {
    try PlanReader.read(Array(text.utf8))
  }

  private func mistakes(_ text: String) throws -> [PlanMistake] {
    do {
      _ = try read(text)
      return []
    } catch let error as PlanMistakes {
      #expect(!error.mistakes.isEmpty)
      return error.mistakes
    }
  }

  private func text(_ plan: Plan) -> String { String(decoding: plan.bytes(), as: UTF8.self) }

  // MARK: - Round trip

  @Test func `what is written reads back the same, of every kind of thing`() throws {
    let plan = plan()
    let saved = try PlanReader.read(plan.bytes())
    #expect(saved.plan == plan)
    #expect(saved.digest == plan.digest)
    #expect(saved.isUnaltered)
    #expect(saved.applied == nil)
  }

  @Test func `a refused plan reads back, and has nothing to apply`() throws {
    let plan = plan([], refused: [Plan.Refusal("no"), Plan.Refusal("no", rule: "a-rule")])
    let saved = try PlanReader.read(plan.bytes())
    #expect(saved.plan == plan)
    #expect(!saved.plan.isApplyable)
    #expect(plan.json["applyable"] == false)
    #expect(plan.json["refused"]?.array?.count == 2)
    #expect(plan.json["refused"]?.array?.first?["rule"] == .null)
  }

  @Test func `who applied it is told and is no part of the digest`() throws {
    let plan = plan()
    let applied = PlanApplication(at: "2026-11-25T00:00:00Z", by: "os:root")
    let saved = try PlanReader.read(plan.bytes(applied: applied))
    #expect(saved.applied == applied)
    #expect(saved.isUnaltered)
    #expect(saved.digest == plan.digest)
  }

  @Test func `the digest is that of the canonical bytes without it`() {
    guard case .object(var members) = plan().json else { return }
    let stated = members.removeValue(forKey: "digest")
    #expect(stated == .string(Digest.sha256(JSONValue.object(members).canonical())))
  }

  @Test func `the form is the contract's`() throws {
    let json = plan().json
    guard case .object(let members) = json else { return }
    #expect(
      Set(members.keys) == [
        "format_version", "made", "company", "base", "changes", "warnings", "approvals",
        "unmanaged", "summary", "applyable", "digest", "accepted_risks",
        "nonce",
      ]
    )
    #expect(json["base"]?["reads"]?.array?[1]["hash"] == .null)
    #expect(json["base"]?["reads"]?.array?[1]["fields"] == nil)
    #expect(json["warnings"]?.array?[1]["projects"] == nil)
    #expect(json["approvals"] == ["widen", "remove", "risk:financial-write"])
    let kinds = json["changes"]?.array?.compactMap { $0["kind"]?.string }
    #expect(
      kinds == [
        "setting", "company", "project", "project_template", "company_template", "app", "user",
        "membership", "membership", "configuration", "service_account", "install_request",
      ]
    )
    #expect(json["changes"]?.array?[7]["address"] == "membership/2199023255553/6")
    #expect(json["changes"]?.array?[5]["address"] == "app/Daily ~1 Sync~0")
    #expect(json["changes"]?.array?[6]["after"]?["memberships"] == nil)
    #expect(json["changes"]?.array?[5]["after"]?["configurations"] == nil)
    #expect(json["summary"]?["projects_affected"] == 2)
    #expect(json["summary"]?["create"] == 7)
    #expect(json["summary"]?["update"] == 2)
    #expect(json["summary"]?["delete"] == 3)
  }

  @Test func `no control character is written raw`() {
    let bytes = plan().bytes()
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(text.contains("Daily\\u009bSync"))
    #expect(text.contains("Acme \\u007f é"))
    #expect(!text.unicodeScalars.contains { (0x7F...0x9F).contains($0.value) })
  }

  // MARK: - Edits

  @Test func `an edit shows in the digest`() throws {
    let original = text(plan())
    for (old, new) in [
      ("\"Acme ", "\"Bcme "), ("\"directory\": \"readonly\"", "\"directory\": \"admin\""),
      ("\"requires_consent\": true", "\"requires_consent\": false"),
      ("\"widen\",", ""), ("sha256:11", "sha256:12"),
    ] {
      let edited = original.replacing(old, with: new)
      #expect(edited != original)
      #expect(try !read(edited).isUnaltered, "\(old)")
    }
  }

  @Test func `a field of a later version counts in the digest and else for nothing`() throws {
    let plan = plan()
    let edited = text(plan).replacing(
      "\"unmanaged\"",
      with: "\"later\": {\"a\": 1.50},\n\"unmanaged\""
    )
    let saved = try read(edited)
    #expect(saved.plan == plan)
    #expect(!saved.isUnaltered)
    let honest = edited.replacing(saved.statedDigest, with: saved.digest)
    #expect(try read(honest).isUnaltered)
  }

  @Test func `layout is no edit`() throws {
    let canonical = plan().json.canonical()
    #expect(try PlanReader.read(canonical).isUnaltered)
  }

  // MARK: - Mistakes

  @Test func `a mistake has its place`() throws {
    let original = text(plan())
    let edited = original.replacing("\"fact\": \"projects\"", with: "\"fact\": \"planets\"")
    let found = try mistakes(edited)
    #expect(found.map(\.message) == ["`planets` is no fact"])
    let line = edited.split(separator: "\n", omittingEmptySubsequences: false)
      .firstIndex { $0.contains("planets") }
    #expect(found.first?.line == line.map { $0 + 1 })
    #expect(found.first?.column == 17)
  }

  @Test(arguments: [
    ("\"format_version\": \"1.0\"", "\"format_version\": \"2.0\""),
    ("\"wider\"", "\"widest\""),
    ("\"kind\": \"user\"", "\"kind\": \"app\""),
    ("\"id\": 2,", "\"id\": 9,"),
    ("\"address\": \"project/6\"", "\"address\": \"project/7\""),
    ("\"address\": \"project/6\"", "\"address\": \"company\""),
    ("\"address\": \"project/6\"", "\"address\": \"moon/6\""),
    ("\"applyable\": true", "\"applyable\": false"),
    ("\"risk:financial-write\"", "\"all\""),
    ("\"depends_on\": [\n        1,\n        2\n", "\"depends_on\": [\n        1,\n        7\n"),
    ("\"daily_log\": \"standard\"", "\"daily_log\": \"boss\""),
    ("\"verb\": \"install\"", "\"verb\": 7"),
    ("\"made\"", "\"mad\""),
    ("\"actions\": [\n        \"delete\"", "\"actions\": [\n        \"update\""),
    ("\"before\": null", "\"before\": []"),
    ("\"store\": \"5f0c\"", "\"store\": \"5f0c\", \"store\": \"5f0d\""),
    ("\"used_by\": [", "\"users\": ["), ("\"count\": 310", "\"count\": -1"),
    ("\n        \"before\": null", "\n        \"before\": {\"requests\": [], \"used_by\": []}"),
    (
      "\"kind\": \"project\",",
      "\"kind\": \"project\", \"metrics\": {\"before\": null, \"after\": {}},"
    ),
  ])
  func `what doesn't fit is a mistake with a place`(_ old: String, _ new: String) throws {
    let original = text(plan())
    let edited = original.replacing(old, with: new)
    #expect(edited != original)
    let found = try mistakes(edited)
    #expect(!found.isEmpty)
    #expect(found.allSatisfy { $0.line != nil && $0.column != nil })
  }

  @Test(arguments: [
    "", "null", "[]", "7", "{}", "{\"a\":", "not json", "\u{0}", "{\"changes\":[null]}",
  ])
  func `what is no plan is a mistake`(_ text: String) throws {
    #expect(try !mistakes(text).isEmpty)
  }

  /// Whatever a value is replaced with, reading ends with a plan or with mistakes.
  @Test func `nothing traps`() throws {
    let json = plan().json
    let values: [JSONValue] = [
      .null, true, -1, .integer(.min), .integer(.max), "", "x/~", [], [.null], [:], ["id": .null],
    ]
    guard case .object(let members) = json, case .array(let changes)? = members["changes"],
      case .object(let change)? = changes.first
    else { return }
    for value in values {
      for key in members.keys {
        var broken = members
        broken[key] = value
        _ = try? PlanReader.read(JSONValue.object(broken).canonical())
      }
      for key in change.keys {
        var broken = change
        broken[key] = value
        var list = members
        list["changes"] = .array([.object(broken)] + changes.dropFirst())
        _ = try? PlanReader.read(JSONValue.object(list).canonical())
      }
    }
    let bytes = plan().bytes()
    for end in stride(from: 0, to: bytes.count - 1, by: 1999) {
      #expect(throws: PlanMistakes.self) { try PlanReader.read(Array(bytes[..<end])) }
    }
  }

  // MARK: - Size

  /// Beyond what a manifest may have in nodes.
  @Test func `a plan of many memberships reads back`() throws {
    let changes = (1...20_000).map { number in
      Change(
        id: number,
        address: .membership(PlanJSONTests.user, Project.ID(Int64(number))),
        reason: "projects",
        before: nil,
        after: .membership(
          Membership(
            project: Project.ID(Int64(number)),
            levels: .custom(["daily_log": .standard])
          )
        ),
        relation: .wider
      )
    }
    let plan = plan(changes)
    let saved = try PlanReader.read(plan.bytes())
    #expect(saved.plan == plan)
    #expect(saved.isUnaltered)
  }

  @Test func `an app permitted in more projects than a manifest has values reads back`() throws {
    let app = InstalledApp(
      name: "A",
      recorded: PlanJSONTests.recorded,
      permittedProjects: (1...120_000).map { Project.ID($0) }
    )
    let plan = plan([Change(id: 1, address: .app("A"), reason: "x", before: nil, after: .app(app))])
    #expect(try PlanReader.read(plan.bytes()).plan == plan)
  }
}
