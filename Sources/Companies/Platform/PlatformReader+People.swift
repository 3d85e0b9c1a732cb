import Catalog
import Diagnostics
import Documents
import Manifests

// Directory users, and who holds what where.
extension PlatformReader {
  private static let userKeys: Set<String> = [
    "name", "first_name", "last_name", "email_address", "is_active", "add_to_new_projects",
    "default_permission_template_id", "permission_template", "company_permission_template_id",
    "company_permission_template",
  ]

  mutating func readUsers() {
    var logins: Set<ExactText> = []
    for record in records(
      files(.users(areActive: true)) + files(.users(areActive: false)),
      "user",
      PlatformReader.userKeys
    ) {
      let id = DirectoryUser.ID(record.id)
      let login = text("email_address", of: record.object)
      if let login, let place = record["email_address"],
        !logins.insert(DirectoryUser.folded(login)).inserted
      {
        report(
          .duplicateLogin,
          "the login `\(login.excerpt)` belongs to another user; case makes no difference",
          at: place
        )
      }
      let names = [text(record["first_name"]), text(record["last_name"])].compactMap(\.self)
      let name = text(record["name"]) ?? (names.isEmpty ? nil : names.joined(separator: " "))
      let isListedActive = files[record.object.whole.file].subject == .users(areActive: true)
      let template = template(
        record["company_permission_template_id"],
        record["company_permission_template"],
        .company
      )
      users[id] = DirectoryUser(
        id: id,
        name: name ?? login ?? "",
        login: login ?? "",
        isActive: boolean(record["is_active"]) ?? isListedActive,
        companyLevels: template.map { .template($0) } ?? .nothing,
        defaultProjectTemplate: self.template(
          record["default_permission_template_id"],
          record["permission_template"],
          .project
        ),
        isAddedToNewProjects: boolean(record["add_to_new_projects"]) ?? false
      )
      if said(record["add_to_new_projects"]) == nil {
        isUnknown("membership/\(id)/new", "whether it is added to new projects")
      }
    }
    for areActive in [true, false] where files(.users(areActive: areActive)).isEmpty {
      keepUsers(areActive: areActive, without: logins)
    }
  }

  // MARK: - Levels

  /// Gives users what they hold in the company, and their memberships.
  mutating func readLevels() {
    let names = Dictionary(grouping: templates.values.filter { $0.scope == .project }) {
      ExactText($0.name)
    }
    let sorted = users.values.sorted { $0.id < $1.id }
    // Whose projects no answer says come last: what the others say tells which projects there are.
    let silent = Set(sorted.map(\.id).filter { files(.assignments($0)).isEmpty })
    for user in sorted.filter({ !silent.contains($0.id) })
      + sorted.filter({ silent.contains($0.id) })
    {
      let owner = owners[user.id]
      let app = owner.map { apps[$0] }
      if user.companyLevels.template == nil {
        let levels = companyLevels(of: user.id, app)
        users[user.id]?.companyLevels = .custom(levels)
      }
      let memberships = memberships(of: user.id, app, names)
      if !memberships.isEmpty { self.memberships[user.id] = memberships }
    }
    permitProjects()
    markUnowned()
  }

  private mutating func companyLevels(
    of user: DirectoryUser.ID,
    _ app: PlatformApp?
  ) -> ToolLevels {
    if let held = permissions(of: user, in: nil) { return held }
    if keptUsers.contains(user), held.knows(.user(user)),
      case .custom(let levels)? = users[user]?.companyLevels
    {
      if held.assumes(.user(user)) { isAssumed(.user(user), "its company levels") }
      return levels
    }
    guard let app else {
      isUnknown(.user(user), "its company levels")
      return [:]
    }
    guard let levels = app.levels else {
      isUnknown(.user(user), "its company levels")
      return [:]
    }
    isAssumed(.user(user), "the company levels of the manifest of `\(app.name)`")
    return levels.company
  }

  private mutating func memberships(
    of user: DirectoryUser.ID,
    _ app: PlatformApp?,
    _ names: [ExactText: [PermissionTemplate]]
  ) -> [Membership] {
    guard !files(.assignments(user)).isEmpty else {
      if keptUsers.contains(user) { return keptMemberships(of: user, app) }
      isUnknown("memberships/\(user)", "its projects")
      let asked = membershipsByPermissions(of: user)
      return asked + keptMemberships(of: user, app, besides: Set(asked.map(\.project)))
    }
    var memberships: [Membership] = []
    for assignment in assignments(of: user) {
      let project = assignment.project
      mention(project, name: assignment.name, isActive: assignment.isActive)
      let levels: AssignedLevels
      if let template = assignment.template {
        levels = named(template, user, project, names)
      } else {
        levels = .custom(projectLevels(of: user, app, in: project))
      }
      memberships.append(Membership(project: project, levels: levels))
    }
    return memberships
  }

  /// A project to which somebody is assigned, and the template there by its name.
  struct Assignment {
    let project: Project.ID
    let name: String?
    let isActive: Bool?
    let template: String?
  }

  mutating func assignments(of user: DirectoryUser.ID) -> [Assignment] {
    records(
      files(.assignments(user)),
      "the assignment to project",
      id: "project_id",
      ["name", "active", "is_assigned", "permission_template_name"]
    ).compactMap { record in
      let isAssigned = boolean(record["is_assigned"]) ?? true
      let assignment = Assignment(
        project: Project.ID(record.id),
        name: text(record["name"]),
        isActive: boolean(record["active"]),
        template: text(record["permission_template_name"])
      )
      return isAssigned ? assignment : nil
    }
  }

  /// The template of a membership by its name: one of the project's own, else a global one.
  private mutating func named(
    _ name: String,
    _ user: DirectoryUser.ID,
    _ project: Project.ID,
    _ names: [ExactText: [PermissionTemplate]]
  ) -> AssignedLevels {
    let candidates = (names[ExactText(name)] ?? [])
      .filter { $0.project == nil || $0.project == project }
    if candidates.count == 1 { return .template(candidates[0].id) }
    isUnknown(
      .membership(user, project),
      candidates.isEmpty ? "the template `\(name)`" : "which template `\(name)` it has"
    )
    return .nothing
  }

  mutating func projectLevels(
    of user: DirectoryUser.ID,
    _ app: PlatformApp?,
    in project: Project.ID
  ) -> ToolLevels {
    let manifested = app?.levels?.project
    if var held = permissions(of: user, in: project) {
      // What is switched off there isn't shown: the app holds it all the same.
      for (key, level) in manifested?.sorted ?? [] where held[key] == .none {
        if projects[project]?.tools.contains(key) == false { held[key] = level }
      }
      return held
    }
    guard let app, let manifested else {
      isUnknown(.membership(user, project), "its levels")
      return [:]
    }
    isAssumed(
      .membership(user, project),
      "the project levels of the manifest of `\(app.name)`"
    )
    return manifested
  }

  /// The projects in which a user that has no assignments asked for what it may do and may something.
  private mutating func membershipsByPermissions(of user: DirectoryUser.ID) -> [Membership] {
    let asked = filesBySubject.keys.compactMap { subject -> Project.ID? in
      guard case .permissions(user, let project) = subject else { return nil }
      return project
    }
    var memberships: [Membership] = []
    for project in asked.sorted() {
      guard let levels = permissions(of: user, in: project),
        levels.levels.values.contains(where: { $0 > .none })
      else { continue }
      mention(project)
      memberships.append(Membership(project: project, levels: .custom(levels)))
    }
    return memberships
  }
}
