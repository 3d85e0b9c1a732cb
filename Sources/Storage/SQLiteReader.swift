import Catalog
import Companies
import GRDB

/// A company as one transaction on a store sees it.
class SQLiteReader: CompanyReader {
  let database: Database
  /// The store's file, for messages.
  let path: String
  /// The tools that are known anyway.
  let base: Catalog
  private(set) var catalog: Catalog
  let levels = LevelsCache()
  private var templateCache: [PermissionTemplate.ID: PermissionTemplate?] = [:]

  init(_ database: Database, path: String, catalog base: Catalog) throws {
    self.database = database
    self.path = path
    self.base = base
    catalog = base
    try readCatalog()
  }

  /// Reads the tools that only this company names.
  func readCatalog() throws {
    let named = try rows(
      "SELECT scope, tool FROM company_tools ORDER BY scope, tool"
    ) { (scope: try $0.scope(0), key: try $0.text(1)) }
    catalog = base.extended(
      tools: named.filter { base.tool($0.scope, $0.key) == nil }.map {
        ToolExtension(scope: $0.scope, key: $0.key, name: $0.key, levels: .every)
      },
      views: []
    )
  }

  func forgetTemplate(_ id: PermissionTemplate.ID) { templateCache[id] = nil }

  func forgetTemplates() { templateCache = [:] }

  // MARK: - Queries

  /// What all rows say; the statement is prepared once a transaction.
  func rows<Element>(
    _ sql: String,
    _ arguments: StatementArguments = [],
    _ decode: (Row) throws -> Element
  ) throws -> [Element] {
    let statement = try database.cachedStatement(sql: sql)
    let cursor = try Row.fetchCursor(statement, arguments: arguments)
    var elements: [Element] = []
    while let row = try cursor.next() { elements.append(try decode(row)) }
    return elements
  }

  /// What the first row says; nil where there is none.
  func first<Element>(
    _ sql: String,
    _ arguments: StatementArguments,
    _ decode: (Row) throws -> Element
  ) throws -> Element? {
    let statement = try database.cachedStatement(sql: sql)
    let cursor = try Row.fetchCursor(statement, arguments: arguments)
    return try cursor.next().map(decode)
  }

  /// Hands over row by row until told to stop by `false`.
  ///
  /// The statement is its own: while it runs, the same question may be asked again.
  func each(
    _ sql: String,
    _ arguments: StatementArguments = [],
    _ body: (Row) throws -> Bool
  ) throws {
    let statement = try database.makeStatement(sql: sql)
    let cursor = try Row.fetchCursor(statement, arguments: arguments)
    while let row = try cursor.next() { guard try body(row) else { return } }
  }

  // MARK: - The company

  func profile() throws -> CompanyProfile {
    let profile = try first("SELECT id, name, tools FROM company", []) {
      let (tools, ownTools) = try $0.companyTools(2)
      return CompanyProfile(
        id: try $0.id(0),
        name: try $0.text(1),
        tools: tools,
        ownTools: ownTools
      )
    }
    guard let profile else { throw StoreFailure.empty(path) }
    return profile
  }

  func allowsUserInstalls() throws -> Bool {
    try first("SELECT allow_user_installs FROM company", []) { try $0.boolean(0) } ?? false
  }

  func unknown() throws -> [String] {
    try rows("SELECT address FROM unknown_addresses ORDER BY position") { try $0.text(0) }
  }

  func assumed() throws -> [String] {
    try rows("SELECT address FROM assumed_addresses ORDER BY position") { try $0.text(0) }
  }

  // MARK: - Projects and templates

  private static let projects = "SELECT id, name, active, tools FROM projects"

  private func project(_ row: Row) throws -> Project {
    Project(
      id: try row.id(0),
      name: try row.text(1),
      isActive: try row.boolean(2),
      tools: try row.tools(3)
    )
  }

  func project(_ id: Project.ID) throws -> Project? {
    try first(SQLiteReader.projects + " WHERE id = ?", [id.value], project)
  }

  func projects(named name: String) throws -> [Project] {
    try rows(SQLiteReader.projects + " WHERE name = ? ORDER BY id", [name.stored], project)
  }

  func eachProject(_ body: (Project) throws -> Bool) throws {
    try each(SQLiteReader.projects + " ORDER BY id") { try body(try project($0)) }
  }

  private static let templates = """
    SELECT id, name, scope, project_id, levels, assignable FROM templates
    """

  private func template(_ row: Row) throws -> PermissionTemplate {
    PermissionTemplate(
      id: try row.id(0),
      name: try row.text(1),
      scope: try row.scope(2),
      project: try row.optionalID(3),
      levels: try row.levels(4, levels) ?? [:],
      assignable: try row.ids(5)
    )
  }

  func template(_ id: PermissionTemplate.ID) throws -> PermissionTemplate? {
    if let known = templateCache[id] { return known }
    let found = try first(SQLiteReader.templates + " WHERE id = ?", [id.value], template)
    if templateCache.count >= 1000 { templateCache = [:] }
    templateCache[id] = .some(found)
    return found
  }

  func templates(named name: String) throws -> [PermissionTemplate] {
    try rows(SQLiteReader.templates + " WHERE name = ? ORDER BY id", [name.stored], template)
  }

  func templates() throws -> [PermissionTemplate] {
    try rows(SQLiteReader.templates + " ORDER BY id", [], template)
  }
}
