import Catalog
import Companies

// What every verb warns of that gives levels.
extension PlanBuilder {
  /// Warns of levels on company tools that the company has switched off.
  func warnAboutDisabledTools(company levels: ToolLevels) throws {
    facts.note(.company, ["tools"])
    let tools = try draft.profile().tools
    for (key, level) in levels.sorted where level > .none && !tools.contains(key) {
      warn(
        "grant-on-disabled-tool",
        "`\(level.name)` on the company tool `\(key)` gives nothing: the company has it switched off"
      )
    }
  }

  /// Warns of levels on project tools that are switched off in some of these projects.
  ///
  /// Where there are very many, the plan rests on all projects rather than on each of these.
  func warnAboutDisabledTools(_ levels: ToolLevels, in projects: [Project.ID]) throws {
    let areMany = projects.count > 10_000
    let levels = levels.sorted.filter { $0.level > .none }
    guard !levels.isEmpty else { return }
    var disabled: [String: [Project.ID]] = [:]
    if areMany { facts.note(.activeProjects, ["tools"]) }
    for id in projects {
      if !areMany { facts.note(.project(id), ["tools"]) }
      guard let tools = try draft.project(id)?.tools, case .only = tools else { continue }
      for (key, _) in levels where !tools.contains(key) { disabled[key, default: []].append(id) }
    }
    for (key, level) in levels {
      guard let projects = disabled[key] else { continue }
      warn(
        "grant-on-disabled-tool",
        "`\(level.name)` on the project tool `\(key)` gives nothing in \(count(projects)):"
          + " it is switched off there",
        projects: projects
      )
    }
  }

  /// Warns of projects in which nobody can do anything.
  func warnAboutInactive(_ projects: [Project.ID]) throws {
    let inactive = try projects.filter {
      facts.note(.project($0), ["active"])
      return try draft.project($0)?.isActive == false
    }
    guard !inactive.isEmpty else { return }
    warn(
      "inactive-project",
      "\(count(inactive)) \(inactive.count == 1 ? "is" : "are") inactive; nobody can do anything"
        + " there",
      projects: inactive
    )
  }
}
