import Companies
import Documents
import GRDB

// Apps keep a key of the store's own, so that a renamed one keeps what belongs to it.
extension SQLiteLedger {
  /// Puts an app without its configurations and metrics, which stay.
  func put(_ app: InstalledApp, designated name: String) throws {
    let key: Int64
    if let known = try appKey(designated: name) {
      key = known
      try update(app, key)
      try execute("DELETE FROM permitted_projects WHERE app_id = ?", [key])
    } else {
      key = try insert(app)
    }
    try permit(app.permittedProjects, key)
  }

  /// Puts a new app with all that belongs to it.
  func putWhole(_ app: InstalledApp) throws {
    let key = try insert(app)
    try permit(app.permittedProjects, key)
    for configuration in app.configurations { try put(configuration, of: key) }
    try insert(app.metrics, of: key)
  }

  private func insert(_ app: InstalledApp) throws -> Int64 {
    let key = try first("SELECT coalesce(max(id), 0) + 1 FROM apps", []) { try $0.integer(0) } ?? 1
    try execute(
      """
      INSERT INTO apps (name, uid, version, state, source, user_id, manifest, authentication,
        digest, adopted, installed_by, installed_at, updated_by, updated_at, uninstalled_by,
        uninstalled_at, id)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      arguments(app, key)
    )
    return key
  }

  private func update(_ app: InstalledApp, _ key: Int64) throws {
    try execute(
      """
      UPDATE apps SET name = ?, uid = ?, version = ?, state = ?, source = ?, user_id = ?,
        manifest = ?, authentication = ?, digest = ?, adopted = ?, installed_by = ?,
        installed_at = ?, updated_by = ?, updated_at = ?, uninstalled_by = ?, uninstalled_at = ?
      WHERE id = ?
      """,
      arguments(app, key)
    )
  }

  private func arguments(_ app: InstalledApp, _ key: Int64) -> StatementArguments {
    let recorded = app.recorded
    let adopted = app.adopted.sorted { left, right in
      left.address == right.address
        ? left.kind.precedesInBytes(right.kind) : left.address.precedesInBytes(right.address)
    }
    var arguments: StatementArguments = [
      app.name.stored, app.uid.stored, recorded.version.stored, app.state.rawValue,
      app.source.rawValue, app.user?.value,
    ]
    arguments += [
      recorded.manifest.json.stored, recorded.storedAuthentication, recorded.digest.stored,
      JSONValue.array(adopted.map(\.snapshot.json)).stored,
    ]
    arguments += [
      app.installed.by.stored, app.installed.at.stored, app.updated.by.stored,
      app.updated.at.stored, app.uninstalled.by.stored, app.uninstalled.at.stored, key,
    ]
    return arguments
  }

  private func permit(_ projects: [Project.ID], _ key: Int64) throws {
    for project in projects {
      try execute(
        """
        INSERT INTO permitted_projects (app_id, project_id) VALUES (?, ?)
        ON CONFLICT (app_id, project_id) DO NOTHING
        """,
        [key, project.value]
      )
    }
  }

  func put(_ configuration: Companies.Configuration, of key: Int64) throws {
    let target =
      switch configuration.target {
      case .projects(let ids): ids.stored
      case .future: "future"
      case .company: "company"
      }
    try execute(
      """
      INSERT INTO configurations (app_id, title, field_values, target) VALUES (?, ?, ?, ?)
      ON CONFLICT (app_id, title) DO UPDATE SET
        field_values = excluded.field_values, target = excluded.target
      """,
      [
        key, configuration.title.stored,
        JSONValue.object(configuration.values.mapValues { .string($0) }).stored, target,
      ]
    )
  }
}
