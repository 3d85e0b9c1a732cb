package import Catalog
package import Companies
import Documents

/// `company import` into a store that holds the company already: it becomes what the snapshot says.
///
/// Apps, their configurations and use, and wishes of which the snapshot says nothing stay, for no
/// platform answers with all of them; what they refer to has to be there. A list of an app that
/// stands in the snapshot with nothing in it says that there is nothing.
package struct ImportSnapshot: Verb {
  package let snapshot: Company

  package init(_ snapshot: Company) { self.snapshot = snapshot }

  package var name: String { "import" }

  package func ownTools(in catalog: Catalog) -> [ToolExtension] {
    snapshot.catalog.tools.filter { catalog.tool($0.scope, $0.key) == nil }.map {
      ToolExtension(scope: $0.scope, key: $0.key, name: $0.name, levels: $0.levels)
    }
  }

  package func plan(_ builder: PlanBuilder) throws {
    try builder.requireRight()
    let held = try builder.base.profile()
    guard held.id == snapshot.contents.id else {
      throw Plan.Refusal(
        "the snapshot is of company `\(snapshot.contents.id)`, the store holds `\(held.id)`"
      )
    }
    builder.facts.note(.directory)
    builder.facts.note(.allowUserInstalls)
    let draft = builder.draft
    try draft.put(snapshot.object(at: .company), at: .company)
    try draft.put(.allowUserInstalls(snapshot.allowsUserInstalls()), at: .allowUserInstalls)
    try putProjectsAndTemplates(draft)
    try putUsers(draft, builder)
    try putAccounts(draft)
    try putApps(draft, builder)
    for request in snapshot.contents.installRequests {
      try draft.put(.installRequest(request), at: .installRequest(request.id))
    }
    try checkReferences(builder)
  }

  private func putProjectsAndTemplates(_ draft: CompanyDraft) throws {
    for project in snapshot.contents.projects {
      try draft.put(.project(project), at: .project(project.id))
    }
    try draft.base.eachProject { project in
      if snapshot.project(project.id) == nil { try draft.put(nil, at: .project(project.id)) }
      return true
    }
    for template in snapshot.contents.templates {
      try draft.put(.template(template), at: .template(template.id))
    }
    for template in try draft.base.templates() where snapshot.template(template.id) == nil {
      try draft.put(nil, at: .template(template.id))
    }
  }

  private func putUsers(_ draft: CompanyDraft, _ builder: PlanBuilder) throws {
    for user in snapshot.contents.users {
      let known = try draft.base.memberships(of: user.id)
      if try draft.base.user(user.id) != nil { builder.facts.note(.memberships(user.id)) }
      try draft.put(.user(user), at: .user(user.id))
      let wanted = snapshot.memberships(of: user.id)
      guard known != wanted else { continue }
      for membership in known
      where snapshot.membership(of: user.id, in: membership.project) == nil {
        try draft.put(nil, at: .membership(user.id, membership.project))
      }
      for membership in wanted where !known.contains(membership) {
        try draft.put(.membership(membership), at: .membership(user.id, membership.project))
      }
    }
    try draft.base.eachUser { user in
      guard snapshot.user(user.id) == nil else { return true }
      builder.facts.note(.memberships(user.id))
      try draft.put(nil, at: .user(user.id))
      return true
    }
  }

  private func putAccounts(_ draft: CompanyDraft) throws {
    for account in snapshot.contents.serviceAccounts {
      try draft.put(.serviceAccount(account), at: .serviceAccount(account.name))
    }
    for account in try draft.base.serviceAccounts()
    where snapshot.serviceAccount(named: account.name) == nil {
      try draft.put(nil, at: .serviceAccount(account.name))
    }
  }

  /// Puts each app in place of its record, wherever that stands; one that has none is new.
  ///
  /// A uid says more than a name, so the apps that are found by theirs come first.
  private func putApps(_ draft: CompanyDraft, _ builder: PlanBuilder) throws {
    let held = try draft.base.apps()
    var taken: Set<Int> = []
    var others: [InstalledApp] = []
    for app in snapshot.contents.apps {
      let place = held.firstIndex {
        $0.uid != nil && $0.uid.map(ExactText.init) == app.uid.map(ExactText.init)
      }
      guard let place else {
        others.append(app)
        continue
      }
      taken.insert(place)
      try put(app, over: held[place], draft, builder)
    }
    for app in others {
      let place = held.indices.first { index in
        !taken.contains(index) && ExactText(held[index].name) == ExactText(app.name)
          && (held[index].uid == nil || app.uid == nil)
      }
      if let place { taken.insert(place) }
      try put(app, over: place.map { held[$0] }, draft, builder)
    }
  }

  private func put(
    _ app: InstalledApp,
    over held: InstalledApp?,
    _ draft: CompanyDraft,
    _ builder: PlanBuilder
  ) throws {
    let isNameTaken = try !draft.apps(named: app.name).isEmpty
    let address =
      try held.map { try draft.designation(of: $0) }
      ?? (isNameTaken ? app.uid ?? app.name : app.name)
    try draft.put(.app(app.alone), at: .app(address))
    let designation = try draft.designation(of: app)
    let name = try held.map { try draft.base.designation(of: $0) }
    var metrics = held?.metrics ?? InstalledApp.Metrics()
    if snapshot.says(.requests, of: app) { metrics.requests = app.requests }
    if snapshot.says(.usedBy, of: app) { metrics.usedBy = app.usedBy }
    if snapshot.says(.requests, of: app) || snapshot.says(.usedBy, of: app) {
      if let name { builder.facts.note(.metrics(app: name)) }
      try draft.replace(metricsOfApp: designation, with: metrics)
    }
    guard snapshot.says(.configurations, of: app),
      let known = try draft.app(designated: designation)
    else { return }
    if let name { builder.facts.note(.configurations(app: name), ["title"]) }
    for configuration in known.configurations
    where app.configuration(titled: configuration.title) == nil {
      try draft.put(nil, at: .configuration(app: designation, title: configuration.title))
    }
    for configuration in app.configurations {
      try draft.put(
        .configuration(configuration),
        at: .configuration(app: designation, title: configuration.title)
      )
    }
  }

  /// What stays may refer only to what is there.
  private func checkReferences(_ builder: PlanBuilder) throws {
    func check(_ project: Project.ID, _ what: String) {
      guard snapshot.project(project) == nil else { return }
      builder.refuse(
        Plan.Refusal("\(what) refers to project `\(project)`, which the snapshot lacks")
      )
    }
    func check(_ user: DirectoryUser.ID, _ what: String) {
      guard snapshot.user(user) == nil else { return }
      builder.refuse(Plan.Refusal("\(what) refers to user `\(user)`, whom the snapshot lacks"))
    }
    var owners: [DirectoryUser.ID: String] = [:]
    for account in snapshot.contents.serviceAccounts { owners[account.user] = account.name }
    for app in try builder.base.apps() {
      builder.facts.note(
        .object(try builder.base.address(of: app)),
        ["permitted_projects", "user"]
      )
    }
    for app in try builder.draft.apps() {
      if let user = app.user, let owner = owners.updateValue(app.name, forKey: user) {
        builder.refuse(
          Plan.Refusal("the user `\(user)` would belong to both `\(owner)` and `\(app.name)`")
        )
      }
      for project in app.permittedProjects { check(project, "the app `\(app.name)`") }
      for configuration in app.configurations {
        guard case .projects(let ids) = configuration.target else { continue }
        for id in ids {
          check(id, "the configuration `\(configuration.title)` of `\(app.name)`")
        }
      }
      for use in app.usedBy { check(use.user, "the use of `\(app.name)`") }
    }
    for request in try builder.draft.installRequests() {
      check(request.by, "the install request `\(request.id)`")
    }
  }
}
