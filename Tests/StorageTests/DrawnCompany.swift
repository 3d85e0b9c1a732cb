import Catalog
import Companies
import Documents
import Manifests
import TestSupport

/// Draws companies whose references are sound, with names of every kind.
struct DrawnCompany {
  var generator: SeededGenerator
  private let companyTools = ["directory", "documents", "reports", "own company tool", "é/~"]
  private let projectTools = ["directory", "daily_log", "rfi", "own_tool", "other_own_tool"]

  init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  // MARK: - Parts

  mutating func name() -> String {
    generator.pick([
      "", "Tower", "tower", "\u{E9}", "e\u{301}", "a\u{0}b", "a\u{1}b", "a\u{1}\u{1}", "a", "東京",
      "it's \"so\"", "a/b~c", "\u{1F3D7}\u{FE0F}", "\u{FFFF}", "%_?",
    ])
  }

  mutating func maybe<Value>(_ value: Value) -> Value? { generator.once(in: 2) ? value : nil }

  mutating func tools(_ keys: [String]) -> ToolSet {
    generator.once(in: 3) ? .all : .only(Set(keys.filter { _ in generator.once(in: 2) }))
  }

  mutating func levels(_ scope: Scope) -> ToolLevels {
    var levels: ToolLevels = [:]
    for key in scope == .company ? companyTools : projectTools where generator.once(in: 3) {
      levels[key] = generator.pick(Level.allCases)
      if levels[key] == .none, generator.once(in: 2) { levels.mention(key) }
    }
    return levels
  }

  mutating func recorded() -> RecordedVersion {
    let level = generator.pick(["readonly", "admin"])
    let json: JSONValue = [
      "schema_version": "4.1", "app_manifest": ["name": .string(name())],
      "permissions": [
        "company": [["tool": .string(generator.pick(companyTools)), "level": .string(level)]],
        "project": .object([generator.pick(projectTools): .string(level)]),
      ],
      "more": .array([.null, .boolean(true), .integer(Int64.max), .string("a\u{0}b\u{1F600}")]),
    ]
    return RecordedVersion(
      version: "1.\(Int.random(in: 0...9, using: &generator)).0",
      manifest: RecordedManifest(RecordedManifest.read(json, in: .builtIn).manifest),
      authentication: Authentication.allCases.filter { _ in generator.once(in: 2) },
      digest: maybe("sha256:0")
    )
  }

  mutating func project(_ id: Int64) -> Project {
    Project(
      id: Project.ID(id),
      name: name(),
      isActive: generator.once(in: 2),
      tools: tools(projectTools)
    )
  }

  mutating func template(_ id: Int64) -> PermissionTemplate {
    let scope: Scope = id < 20 ? .company : .project
    return PermissionTemplate(
      id: PermissionTemplate.ID(id),
      name: name(),
      scope: scope,
      project: id == 24 ? Project.ID(1) : nil,
      levels: levels(scope),
      assignable: maybe([PermissionTemplate.ID(22), PermissionTemplate.ID(11)]) ?? []
    )
  }

  mutating func assigned(_ scope: Scope) -> AssignedLevels {
    guard generator.once(in: 2) else { return .custom(levels(scope)) }
    return .template(
      PermissionTemplate.ID(generator.pick(scope == .company ? [11, 12] : [21, 22, 24]))
    )
  }

  mutating func user(_ id: Int64) -> DirectoryUser {
    DirectoryUser(
      id: DirectoryUser.ID(id),
      name: name(),
      login: generator.pick(["User", "É", "user\u{0}"]) + "\(id)@Acme.example",
      isActive: generator.once(in: 2),
      companyLevels: assigned(.company),
      defaultProjectTemplate: maybe(PermissionTemplate.ID(21)),
      isAddedToNewProjects: generator.once(in: 2)
    )
  }

  mutating func membership(_ project: Int64) -> Membership {
    var levels = assigned(.project)
    // A template of one project can't stand in another.
    if project != 1, levels.template == PermissionTemplate.ID(24) {
      levels = .template(PermissionTemplate.ID(22))
    }
    return Membership(project: Project.ID(project), levels: levels)
  }

  mutating func configuration(_ title: String) -> Configuration {
    Configuration(
      title: title,
      values: [name(): name(), "area": name()],
      target: generator.pick([
        .company, .future, .projects([]), .projects([Project.ID(3), Project.ID(2)]),
      ])
    )
  }

  mutating func occasion() -> InstalledApp.Occasion {
    InstalledApp.Occasion(by: maybe("os:me"), at: maybe("2026-11-24T09:30:00Z"))
  }

  mutating func app(_ name: String, uid: String?) -> InstalledApp {
    InstalledApp(
      name: name,
      uid: uid,
      recorded: recorded(),
      state: generator.pick(InstalledApp.State.allCases),
      source: generator.pick(InstalledApp.Source.allCases),
      user: maybe(DirectoryUser.ID(generator.pick([101, 102, 999]))),
      permittedProjects: generator.once(in: 2) ? [Project.ID(4), Project.ID(2)] : [],
      adopted: generator.once(in: 2)
        ? [
          InstalledApp.Adopted(kind: "b", address: "user/101", actual: ["level": "admin"]),
          InstalledApp.Adopted(kind: "a", address: "user/101", actual: .null),
        ] : [],
      installed: occasion(),
      updated: occasion(),
      uninstalled: occasion()
    )
  }

  mutating func request(_ id: Int64) -> InstallRequest {
    InstallRequest(
      id: InstallRequest.ID(id),
      app: generator.pick(["Sync", "Wished For"]),
      recorded: recorded(),
      by: DirectoryUser.ID(102),
      at: maybe("now"),
      note: maybe(name()),
      state: generator.pick(InstallRequest.State.allCases)
    )
  }

  mutating func account(_ name: String) -> ServiceAccount {
    ServiceAccount(
      name: name,
      user: DirectoryUser.ID(generator.pick([103, 104])),
      clientID: maybe("of " + name),
      secretDigest: maybe("sha256:" + String(repeating: "1", count: 64)),
      contact: maybe(self.name())
    )
  }

  // MARK: - The whole

  /// Tools that may be known of already, in no order.
  mutating func ownTools() -> [OwnTool] {
    [
      OwnTool(scope: .project, key: "z\u{0}"), OwnTool(scope: .company, key: "own company tool"),
      OwnTool(scope: .project, key: "laser"), OwnTool(scope: .company, key: "directory"),
    ].filter { _ in generator.once(in: 2) }
  }

  mutating func contents() -> Company.Contents {
    var contents = Company.Contents(
      id: Company.ID(8089),
      name: name(),
      allowsUserInstalls: generator.once(in: 2),
      tools: tools(companyTools)
    )
    contents.ownTools = ownTools()
    contents.projects = [4, 2, 1, 3].map { project($0) }
    contents.templates = [22, 11, 12, 21, 24].map { template($0) }
    contents.users = [104, 101, 105, 102, 103].map { user($0) }
    for user in contents.users {
      contents.memberships[user.id] = [3, 1, 4].compactMap {
        generator.once(in: 2) ? membership($0) : nil
      }
    }
    contents.serviceAccounts = ["Hinge", "a\u{0}b", "Z"].map { account($0) }
    contents.apps = [
      app("Sync", uid: "uid-2"), app("Sync", uid: "uid-1"), app("\u{E9}", uid: nil),
      app("e\u{301}", uid: "Sync"),
    ]
    for index in contents.apps.indices {
      contents.apps[index].configurations = ["two", "One", "a\u{0}"].map { configuration($0) }
      contents.apps[index].requests = ["2026-11-02", "2026-11-01"].map {
        InstalledApp.Requests(date: $0, count: Int64.random(in: 0...900, using: &generator))
      }
      contents.apps[index].usedBy = [102, 101].map {
        InstalledApp.Use(user: DirectoryUser.ID($0), last: maybe("2026-11-01"))
      }
    }
    contents.installRequests = [3, 1].map { request($0) }
    contents.unknown = ["user/9", "app/é", "user/9"]
    contents.assumed = generator.once(in: 2) ? ["membership/101/3"] : []
    return contents
  }
}
