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
    let held = Dictionary(self.held.users.map { ($0.id, $0) }) { first, _ in first }
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
      var user = DirectoryUser(
        id: id,
        name: name ?? login ?? "",
        login: login ?? "",
        isActive: isActive(record),
        companyLevels: .nothing,
        defaultProjectTemplate: nil,
        isAddedToNewProjects: false
      )
      if let template = template(
        record["company_permission_template_id"],
        record["company_permission_template"],
        .company
      ) {
        user.companyLevels = .template(template)
        if isDenied(record["company_permission_template_id"]) {
          isUnknown(.user(id), "which company template it has")
        }
      }
      readNewProjects(record, held[id], into: &user)
      users[id] = user
    }
    for areActive in [true, false] where files(.users(areActive: areActive)).isEmpty {
      keepUsers(areActive: areActive, without: logins)
    }
  }

  /// Whether a user is active, by what is said of it, else by the list that it stands in.
  private mutating func isActive(_ record: AnswerRecord) -> Bool {
    func isListed(_ part: AnswerObject, areActive: Bool) -> Bool {
      files[part.whole.file].subject == .users(areActive: areActive)
    }
    let isSaidActive = boolean(record["is_active"])
    let isListedActive = record.parts.contains { isListed($0, areActive: true) }
    let isActive = isSaidActive ?? isListedActive
    for part in record.parts where isActive && isListed(part, areActive: false) {
      // What contradicts another answer's word was told already.
      if let word = said(part["is_active"]), json(word) != .boolean(true) { continue }
      report(
        .conflictingAnswers,
        "user `\(record.id)` is listed among the inactive ones, and is active "
          + (isSaidActive == nil ? "by another list" : "as `is_active` has it"),
        at: part.whole
      )
    }
    return isActive
  }

  /// Whether new projects get a user, and with which template.
  ///
  /// Where the default template's id denies what an object beside it names, no verdict rests on it.
  private mutating func readNewProjects(
    _ record: AnswerRecord,
    _ held: DirectoryUser?,
    into user: inout DirectoryUser
  ) {
    let address = "membership/\(user.id)/new"
    let held = self.held.knows(address) ? held : nil
    let isAdded = boolean(record["add_to_new_projects"]) ?? held?.isAddedToNewProjects
    user.isAddedToNewProjects = isAdded ?? false
    if isAdded == nil { isUnknown(address, "whether it is added to new projects") }
    let id = record["default_permission_template_id"]
    user.defaultProjectTemplate = template(id, record["permission_template"], .project)
    if user.defaultProjectTemplate == nil, id == nil, let kept = held?.defaultProjectTemplate {
      keepTemplate(kept, of: .project)
      user.defaultProjectTemplate = templates[kept].map(\.id)
    }
    guard let template = user.defaultProjectTemplate else {
      if isAdded != false { isUnknown(address, "its default project template") }
      return
    }
    if isDenied(id), isAdded != false {
      isUnknown(address, "whether `\(template)` is its default project template")
    }
  }

  // MARK: - Levels

  /// Gives users what they hold in the company, and their memberships.
  mutating func readLevels() {
    let names = Dictionary(grouping: templates.values.filter { $0.scope == .project }) {
      ExactText($0.name)
    }
    readAskedProjects()
    let sorted = users.values.sorted { $0.id < $1.id }
    // Whose projects no answer says come last: what the others say tells which projects there are.
    let silent = Set(sorted.map(\.id).filter { files(.assignments($0)).isEmpty })
    for user in sorted.filter({ !silent.contains($0.id) })
      + sorted.filter({ silent.contains($0.id) })
    {
      let owner = owners[user.id]
      let app = owner.map { apps[$0] }
      if let template = user.companyLevels.template {
        if let asked = companyLevels(askedBy: user.id, beside: template) {
          users[user.id]?.companyLevels = .custom(asked)
        }
      } else {
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
    if let asked = permissions(of: user, in: nil) {
      if let gap = asked.gap { isUnknown(.user(user), gap) }
      return asked.levels(.company, in: catalog)
    }
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
      var levels: AssignedLevels
      if let template = assignment.template {
        levels = named(template, user, project, names)
        if let asked = projectLevels(askedBy: user, in: project, beside: levels) {
          levels = .custom(asked)
        }
      } else {
        levels = .custom(projectLevels(of: user, app, in: project))
      }
      if !assignment.isSaid, permissions(of: user, in: project)?.grantsAnything != true {
        isUnknown(.membership(user, project), "whether it is assigned")
      }
      memberships.append(Membership(project: project, levels: levels))
    }
    noteUnassigned(user, besides: Set(memberships.map(\.project)))
    return memberships
  }

  /// A project to which somebody is assigned, and the template there by its name.
  struct Assignment {
    let project: Project.ID
    let name: String?
    let isActive: Bool?
    let template: String?
    /// Whether the answer says that it is assigned.
    let isSaid: Bool
  }

  mutating func assignments(of user: DirectoryUser.ID) -> [Assignment] {
    records(
      files(.assignments(user)),
      "the assignment to project",
      id: "project_id",
      ["name", "active", "is_assigned", "permission_template_name"]
    ).compactMap { record in
      let isAssigned = boolean(record["is_assigned"])
      let assignment = Assignment(
        project: Project.ID(record.id),
        name: text(record["name"]),
        isActive: boolean(record["active"]),
        template: text(record["permission_template_name"]),
        isSaid: isAssigned != nil
      )
      return isAssigned == false ? nil : assignment
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
    if let asked = permissions(of: user, in: project) {
      if let gap = asked.gap { isUnknown(.membership(user, project), gap) }
      var levels = asked.levels(.project, in: catalog)
      // What is switched off there isn't shown: the app holds it all the same.
      for (key, level) in manifested?.sorted ?? [] where levels[key] == .none {
        if projects[project]?.tools.contains(key) == false { levels[key] = level }
      }
      return levels
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

  /// The projects in which a user without assignments asked for what it may do, and may something.
  private mutating func membershipsByPermissions(of user: DirectoryUser.ID) -> [Membership] {
    var memberships: [Membership] = []
    for project in askedProjects[user] ?? [] {
      guard let asked = permissions(of: user, in: project), asked.grantsAnything else { continue }
      mention(project)
      if let gap = asked.gap { isUnknown(.membership(user, project), gap) }
      memberships.append(
        Membership(project: project, levels: .custom(asked.levels(.project, in: catalog)))
      )
    }
    return memberships
  }
}
