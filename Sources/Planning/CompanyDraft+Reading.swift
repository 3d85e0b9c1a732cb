package import Companies
import Documents

// A draft answers as the company would with all its changes made.
extension CompanyDraft: CompanyReader {
  package func profile() throws -> CompanyProfile { try profileChange ?? base.profile() }

  package func allowsUserInstalls() throws -> Bool {
    try userInstallsChange ?? base.allowsUserInstalls()
  }

  // MARK: - Projects and templates

  package func project(_ id: Project.ID) throws -> Project? {
    try projectChanges[id] ?? base.project(id)
  }

  package func projects(named name: String) throws -> [Project] {
    try merged(base.projects(named: name), projectChanges, \.id) {
      ExactText($0.name) == ExactText(name)
    }
  }

  package func eachProject(_ body: (Project) throws -> Bool) throws {
    var goesOn = true
    try base.eachProject { project in
      guard projectChanges[project.id] == nil else { return true }
      goesOn = try body(project)
      return goesOn
    }
    for project in projectChanges.values.compactMap(\.self).sorted(by: { $0.id < $1.id }) {
      guard goesOn else { return }
      goesOn = try body(project)
    }
  }

  package func template(_ id: PermissionTemplate.ID) throws -> PermissionTemplate? {
    try templateChanges[id] ?? base.template(id)
  }

  package func templates(named name: String) throws -> [PermissionTemplate] {
    try merged(base.templates(named: name), templateChanges, \.id) {
      ExactText($0.name) == ExactText(name)
    }
  }

  package func templates() throws -> [PermissionTemplate] {
    try merged(base.templates(), templateChanges, \.id) { _ in true }
  }

  // MARK: - Users and memberships

  package func user(_ id: DirectoryUser.ID) throws -> DirectoryUser? {
    try userChanges[id] ?? base.user(id)
  }

  package func user(login: String) throws -> DirectoryUser? {
    let folded = DirectoryUser.folded(login)
    let changed = userChanges.values.compactMap(\.self)
    if let user = changed.first(where: { DirectoryUser.folded($0.login) == folded }) { return user }
    return try base.user(login: login).flatMap { userChanges[$0.id] == nil ? $0 : nil }
  }

  package func users(named name: String) throws -> [DirectoryUser] {
    try merged(base.users(named: name), userChanges, \.id) {
      ExactText($0.name) == ExactText(name)
    }
  }

  package func eachUser(_ body: (DirectoryUser) throws -> Bool) throws {
    var goesOn = true
    try base.eachUser { user in
      guard userChanges[user.id] == nil else { return true }
      goesOn = try body(user)
      return goesOn
    }
    for user in userChanges.values.compactMap(\.self).sorted(by: { $0.id < $1.id }) {
      guard goesOn else { return }
      goesOn = try body(user)
    }
  }

  package func membership(
    of user: DirectoryUser.ID,
    in project: Project.ID
  ) throws -> Membership? {
    try membershipChanges[user]?[project] ?? base.membership(of: user, in: project)
  }

  package func memberships(of user: DirectoryUser.ID) throws -> [Membership] {
    let memberships = try base.memberships(of: user)
    guard let changes = membershipChanges[user] else { return memberships }
    return merged(memberships, changes, \.project) { _ in true }
  }

  package func members(of project: Project.ID) throws -> [DirectoryUser.ID] {
    var members = Set(try base.members(of: project))
    for (user, changes) in membershipChanges {
      guard let change = changes[project] else { continue }
      if change == nil { members.remove(user) } else { members.insert(user) }
    }
    return members.sorted()
  }

  package func eachHolder(
    of template: PermissionTemplate.ID,
    _ body: (TemplateHolder) throws -> Bool
  ) throws {
    var goesOn = true
    try base.eachHolder(of: template) { holder in
      if case .project(let project) = holder.use {
        if membershipChanges[holder.user]?[project] != nil { return true }
      } else if userChanges[holder.user] != nil {
        return true
      }
      goesOn = try body(holder)
      return goesOn
    }
    var holders: [TemplateHolder] = []
    for user in userChanges.values.compactMap(\.self) {
      if user.companyLevels.template == template {
        holders.append(TemplateHolder(user: user.id, use: .company))
      }
      if user.defaultProjectTemplate == template {
        holders.append(TemplateHolder(user: user.id, use: .defaultInProjects))
      }
    }
    for (user, changes) in membershipChanges {
      for case let membership? in changes.values where membership.levels.template == template {
        holders.append(TemplateHolder(user: user, use: .project(membership.project)))
      }
    }
    for holder in holders {
      guard goesOn else { return }
      goesOn = try body(holder)
    }
  }

  // MARK: - Apps, service accounts and wishes

  package func apps(named name: String) throws -> [InstalledApp] {
    let name = ExactText(name)
    return sorted(
      try untouched(base.apps(named: name.text))
        + appEntries.compactMap(\.current).filter { ExactText($0.name) == name }
    )
  }

  package func app(uid: String) throws -> InstalledApp? {
    let uid = ExactText(uid)
    return try appEntries.compactMap(\.current).first { $0.uid.map(ExactText.init) == uid }
      ?? base.app(uid: uid.text).flatMap { untouched([$0]).first }
  }

  package func app(of user: DirectoryUser.ID) throws -> InstalledApp? {
    try appEntries.compactMap(\.current).first { $0.user == user }
      ?? base.app(of: user).flatMap { untouched([$0]).first }
  }

  package func apps() throws -> [InstalledApp] {
    sorted(try untouched(base.apps()) + appEntries.compactMap(\.current))
  }

  private func untouched(_ apps: [InstalledApp]) -> [InstalledApp] {
    apps.filter { app in
      !appEntries.contains { $0.base?.isSameRecord(as: app) == true }
    }
  }

  private func sorted(_ apps: [InstalledApp]) -> [InstalledApp] {
    apps.sorted {
      ExactText($0.name) == ExactText($1.name)
        ? ($0.uid ?? "").utf8.lexicographicallyPrecedes(($1.uid ?? "").utf8)
        : $0.name.utf8.lexicographicallyPrecedes($1.name.utf8)
    }
  }

  package func serviceAccount(named name: String) throws -> ServiceAccount? {
    try accountChanges[ExactText(name)] ?? base.serviceAccount(named: name)
  }

  package func serviceAccount(of user: DirectoryUser.ID) throws -> ServiceAccount? {
    try accountChanges.values.compactMap(\.self).first { $0.user == user }
      ?? base.serviceAccount(of: user).flatMap {
        accountChanges[ExactText($0.name)] == nil ? $0 : nil
      }
  }

  package func serviceAccounts() throws -> [ServiceAccount] {
    let untouched = try base.serviceAccounts().filter { accountChanges[ExactText($0.name)] == nil }
    return (untouched + accountChanges.values.compactMap(\.self)).sorted {
      $0.name.utf8.lexicographicallyPrecedes($1.name.utf8)
    }
  }

  package func installRequest(_ id: InstallRequest.ID) throws -> InstallRequest? {
    try requestChanges[id] ?? base.installRequest(id)
  }

  package func installRequests(forApp name: String) throws -> [InstallRequest] {
    try merged(base.installRequests(forApp: name), requestChanges, \.id) {
      ExactText($0.app) == ExactText(name)
    }
  }

  package func installRequests() throws -> [InstallRequest] {
    try merged(base.installRequests(), requestChanges, \.id) { _ in true }
  }

  package func unknown() throws -> [String] {
    if let profileChange { return profileChange.unknown }
    let unknown = try base.unknown()
    guard userInstallsChange != nil else { return unknown }
    return unknown.filter { $0 != ObjectAddress.allowUserInstalls.description }
  }

  package func assumed() throws -> [String] {
    try profileChange?.assumed ?? base.assumed()
  }

  // MARK: -

  private func merged<Element, Key: Hashable & Comparable>(
    _ elements: [Element],
    _ changes: [Key: Element?],
    _ key: (Element) -> Key,
    _ isWanted: (Element) -> Bool
  ) -> [Element] {
    let untouched = elements.filter { changes[key($0)] == nil }
    let changed = changes.values.compactMap(\.self).filter(isWanted)
    guard !changed.isEmpty else { return untouched }
    return (untouched + changed).sorted { key($0) < key($1) }
  }
}
