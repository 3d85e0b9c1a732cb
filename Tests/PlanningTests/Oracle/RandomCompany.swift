/// A company drawn from a seed, in every state that installs, hands and kill switches leave one in.
///
/// Its snapshot is sound: importing it finds no mistake.
struct RandomCompany {
  /// What is known of an app of the company.
  struct App {
    let name: String
    let uid: String?
    let version: String
    let isInstalled: Bool
    /// Nil where it has no service account and never had one.
    let user: Int?
    let titles: [String]
    /// Its manifest's levels by scope.
    let permissions: PlainJSON
  }

  struct Template {
    let id: Int
    let name: String
    let scope: String
    let project: Int?
  }

  /// A project's id, and its name, which is its own alone.
  private(set) var projects: [(id: Int, name: String)] = []
  private(set) var templates: [Template] = []
  /// The logins of persons, inactive ones among them.
  private(set) var logins: [String] = []
  private(set) var apps: [App] = []
  private(set) var serviceAccounts: [String] = []
  /// The ids of install requests that are pending.
  private(set) var pendingRequests: [Int] = []

  private var company: PlainJSON = [:]
  private var projectObjects: [PlainJSON] = []
  private var templateObjects: [PlainJSON] = []
  private var users: [PlainJSON] = []
  private var accountObjects: [PlainJSON] = []
  private var appObjects: [PlainJSON] = []
  private var requests: [PlainJSON] = []

  var random: PlainRandom

  static let companyTools = [
    "directory", "permissions", "admin", "documents", "app_management", "home", "schedule",
    "house_tool",
  ]
  static let projectTools = [
    "directory", "admin", "daily_log", "documents", "rfi", "budgeting", "images", "site_tool",
  ]

  init(seed: UInt64) {
    random = PlainRandom(seed: seed)
    drawCompany()
    for id in 1...random.number(1...6) { drawProject(id) }
    drawTemplates()
    for id in 101...100 + random.number(1...8) { drawPerson(id) }
    let names = RandomManifest.names.shuffled(using: &random)
    for index in 0..<random.number(0...3) { drawApp(names[index], user: 150 + index) }
    drawServiceAccount()
    for id in 1...3 where random.once(in: 2) { drawRequest(id) }
  }

  /// The snapshot file.
  var snapshot: String {
    let root: PlainJSON = [
      "format_version": "1.0", "company": company, "projects": .list(projectObjects),
      "permission_templates": .list(templateObjects), "users": .list(users),
      "service_accounts": .list(accountObjects), "apps": .list(appObjects),
      "install_requests": .list(requests),
    ]
    return root.canonicalText
  }

  // MARK: - The company and its projects

  private mutating func drawCompany() {
    company = ["id": 8089, "name": "Acme Builders"]
    if random.once(in: 2) {
      company["settings"] = ["allow_user_installs": .boolean(random.once(in: 2))]
    }
    company["tools"] = tools(RandomCompany.companyTools)
  }

  private mutating func drawProject(_ id: Int) {
    let name = id == 4 ? "Tower / East ~ 4" : "Project \(id)"
    projects.append((id, name))
    var project: PlainJSON = ["id": .integer(id), "name": .string(name)]
    if random.once(in: 5) { project["active"] = false }
    if random.once(in: 4) { project["active"] = project["active"] ?? true }
    project["tools"] = tools(RandomCompany.projectTools)
    projectObjects.append(project)
  }

  /// The tools that no catalog has.
  static let ownTools: Set<PlainKey> = ["house_tool", "site_tool"]

  /// Nothing, which is every tool, or most of them.
  private mutating func tools(_ all: [String]) -> PlainJSON? {
    guard random.once(in: 3) else { return nil }
    var tools: [PlainJSON] = []
    for tool in all where !random.once(in: 4) { tools.append(.string(tool)) }
    return .list(tools)
  }

  mutating func levels(_ tools: [String], oneIn count: Int = 3) -> PlainJSON {
    var levels: PlainJSON = [:]
    for tool in tools where random.once(in: count) {
      levels[PlainKey(tool)] = .string(random.pick(["none", "readonly", "standard", "admin"]))
    }
    if random.once(in: 8) { levels["directory"] = "admin" }
    return levels
  }

  // MARK: - Templates

  private mutating func drawTemplates() {
    for id in 11...13 where random.once(in: 2) {
      add(Template(id: id, name: "Office \(id)", scope: "company", project: nil))
    }
    for id in 21...23 where random.once(in: 2) {
      add(Template(id: id, name: "Field \(id)", scope: "project", project: nil))
    }
    // One that has the name of an app and nothing to do with it: that name is taken.
    if random.once(in: 4) {
      let name = random.pick(RandomManifest.names)
      add(Template(id: 24, name: name, scope: "project", project: nil))
    }
    for id in 31...32 where random.once(in: 2) {
      let project = random.pick(projects).id
      // Two of one name in two scopes, sometimes.
      let name = random.once(in: 4) ? "Field 21" : "Special \(id)"
      add(Template(id: id, name: name, scope: "project", project: project))
    }
  }

  private mutating func add(_ template: Template, _ permissions: PlainJSON? = nil) {
    let tools =
      template.scope == "company" ? RandomCompany.companyTools : RandomCompany.projectTools
    var object: PlainJSON = [
      "id": .integer(template.id), "name": .string(template.name),
      "scope": .string(template.scope), "permissions": permissions ?? levels(tools),
    ]
    if let project = template.project { object["project"] = .integer(project) }
    if random.once(in: 3), let other = templates.last {
      object["assignable"] = [.integer(other.id)]
    }
    templates.append(template)
    templateObjects.append(object)
  }

  /// The id of a template that may stand there; nil where there is none.
  private mutating func template(_ scope: String, in project: Int? = nil) -> PlainJSON? {
    let fitting = templates.filter {
      $0.scope == scope && ($0.project == nil || $0.project == project)
    }
    return fitting.isEmpty ? nil : .integer(random.pick(fitting).id)
  }

  // MARK: - People

  private mutating func drawPerson(_ id: Int) {
    let login = random.once(in: 4) ? "Person\(id)@Acme.example" : "person\(id)@acme.example"
    logins.append(login)
    var user: PlainJSON = [
      "id": .integer(id), "name": .string("Person \(id)"), "login": .string(login),
    ]
    if random.once(in: 6) { user["active"] = false }
    drawDirectory(of: &user, RandomCompany.companyTools)
    var memberships: [PlainJSON] = []
    for project in random.some(projects) { memberships.append(membership(in: project.id)) }
    if !memberships.isEmpty { user["memberships"] = .list(memberships) }
    users.append(user)
  }

  /// Company levels, the default template, the mark for new projects.
  private mutating func drawDirectory(of user: inout PlainJSON, _ tools: [String]) {
    if random.once(in: 3), let template = template("company") {
      user["company_template"] = template
    } else if random.once(in: 2) {
      user["permissions"] = levels(tools, oneIn: 4)
    }
    if random.once(in: 3) { user["default_project_template"] = template("project") }
    if random.once(in: 4) { user["add_to_new_projects"] = true }
  }

  private mutating func membership(in project: Int, of permissions: PlainJSON? = nil) -> PlainJSON {
    var membership: PlainJSON = ["project": .integer(project)]
    if let permissions {
      membership["permissions"] = permissions
    } else if random.once(in: 2), let template = template("project", in: project) {
      membership["template"] = template
    } else if !random.once(in: 6) {
      membership["permissions"] = levels(RandomCompany.projectTools)
    }
    return membership
  }

  private mutating func drawServiceAccount() {
    guard random.once(in: 3) else { return }
    var user: PlainJSON = [
      "id": 190, "name": "hinge-sync-00c0ffee", "login": "hinge-sync-00c0ffee@procore.com",
    ]
    drawDirectory(of: &user, RandomCompany.companyTools)
    user["memberships"] = [membership(in: random.pick(projects).id)]
    users.append(user)
    serviceAccounts.append("Hinge/Sync")
    var account: PlainJSON = [
      "name": "Hinge/Sync", "user": 190, "client_id": "c1",
      "secret_digest": .string("sha256:" + random.digits(64)),
    ]
    if random.once(in: 2) { account["contact"] = "ops@acme.example" }
    accountObjects.append(account)
  }

  // MARK: - Apps

  private mutating func drawApp(_ name: String, user id: Int) {
    let manifest = RandomManifest(
      name: name,
      version: random.pick(RandomManifest.versions),
      &random
    )
    let isInstalled = !random.once(in: 4)
    let permitted = manifest.hasServiceAccount ? random.some(projects).map(\.id) : []
    // The record of a version that dropped its service account keeps the user.
    let keepsUser = manifest.hasServiceAccount || random.once(in: 4)
    var titles: [String] = []
    var app = manifest.recorded
    app["name"] = .string(name)
    app["uid"] = manifest.uid.map { .string($0) }
    if keepsUser { app["user"] = .integer(id) }
    if !isInstalled || random.once(in: 2) {
      app["state"] = isInstalled ? "installed" : "uninstalled"
    }
    if random.once(in: 2) { app["source"] = .string(random.pick(["custom", "marketplace"])) }
    if !permitted.isEmpty { app["permitted_projects"] = .list(permitted.map { .integer($0) }) }
    app["installed_by"] = "os:admin"
    app["installed_at"] = "2026-01-05T08:00:00Z"
    if !isInstalled {
      app["uninstalled_by"] = "os:admin"
      app["uninstalled_at"] = "2026-03-05T08:00:00Z"
    }
    if random.once(in: 3) { app["requests"] = [["date": "2026-02-01", "count": 31]] }
    if manifest.isEmbedded {
      let configurations = self.configurations(manifest)
      titles = configurations.compactMap { $0["title"]?.text }
      if !configurations.isEmpty { app["configurations"] = .list(configurations) }
    }
    appObjects.append(app)
    apps.append(
      App(
        name: name,
        uid: manifest.uid,
        version: manifest.version,
        isInstalled: isInstalled,
        user: keepsUser ? id : nil,
        titles: titles,
        permissions: manifest.permissions
      )
    )
    guard keepsUser, !random.once(in: 10) else { return }
    // Somebody switched the user of an uninstalled app on again, rarely.
    let isActive =
      isInstalled ? manifest.hasServiceAccount && !random.once(in: 6) : random.once(in: 8)
    drawAppUser(id, manifest, permitted: isInstalled ? permitted : [], isActive: isActive)
  }

  /// The directory user of an app, as made, or as somebody edited it by hand.
  private mutating func drawAppUser(
    _ id: Int,
    _ manifest: RandomManifest,
    permitted: [Int],
    isActive: Bool
  ) {
    let name = manifest.slug + "-" + random.digits(8)
    let isEdited = random.once(in: 3)
    let shown = isEdited && random.once(in: 6) ? "renamed by hand" : name
    var user: PlainJSON = [
      "id": .integer(id), "name": .string(shown), "login": .string(name + "@procore.com"),
    ]
    if !isActive || random.once(in: 2) { user["active"] = .boolean(isActive) }
    let project = manifest.permissions["project"] ?? [:]
    user["permissions"] = manifest.permissions["company"] ?? [:]
    if isEdited, random.once(in: 3) {
      user["permissions"] = nil
      drawDirectory(of: &user, RandomCompany.companyTools)
    }
    if isActive, random.once(in: 3) { markForNewProjects(&user, id, manifest) }
    var memberships: [PlainJSON] = []
    for (other, _) in projects {
      let isMember = permitted.contains(other) != (isEdited && random.once(in: 4))
      let byHand = isEdited && random.once(in: 3)
      if isMember { memberships.append(membership(in: other, of: byHand ? nil : project)) }
    }
    if !memberships.isEmpty { user["memberships"] = .list(memberships) }
    users.append(user)
  }

  /// The documented way to new projects: a template named for the app, in step or not, the user's
  /// default, and the mark; the mark alone, sometimes.
  private mutating func markForNewProjects(
    _ user: inout PlainJSON,
    _ id: Int,
    _ manifest: RandomManifest
  ) {
    user["add_to_new_projects"] = true
    guard !random.once(in: 4) else { return }
    let inStep = manifest.permissions["project"] ?? [:]
    let isTaken = templates.contains { $0.name == manifest.name }
    let name = manifest.name + (isTaken ? " 2" : "")
    add(
      Template(id: id - 100, name: name, scope: "project", project: nil),
      random.once(in: 3) ? levels(RandomCompany.projectTools) : inStep
    )
    user["default_project_template"] = .integer(id - 100)
  }

  private mutating func configurations(_ manifest: RandomManifest) -> [PlainJSON] {
    var configurations: [PlainJSON] = []
    for title in random.some(["East", "West / South", "Ever~y"]) {
      var configuration: PlainJSON = ["title": .string(title)]
      var values: PlainJSON = [:]
      for field in manifest.fields where !random.once(in: 5) {
        values[PlainKey(field)] = .string(random.pick(["a", "b c", "é/1"]))
      }
      if !values.map.isEmpty { configuration["values"] = values }
      let named = random.some(projects).map { PlainJSON.integer($0.id) }
      configuration["projects"] = random.pick([.list(named), .list(named), "future", "company"])
      configurations.append(configuration)
    }
    return configurations
  }

  // MARK: - Requests

  /// A wish for an app; a pending one only for an app that the company doesn't have.
  private mutating func drawRequest(_ id: Int) {
    let name = random.pick(RandomManifest.names)
    let manifest = RandomManifest(
      name: name,
      version: random.pick(RandomManifest.versions),
      &random
    )
    let isThere = apps.contains { $0.name == name || ($0.uid != nil && $0.uid == manifest.uid) }
    let state = isThere ? random.pick(["approved", "denied"]) : random.pick(["pending", "denied"])
    let wisher = users[random.number(0...logins.count - 1)]
    let isRepeated = requests.contains {
      $0["app"]?.text == name && $0["by"] == wisher["id"] && $0["state"]?.text != "denied"
    }
    if isRepeated { return }
    var request = manifest.recorded
    request["id"] = .integer(id)
    request["app"] = .string(name)
    request["by"] = wisher["id"]
    request["at"] = "2026-02-03T08:00:00Z"
    if state != "pending" || random.once(in: 2) { request["state"] = .string(state) }
    requests.append(request)
    if state == "pending" { pendingRequests.append(id) }
  }
}
