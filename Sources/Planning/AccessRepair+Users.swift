import Catalog
import Companies

// What would give a directory user a level: being active, a membership, a template.
extension AccessRepairSearch {
  func find(for user: DirectoryUser) throws -> AccessRepair? {
    var set = SetUser(login: user.login)
    var command = "dmsa user set \(ShellWord.quoted(user.login))"
    if !user.isActive {
      set.isActive = true
      command += " --active"
      if let repair = try first(in: [RepairCandidate(command, set)]) { return repair }
    }
    switch verdict.question.project {
    case nil: return try findInCompany(user, command, set)
    case .project(let id): return try find(in: id, user, command, set)
    case .new: return try findInNewProjects(user, command, set)
    }
  }

  private func findInCompany(
    _ user: DirectoryUser,
    _ command: String,
    _ set: SetUser
  ) throws -> AccessRepair? {
    try find(current: user.companyLevels, among: { $0.scope == .company }) { template in
      var set = set
      set.companyTemplate = template
      return RepairCandidate("\(command) --company-template \(ShellWord.quoted(template))", set)
    }
  }

  private func find(
    in project: Project.ID,
    _ user: DirectoryUser,
    _ command: String,
    _ set: SetUser
  ) throws -> AccessRepair? {
    var set = set
    set.projects = .named([project.description])
    let command = "\(command) --project \(project)"
    let levels = try company.membership(of: user.id, in: project)?.levels
    if levels == nil, let repair = try first(in: [RepairCandidate(command, set)]) {
      return repair
    }
    return try find(
      current: levels,
      among: { $0.scope == .project && ($0.project == nil || $0.project == project) },
      assign: { template in
        var set = set
        set.template = template
        return RepairCandidate("\(command) --template \(ShellWord.quoted(template))", set)
      }
    )
  }

  private func findInNewProjects(
    _ user: DirectoryUser,
    _ command: String,
    _ set: SetUser
  ) throws -> AccessRepair? {
    var set = set
    var command = command
    if !user.isAddedToNewProjects {
      set.isAddedToNewProjects = true
      command += " --add-to-new-projects"
      if let repair = try first(in: [RepairCandidate(command, set)]) { return repair }
    }
    return try find(
      current: user.defaultProjectTemplate.map { .template($0) },
      among: { $0.scope == .project && $0.project == nil },
      assign: { template in
        var set = set
        set.defaultProjectTemplate = template
        return RepairCandidate(
          "\(command) --default-project-template \(ShellWord.quoted(template))",
          set
        )
      }
    )
  }

  // MARK: - Templates

  /// Another template, else more in the one that is in force, else a template of its own.
  private func find(
    current: AssignedLevels?,
    among isFit: (PermissionTemplate) -> Bool,
    assign: (String) -> RepairCandidate
  ) throws -> AccessRepair? {
    let held = try current.map { try company.levels($0) } ?? [:]
    let templates = try sufficient(among: isFit, beside: held)
    let modest = templates.filter { !isFarTooMuch($0) }.map { assign($0.id.description) }
    if let repair = try first(in: modest) { return repair }
    if let raise = try raise(current), let repair = try first(in: [raise]) { return repair }
    let far = templates.filter(isFarTooMuch).map { assign($0.id.description) }
    if let repair = try first(in: far) { return repair }
    guard let create = try create(beside: held, assign: assign) else { return nil }
    return try first(in: [create])
  }

  /// The templates that have the level: first those that take nothing away, then by how little
  /// they give.
  private func sufficient(
    among isFit: (PermissionTemplate) -> Bool,
    beside held: ToolLevels
  ) throws -> [PermissionTemplate] {
    func weight(_ template: PermissionTemplate) -> Int {
      template.levels.levels.values.reduce(0) { $0 + Int($1.rawValue) }
    }
    func losses(_ template: PermissionTemplate) -> Int {
      if template.levels["directory"] == .admin { return 0 }
      return held.levels.contains { template.levels[$0.key] < $0.value } ? 1 : 0
    }
    return try company.templates().filter {
      isFit($0)
        && ($0.levels[tool.key] >= verdict.question.level || $0.levels["directory"] == .admin)
    }.sorted { (losses($0), weight($0), $0.id) < (losses($1), weight($1), $1.id) }
  }

  /// Whether a template gives a whole Directory for the sake of one tool.
  private func isFarTooMuch(_ template: PermissionTemplate) -> Bool {
    template.levels["directory"] == .admin && tool.key != "directory"
  }

  /// Raising the level in the template that is in force, for all its holders.
  private func raise(_ current: AssignedLevels?) throws -> RepairCandidate? {
    guard let level, let id = current?.template, let template = try company.template(id) else {
      return nil
    }
    var set = SetTemplate(.set, template: template.name, scope: template.scope)
    set.project = template.project?.description
    set.levels = [SetTemplate.ToolLevel(tool: tool.key, level: level)]
    let place = template.project.map { " --project \($0)" } ?? ""
    return RepairCandidate(
      "dmsa template set \(ShellWord.quoted(template.name)) --scope \(template.scope.name)\(place)"
        + " --set \(tool.key)=\(level.name)",
      set,
      remark: "everybody who has the template gets it too"
    )
  }

  /// A template made for it: what is held already, and the level.
  private func create(
    beside held: ToolLevels,
    assign: (String) -> RepairCandidate
  ) throws -> RepairCandidate? {
    guard let level else { return nil }
    var name = "\(tool.name) \(level.name)"
    var number = 2
    while try !company.templates(named: name).isEmpty {
      name = "\(tool.name) \(level.name) \(number)"
      number += 1
    }
    var levels = held
    levels[tool.key] = level
    var create = SetTemplate(.create, template: name, scope: tool.scope)
    create.levels = levels.sorted.filter { $0.level > .none }.map {
      SetTemplate.ToolLevel(tool: $0.key, level: $0.level)
    }
    let settings = create.levels.map { " --set \($0.tool)=\($0.level.name)" }.joined()
    let assignment = assign(name)
    return RepairCandidate(
      "dmsa template create \(ShellWord.quoted(name)) --scope \(tool.scope.name)\(settings)"
        + " && \(assignment.command)",
      verbs: [create] + assignment.verbs
    )
  }
}
