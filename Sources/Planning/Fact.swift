package import Catalog
package import Companies
package import Documents

/// Something about a company that a plan rests on.
package enum Fact: Hashable, Sendable {
  /// A thing, or that there is none.
  case object(ObjectAddress)
  /// Which projects are active.
  case activeProjects
  /// Who has a name, or the login that goes with it as a directory user of an app.
  case userName(String)
  /// All memberships of a user.
  case memberships(DirectoryUser.ID)
  /// Which templates of a scope have a name.
  case templateName(Scope, String)
  /// Who has a template, and where.
  case templateHolders(PermissionTemplate.ID)
  /// The wishes for an app, by its name or by its uid.
  case installRequests(app: String)
  /// The apps whose records say that a user used them.
  case appsUsed(by: DirectoryUser.ID)
  /// The wishes of a user.
  case installRequestsMade(by: DirectoryUser.ID)
  /// Which configurations an app has.
  case configurations(app: String)
  /// How an app is used.
  case metrics(app: String)
  /// What there is at all: every project, template, user, account, app and wish. An import rests
  /// on it, for what a snapshot lacks goes.
  case directory
}

extension Fact {
  /// The field of ``templateName(_:_:)`` that leaves out what belongs to one project.
  static let globalTemplates = "global"

  /// The field of ``installRequests(app:)`` that leaves out all but what a user waits for.
  static func pendingWishes(of user: DirectoryUser.ID) -> String { "pending/\(user)" }
}

extension Fact: CustomStringConvertible {
  /// As a plan spells it, such as `project/6`; a `/` inside a name is `~1`.
  package var description: String {
    switch self {
    case .object(let address): address.description
    case .activeProjects: "projects"
    case .userName(let name): "user-name/" + Document.escape(name)
    case .memberships(let user): "memberships/\(user)"
    case .templateName(let scope, let name):
      "template-name/\(scope.name)/" + Document.escape(name)
    case .templateHolders(let template): "template-holders/\(template)"
    case .installRequests(let app): "install-requests/" + Document.escape(app)
    case .appsUsed(let user): "used-by/\(user)"
    case .installRequestsMade(let user): "requested-by/\(user)"
    case .configurations(let app): "configurations/" + Document.escape(app)
    case .metrics(let app): "metrics/" + Document.escape(app)
    case .directory: "directory"
    }
  }

  /// Reads a fact as ``description`` spells it; nil for anything else.
  package init?(_ text: String) {
    if text == "projects" {
      self = .activeProjects
      return
    }
    if text == "directory" {
      self = .directory
      return
    }
    if let address = ObjectAddress(text) {
      self = .object(address)
      return
    }
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard parts.count >= 2 else { return nil }
    let name = ObjectAddress.unescape(parts[1])
    switch (parts[0], parts.count) {
    case ("user-name", 2): self = .userName(name)
    case ("install-requests", 2): self = .installRequests(app: name)
    case ("configurations", 2): self = .configurations(app: name)
    case ("metrics", 2): self = .metrics(app: name)
    case ("memberships", 2):
      guard let id = Int64(parts[1]) else { return nil }
      self = .memberships(DirectoryUser.ID(id))
    case ("used-by", 2):
      guard let id = Int64(parts[1]) else { return nil }
      self = .appsUsed(by: DirectoryUser.ID(id))
    case ("requested-by", 2):
      guard let id = Int64(parts[1]) else { return nil }
      self = .installRequestsMade(by: DirectoryUser.ID(id))
    case ("template-holders", 2):
      guard let id = Int64(parts[1]) else { return nil }
      self = .templateHolders(PermissionTemplate.ID(id))
    case ("template-name", 3):
      guard let scope = Scope(name: parts[1]) else { return nil }
      self = .templateName(scope, ObjectAddress.unescape(parts[2]))
    default: return nil
    }
  }
}

extension Fact {
  /// What a company has at a fact, as far as these fields of it go; nil where nothing is there.
  package func value(in company: any CompanyReader, fields: [String]?) throws -> JSONValue? {
    switch self {
    case .object(let address):
      return try company.object(at: address).map {
        Fact.restricted($0.compared.snapshot.json, to: fields)
      }
    case .activeProjects:
      var projects: [JSONValue] = []
      try company.eachProject { project in
        guard project.isActive else { return true }
        let id = JSONValue.integer(project.id.value)
        projects.append(
          fields == nil ? id : Fact.restricted(project.snapshot.json, to: (fields ?? []) + ["id"])
        )
        return true
      }
      return .array(projects)
    case .userName(let name):
      var users = try company.users(named: name)
      if let user = try company.user(login: DirectoryUserName.login(of: name)) {
        users.append(user)
      }
      let ids = Set(users.map(\.id)).sorted()
      return ids.isEmpty ? nil : .array(ids.map { .integer($0.value) })
    case .memberships(let user):
      return .array(
        try company.memberships(of: user).map { Fact.restricted($0.snapshot.json, to: fields) }
      )
    case .templateName(let scope, let name):
      let isGlobal = fields == [Fact.globalTemplates]
      let templates = try company.templates(named: name).filter {
        $0.scope == scope && !(isGlobal && $0.project != nil)
      }
      guard !templates.isEmpty else { return nil }
      return .array(
        templates.map {
          ["id": .integer($0.id.value), "project": $0.project.map { .integer($0.value) } ?? .null]
        }
      )
    case .templateHolders(let template):
      var holders: [JSONValue] = []
      try company.eachHolder(of: template) { holder in
        holders.append(Fact.json(holder))
        return true
      }
      return .array(holders)
    case .installRequests(let app):
      let requests = try company.installRequests(forAppOrUID: app)
      guard let fields else { return .array(requests.map { $0.snapshot.json }) }
      let own = requests.filter {
        $0.state == .pending && fields.contains(Fact.pendingWishes(of: $0.by))
      }
      return .array(own.map { .integer($0.id.value) })
    case .appsUsed(let user):
      let apps = try company.apps().filter { app in app.usedBy.contains { $0.user == user } }
      return .array(try apps.map { .string(try company.designation(of: $0)) })
    case .installRequestsMade(let user):
      let requests = try company.installRequests().filter { $0.by == user }
      return .array(requests.map { .integer($0.id.value) })
    case .configurations(let name):
      return try company.app(designated: name).map { app in
        .array(app.configurations.map { Fact.restricted($0.snapshot.json, to: fields) })
      }
    case .metrics(let name):
      return try company.app(designated: name)?.metrics.snapshot.json
    case .directory: return try Fact.directory(of: company)
    }
  }

  /// A use of a template as it is hashed: the user, and where.
  static func json(_ holder: TemplateHolder) -> JSONValue {
    let use: JSONValue =
      switch holder.use {
      case .company: "company"
      case .defaultInProjects: "default"
      case .project(let id): .integer(id.value)
      }
    return [.integer(holder.user.value), use]
  }

  private static func directory(of company: any CompanyReader) throws -> JSONValue {
    var projects: [JSONValue] = []
    try company.eachProject {
      projects.append(.integer($0.id.value))
      return true
    }
    var users: [JSONValue] = []
    try company.eachUser {
      users.append(.integer($0.id.value))
      return true
    }
    return [
      "projects": .array(projects), "users": .array(users),
      "templates": .array(try company.templates().map { .integer($0.id.value) }),
      "apps": .array(try company.apps().map { .string(try company.designation(of: $0)) }),
      "service_accounts": .array(try company.serviceAccounts().map { .string($0.name) }),
      "install_requests": .array(
        try company.installRequests().map { .integer($0.id.value) }
      ),
    ]
  }

  private static func restricted(_ object: JSONValue, to fields: [String]?) -> JSONValue {
    guard let fields, case .object(let members) = object else { return object }
    return .object(members.filter { fields.contains($0.key) })
  }
}
