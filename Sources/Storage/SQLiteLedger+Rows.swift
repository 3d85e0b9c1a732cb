import Catalog
import Companies
import Documents
import GRDB
import Manifests

// One thing of a company as a row, new or in place of the one with its id.
extension SQLiteLedger {
  func put(_ profile: CompanyProfile) throws {
    try execute(
      "UPDATE company SET id = ?, name = ?, tools = ?",
      [profile.id.value, profile.name.stored, profile.storedTools]
    )
    guard database.changesCount == 0 else { return }
    try execute(
      "INSERT INTO company (id, name, tools, allow_user_installs) VALUES (?, ?, ?, 0)",
      [profile.id.value, profile.name.stored, profile.storedTools]
    )
  }

  func put(_ project: Project) throws {
    try execute(
      """
      INSERT INTO projects (id, name, active, tools) VALUES (?, ?, ?, ?)
      ON CONFLICT (id) DO UPDATE SET
        name = excluded.name, active = excluded.active, tools = excluded.tools
      """,
      [
        project.id.value, project.name.stored, project.isActive ? 1 : 0, project.tools.stored,
      ]
    )
  }

  func put(_ template: PermissionTemplate) throws {
    forgetTemplate(template.id)
    try execute(
      """
      INSERT INTO templates (id, name, scope, project_id, levels, assignable)
      VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT (id) DO UPDATE SET
        name = excluded.name, scope = excluded.scope, project_id = excluded.project_id,
        levels = excluded.levels, assignable = excluded.assignable
      """,
      [
        template.id.value, template.name.stored, template.scope.name, template.project?.value,
        template.levels.stored, template.assignable.stored,
      ]
    )
  }

  func put(_ user: DirectoryUser) throws {
    let login = FoldedLogin.stored(user.login)
    try free(login: login, for: user.id)
    try execute(
      """
      INSERT INTO users (id, name, login, login_folded, active, company_template_id,
        company_levels, default_project_template_id, add_to_new_projects)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (id) DO UPDATE SET
        name = excluded.name, login = excluded.login, login_folded = excluded.login_folded,
        active = excluded.active, company_template_id = excluded.company_template_id,
        company_levels = excluded.company_levels,
        default_project_template_id = excluded.default_project_template_id,
        add_to_new_projects = excluded.add_to_new_projects
      """,
      [
        user.id.value, user.name.stored, user.login.stored, login, user.isActive ? 1 : 0,
        user.companyLevels.template?.value, user.companyLevels.custom?.stored,
        user.defaultProjectTemplate?.value, user.isAddedToNewProjects ? 1 : 0,
      ]
    )
  }

  func put(_ membership: Membership, of user: DirectoryUser.ID) throws {
    try execute(
      """
      INSERT INTO memberships (user_id, project_id, template_id, levels) VALUES (?, ?, ?, ?)
      ON CONFLICT (user_id, project_id) DO UPDATE SET
        template_id = excluded.template_id, levels = excluded.levels
      """,
      [
        user.value, membership.project.value, membership.levels.template?.value,
        membership.levels.custom?.stored,
      ]
    )
  }

  func put(_ account: ServiceAccount) throws {
    try execute(
      """
      INSERT INTO service_accounts (name, user_id, client_id, secret_digest, contact)
      VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (name) DO UPDATE SET
        user_id = excluded.user_id, client_id = excluded.client_id,
        secret_digest = excluded.secret_digest, contact = excluded.contact
      """,
      [
        account.name.stored, account.user.value, account.clientID.stored,
        account.secretDigest.stored, account.contact.stored,
      ]
    )
  }

  func put(_ request: InstallRequest) throws {
    try execute(
      """
      INSERT INTO install_requests (id, app, version, manifest, authentication, digest,
        requested_by, requested_at, note, state)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (id) DO UPDATE SET
        app = excluded.app, version = excluded.version, manifest = excluded.manifest,
        authentication = excluded.authentication, digest = excluded.digest,
        requested_by = excluded.requested_by, requested_at = excluded.requested_at,
        note = excluded.note, state = excluded.state
      """,
      [
        request.id.value, request.app.stored, request.recorded.version.stored,
        request.recorded.manifest.json.stored, request.recorded.storedAuthentication,
        request.recorded.digest.stored, request.by.value, request.at.stored,
        request.note.stored, request.state.rawValue,
      ]
    )
  }
}

extension AssignedLevels {
  /// Levels of the holder's own; nil where a template gives them.
  var custom: ToolLevels? {
    guard case .custom(let levels) = self else { return nil }
    return levels
  }
}

extension RecordedVersion {
  var storedAuthentication: String {
    JSONValue.array(authentication.map { .string($0.rawValue) }).stored
  }
}
