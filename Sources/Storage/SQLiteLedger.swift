import Catalog
import Companies
import GRDB
import Planning

/// A store under its lock, inside one transaction.
final class SQLiteLedger: SQLiteReader, StoreLedger {
  let storeID: String
  /// Whether a login was taken from a user, who has to be given another one.
  private var hasFreedLogin = false

  init(_ database: Database, path: String, catalog: Catalog, storeID: String) throws {
    self.storeID = storeID
    try super.init(database, path: path, catalog: catalog)
  }

  func execute(_ sql: String, _ arguments: StatementArguments = []) throws {
    try database.cachedStatement(sql: sql).execute(arguments: arguments)
  }

  /// Looks, before the commit, whether all is as it must be.
  func finish() throws {
    guard hasFreedLogin else { return }
    let without = try first("SELECT count(*) FROM users WHERE login_folded IS NULL", []) {
      try $0.integer(0)
    }
    guard without == 0 else {
      throw StoreFailure.inconsistent(path, "two users would have one login")
    }
  }

  // MARK: - The log

  func lastEntry() throws -> AuditEntry? {
    try first(SQLiteReader.entries + " ORDER BY seq DESC LIMIT 1", [], entry)
  }

  func append(_ entry: AuditEntry) throws {
    try execute(
      """
      INSERT INTO audit (seq, at, who, verb, plan, changes, previous, hash)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        entry.seq, entry.at.stored, entry.who.stored, entry.verb.stored, entry.plan.stored,
        entry.changes.stored, entry.previous.stored, entry.hash.stored,
      ]
    )
    try execute("UPDATE meta SET audit_count = audit_count + 1")
  }

  // MARK: - Putting

  func put(_ object: CompanyObject?, at address: ObjectAddress) throws {
    try count(replacing: address, by: object)
    switch (address, object) {
    case (.company, .company(let profile)?):
      try put(profile)
      try putGaps(of: profile)
    case (.allowUserInstalls, .allowUserInstalls(let isOn)?):
      try execute("UPDATE company SET allow_user_installs = ?", [isOn ? 1 : 0])
    case (.project(let id), .project(let project)?) where project.id == id: try put(project)
    case (.project(let id), nil): try execute("DELETE FROM projects WHERE id = ?", [id.value])
    case (.template(let id), .template(let template)?) where template.id == id: try put(template)
    case (.template(let id), nil):
      forgetTemplate(id)
      try execute("DELETE FROM templates WHERE id = ?", [id.value])
    case (.user(let id), .user(let user)?) where user.id == id: try put(user)
    case (.user(let id), nil): try execute("DELETE FROM users WHERE id = ?", [id.value])
    case (.membership(let user, let project), .membership(let membership)?)
    where membership.project == project: try put(membership, of: user)
    case (.membership(let user, let project), nil):
      try execute(
        "DELETE FROM memberships WHERE user_id = ? AND project_id = ?",
        [user.value, project.value]
      )
    case (.app(let name), .app(let app)?): try put(app, designated: name)
    case (.app(let name), nil):
      guard let key = try appKey(designated: name) else { return }
      try execute("DELETE FROM apps WHERE id = ?", [key])
    case (.configuration(let name, let title), .configuration(let configuration)?):
      guard let key = try appKey(designated: name) else { throw misplaced(address) }
      try delete(configuration: title, of: key)
      try put(configuration, of: key)
    case (.configuration(let name, let title), nil):
      guard let key = try appKey(designated: name) else { return }
      try delete(configuration: title, of: key)
    case (.serviceAccount(let name), .serviceAccount(let account)?):
      try execute("DELETE FROM service_accounts WHERE name = ?", [name.stored])
      try put(account)
    case (.serviceAccount(let name), nil):
      try execute("DELETE FROM service_accounts WHERE name = ?", [name.stored])
    case (.installRequest(let id), .installRequest(let request)?) where request.id == id:
      try put(request)
    case (.installRequest(let id), nil):
      try execute("DELETE FROM install_requests WHERE id = ?", [id.value])
    default: throw misplaced(address)
    }
  }

  private func misplaced(_ address: ObjectAddress) -> StoreFailure {
    .misplaced(address.description)
  }

  private func delete(configuration title: String, of key: Int64) throws {
    try execute(
      "DELETE FROM configurations WHERE app_id = ? AND title = ?",
      [key, title.stored]
    )
  }

  /// Takes a login from whoever else has it, who must get another one before the commit.
  func free(login: String, for user: DirectoryUser.ID) throws {
    try execute(
      "UPDATE users SET login_folded = NULL WHERE login_folded = ? AND id <> ?",
      [login, user.value]
    )
    if database.changesCount > 0 { hasFreedLogin = true }
  }
}
