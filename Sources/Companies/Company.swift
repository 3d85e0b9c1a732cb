package import Catalog

/// A company as its installs, permissions and access are concerned, with its look-ups prepared.
///
/// A company is made from its contents and doesn't change; a changed one is made from changed
/// contents.
package struct Company: Sendable {
  package typealias ID = Identifier<Company>

  /// Everything that a snapshot says, in the order in which one is written.
  package struct Contents: Hashable, Sendable {
    package var id: ID
    package var name: String
    package var allowsUserInstalls: Bool
    package var tools: ToolSet
    package var projects: [Project] = []
    package var templates: [PermissionTemplate] = []
    package var users: [DirectoryUser] = []
    package var serviceAccounts: [ServiceAccount] = []
    package var apps: [InstalledApp] = []
    package var installRequests: [InstallRequest] = []
    /// The addresses of what nobody could say, and of what was taken from elsewhere.
    package var unknown: [String] = []
    package var assumed: [String] = []

    package init(
      id: ID,
      name: String,
      allowsUserInstalls: Bool = false,
      tools: ToolSet = .all
    ) {
      self.id = id
      self.name = name
      self.allowsUserInstalls = allowsUserInstalls
      self.tools = tools
    }
  }

  /// INVARIANT: every list is sorted, as ``Contents/sort()`` has it.
  package let contents: Contents
  /// The tools that are known anyway, and those that only this company names.
  package let catalog: Catalog

  private let projectPositions: [Project.ID: Int]
  private let templatePositions: [PermissionTemplate.ID: Int]
  private let userPositions: [DirectoryUser.ID: Int]
  private let userLogins: [String: Int]
  private let userNames: [String: [Int]]
  private let appNames: [String: [Int]]
  private let appIdentities: [String: Int]
  private let appUsers: [DirectoryUser.ID: Int]
  private let accountNames: [String: Int]
  private let accountUsers: [DirectoryUser.ID: Int]
  private let requestNames: [String: [Int]]

  package init(_ given: Contents, catalog base: Catalog = .builtIn) {
    var contents = given
    contents.sort()
    self.contents = contents
    catalog = contents.catalog(extending: base)
    projectPositions = Company.positions(contents.projects, by: \.id)
    templatePositions = Company.positions(contents.templates, by: \.id)
    userPositions = Company.positions(contents.users, by: \.id)
    userLogins = Company.positions(contents.users) { DirectoryUser.folded($0.login) }
    userNames = Dictionary(grouping: contents.users.indices) { contents.users[$0].name }
    appNames = Dictionary(grouping: contents.apps.indices) { contents.apps[$0].name }
    appIdentities = Company.positions(contents.apps, by: \.uid)
    appUsers = Company.positions(contents.apps, by: \.user)
    accountNames = Company.positions(contents.serviceAccounts, by: \.name)
    accountUsers = Company.positions(contents.serviceAccounts, by: \.user)
    requestNames = Dictionary(grouping: contents.installRequests.indices) {
      contents.installRequests[$0].app
    }
  }

  /// The places of a list's elements by a key of theirs, where they have one.
  private static func positions<Element, Key: Hashable>(
    _ elements: [Element],
    by key: (Element) -> Key?
  ) -> [Key: Int] {
    var positions: [Key: Int] = [:]
    positions.reserveCapacity(elements.count)
    for (position, element) in elements.enumerated() {
      guard let key = key(element), positions[key] == nil else { continue }
      positions[key] = position
    }
    return positions
  }
}

// MARK: - Look-ups

extension Company {
  package func project(_ id: Project.ID) -> Project? {
    projectPositions[id].map { contents.projects[$0] }
  }

  package func template(_ id: PermissionTemplate.ID) -> PermissionTemplate? {
    templatePositions[id].map { contents.templates[$0] }
  }

  package func user(_ id: DirectoryUser.ID) -> DirectoryUser? {
    userPositions[id].map { contents.users[$0] }
  }

  /// The user of a login, in upper or lower case.
  package func user(login: String) -> DirectoryUser? {
    userLogins[DirectoryUser.folded(login)].map { contents.users[$0] }
  }

  package func users(named name: String) -> [DirectoryUser] {
    (userNames[name] ?? []).map { contents.users[$0] }
  }

  package func apps(named name: String) -> [InstalledApp] {
    (appNames[name] ?? []).map { contents.apps[$0] }
  }

  package func app(uid: String) -> InstalledApp? {
    appIdentities[uid].map { contents.apps[$0] }
  }

  /// The app whose directory user this is.
  package func app(of user: DirectoryUser.ID) -> InstalledApp? {
    appUsers[user].map { contents.apps[$0] }
  }

  package func serviceAccount(named name: String) -> ServiceAccount? {
    accountNames[name].map { contents.serviceAccounts[$0] }
  }

  /// The service account whose directory user this is.
  package func serviceAccount(of user: DirectoryUser.ID) -> ServiceAccount? {
    accountUsers[user].map { contents.serviceAccounts[$0] }
  }

  /// The wishes for an app, the oldest first.
  package func installRequests(forApp name: String) -> [InstallRequest] {
    (requestNames[name] ?? []).map { contents.installRequests[$0] }
  }

  package func kind(of user: DirectoryUser.ID) -> DirectoryUser.Kind {
    if appUsers[user] != nil { return .dmsa }
    return accountUsers[user] == nil ? .person : .serviceAccount
  }

  /// How an app is named: by its name, or its uid where another one has that name too.
  package func designation(of app: InstalledApp) -> String {
    guard (appNames[app.name] ?? []).count > 1, let uid = app.uid else { return app.name }
    return uid
  }

  package func levels(of template: PermissionTemplate.ID) -> ToolLevels {
    self.template(template)?.levels ?? [:]
  }

  package func levels(_ assigned: AssignedLevels) -> ToolLevels {
    switch assigned {
    case .template(let id): levels(of: id)
    case .custom(let levels): levels
    }
  }
}

extension Company: Equatable {
  package static func == (left: Company, right: Company) -> Bool {
    left.contents == right.contents
  }
}
