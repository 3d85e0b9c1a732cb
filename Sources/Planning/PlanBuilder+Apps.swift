import Catalog
import Companies

// What the verbs about apps have in common.
extension PlanBuilder {
  /// Puts an app where it stands, or will.
  func put(_ app: InstalledApp, at designation: String) throws {
    try draft.put(.app(app), at: .app(designation))
  }

  /// Makes the directory user of an app, with the company levels of its manifest.
  func createUser(for app: String, _ manifest: RecordedManifest) throws -> DirectoryUser {
    let name = try drawUserName(for: app)
    let id = DirectoryUser.ID(try drawID { try draft.user(DirectoryUser.ID($0)) != nil })
    let user = DirectoryUser(
      id: id,
      name: name,
      login: DirectoryUserName.login(of: name),
      companyLevels: .custom(manifest.companyLevels)
    )
    try draft.put(.user(user), at: .user(id))
    return user
  }

  /// Makes a user a member of projects at a manifest's levels.
  func permit(
    _ user: DirectoryUser.ID,
    in projects: [Project.ID],
    _ manifest: RecordedManifest
  ) throws {
    for project in projects {
      let membership = Membership(project: project, levels: .custom(manifest.projectLevels))
      try draft.put(.membership(membership), at: .membership(user, project))
    }
  }

  /// Takes away a user's memberships, all of them or all but some.
  func removeMemberships(
    of user: DirectoryUser.ID,
    except kept: Set<Project.ID> = []
  ) throws {
    facts.note(.memberships(user))
    for membership in try draft.memberships(of: user) where !kept.contains(membership.project) {
      try draft.put(nil, at: .membership(user, membership.project))
    }
  }

  /// Makes the template by which an app comes into new projects, and gives it to the user.
  func addToNewProjects(_ user: DirectoryUser, app: String, _ manifest: RecordedManifest) throws {
    var name = app
    var number = 1
    while try !isFree(templateName: name) {
      number += 1
      name = "\(app) \(number)"
    }
    let id = try drawTemplateID()
    let template = PermissionTemplate(
      id: id,
      name: name,
      scope: .project,
      levels: manifest.projectLevels
    )
    try draft.put(.template(template), at: .template(id))
    var user = user
    user.defaultProjectTemplate = id
    user.isAddedToNewProjects = true
    try draft.put(.user(user), at: .user(user.id))
  }

  /// Whether no template for all projects has a name, and none of the company's, which the platform
  /// lets no template for projects share.
  private func isFree(templateName name: String) throws -> Bool {
    facts.note(.templateName(.project, name), [Fact.globalTemplates])
    facts.note(.templateName(.company, name))
    return try !draft.templates(named: name).contains { $0.project == nil }
  }

  /// What a user waits for of an app; what others ask for makes no difference to that.
  func pendingRequest(for app: InstalledApp, by user: DirectoryUser.ID) throws -> InstallRequest? {
    try pendingRequests(for: app, fields: [Fact.pendingWishes(of: user)]).first { $0.by == user }
  }

  /// The wishes for an app: those by its name, but for another app's of that name, and those by its
  /// uid.
  private func pendingRequests(
    for app: InstalledApp,
    fields: Set<String>?
  ) throws -> [InstallRequest] {
    for name in [app.name, app.uid].compactMap(\.self) {
      facts.note(.installRequests(app: name), fields)
    }
    let requests =
      try app.uid == nil ? draft.installRequests(forApp: app.name) : draft.installRequests()
    return requests.filter { $0.state == .pending && $0.isFor(app) }
  }

  /// Approves everybody's wish for an app that is there now.
  func approveRequests(for app: InstalledApp) throws {
    for var request in try pendingRequests(for: app, fields: nil) {
      request.state = .approved
      try draft.put(.installRequest(request), at: .installRequest(request.id))
    }
  }

  // MARK: - Risks and warnings

  /// Tells the risks that are new, and asks for acceptance of those that are errors.
  func weigh(_ risks: [ProposedManifest.Risk], known: Set<String>, accepted: Set<String> = []) {
    for risk in risks where !known.contains(risk.rule) {
      warn(risk.rule, risk.message)
      if risk.isError, !accepted.contains(risk.rule) { needAcceptance(of: risk.rule) }
    }
  }

  /// Warns of grants that can do nothing, and of inactive projects.
  func warnAboutReach(_ app: InstalledApp, in projects: [Project.ID]) throws {
    try warnAboutDisabledTools(company: app.recorded.manifest.companyLevels)
    try warnAboutDisabledTools(app.recorded.manifest.projectLevels, in: projects)
    try warnAboutInactive(projects)
  }

  /// Warns of a service account that no project is open to.
  func warnAboutNoProjects(_ app: InstalledApp) throws {
    guard app.recorded.hasServiceAccount, app.permittedProjects.isEmpty,
      let id = app.user, let user = try draft.user(id)
    else { return }
    try facts.noteCompanyLevels(of: user)
    guard try !CompanyAccess(draft).isCompanyDirectoryAdmin(user) else { return }
    warn(
      "no-permitted-projects",
      user.isAddedToNewProjects
        ? "no project is permitted; the app can reach those alone that are made from now on"
        : "no project is permitted; the app can reach none"
    )
  }

  /// Warns where an app's user newly has something in any new project; says whether it has.
  @discardableResult
  func warnAboutFutureProjects(_ app: InstalledApp) throws -> Bool {
    guard let id = app.user, let user = try draft.user(id) else { return false }
    func reaches(_ company: CompanyDraft, _ user: DirectoryUser?) throws -> Bool {
      guard let user else { return false }
      return try CompanyAccess(company).levels(of: user, in: .new).contains { $0 > .none }
    }
    let before = CompanyDraft(base, catalog: draft.catalog)
    guard try reaches(draft, user), try !reaches(before, before.user(id)) else { return false }
    warn(
      "future-projects-included",
      "the app newly reaches every project that is made from now on"
    )
    return true
  }

  func count(_ projects: [Project.ID]) -> String {
    guard let first = projects.first else { return "no project" }
    return projects.count == 1 ? "project `\(first)`" : "\(projects.count) projects"
  }
}
