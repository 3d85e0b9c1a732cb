import Catalog
import Companies
import Documents

extension Update {
  /// Brings the template that installing made to the new levels where that is asked for, and warns
  /// of every other one whose levels are not the manifest's.
  func planTemplate(
    _ id: PermissionTemplate.ID,
    of user: DirectoryUser,
    _ levels: ToolLevels,
    before app: InstalledApp,
    _ builder: PlanBuilder
  ) throws {
    guard var template = try builder.draft.template(id) else { return }
    builder.facts.note(.template(id), ["name", "scope", "project", "permissions"])
    guard syncsTemplate, builder.isTemplate(template, madeFor: app, user),
      try !builder.isHeldByOthers(id, than: user)
    else {
      return try warnOutOfStep(id, levels, isOfProjects: true, builder)
    }
    guard template.levels.withoutNone != levels.withoutNone else { return }
    template.levels = levels
    try builder.draft.put(.template(template), at: .template(id))
  }

  /// Warns of a template that keeps its levels.
  func warnOutOfStep(
    _ id: PermissionTemplate.ID,
    _ levels: ToolLevels,
    isOfProjects: Bool,
    _ builder: PlanBuilder
  ) throws {
    guard let template = try builder.draft.template(id) else { return }
    builder.facts.note(.template(id), ["name", "permissions"])
    guard template.levels.withoutNone != levels.withoutNone else { return }
    let way: String
    if isDeclared {
      way = "`permission_templates` can declare them"
    } else if syncsTemplate {
      way =
        "it isn't the one that install made, or others hold it; `dmsa template set` changes it"
    } else if isOfProjects {
      way = "--sync-template brings the one that install made along"
    } else {
      way = "`dmsa template set` changes them"
    }
    builder.warn(
      "template-out-of-step",
      "the permission template `\(template.name)` keeps its levels, which are not the new"
        + " manifest's; \(way)"
    )
  }
}

extension PlanBuilder {
  /// Whether a template is the one that was made to bring an app into new projects.
  ///
  /// It was named for the app. A new version may have renamed that since; the directory user keeps
  /// the name that it got then, and the template is known by this.
  func isTemplate(
    _ template: PermissionTemplate,
    madeFor app: InstalledApp,
    _ user: DirectoryUser
  ) -> Bool {
    guard template.scope == .project, template.project == nil else { return false }
    if isName(template.name, madeOf: app.name) { return true }
    var first = user
    first.name = String(user.login.prefix { $0 != "@" })
    // `app` is what names come to that have no letter to go by.
    guard let slug = DirectoryUserName.slug(of: first), slug != "app" else { return false }
    return isName(template.name) { DirectoryUserName.slug(of: $0) == slug }
  }

  /// Whether anybody but an app's user holds a template, as nobody holds one that install just made.
  func isHeldByOthers(_ template: PermissionTemplate.ID, than user: DirectoryUser) throws -> Bool {
    try facts.noteHolders(of: template)
    var isHeld = false
    try draft.eachHolder(of: template) {
      isHeld = $0.user != user.id
      return !isHeld
    }
    return isHeld
  }

  private func isName(_ name: String, madeOf app: String) -> Bool {
    isName(name) { ExactText($0) == ExactText(app) }
  }

  /// Whether a name, or what stands before the number that made it free, is one.
  private func isName(_ name: String, _ isOne: (String) -> Bool) -> Bool {
    if isOne(name) { return true }
    guard let blank = name.lastIndex(of: " "),
      let number = Int(name[name.index(after: blank)...]), number >= 2
    else { return false }
    return isOne(String(name[..<blank]))
  }
}
