package import Catalog
import Documents

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
    /// Tools that are known of though nothing else names them, such as those that no project has
    /// switched on.
    package var ownTools: [OwnTool] = []
    package var projects: [Project] = []
    package var templates: [PermissionTemplate] = []
    package var users: [DirectoryUser] = []
    /// Each list sorted by project, none empty.
    package var memberships: [DirectoryUser.ID: [Membership]] = [:]
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

  /// The lists of apps that were given with nothing in them, which says more than leaving them out.
  private let emptied: [AppIdentity: Set<AppList>]

  let projectPositions: [Project.ID: Int]
  let templatePositions: [PermissionTemplate.ID: Int]
  let userPositions: [DirectoryUser.ID: Int]
  let userLogins: [ExactText: Int]
  let userNames: [ExactText: [Int]]
  let appNames: [ExactText: [Int]]
  let appIdentities: [ExactText: Int]
  let appUsers: [DirectoryUser.ID: Int]
  let accountNames: [ExactText: Int]
  let accountUsers: [DirectoryUser.ID: Int]
  let requestNames: [ExactText: [Int]]

  /// Prepares the look-ups of a company.
  ///
  /// - Parameters:
  ///   - given: What it holds, in any order.
  ///   - base: The tools that are known without it.
  ///   - emptied: The lists of apps that were given with nothing in them.
  package init(
    _ given: Contents,
    catalog base: Catalog = .builtIn,
    emptied: [AppIdentity: Set<AppList>] = [:]
  ) {
    var contents = given
    contents.sort()
    self.contents = contents
    self.emptied = emptied
    catalog = contents.catalog(extending: base)
    projectPositions = Company.positions(contents.projects, by: \.id)
    templatePositions = Company.positions(contents.templates, by: \.id)
    userPositions = Company.positions(contents.users, by: \.id)
    userLogins = Company.positions(contents.users) { DirectoryUser.folded($0.login) }
    userNames = Dictionary(grouping: contents.users.indices) {
      ExactText(contents.users[$0].name)
    }
    appNames = Dictionary(grouping: contents.apps.indices) {
      ExactText(contents.apps[$0].name)
    }
    appIdentities = Company.positions(contents.apps) { $0.uid.map { ExactText($0) } }
    appUsers = Company.positions(contents.apps, by: \.user)
    accountNames = Company.positions(contents.serviceAccounts) {
      ExactText($0.name)
    }
    accountUsers = Company.positions(contents.serviceAccounts, by: \.user)
    requestNames = Dictionary(grouping: contents.installRequests.indices) {
      ExactText(contents.installRequests[$0].app)
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

extension Company {
  /// Whether it was said what an app has of a list, be it nothing.
  package func says(_ list: AppList, of app: InstalledApp) -> Bool {
    let isEmpty =
      switch list {
      case .configurations: app.configurations.isEmpty
      case .requests: app.requests.isEmpty
      case .usedBy: app.usedBy.isEmpty
      }
    return !isEmpty || emptied[app.identity]?.contains(list) == true
  }
}

extension Company: Equatable {
  package static func == (left: Company, right: Company) -> Bool {
    left.contents == right.contents
  }
}
