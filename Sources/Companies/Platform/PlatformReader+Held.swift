import Catalog
import Documents
import Manifests

// What stays as the store has it where a whole list of the platform's answers is missing.
extension PlatformReader {
  /// Whether the projects are the store's, for no answer lists any.
  var keepsProjects: Bool { files(.projects).isEmpty && !held.projects.isEmpty }

  mutating func keepProjects() {
    guard keepsProjects else { return }
    projects = held.projects
  }

  /// Keeps the users of a list that is missing, but those whose logins others have by now.
  mutating func keepUsers(areActive: Bool, without logins: Set<ExactText>) {
    for user in held.users
    where user.isActive == areActive && users[user.id] == nil
      && !logins.contains(DirectoryUser.folded(user.login))
    {
      users[user.id] = user
      keptUsers.insert(user.id)
      keepTemplate(user.companyLevels.template)
      keepTemplate(user.defaultProjectTemplate)
      let inNewProjects = "membership/\(user.id)/new"
      if !held.knows(inNewProjects) {
        isUnknown(inNewProjects, "whether it is added to new projects")
      }
    }
  }

  /// What a user's memberships were, in projects that are there still.
  ///
  /// - Parameters:
  ///   - user: The user.
  ///   - app: The app whose directory user it is; where its manifest was taken for what a
  ///     membership gives, that is the manifest of today.
  ///   - others: The projects of which an answer says what the user may do.
  /// - Returns: What stays, with its marks.
  mutating func keptMemberships(
    of user: DirectoryUser.ID,
    _ app: PlatformApp?,
    besides others: Set<Project.ID> = []
  ) -> [Membership] {
    let projectsOf = "memberships/\(user)"
    if !held.knows(projectsOf) { isUnknown(projectsOf, "its projects") }
    return (held.memberships[user] ?? []).compactMap { kept in
      var membership = kept
      let project = membership.project
      guard projects[project] != nil, !others.contains(project) else { return nil }
      let address = ObjectAddress.membership(user, project)
      if held.assumes(address), app?.levels != nil {
        membership.levels = .custom(projectLevels(of: user, app, in: project))
        return membership
      }
      keepTemplate(membership.levels.template)
      if !held.knows(address) { isUnknown(address, "its levels") }
      if held.assumes(address) { isAssumed(address, "its levels") }
      return membership
    }
  }

  /// Leaves a template as the store has it, where no answer says what it gives.
  mutating func keepTemplate(_ id: PermissionTemplate.ID?, of scope: Scope? = nil) {
    guard let id, templates[id] == nil, let template = held.templates[id],
      scope.map({ $0 == template.scope }) ?? true
    else { return }
    templates[id] = template
    if !held.knows(.template(id)) { isUnknown(.template(id), "its levels") }
  }

  /// Keeps the apps of the store, where no answer says which are installed.
  mutating func keepApps() {
    for position in held.apps.indices {
      let record = held.record(at: position)
      apps.append(
        PlatformApp(
          name: record.app.name,
          isNameKnown: true,
          uid: record.app.uid,
          installations: [],
          saidVersion: nil,
          saidState: nil,
          source: record.app.source,
          manifest: record.app.uid.flatMap { manifest($0, nil) },
          installed: record.app.installed,
          uninstalled: record.app.uninstalled,
          record: record
        )
      )
    }
  }

  /// Finds the record of each app that was answered for: by its uid, else, as it is put in place of
  /// the store's, one without a uid by its name.
  mutating func findRecords() {
    for position in apps.indices {
      apps[position].record = apps[position].uid.flatMap { held.record(uid: $0) }
    }
    var taken: Set<Int> = []
    let others = apps.indices.filter { apps[$0].record == nil }
      .sorted { (apps[$0].uid ?? "").precedesInBytes(apps[$1].uid ?? "") }
    for position in others {
      let records = held.records(withoutUID: apps[position].name)
      guard let record = records.first(where: { !taken.contains($0.position) }) else { continue }
      taken.insert(record.position)
      apps[position].record = record
    }
  }

  /// Keeps what is unknown of the apps and configurations that stay as the store has them.
  mutating func keepMarks() {
    for (position, app) in held.apps.enumerated() {
      let reported = apps.first { $0.record?.position == position }
      let isShared =
        apps.contains {
          $0.record?.position != position && ExactText($0.name) == ExactText(app.name)
        }
        || held.apps.indices.contains {
          $0 != position && ExactText(held.apps[$0].name) == ExactText(app.name)
        }
      let name =
        reported.map { designation(of: $0) } ?? (isShared ? app.uid ?? app.name : app.name)
      if reported == nil, !held.knows(app) { isUnknown(.app(name), "its manifest") }
      guard reported?.configurations.isEmpty ?? true else { continue }
      for configuration in app.configurations
      where !held.knows(configuration: configuration.title, of: app) {
        isUnknown(
          .configuration(app: name, title: configuration.title),
          "its values, or where it applies"
        )
      }
    }
  }
}
