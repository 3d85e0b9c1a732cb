import Catalog
import Documents

/// What a company's store has that no answer of the platform says: it stays as it is.
package struct HeldRecords: Sendable {
  package var apps: [InstalledApp] = []
  var serviceAccounts: [ServiceAccount] = []
  var tools = ToolSet.all
  var ownTools: [OwnTool] = []
  var allowsUserInstalls = false
  var assignable: [PermissionTemplate.ID: [PermissionTemplate.ID]] = [:]
  /// Whether it is known which company tools are switched on.
  var knowsTools = false
  /// The company's id and name.
  var company: (id: Company.ID, name: String)?
  var projects: [Project.ID: Project] = [:]
  var templates: [PermissionTemplate.ID: PermissionTemplate] = [:]
  var users: [DirectoryUser] = []
  var memberships: [DirectoryUser.ID: [Membership]] = [:]
  /// The addresses of what nobody knew; nil where nothing is held.
  private var unknown: Set<String>?
  private var assumed: Set<String> = []

  /// Nothing, for a company that no store has yet.
  package init() {}

  /// The records of a company.
  package init(of company: any CompanyReader) throws {
    apps = try company.apps()
    serviceAccounts = try company.serviceAccounts()
    allowsUserInstalls = try company.allowsUserInstalls()
    for template in try company.templates() {
      assignable[template.id] = template.assignable
      templates[template.id] = template
    }
    let profile = try company.profile()
    self.company = (profile.id, profile.name)
    (tools, ownTools) = (profile.tools, profile.ownTools)
    var projects: [Project.ID: Project] = [:]
    try company.eachProject {
      projects[$0.id] = $0
      return true
    }
    var users: [DirectoryUser] = []
    try company.eachUser {
      users.append($0)
      return true
    }
    for user in users {
      let memberships = try company.memberships(of: user.id)
      if !memberships.isEmpty { self.memberships[user.id] = memberships }
    }
    (self.projects, self.users) = (projects, users)
    assumed = Set(try company.assumed())
    knowsTools = !assumed.contains(ObjectAddress.company.description)
    unknown = Set(try company.unknown())
  }

  /// An app as the store has it.
  struct AppRecord: Sendable {
    /// Its place among ``HeldRecords/apps``.
    let position: Int
    let app: InstalledApp
    /// Whether it has no mark.
    let isKnown: Bool
  }

  /// The record at a place among ``apps``.
  func record(at position: Int) -> AppRecord {
    AppRecord(position: position, app: apps[position], isKnown: knows(apps[position]))
  }

  /// The record of an app by its uid.
  func record(uid: String) -> AppRecord? {
    apps.firstIndex { $0.uid.map(ExactText.init) == ExactText(uid) }.map { record(at: $0) }
  }

  /// The records that have no uid and a name.
  func records(withoutUID name: String) -> [AppRecord] {
    apps.indices.filter { apps[$0].uid == nil && ExactText(apps[$0].name) == ExactText(name) }
      .map { record(at: $0) }
  }

  /// Whether the thing at an address was held and not unknown itself.
  func knows(_ address: ObjectAddress) -> Bool { knows(address.description) }

  /// What was held of a template, where it is of a scope.
  func template(_ id: PermissionTemplate.ID, of scope: Scope) -> PermissionTemplate? {
    templates[id].flatMap { $0.scope == scope ? $0 : nil }
  }

  func knows(_ address: String) -> Bool { unknown.map { !$0.contains(address) } ?? false }

  /// Whether an app's record has no mark, under whatever it was named.
  func knows(_ app: InstalledApp) -> Bool {
    [app.name, app.uid ?? app.name].allSatisfy { knows(.app($0)) }
  }

  /// Whether a configuration has no mark, under whatever its app was named.
  func knows(configuration title: String, of app: InstalledApp) -> Bool {
    [app.name, app.uid ?? app.name].allSatisfy { knows(.configuration(app: $0, title: title)) }
  }

  /// Whether what stands at an address was taken from elsewhere.
  func assumes(_ address: ObjectAddress) -> Bool { assumed.contains(address.description) }
}
