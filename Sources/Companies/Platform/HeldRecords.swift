/// What a company's store has that no answer of the platform says: it stays as it is.
package struct HeldRecords: Sendable {
  package var apps: [InstalledApp] = []
  var serviceAccounts: [ServiceAccount] = []
  var tools = ToolSet.all
  var allowsUserInstalls = false
  var assignable: [PermissionTemplate.ID: [PermissionTemplate.ID]] = [:]
  /// Whether it is known which company tools are switched on.
  var knowsTools = false
  /// The addresses of what nobody knew; nil where nothing is held.
  private var unknown: Set<String>?

  /// Nothing, for a company that no store has yet.
  package init() {}

  /// The records of a company.
  package init(of company: any CompanyReader) throws {
    apps = try company.apps()
    serviceAccounts = try company.serviceAccounts()
    tools = try company.profile().tools
    allowsUserInstalls = try company.allowsUserInstalls()
    for template in try company.templates() { assignable[template.id] = template.assignable }
    knowsTools = try !company.assumed().contains(ObjectAddress.company.description)
    unknown = Set(try company.unknown())
  }

  /// The record of an app by its uid.
  func app(_ uid: String) -> InstalledApp? { apps.first { $0.uid == uid } }

  /// Whether the thing at an address was held and not unknown itself.
  func knows(_ address: ObjectAddress) -> Bool {
    unknown.map { !$0.contains(address.description) } ?? false
  }
}
