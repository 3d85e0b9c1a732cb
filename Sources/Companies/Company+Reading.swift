import Documents

// A company in memory answers what any company does, and never fails to.
extension Company: CompanyReader {
  package func profile() -> CompanyProfile {
    CompanyProfile(
      id: contents.id,
      name: contents.name,
      tools: contents.tools,
      ownTools: contents.ownTools
    )
  }

  package func allowsUserInstalls() -> Bool { contents.allowsUserInstalls }

  // MARK: - Projects and templates

  package func project(_ id: Project.ID) -> Project? {
    projectPositions[id].map { contents.projects[$0] }
  }

  package func projects(named name: String) -> [Project] {
    contents.projects.filter { ExactText($0.name) == ExactText(name) }
  }

  package func eachProject(_ body: (Project) throws -> Bool) rethrows {
    for project in contents.projects { guard try body(project) else { return } }
  }

  package func template(_ id: PermissionTemplate.ID) -> PermissionTemplate? {
    templatePositions[id].map { contents.templates[$0] }
  }

  package func templates(named name: String) -> [PermissionTemplate] {
    contents.templates.filter { ExactText($0.name) == ExactText(name) }
  }

  package func templates() -> [PermissionTemplate] { contents.templates }

  // MARK: - Users and memberships

  package func user(_ id: DirectoryUser.ID) -> DirectoryUser? {
    userPositions[id].map { contents.users[$0] }
  }

  package func user(login: String) -> DirectoryUser? {
    userLogins[DirectoryUser.folded(login)].map { contents.users[$0] }
  }

  package func users(named name: String) -> [DirectoryUser] {
    (userNames[ExactText(name)] ?? []).map { contents.users[$0] }
  }

  package func eachUser(_ body: (DirectoryUser) throws -> Bool) rethrows {
    for user in contents.users { guard try body(user) else { return } }
  }

  package func membership(of user: DirectoryUser.ID, in project: Project.ID) -> Membership? {
    let memberships = contents.memberships[user] ?? []
    var low = 0
    var high = memberships.count
    while low < high {
      let middle = (low + high) / 2
      if memberships[middle].project < project { low = middle + 1 } else { high = middle }
    }
    return low < memberships.count && memberships[low].project == project
      ? memberships[low] : nil
  }

  package func memberships(of user: DirectoryUser.ID) -> [Membership] {
    contents.memberships[user] ?? []
  }

  package func members(of project: Project.ID) -> [DirectoryUser.ID] {
    contents.users.map(\.id).filter { membership(of: $0, in: project) != nil }
  }

  package func eachHolder(
    of template: PermissionTemplate.ID,
    _ body: (TemplateHolder) throws -> Bool
  ) rethrows {
    for user in contents.users {
      var uses: [TemplateHolder.Use] = []
      if user.companyLevels.template == template { uses.append(.company) }
      if user.defaultProjectTemplate == template { uses.append(.defaultInProjects) }
      for membership in contents.memberships[user.id] ?? []
      where membership.levels.template == template {
        uses.append(.project(membership.project))
      }
      for use in uses { guard try body(TemplateHolder(user: user.id, use: use)) else { return } }
    }
  }

  // MARK: - Apps, service accounts and wishes

  package func apps(named name: String) -> [InstalledApp] {
    (appNames[ExactText(name)] ?? []).map { contents.apps[$0] }
  }

  package func app(uid: String) -> InstalledApp? {
    appIdentities[ExactText(uid)].map { contents.apps[$0] }
  }

  package func app(of user: DirectoryUser.ID) -> InstalledApp? {
    appUsers[user].map { contents.apps[$0] }
  }

  package func apps() -> [InstalledApp] { contents.apps }

  package func serviceAccount(named name: String) -> ServiceAccount? {
    accountNames[ExactText(name)].map { contents.serviceAccounts[$0] }
  }

  package func serviceAccount(of user: DirectoryUser.ID) -> ServiceAccount? {
    accountUsers[user].map { contents.serviceAccounts[$0] }
  }

  package func serviceAccounts() -> [ServiceAccount] { contents.serviceAccounts }

  package func installRequest(_ id: InstallRequest.ID) -> InstallRequest? {
    contents.installRequests.first { $0.id == id }
  }

  package func installRequests(forApp name: String) -> [InstallRequest] {
    (requestNames[ExactText(name)] ?? []).map { contents.installRequests[$0] }
  }

  package func installRequests() -> [InstallRequest] { contents.installRequests }

  package func unknown() -> [String] { contents.unknown }

  package func assumed() -> [String] { contents.assumed }
}
