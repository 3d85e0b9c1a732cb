import Catalog
import Companies
import Documents

// The permission templates that a portfolio declares.
extension ApplyPortfolio {
  /// What one template is told from another by.
  private struct TemplateKey: Hashable {
    let name: ExactText
    let scope: Scope
    let project: Project.ID?
  }

  func planTemplates(_ builder: PlanBuilder) throws {
    var seen: Set<TemplateKey> = []
    for template in portfolio.templates {
      try builder.placed(template.place) {
        let project = try template.project.flatMap { try ids([$0], builder).first }
        let key = TemplateKey(
          name: ExactText(template.name),
          scope: template.scope,
          project: project
        )
        guard seen.insert(key).inserted else {
          throw Plan.Refusal(
            "the permission template `\(template.name)` of scope `\(template.scope.name)` is"
              + " declared before"
          )
        }
        try plan(template, in: project, builder)
      }
    }
  }

  private func plan(
    _ declared: Portfolio.Template,
    in project: Project.ID?,
    _ builder: PlanBuilder
  ) throws {
    builder.facts.note(.templateName(declared.scope, declared.name))
    let known = try builder.draft.templates(named: declared.name).filter {
      $0.scope == declared.scope && $0.project == project
    }
    guard known.count < 2 else {
      throw Plan.Refusal("\(known.count) permission templates have the name `\(declared.name)`")
    }
    guard var template = known.first else {
      try builder.part("template create") {
        try builder.requireRight()
        let id = try builder.drawTemplateID()
        let template = PermissionTemplate(
          id: id,
          name: declared.name,
          scope: declared.scope,
          project: project,
          levels: declared.levels ?? [:]
        )
        try builder.warnAboutReach(of: template, given: template.levels)
        try builder.draft.put(.template(template), at: .template(id))
      }
      return
    }
    guard let levels = declared.levels else { return }
    builder.facts.note(.template(template.id), ["permissions"])
    guard template.levels.withoutNone != levels.withoutNone else { return }
    try builder.part("template set") {
      try builder.requireRight()
      let given = ToolLevels(levels.levels.filter { template.levels[$0.key] != $0.value })
      template.levels = levels
      try builder.warnAboutReach(of: template, given: given)
      try builder.draft.put(.template(template), at: .template(template.id))
    }
  }
}
