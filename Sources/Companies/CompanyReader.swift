package import Catalog
import Documents

/// The company itself, without what it holds.
package struct CompanyProfile: Hashable, Sendable {
  package let id: Company.ID
  package var name: String
  package var tools: ToolSet
  /// Tools that are known of though nothing else names them; sorted.
  package var ownTools: [OwnTool]
  /// The addresses of what nobody could say, and of what was taken from elsewhere, as far as they
  /// were asked for: an object at an address has them, what ``CompanyReader/profile()`` gives hasn't.
  package var unknown: [String] = []
  package var assumed: [String] = []

  package init(
    id: Company.ID,
    name: String,
    tools: ToolSet = .all,
    ownTools: [OwnTool] = []
  ) {
    self.id = id
    self.name = name
    self.tools = tools
    self.ownTools = ownTools
  }
}

/// The read side of a company: what access and planning ask of it, one thing at a time.
///
/// A store of millions of memberships answers as a value in memory does. Whatever gives a list
/// gives it sorted: by id, memberships by project, apps by name and uid.
///
/// Every method throws where the company can't be read, and then alone.
package protocol CompanyReader {
  /// The tools that are known anyway, and those that only this company names.
  var catalog: Catalog { get }

  func profile() throws -> CompanyProfile
  func allowsUserInstalls() throws -> Bool

  func project(_ id: Project.ID) throws -> Project?
  func projects(named name: String) throws -> [Project]
  /// Hands over every project until told to stop by `false`.
  func eachProject(_ body: (Project) throws -> Bool) throws

  func template(_ id: PermissionTemplate.ID) throws -> PermissionTemplate?
  func templates(named name: String) throws -> [PermissionTemplate]
  func templates() throws -> [PermissionTemplate]

  func user(_ id: DirectoryUser.ID) throws -> DirectoryUser?
  /// The user of a login, in upper or lower case.
  func user(login: String) throws -> DirectoryUser?
  func users(named name: String) throws -> [DirectoryUser]
  /// Hands over every user until told to stop by `false`.
  func eachUser(_ body: (DirectoryUser) throws -> Bool) throws

  func membership(of user: DirectoryUser.ID, in project: Project.ID) throws -> Membership?
  func memberships(of user: DirectoryUser.ID) throws -> [Membership]
  /// The users who are members of a project, by their ids.
  func members(of project: Project.ID) throws -> [DirectoryUser.ID]
  /// Hands over every use of a template until told to stop by `false`: by user, then project.
  func eachHolder(
    of template: PermissionTemplate.ID,
    _ body: (TemplateHolder) throws -> Bool
  ) throws

  func apps(named name: String) throws -> [InstalledApp]
  func app(uid: String) throws -> InstalledApp?
  /// The app whose directory user this is.
  func app(of user: DirectoryUser.ID) throws -> InstalledApp?
  func apps() throws -> [InstalledApp]

  func serviceAccount(named name: String) throws -> ServiceAccount?
  /// The service account whose directory user this is.
  func serviceAccount(of user: DirectoryUser.ID) throws -> ServiceAccount?
  func serviceAccounts() throws -> [ServiceAccount]

  func installRequest(_ id: InstallRequest.ID) throws -> InstallRequest?
  /// The wishes for an app.
  func installRequests(forApp name: String) throws -> [InstallRequest]
  func installRequests() throws -> [InstallRequest]

  /// The addresses of what nobody could say.
  func unknown() throws -> [String]
  /// The addresses of what was taken from elsewhere.
  func assumed() throws -> [String]
}

/// One place where a user has a template.
package struct TemplateHolder: Hashable, Sendable {
  package enum Use: Hashable, Sendable {
    case company
    case defaultInProjects
    case project(Project.ID)
  }

  package let user: DirectoryUser.ID
  package let use: Use

  package init(user: DirectoryUser.ID, use: Use) {
    self.user = user
    self.use = use
  }
}

extension CompanyReader {
  package func kind(of user: DirectoryUser.ID) throws -> DirectoryUser.Kind {
    if try app(of: user) != nil { return .dmsa }
    return try serviceAccount(of: user) == nil ? .person : .serviceAccount
  }

  /// Whether users may install apps; nil where nobody knows, whatever is recorded.
  package func knownUserInstalls() throws -> Bool? {
    let address = ObjectAddress.allowUserInstalls.description
    let isKnown = try unknown(touchedBy: [address]).isEmpty
    return isKnown ? try allowsUserInstalls() : nil
  }

  /// The addresses of what nobody knows among those that something rests on, or that lie below or
  /// above one of them; sorted.
  package func unknown(touchedBy addresses: [String]) throws -> [String] {
    UnknownAddresses(try unknown()).touched(by: addresses)
  }

  /// How an app is named: by its name, or its uid where another one has that name too.
  package func designation(of app: InstalledApp) throws -> String {
    guard let uid = app.uid, try apps(named: app.name).count > 1 else { return app.name }
    return uid
  }

  package func address(of app: InstalledApp) throws -> ObjectAddress {
    .app(try designation(of: app))
  }

  /// The wishes for an app, by its name or by its uid.
  package func installRequests(forAppOrUID name: String) throws -> [InstallRequest] {
    try installRequests().filter {
      ExactText($0.app) == ExactText(name) || $0.uid.map(ExactText.init) == ExactText(name)
    }
  }

  package func levels(of template: PermissionTemplate.ID) throws -> ToolLevels {
    try self.template(template)?.levels ?? [:]
  }

  package func levels(_ assigned: AssignedLevels) throws -> ToolLevels {
    switch assigned {
    case .template(let id): try levels(of: id)
    case .custom(let levels): levels
    }
  }

  /// The app that an address or a person names: by its name, which one app alone may have, else by
  /// its uid.
  package func app(designated name: String) throws -> InstalledApp? {
    let named = try apps(named: name)
    if named.count == 1 { return named.first }
    return try app(uid: name)
  }

  /// A directory user as what it stands for: one that an app's record keeps, though the app has no
  /// service account any more, for itself.
  package func principal(of user: DirectoryUser) throws -> Principal {
    if let app = try app(of: user.id), app.recorded.hasServiceAccount {
      return Principal(.app(.recorded(app)), name: "app/" + (try designation(of: app)))
    }
    if let account = try serviceAccount(of: user.id) {
      return Principal(.serviceAccount(account), name: "service-account/" + account.name)
    }
    return Principal(.user(user), name: "user/" + user.login)
  }
}
