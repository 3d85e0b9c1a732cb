package import Catalog
import Companies
import Documents

/// `template create` and `template set`: levels under a name.
package struct SetTemplate: Verb {
  package enum Action: String, Sendable {
    case create
    case set
  }

  /// A level for a tool, as it was given.
  package struct ToolLevel: Hashable, Sendable {
    package let tool: String
    package let level: Level

    package init(tool: String, level: Level) {
      self.tool = tool
      self.level = level
    }
  }

  package let action: Action
  package let template: String
  package let scope: Scope
  /// The one project in which it can be assigned.
  package var project: String?
  package var levels: [ToolLevel] = []
  /// The templates whose holders may assign this one.
  package var assignableBy: [String] = []

  package init(_ action: Action, template: String, scope: Scope) {
    self.action = action
    self.template = template
    self.scope = scope
  }

  package var name: String { "template \(action.rawValue)" }

  package func plan(_ builder: PlanBuilder) throws {
    try builder.requireRight()
    guard project == nil || scope == .project else {
      throw Plan.Refusal("a template of scope `company` belongs to no project")
    }
    let place = try project.map { try builder.project($0).id }
    if let place { builder.facts.note(.project(place), []) }
    var template = try found(in: place, builder)
    var given: ToolLevels = [:]
    for level in levels {
      let key = try builder.toolKey(level.tool, scope, at: level.level)
      template.levels[key] = level.level
      given[key] = level.level
    }
    try builder.warnAboutReach(of: template, given: given)
    try builder.draft.put(.template(template), at: .template(template.id))
    for other in assignableBy {
      var other = try builder.template(other)
      builder.facts.note(.template(other.id), ["assignable"])
      guard !other.assignable.contains(template.id) else { continue }
      other.assignable = (other.assignable + [template.id]).sorted()
      try builder.draft.put(.template(other), at: .template(other.id))
    }
  }

  private func found(in place: Project.ID?, _ builder: PlanBuilder) throws -> PermissionTemplate {
    builder.facts.note(.templateName(scope, template))
    let named = try builder.draft.templates(named: template).filter {
      $0.scope == scope && $0.project == place
    }
    switch action {
    case .create:
      if let known = named.first {
        throw Plan.Refusal(
          "there is a permission template `\(template)` (`\(known.id)`); `dmsa template set`"
            + " changes it"
        )
      }
      guard !template.isEmpty else { throw Plan.Refusal("a permission template needs a name") }
      let id = try builder.drawTemplateID()
      return PermissionTemplate(id: id, name: template, scope: scope, project: place)
    case .set:
      guard named.count < 2 else {
        throw Plan.Refusal(
          "\(named.count) permission templates have the name `\(template)`: "
            + named.map { "`\($0.id)`" }.joined(separator: ", ")
        )
      }
      if let template = named.first {
        builder.facts.note(.template(template.id), ["name", "scope", "project", "permissions"])
        return template
      }
      let names = try builder.draft.templates()
        .filter { $0.scope == scope && $0.project == place }.map(\.name)
      throw Plan.Refusal(
        "there is no permission template `\(template)` of scope `\(scope.name)`"
          + (place.map { " in project `\($0)`" } ?? "")
          + NearNames.hint(to: template, among: names)
      )
    }
  }
}

extension PlanBuilder {
  /// Warns of levels of a template that can give nothing where it is assigned.
  ///
  /// - Parameters:
  ///   - template: As it is to be.
  ///   - given: The levels that are new; those alone are looked at where many hold the template.
  /// - Throws: What reading the company throws.
  func warnAboutReach(of template: PermissionTemplate, given: ToolLevels) throws {
    if template.scope == .company { return try warnAboutDisabledTools(company: template.levels) }
    if let project = template.project {
      try warnAboutDisabledTools(template.levels, in: [project])
      return try warnAboutInactive([project])
    }
    guard !given.withoutNone.isEmpty, try base.template(template.id) != nil else { return }
    facts.note(.templateHolders(template.id))
    var projects: Set<Project.ID> = []
    try draft.eachHolder(of: template.id) { holder in
      if case .project(let project) = holder.use { projects.insert(project) }
      return true
    }
    try warnAboutDisabledTools(given, in: projects.sorted())
  }

  /// The present key of a tool that somebody named, if it has the level.
  func toolKey(_ text: String, _ scope: Scope, at level: Level) throws -> String {
    let catalog = draft.catalog
    guard let id = catalog.tool(scope, text) ?? catalog.retiredTool(scope, text) else {
      if catalog.tool(scope.other, text) != nil {
        throw Plan.Refusal(
          "`\(text)` is a tool of scope `\(scope.other.name)`",
          rule: "wrong-scope"
        )
      }
      let near = catalog.nearTools(to: text, in: scope).first
      throw Plan.Refusal(
        "unknown \(scope.name) tool `\(text)`"
          + (near.map { ", did you mean `\(catalog[$0.tool].key)`" } ?? ""),
        rule: "unknown-tool"
      )
    }
    let tool = catalog[id]
    guard level == .none || tool.levels.contains(level: level) else {
      throw Plan.Refusal(
        "the \(scope.name) tool `\(tool.key)` has no level `\(level.name)`",
        rule: "unsupported-level"
      )
    }
    return tool.key
  }
}
