package import Catalog
import Companies
import Documents
import Manifests

/// `plan`: whatever it takes to bring a company to a declared state.
package struct ApplyPortfolio: Verb {
  package let portfolio: Portfolio
  /// The manifests by the paths that the portfolio names them by.
  package let manifests: [String: ProposedManifest]
  package var allowsDowngrade = false
  /// What is wrong with the file itself, told with all that is wrong besides.
  package var mistakes: [Plan.Refusal] = []

  package init(_ portfolio: Portfolio, manifests: [String: ProposedManifest]) {
    self.portfolio = portfolio
    self.manifests = manifests
  }

  package var name: String { "plan" }

  package func ownTools(in catalog: Catalog) -> [ToolExtension] {
    var seen: Set<String> = []
    return manifests.values.flatMap { $0.recorded.ownTools(in: catalog) }
      .sorted { ($0.scope.name, $0.key) < ($1.scope.name, $1.key) }
      .filter { seen.insert($0.scope.name + ":" + $0.key).inserted }
  }

  package func plan(_ builder: PlanBuilder) throws {
    for mistake in mistakes { builder.refuse(mistake) }
    let company = try builder.base.profile().id
    if let wanted = portfolio.company, wanted != company {
      throw Plan.Refusal(
        "\(portfolio.companyPlace): the portfolio is for company `\(wanted)`, the store holds"
          + " `\(company)`"
      )
    }
    if let isOn = portfolio.allowsUserInstalls {
      builder.facts.note(.allowUserInstalls)
      if try builder.draft.allowsUserInstalls() != isOn {
        try builder.part("settings") { try SetUserInstalls(isOn: isOn).plan(builder) }
      }
    }
    for template in portfolio.templates { try planTemplate(template, builder) }
    var managed: [(app: ExactText, uid: String?)] = []
    for app in portfolio.apps {
      let identity = identity(of: app)
      if let identity {
        let isTwin = managed.contains {
          $0.app == ExactText(identity.name)
            && ($0.uid == nil || identity.uid == nil || $0.uid == identity.uid)
        }
        guard !isTwin else {
          builder.refuse(
            Plan.Refusal("\(app.place): the app `\(identity.name)` is declared before")
          )
          continue
        }
        managed.append((ExactText(identity.name), identity.uid))
      }
      try builder.placed(app.place) { try planApp(app, builder) }
    }
    builder.unmanaged = try builder.base.apps().filter { app in
      !managed.contains { entry in
        entry.uid.map { $0 == app.uid } == true || entry.app == ExactText(app.name)
      }
    }.map { try builder.base.designation(of: $0) }
  }

  private func identity(of app: Portfolio.App) -> (name: String, uid: String?)? {
    let manifest = app.manifest.flatMap { manifests[$0.text] }
    return (manifest?.name ?? app.name).map { ($0, manifest?.uid) }
  }

  // MARK: - Templates

  private func planTemplate(_ declared: Portfolio.Template, _ builder: PlanBuilder) throws {
    try builder.placed(declared.place) {
      let place = try declared.project.map { try builder.project($0.text).id }
      builder.facts.note(.templateName(declared.scope, declared.name))
      let known = try builder.draft.templates(named: declared.name).filter {
        $0.scope == declared.scope && $0.project == place
      }
      guard known.count < 2 else {
        throw Plan.Refusal(
          "\(known.count) permission templates have the name `\(declared.name)`"
        )
      }
      if var template = known.first {
        builder.facts.note(.template(template.id), ["permissions"])
        guard template.levels.withoutNone != declared.levels.withoutNone else { return }
        try builder.part("template set") {
          try builder.requireRight()
          template.levels = declared.levels
          try builder.warnAboutDisabledTools(of: template)
          try builder.draft.put(.template(template), at: .template(template.id))
        }
      } else {
        try builder.part("template create") {
          try builder.requireRight()
          let id = try builder.drawTemplateID()
          let template = PermissionTemplate(
            id: id,
            name: declared.name,
            scope: declared.scope,
            project: place,
            levels: declared.levels
          )
          try builder.warnAboutDisabledTools(of: template)
          try builder.draft.put(.template(template), at: .template(id))
        }
      }
    }
  }

  // MARK: - Apps

  private func planApp(_ declared: Portfolio.App, _ builder: PlanBuilder) throws {
    let manifest = declared.manifest.flatMap { manifests[$0.text] }
    if declared.state == .uninstalled {
      guard let name = manifest?.name ?? declared.name else {
        throw Plan.Refusal("neither `manifest` nor `name` says which app is meant")
      }
      guard let app = try builder.app(name: name, uid: manifest?.uid), app.state == .installed
      else { return }
      let designation = try builder.draft.designation(of: app)
      try builder.part("uninstall") { try Uninstall(app: designation).plan(builder) }
      return
    }
    guard let manifest else { return }
    try builder.refuseProblems(of: manifest)
    let name = try answer("name") { try manifest.name(or: declared.name) }
    let version = try answer("version") { try manifest.version(or: declared.version) }
    let accepted = Set(declared.acceptedRisks.keys)
    for risk in manifest.risks where risk.isError {
      guard let reason = declared.acceptedRisks[risk.rule] else { continue }
      builder.acceptedRisks.append(Plan.AcceptedRisk(app: name, rule: risk.rule, reason: reason))
    }
    let projects = try declared.projects.map { try choice($0, builder) }
    if let app = try builder.app(name: name, uid: manifest.uid) {
      if app.state == .installed {
        try update(app, manifest, name, version, projects, accepted, builder)
      } else {
        try bringBack(app, manifest, name, version, projects, accepted, builder)
      }
    } else {
      var install = Install(manifest)
      install.appName = declared.name
      install.appVersion = declared.version
      install.accepted = accepted
      if let projects { install.projects = .named(projects.map(\.description)) }
      install.addsToNewProjects = declared.isAddedToNewProjects ?? false
      try builder.part("install") { try install.plan(builder) }
    }
    guard builder.refused.isEmpty, let app = try builder.app(name: name, uid: manifest.uid)
    else { return }
    try planMark(declared, app, builder)
    if let configurations = declared.configurations {
      try builder.part("configure") { try configure(app, configurations, builder) }
    }
  }

  /// What a portfolio lacks is a mistake of the portfolio's.
  private func answer(_ key: String, _ body: () throws -> String) throws -> String {
    do {
      return try body()
    } catch let missing as MissingAnswer {
      throw Plan.Refusal("\(missing.message.prefix { $0 != ";" }); `\(key)` gives it here")
    }
  }

  private func choice(
    _ projects: Portfolio.Projects,
    _ builder: PlanBuilder
  ) throws -> [Project.ID] {
    switch projects {
    case .allActive: return try builder.projects(.allActive)
    case .named(let names): return try ids(names, builder)
    }
  }

  private func ids(_ names: [Portfolio.Placed], _ builder: PlanBuilder) throws -> [Project.ID] {
    var ids: Set<Project.ID> = []
    var wrong: Plan.Refusal?
    for name in names {
      do {
        ids.insert(try builder.project(name.text).id)
      } catch let refusal as Plan.Refusal {
        if let wrong { builder.refuse(wrong) }
        wrong = Plan.Refusal("\(name.place): \(refusal.message)", rule: refusal.rule)
      }
    }
    if let wrong { throw wrong }
    return ids.sorted()
  }

  private func update(
    _ app: InstalledApp,
    _ manifest: ProposedManifest,
    _ name: String,
    _ version: String,
    _ projects: [Project.ID]?,
    _ accepted: Set<String>,
    _ builder: PlanBuilder
  ) throws {
    var update = Update(manifest)
    update.accepted = accepted
    update.allowsDowngrade = allowsDowngrade
    update.projects = .named((projects ?? []).map(\.description))
    // An absent list keeps them; an empty one is a list.
    update.keepsProjects = projects == nil
    update.isWholeList = projects != nil
    try builder.part("update") {
      try builder.requireRight()
      try update.plan(app, name: name, version: version, builder)
    }
    guard builder.refused.isEmpty, let projects,
      let updated = try builder.app(name: name, uid: manifest.uid),
      Set(updated.permittedProjects) != Set(projects)
    else { return }
    try builder.checkTakesProjects(updated)
    let added = projects.filter { !updated.permittedProjects.contains($0) }
    if !added.isEmpty {
      try builder.part("projects add") {
        try builder.requireRight()
        try builder.permit(added, to: updated)
      }
    }
    guard let widened = try builder.app(name: name, uid: manifest.uid) else { return }
    let removed = widened.permittedProjects.filter { !projects.contains($0) }
    guard !removed.isEmpty else { return }
    try builder.part("projects remove") {
      try builder.requireRight()
      try builder.forbid(removed, to: widened)
    }
  }

  private func bringBack(
    _ app: InstalledApp,
    _ manifest: ProposedManifest,
    _ name: String,
    _ version: String,
    _ projects: [Project.ID]?,
    _ accepted: Set<String>,
    _ builder: PlanBuilder
  ) throws {
    let recorded = manifest.recordedVersion(name: name, version: version, after: app)
    if let was = AppVersion(app.recorded.version), let isNow = AppVersion(version) {
      if isNow < was, !allowsDowngrade {
        throw Plan.Refusal(
          "`\(app.name)` is recorded at \(was), which is higher than \(isNow);"
            + " --allow-downgrade goes back",
          rule: "version-not-raised"
        )
      }
      if !(was < isNow), !(isNow < was), recorded.digest != app.recorded.digest {
        throw Plan.Refusal(
          "`\(app.name)` \(was) is recorded with other contents; a change takes a higher version",
          rule: "version-not-raised"
        )
      }
    }
    try builder.part("reinstall") {
      try builder.requireRight()
      try builder.bringBack(
        app,
        at: (recorded, name, manifest.uid),
        .named((projects ?? []).map(\.description)),
        keepsProjects: projects == nil,
        accepted: accepted
      )
    }
  }

  /// Whether the app's user is added to new projects.
  private func planMark(
    _ declared: Portfolio.App,
    _ app: InstalledApp,
    _ builder: PlanBuilder
  ) throws {
    guard let isAdded = declared.isAddedToNewProjects else { return }
    guard let id = app.user, var user = try builder.draft.user(id), app.recorded.hasServiceAccount
    else {
      guard isAdded else { return }
      throw Plan.Refusal(
        "`\(app.name)` has no service account, so it can't be added to new projects"
      )
    }
    builder.facts.note(.user(id))
    guard user.isAddedToNewProjects != isAdded else { return }
    try builder.part("user set") {
      try builder.requireRight()
      if isAdded, user.defaultProjectTemplate == nil {
        try builder.addToNewProjects(user, app: app.name, app.recorded.manifest)
      } else {
        user.isAddedToNewProjects = isAdded
        try builder.draft.put(.user(user), at: .user(id))
      }
      try builder.warnAboutFutureProjects(app)
    }
  }

  // MARK: - Configurations

  private func configure(
    _ app: InstalledApp,
    _ declared: [Portfolio.DeclaredConfiguration],
    _ builder: PlanBuilder
  ) throws {
    let designation = try builder.draft.designation(of: app)
    var wanted: [Configuration] = []
    for entry in declared {
      try builder.placed(entry.place) {
        guard !wanted.contains(where: { ExactText($0.title) == ExactText(entry.title) }) else {
          throw Plan.Refusal("the configuration `\(entry.title)` is declared before")
        }
        let target: Configuration.Target
        switch entry.target {
        case .future: target = .future
        case .company: target = .company
        case .projects(let names): target = .projects(try ids(names, builder))
        }
        wanted.append(Configuration(title: entry.title, values: entry.values, target: target))
      }
    }
    try builder.setConfigurations(wanted, of: app, designation)
  }
}
