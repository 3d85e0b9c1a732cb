import Catalog
import Companies
import Documents

// How verbs find what they are told to change.
extension PlanBuilder {
  /// The app of a name, or of a uid where two share the name.
  func app(named name: String) throws -> InstalledApp {
    let app = try draft.app(named: name)
    try note(app)
    return app
  }

  /// Notes all of an app as it is, unless the plan itself brings it in.
  private func note(_ app: InstalledApp) throws {
    guard let known = try draft.original(of: app) else { return }
    facts.note(.object(try base.address(of: known)))
  }

  /// Whether what the records have as an app's manifest is one, not what stands for an unknown one.
  func knowsManifest(of app: InstalledApp) throws -> Bool {
    guard let known = try draft.original(of: app) else { return true }
    return try !base.unknown().contains(base.address(of: known).description)
  }

  /// The app that a manifest is a version of: by its uid where both have one, else by its name.
  func app(name: String, uid: String?) throws -> InstalledApp? {
    // Whoever else has the name says which app is meant, and nothing more.
    facts.note(.app(name), ["name", "uid"])
    if let uid {
      if let app = try draft.app(uid: uid) {
        try note(app)
        return app
      }
      facts.note(.app(uid))
    }
    let named = try draft.apps(named: name).filter { uid == nil || $0.uid == nil }
    if named.count > 1 {
      throw Plan.Refusal(
        "\(named.count) apps have the name `\(name)`; the manifest needs an `app_manifest.uid`"
      )
    }
    if let app = named.first { try note(app) }
    return named.first
  }

  /// Refuses a manifest that has an app's name and another uid than that app.
  func refuseOther(than uid: String?, named name: String) throws {
    let uids = try draft.apps(named: name).compactMap(\.uid)
    guard let uid, !uids.isEmpty else { return }
    throw Plan.Refusal(
      "the app `\(name)` that is there has the uid "
        + uids.map { "`\($0)`" }.joined(separator: ", ")
        + ", the manifest `\(uid)`: it is another app; `dmsa install` installs it"
    )
  }

  /// A project by its id, else by its exact name.
  func project(_ text: String) throws -> Project {
    let project = try draft.project(named: text)
    if Int64(text) != project.id.value { facts.note(.project(project.id), ["name"]) }
    return project
  }

  /// These projects, each once, by id; all that are wrong are told at once.
  func projects(_ choice: ProjectChoice) throws -> [Project.ID] {
    switch choice {
    case .named(let names):
      var ids: Set<Project.ID> = []
      var wrong: [Plan.Refusal] = []
      for name in names {
        do {
          ids.insert(try project(name).id)
        } catch let refusal as Plan.Refusal {
          wrong.append(refusal)
        }
      }
      try refuse(wrong)
      return ids.sorted()
    case .allActive:
      facts.note(.activeProjects)
      var ids: [Project.ID] = []
      try draft.eachProject {
        if $0.isActive { ids.append($0.id) }
        return true
      }
      return ids
    }
  }

  /// A user by login, else by name.
  func user(_ text: String) throws -> DirectoryUser {
    do {
      let user = try draft.user(text)
      let isFoundByLogin = DirectoryUser.folded(user.login) == DirectoryUser.folded(text)
      facts.note(.user(user.id), [isFoundByLogin ? "login" : "name"])
      return user
    } catch let mistake as QuestionMistake {
      throw Plan.Refusal(mistake.message)
    }
  }

  /// A template by its id, else by a name that one alone has among those that are fit.
  func template(
    _ text: String,
    _ what: String = "permission template",
    where isFit: (PermissionTemplate) -> Bool = { _ in true }
  ) throws -> PermissionTemplate {
    if let id = Int64(text), let template = try draft.template(PermissionTemplate.ID(id)) {
      facts.note(.template(template.id), ["scope", "project"])
      guard isFit(template) else {
        throw Plan.Refusal("the permission template `\(text)` is no \(what)")
      }
      return template
    }
    let named = try draft.templates(named: text)
    let fit = named.filter(isFit)
    guard fit.count < 2 else {
      throw Plan.Refusal(
        "\(fit.count) permission templates have the name `\(text)`, expected an id: "
          + fit.map { "`\($0.id)`" }.joined(separator: ", ")
      )
    }
    if let template = fit.first {
      facts.note(.template(template.id), ["name", "scope", "project"])
      return template
    }
    if !named.isEmpty {
      throw Plan.Refusal("the permission template `\(text)` is no \(what)")
    }
    let names = try draft.templates().map(\.name)
    throw Plan.Refusal(
      "there is no permission template `\(text)`" + NearNames.hint(to: text, among: names)
    )
  }
}

/// Which projects a verb is about.
package enum ProjectChoice: Hashable, Sendable {
  /// By ids or names.
  case named([String])
  /// Those that are active now.
  case allActive

  package var isEmpty: Bool { self == .named([]) }
}
