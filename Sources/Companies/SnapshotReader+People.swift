import Catalog
import Diagnostics
import Documents
import Manifests

// Users and service accounts.
extension SnapshotReader {
  mutating func readUser(_ value: Reference) -> DirectoryUser? {
    guard
      let fields = fields(
        value,
        known: [
          "id", "name", "login", "active", "company_template", "permissions",
          "default_project_template", "add_to_new_projects", "memberships",
        ],
        required: ["id", "name", "login"]
      )
    else {
      references.users.isComplete = false
      return nil
    }
    let id: DirectoryUser.ID? = newID(fields["id"], "user", \.users)
    let name = text(fields["name"])
    let login = text(fields["login"])
    if let login {
      reportTaken(
        DirectoryUser.folded(login).text,
        at: fields["login"],
        before: logins.take(DirectoryUser.folded(login).text, fields["login"]),
        .duplicateLogin,
        "the login `\(login.excerpt)` belongs to another user; case makes no difference"
      )
    }
    let isActive = boolean(fields["active"]) ?? true
    let levels = assigned(
      template: fields["company_template"],
      named: "company_template",
      permissions: fields["permissions"],
      .company,
      .company
    )
    let standard: PermissionTemplate.ID? = self.id(fields["default_project_template"])
    if let standard, let place = fields["default_project_template"] {
      references.mention(standard, .defaultInProjects, at: place)
    }
    let isAdded = boolean(fields["add_to_new_projects"]) ?? false
    let memberships = readMemberships(fields["memberships"])
    guard let id, let name, let login else { return nil }
    if !memberships.isEmpty { contents.memberships[id] = memberships }
    return DirectoryUser(
      id: id,
      name: name,
      login: login,
      isActive: isActive,
      companyLevels: levels,
      defaultProjectTemplate: standard,
      isAddedToNewProjects: isAdded
    )
  }

  private mutating func readMemberships(_ value: Reference?) -> [Membership] {
    var memberships: [Membership] = []
    var projects: [Project.ID: Reference] = [:]
    for item in items(value) {
      guard let (membership, place) = readMembership(item) else { continue }
      let project = membership.project
      if let earlier = projects[project] {
        report(
          .duplicateID,
          "the user is a member of project `\(project)` before",
          at: document.place(of: document.resolve(place)),
          value: project.description,
          related: [RelatedPlace("the first one stands here", at: document.range(of: earlier.node))]
        )
      }
      projects[project] = document.resolve(place)
      memberships.append(membership)
    }
    return memberships
  }

  /// A membership, and where its project is named.
  mutating func readMembership(
    _ value: Reference
  ) -> (membership: Membership, place: Reference)? {
    guard
      let fields = fields(
        value,
        known: ["project", "template", "permissions"],
        required: ["project"]
      )
    else { return nil }
    let project: Project.ID? = id(fields["project"])
    let levels = assigned(
      template: fields["template"],
      named: "template",
      permissions: fields["permissions"],
      .project,
      .project(project)
    )
    guard let project, let place = fields["project"] else { return nil }
    references.mention(project, at: place)
    return (Membership(project: project, levels: levels), place)
  }

  /// A template or levels of the user's own, never both; neither is no level.
  private mutating func assigned(
    template: Reference?,
    named name: String,
    permissions: Reference?,
    _ scope: Scope,
    _ use: SnapshotReferences.TemplateUse
  ) -> AssignedLevels {
    let id: PermissionTemplate.ID? = self.id(template)
    if let id, let template { references.mention(id, use, at: template) }
    let levels = levels(permissions, scope)
    if let template, let permissions {
      let key = document.key(of: permissions.node).map { Reference($0) } ?? permissions
      let other = document.key(of: template.node) ?? template.node
      report(
        .conflictingKeys,
        "`permissions` beside `\(name)`: a template or levels of its own, not both",
        at: FindingPlace(
          document.range(of: key.node),
          pointer: document.pointer(to: permissions.node)
        ),
        related: [RelatedPlace("the template is named here", at: document.range(of: other))]
      )
    }
    return id.map { .template($0) } ?? .custom(levels)
  }

  mutating func readServiceAccount(_ value: Reference) -> ServiceAccount? {
    guard
      let fields = fields(
        value,
        known: ["name", "user", "client_id", "secret_digest", "contact"],
        required: ["name", "user"]
      )
    else { return nil }
    let name = text(fields["name"])
    if let name {
      reportTaken(
        name,
        at: fields["name"],
        before: accountNames.take(name, fields["name"]),
        .duplicateName,
        "the name `\(name.excerpt)` belongs to another service account"
      )
    }
    let user: DirectoryUser.ID? = id(fields["user"])
    if let user, let place = fields["user"] {
      references.mention(user, at: place)
      checkOwner(user, at: place)
    }
    let clientID = text(fields["client_id"])
    if let clientID {
      reportTaken(
        clientID,
        at: fields["client_id"],
        before: clientIDs.take(clientID, fields["client_id"]),
        .duplicateID,
        "the client id `\(clientID.excerpt)` belongs to another service account"
      )
    }
    let secretDigest = secretDigest(fields["secret_digest"])
    let contact = text(fields["contact"])
    guard let name, let user else { return nil }
    return ServiceAccount(
      name: name,
      user: user,
      clientID: clientID,
      secretDigest: secretDigest,
      contact: contact
    )
  }

  /// The digest of a secret; a null is what a plan has in its place.
  ///
  /// What is no digest may be the secret itself, so no message repeats it.
  private mutating func secretDigest(_ value: Reference?) -> String? {
    guard let value else { return nil }
    let digest = document.resolve(value)
    guard !digest.isNone else { return nil }
    if document[digest.node].kind == .scalar {
      if document.isNull(digest.node) { return nil }
      let text = document.text(of: digest.node)
      if ServiceAccount.isSecretDigest(text) { return text }
    }
    report(
      .unknownValue,
      "the digest of a secret is `sha256:` and hexadecimal digits in lower case, found something else",
      at: document.place(of: digest)
    )
    return nil
  }

  /// Reports a directory user that two apps or service accounts have.
  mutating func checkOwner(_ user: DirectoryUser.ID, at place: Reference) {
    reportTaken(
      user.description,
      at: place,
      before: owners.take(user.description, place),
      .duplicateID,
      "the user `\(user)` belongs to another app or service account"
    )
  }
}
