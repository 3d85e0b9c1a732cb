import Companies
import GRDB

// Users, their memberships, and service accounts.
extension SQLiteReader {
  private static let users = """
    SELECT id, name, login, active, company_template_id, company_levels,
      default_project_template_id, add_to_new_projects FROM users
    """

  private func user(_ row: Row) throws -> DirectoryUser {
    DirectoryUser(
      id: try row.id(0),
      name: try row.text(1),
      login: try row.text(2),
      isActive: try row.boolean(3),
      companyLevels: try row.assigned(4, levels),
      defaultProjectTemplate: try row.optionalID(6),
      isAddedToNewProjects: try row.boolean(7)
    )
  }

  func user(_ id: DirectoryUser.ID) throws -> DirectoryUser? {
    try first(SQLiteReader.users + " WHERE id = ?", [id.value], user)
  }

  func user(login: String) throws -> DirectoryUser? {
    try first(
      SQLiteReader.users + " WHERE login_folded = ?",
      [FoldedLogin.stored(login)],
      user
    )
  }

  func users(named name: String) throws -> [DirectoryUser] {
    try rows(SQLiteReader.users + " WHERE name = ? ORDER BY id", [name.stored], user)
  }

  func eachUser(_ body: (DirectoryUser) throws -> Bool) throws {
    try each(SQLiteReader.users + " ORDER BY id") { try body(try user($0)) }
  }

  // MARK: - Memberships

  private static let memberships = """
    SELECT project_id, template_id, levels FROM memberships WHERE user_id = ?
    """

  private func membership(_ row: Row) throws -> Membership {
    Membership(project: try row.id(0), levels: try row.assigned(1, levels))
  }

  func membership(of user: DirectoryUser.ID, in project: Project.ID) throws -> Membership? {
    try first(
      SQLiteReader.memberships + " AND project_id = ?",
      [user.value, project.value],
      membership
    )
  }

  func memberships(of user: DirectoryUser.ID) throws -> [Membership] {
    try rows(SQLiteReader.memberships + " ORDER BY project_id", [user.value], membership)
  }

  func members(of project: Project.ID) throws -> [DirectoryUser.ID] {
    try rows(
      "SELECT user_id FROM memberships WHERE project_id = ? ORDER BY user_id",
      [project.value]
    ) { try $0.id(0) }
  }

  func eachHolder(
    of template: PermissionTemplate.ID,
    _ body: (TemplateHolder) throws -> Bool
  ) throws {
    // Each list comes sorted from its index: who stops early has read no more than was needed.
    var lists = [
      try HolderList(database, SQLiteReader.companyHolders, template) { _ in .company },
      try HolderList(database, SQLiteReader.defaultHolders, template) { _ in .defaultInProjects },
      try HolderList(database, SQLiteReader.projectHolders, template) { .project(try $0.id(1)) },
    ]
    while let user = lists.compactMap({ $0.next?.user }).min() {
      for index in lists.indices {
        while let holder = lists[index].next, holder.user == user {
          guard try body(holder) else { return }
          try lists[index].advance()
        }
      }
    }
  }

  private static let companyHolders =
    "SELECT id FROM users WHERE company_template_id = ? ORDER BY id"
  private static let defaultHolders = """
    SELECT id FROM users WHERE default_project_template_id = ? ORDER BY id
    """
  private static let projectHolders = """
    SELECT user_id, project_id FROM memberships WHERE template_id = ? ORDER BY user_id, project_id
    """

  // MARK: - Service accounts

  private static let accounts = """
    SELECT name, user_id, client_id, secret_digest, contact FROM service_accounts
    """

  private func account(_ row: Row) throws -> ServiceAccount {
    ServiceAccount(
      name: try row.text(0),
      user: try row.id(1),
      clientID: try row.optionalText(2),
      secretDigest: try row.optionalText(3),
      contact: try row.optionalText(4)
    )
  }

  func serviceAccount(named name: String) throws -> ServiceAccount? {
    try first(SQLiteReader.accounts + " WHERE name = ?", [name.stored], account)
  }

  func serviceAccount(of user: DirectoryUser.ID) throws -> ServiceAccount? {
    try first(
      SQLiteReader.accounts + " WHERE user_id = ? ORDER BY name LIMIT 1",
      [user.value],
      account
    )
  }

  func serviceAccounts() throws -> [ServiceAccount] {
    try rows(SQLiteReader.accounts + " ORDER BY name", [], account)
  }
}

/// The holders of a template in one way, by user.
private struct HolderList {
  /// The one that is to be handed over next; nil at the end.
  private(set) var next: TemplateHolder?
  private let cursor: RowCursor
  private let use: (Row) throws -> TemplateHolder.Use

  init(
    _ database: Database,
    _ sql: String,
    _ template: PermissionTemplate.ID,
    use: @escaping (Row) throws -> TemplateHolder.Use
  ) throws {
    let statement = try database.makeStatement(sql: sql)
    cursor = try Row.fetchCursor(statement, arguments: [template.value])
    self.use = use
    try advance()
  }

  mutating func advance() throws {
    next = try cursor.next().map { TemplateHolder(user: try $0.id(0), use: try use($0)) }
  }
}
