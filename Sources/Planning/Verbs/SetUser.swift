import Catalog
import Companies

/// `user set`: what an admin sets on somebody in the directory.
package struct SetUser: Verb {
  package let login: String
  package var companyTemplate: String?
  package var defaultProjectTemplate: String?
  package var isAddedToNewProjects: Bool?
  /// Projects to become a member of.
  package var projects = ProjectChoice.named([])
  /// The template there; the default one where none is named.
  package var template: String?
  package var removedProjects: [String] = []
  package var isActive: Bool?
  /// Risks that are accepted elsewhere.
  package var accepted: Set<String> = []

  package init(login: String) { self.login = login }

  static let name = "user set"

  package var name: String { SetUser.name }

  package func plan(_ builder: PlanBuilder) throws {
    try builder.requireRight()
    let user = try builder.user(login)
    try plan(user, builder)
    if let account = try builder.draft.serviceAccount(of: user.id) {
      builder.facts.note(.serviceAccount(account.name), ["user"])
      builder.warnAboutEndedAccounts()
    }
    try warnAboutApp(of: user, builder)
  }

  /// Works out what changes of a user that was found.
  func plan(_ old: DirectoryUser, _ builder: PlanBuilder) throws {
    var user = old
    if let companyTemplate {
      let template = try builder.template(companyTemplate, "company template") {
        $0.scope == .company
      }
      user.companyLevels = .template(template.id)
    }
    if let defaultProjectTemplate {
      let template = try builder.template(defaultProjectTemplate, "global project template") {
        $0.scope == .project && $0.project == nil
      }
      user.defaultProjectTemplate = template.id
    }
    if let isAddedToNewProjects { user.isAddedToNewProjects = isAddedToNewProjects }
    if let isActive { user.isActive = isActive }
    try builder.draft.put(.user(user), at: .user(user.id))
    let added = try builder.projects(projects)
    for project in added {
      try add(user, to: project, builder)
    }
    try builder.warnAboutInactive(added)
    for project in added {
      guard let levels = try builder.draft.membership(of: user.id, in: project)?.levels else {
        continue
      }
      try builder.warnAboutDisabledTools(builder.draft.levels(levels), in: [project])
    }
    if companyTemplate != nil {
      try builder.warnAboutDisabledTools(company: builder.draft.levels(user.companyLevels))
    }
    for project in try builder.projects(.named(removedProjects)) {
      if added.contains(project) {
        throw Plan.Refusal("project `\(project)` is both to be added and to be removed")
      }
      builder.facts.note(.membership(user.id, project))
      guard try builder.draft.membership(of: user.id, in: project) != nil else { continue }
      try builder.draft.put(nil, at: .membership(user.id, project))
    }
  }

  private func add(
    _ user: DirectoryUser,
    to project: Project.ID,
    _ builder: PlanBuilder
  ) throws {
    builder.facts.note(.membership(user.id, project))
    let known = try builder.draft.membership(of: user.id, in: project)
    var levels: AssignedLevels?
    if let template {
      let found = try builder.template(template, "template for project `\(project)`") {
        $0.scope == .project && ($0.project == nil || $0.project == project)
      }
      levels = .template(found.id)
    } else if known == nil {
      builder.facts.note(.user(user.id), ["default_project_template"])
      levels = user.defaultProjectTemplate.map { .template($0) } ?? .nothing
    }
    guard let levels else { return }
    try builder.draft.put(
      .membership(Membership(project: project, levels: levels)),
      at: .membership(user.id, project)
    )
  }

  /// The platform asks admins to leave an app's user alone, but for its way into new projects.
  private func warnAboutApp(of user: DirectoryUser, _ builder: PlanBuilder) throws {
    guard let app = try builder.draft.app(of: user.id) else { return }
    builder.facts.note(.object(try builder.base.address(of: app)), ["user"])
    let isUnmarked = isAddedToNewProjects == false && user.isAddedToNewProjects
    let isDocumentedWay =
      companyTemplate == nil && projects.isEmpty && removedProjects.isEmpty && isActive == nil
      && !isUnmarked
    guard !isDocumentedWay else {
      try builder.warnAboutFutureProjects(app)
      return
    }
    builder.warn(
      "dmsa-user-edited",
      "`\(user.login)` is the directory user of `\(app.name)`; the platform asks not to edit it,"
        + " and `dmsa drift` shows what differs from its manifest"
    )
    if !accepted.contains("dmsa-user-edited") {
      builder.needAcceptance(of: "dmsa-user-edited")
    }
    try builder.warnAboutFutureProjects(app)
  }
}
