/// A company as its snapshot file has it, in plain lists and maps, every default written.
struct PlainSnapshot {
  struct Member: Hashable {
    let user: Int
    let project: Int
  }

  /// An app with what has addresses of its own.
  struct App {
    /// Without configurations, requests and uses.
    var object: PlainJSON
    var configurations: [PlainKey: PlainJSON] = [:]
    var requests: PlainJSON = []
    var usedBy: PlainJSON = []

    /// How it is used, as a change has it.
    var metrics: PlainJSON { ["requests": requests, "used_by": usedBy] }

    var name: PlainKey { object["name"]?.key ?? "" }
    var uid: PlainKey? { object["uid"]?.key }
  }

  /// Tools by scope, `company` or `project`.
  typealias Tools = [PlainKey: Set<PlainKey>]

  /// The company without its settings.
  var company: PlainJSON = [:]
  var allowsUserInstalls = false
  var projects: [Int: PlainJSON] = [:]
  var templates: [Int: PlainJSON] = [:]
  /// Without memberships.
  var users: [Int: PlainJSON] = [:]
  var memberships: [Member: PlainJSON] = [:]
  var apps: [App] = []
  var serviceAccounts: [PlainKey: PlainJSON] = [:]
  var installRequests: [Int: PlainJSON] = [:]
  /// Every tool named in a list or with a level, here or in a company that this one comes from.
  var namedTools: Tools = [:]

  init() {}

  /// Reads the JSON of a snapshot file, which has to be sound.
  init(json text: String) throws {
    self.init(try PlainJSONReader.read(text))
  }

  init(_ root: PlainJSON) {
    let head = root["company"] ?? [:]
    company = PlainObject.company(head)
    allowsUserInstalls = head["settings"]?["allow_user_installs"]?.boolean ?? false
    mention(head, .company)
    for project in root["projects"]?.list ?? [] {
      projects[project["id"]?.integer ?? 0] = PlainObject.project(project)
      mention(project, .project(0))
    }
    for template in root["permission_templates"]?.list ?? [] {
      templates[template["id"]?.integer ?? 0] = PlainObject.template(template)
      mention(template, .template(0))
    }
    for user in root["users"]?.list ?? [] { read(user: user) }
    for account in root["service_accounts"]?.list ?? [] {
      serviceAccounts[account["name"]?.key ?? ""] = PlainObject.serviceAccount(account)
    }
    for app in root["apps"]?.list ?? [] { read(app: app) }
    for request in root["install_requests"]?.list ?? [] {
      installRequests[request["id"]?.integer ?? 0] = PlainObject.installRequest(request)
      mention(request, .installRequest(0))
    }
  }

  private mutating func read(user: PlainJSON) {
    let id = user["id"]?.integer ?? 0
    users[id] = PlainObject.user(user)
    mention(user, .user(id))
    for membership in user["memberships"]?.list ?? [] {
      let project = membership["project"]?.integer ?? 0
      memberships[Member(user: id, project: project)] =
        PlainObject.membership(membership, in: project)
      mention(membership, .membership(user: id, project: project))
    }
  }

  private mutating func read(app object: PlainJSON) {
    var app = App(object: PlainObject.app(object))
    for configuration in object["configurations"]?.list ?? [] {
      app.configurations[configuration["title"]?.key ?? ""] =
        PlainObject.configuration(configuration)
    }
    app.requests = object["requests"] ?? []
    app.usedBy = object["used_by"] ?? []
    apps.append(app)
    mention(object, .app(""))
  }

  // MARK: - Tools

  /// Remembers the tools that an object names; they are the company's from then on.
  mutating func mention(_ object: PlainJSON, _ address: PlainAddress) {
    func add(_ keys: [PlainKey], _ scope: PlainKey) {
      namedTools[scope, default: []].formUnion(keys)
    }
    switch address {
    case .company: add((object["tools"]?.list ?? []).compactMap(\.key), "company")
    case .project: add((object["tools"]?.list ?? []).compactMap(\.key), "project")
    case .template:
      let scope = object["scope"]?.key ?? ""
      add(Array((object["permissions"]?.map ?? [:]).keys), scope)
    case .user: add(Array((object["permissions"]?.map ?? [:]).keys), "company")
    case .membership: add(Array((object["permissions"]?.map ?? [:]).keys), "project")
    case .app, .installRequest:
      for scope: PlainKey in ["company", "project"] {
        add(Array((object["manifest"]?["permissions"]?[scope]?.map ?? [:]).keys), scope)
      }
    case .allowUserInstalls, .configuration, .serviceAccount: break
    }
  }

  // MARK: - Apps

  /// Where in `apps` an app stands that is called so: its name, or its uid where the name is
  /// not its own alone.
  func index(ofApp designation: PlainKey) -> Int? {
    let named = apps.indices.filter { apps[$0].name == designation }
    if named.count == 1 { return named.first }
    let identified = apps.indices.filter { apps[$0].uid == designation }
    return identified.count == 1 ? identified.first : nil
  }

  /// How an app is called in addresses.
  func designation(of app: App) -> PlainKey {
    apps.count { $0.name == app.name } > 1 ? app.uid ?? app.name : app.name
  }

  /// The apps by the directory user that is theirs.
  var appsByUser: [Int: App] {
    Dictionary(apps.compactMap { app in app.object["user"]?.integer.map { ($0, app) } }) {
      first,
      _ in first
    }
  }
}
