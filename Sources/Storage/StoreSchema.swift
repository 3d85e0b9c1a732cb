import GRDB

/// The tables of a store.
///
/// They are spelled so that PostgreSQL takes them too, but for `WITHOUT ROWID`, by which SQLite
/// keeps a table in the order of its key. Truth values are 0 and 1; levels, lists and manifests
/// are canonical JSON.
enum StoreSchema {
  /// What a store says of itself.
  struct State {
    /// Its random id; nil before the tables are made.
    var id: String?
    var holdsCompany = false
    /// Whether things of a company are there, or entries of its log, and the company itself isn't.
    var lacksCompany = false
  }

  /// The tables that have rows only where there is a company.
  private static let filled = [
    "projects", "templates", "users", "memberships", "service_accounts", "apps",
    "install_requests", "audit",
  ]

  static func state(of database: Database) throws -> State {
    guard try Int64.fetchOne(database, sql: "PRAGMA user_version") ?? 0 > 0 else { return State() }
    let holdsCompany = try Int64.fetchOne(database, sql: "SELECT count(*) FROM company") ?? 0 > 0
    let lacksCompany = try filled.contains { table in
      guard !holdsCompany else { return false }
      return try Int64.fetchOne(database, sql: "SELECT 1 FROM \(table) LIMIT 1") != nil
    }
    return State(
      id: try String.fetchOne(database, sql: "SELECT store_id FROM meta"),
      holdsCompany: holdsCompany,
      lacksCompany: lacksCompany
    )
  }

  /// Makes what of the tables is missing.
  static func make(in queue: DatabaseQueue, id: String) throws {
    // The mark comes first: a file that has it is ours, however early its making was cut short.
    try queue.writeWithoutTransaction { database in
      try database.execute(sql: "PRAGMA application_id = \(StoreFile.applicationID)")
      try database.execute(sql: "PRAGMA journal_mode = WAL")
    }
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1") { database in
      try database.execute(sql: tables)
      try database.execute(
        sql: "INSERT INTO meta (singleton, store_id, audit_count) VALUES (1, ?, 0)",
        arguments: [id]
      )
      try database.execute(sql: "PRAGMA user_version = 1")
    }
    migrator.registerMigration("2") { try add2(to: $0) }
    try migrator.migrate(queue)
  }

  /// Adds what a store of an earlier format lacks, inside the transaction that writes anyway: where
  /// that fails, the store stays as it was.
  static func upgrade(_ database: Database) throws {
    guard try Int64.fetchOne(database, sql: "PRAGMA user_version") == 1 else { return }
    try add2(to: database)
    // As the migrator notes it.
    try database.execute(sql: "INSERT INTO grdb_migrations (identifier) VALUES ('2')")
  }

  private static func add2(to database: Database) throws {
    try database.execute(sql: requestRows)
    try database.execute(sql: "PRAGMA user_version = \(StoreFile.formatVersion)")
  }

  /// The rows of the portal's exports, by which the requests of a day can be looked into.
  private static let requestRows = """
    CREATE TABLE app_request_rows (
      app_id BIGINT NOT NULL REFERENCES apps (id) ON DELETE CASCADE,
      date TEXT NOT NULL,
      position BIGINT NOT NULL,
      response_code TEXT NOT NULL,
      http_method TEXT NOT NULL,
      route TEXT NOT NULL,
      count BIGINT NOT NULL,
      PRIMARY KEY (app_id, date, position)
    ) WITHOUT ROWID;
    """

  /// The indices of memberships, which a load makes anew when all rows are there.
  static let membershipIndices = """
    CREATE INDEX memberships_by_project ON memberships (project_id, user_id);
    CREATE INDEX memberships_by_template ON memberships (template_id, user_id, project_id)
      WHERE template_id IS NOT NULL;
    """

  static let withoutMembershipIndices = """
    DROP INDEX memberships_by_project;
    DROP INDEX memberships_by_template;
    """

  private static let tables = """
    CREATE TABLE meta (
      singleton BIGINT PRIMARY KEY NOT NULL CHECK (singleton = 1),
      store_id TEXT NOT NULL,
      audit_count BIGINT NOT NULL
    );

    CREATE TABLE company (
      id BIGINT PRIMARY KEY NOT NULL,
      name TEXT NOT NULL,
      tools TEXT,
      allow_user_installs INTEGER NOT NULL
    ) WITHOUT ROWID;

    CREATE TABLE projects (
      id BIGINT PRIMARY KEY NOT NULL,
      name TEXT NOT NULL,
      active INTEGER NOT NULL,
      tools TEXT
    ) WITHOUT ROWID;
    CREATE INDEX projects_by_name ON projects (name);

    CREATE TABLE templates (
      id BIGINT PRIMARY KEY NOT NULL,
      name TEXT NOT NULL,
      scope TEXT NOT NULL,
      project_id BIGINT REFERENCES projects (id) DEFERRABLE INITIALLY DEFERRED,
      levels TEXT NOT NULL,
      assignable TEXT NOT NULL
    ) WITHOUT ROWID;
    CREATE INDEX templates_by_name ON templates (name);
    CREATE INDEX templates_by_project ON templates (project_id);

    CREATE TABLE users (
      id BIGINT PRIMARY KEY NOT NULL,
      name TEXT NOT NULL,
      login TEXT NOT NULL,
      login_folded TEXT UNIQUE,
      active INTEGER NOT NULL,
      company_template_id BIGINT REFERENCES templates (id) DEFERRABLE INITIALLY DEFERRED,
      company_levels TEXT,
      default_project_template_id BIGINT REFERENCES templates (id) DEFERRABLE INITIALLY DEFERRED,
      add_to_new_projects INTEGER NOT NULL
    ) WITHOUT ROWID;
    CREATE INDEX users_by_name ON users (name);
    CREATE INDEX users_by_company_template ON users (company_template_id);
    CREATE INDEX users_by_default_template ON users (default_project_template_id);

    CREATE TABLE memberships (
      user_id BIGINT NOT NULL
        REFERENCES users (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
      project_id BIGINT NOT NULL REFERENCES projects (id) DEFERRABLE INITIALLY DEFERRED,
      template_id BIGINT REFERENCES templates (id) DEFERRABLE INITIALLY DEFERRED,
      levels TEXT,
      PRIMARY KEY (user_id, project_id)
    ) WITHOUT ROWID;
    \(membershipIndices)

    CREATE TABLE service_accounts (
      name TEXT PRIMARY KEY NOT NULL,
      user_id BIGINT NOT NULL REFERENCES users (id) DEFERRABLE INITIALLY DEFERRED,
      client_id TEXT,
      secret_digest TEXT,
      contact TEXT
    ) WITHOUT ROWID;
    CREATE INDEX service_accounts_by_user ON service_accounts (user_id);

    CREATE TABLE apps (
      id BIGINT PRIMARY KEY NOT NULL,
      name TEXT NOT NULL,
      uid TEXT,
      version TEXT NOT NULL,
      state TEXT NOT NULL,
      source TEXT NOT NULL,
      user_id BIGINT,
      manifest TEXT NOT NULL,
      authentication TEXT NOT NULL,
      digest TEXT,
      adopted TEXT NOT NULL,
      installed_by TEXT,
      installed_at TEXT,
      updated_by TEXT,
      updated_at TEXT,
      uninstalled_by TEXT,
      uninstalled_at TEXT
    );
    CREATE INDEX apps_by_name ON apps (name);
    CREATE INDEX apps_by_uid ON apps (uid);
    CREATE INDEX apps_by_user ON apps (user_id);

    CREATE TABLE permitted_projects (
      app_id BIGINT NOT NULL REFERENCES apps (id) ON DELETE CASCADE,
      project_id BIGINT NOT NULL REFERENCES projects (id) DEFERRABLE INITIALLY DEFERRED,
      PRIMARY KEY (app_id, project_id)
    ) WITHOUT ROWID;
    CREATE INDEX permitted_projects_by_project ON permitted_projects (project_id);

    CREATE TABLE configurations (
      app_id BIGINT NOT NULL REFERENCES apps (id) ON DELETE CASCADE,
      title TEXT NOT NULL,
      field_values TEXT NOT NULL,
      target TEXT NOT NULL,
      PRIMARY KEY (app_id, title)
    ) WITHOUT ROWID;

    CREATE TABLE app_requests (
      app_id BIGINT NOT NULL REFERENCES apps (id) ON DELETE CASCADE,
      date TEXT NOT NULL,
      count BIGINT NOT NULL,
      PRIMARY KEY (app_id, date)
    ) WITHOUT ROWID;

    CREATE TABLE app_uses (
      app_id BIGINT NOT NULL REFERENCES apps (id) ON DELETE CASCADE,
      user_id BIGINT NOT NULL REFERENCES users (id) DEFERRABLE INITIALLY DEFERRED,
      last TEXT,
      PRIMARY KEY (app_id, user_id)
    ) WITHOUT ROWID;
    CREATE INDEX app_uses_by_user ON app_uses (user_id);

    CREATE TABLE install_requests (
      id BIGINT PRIMARY KEY NOT NULL,
      app TEXT NOT NULL,
      version TEXT NOT NULL,
      manifest TEXT NOT NULL,
      authentication TEXT NOT NULL,
      digest TEXT,
      requested_by BIGINT NOT NULL REFERENCES users (id) DEFERRABLE INITIALLY DEFERRED,
      requested_at TEXT,
      note TEXT,
      state TEXT NOT NULL
    );
    CREATE INDEX install_requests_by_app ON install_requests (app);
    CREATE INDEX install_requests_by_user ON install_requests (requested_by);

    CREATE TABLE unknown_addresses (
      position BIGINT PRIMARY KEY NOT NULL,
      address TEXT NOT NULL
    );
    CREATE TABLE assumed_addresses (
      position BIGINT PRIMARY KEY NOT NULL,
      address TEXT NOT NULL
    );

    CREATE TABLE company_tools (
      scope TEXT NOT NULL,
      tool TEXT NOT NULL,
      uses BIGINT NOT NULL,
      PRIMARY KEY (scope, tool)
    ) WITHOUT ROWID;

    CREATE TABLE audit (
      seq BIGINT PRIMARY KEY NOT NULL,
      at TEXT NOT NULL,
      who TEXT NOT NULL,
      verb TEXT NOT NULL,
      plan TEXT,
      changes TEXT NOT NULL,
      previous TEXT NOT NULL,
      hash TEXT NOT NULL
    );
    CREATE INDEX audit_by_plan ON audit (plan);
    """
}
