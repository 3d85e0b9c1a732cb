import Catalog
import Companies

// What would give a directory user a level: being active, a membership, a template.
extension AccessRepairSearch {
  func find(for user: DirectoryUser) throws -> AccessRepair? {
    let account = try company.serviceAccount(of: user.id)
    var set = SetUser(login: user.login)
    var command =
      account.map { "dmsa service-account assign \(ShellWord.quoted($0.name))" }
      ?? "dmsa user set \(ShellWord.quoted(user.login))"
    if !user.isActive {
      set.isActive = true
      command += " --active"
      if let repair = try first(in: [RepairCandidate(command, set)]) { return repair }
    }
    switch verdict.question.project {
    case nil: return try findInCompany(user, command, set)
    case .project(let id):
      if let repair = try find(in: id, user, command, set) { return repair }
    case .new:
      if let repair = try findInNewProjects(user, command, set) { return repair }
    }
    // Where the project itself can't give it, the company's Directory may; never to an app.
    guard try company.app(of: user.id) == nil else { return nil }
    return try findDirectory(.company, user.companyLevels, among: { $0.scope == .company }) {
      companyTemplate($0, command, set)
    }
  }

  private func companyTemplate(
    _ template: String,
    _ command: String,
    _ set: SetUser
  ) -> RepairCandidate {
    var set = set
    set.companyTemplate = template
    return RepairCandidate("\(command) --company-template \(ShellWord.quoted(template))", set)
  }

  private func findInCompany(
    _ user: DirectoryUser,
    _ command: String,
    _ set: SetUser
  ) throws -> AccessRepair? {
    try find(current: user.companyLevels, among: { $0.scope == .company }) {
      companyTemplate($0, command, set)
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
    let modest = templates.filter { !isFarTooMuch($0) }.map { template in
      var candidate = assign(template.id.description)
      candidate.remark = remark(on: template, beside: held)
      return candidate
    }
    if let repair = try first(in: modest) { return repair }
    if let raise = try raise(current), let repair = try first(in: [raise]) { return repair }
    if let level,
      let repair = try first(in: [create(tool, level, beside: held, assign: assign)])
    {
      return repair
    }
    return try findDirectory(tool.scope, current, among: isFit, assign: assign)
  }

  /// The whole Directory for the sake of one tool, where nothing less would do.
  private func findDirectory(
    _ scope: Scope,
    _ current: AssignedLevels?,
    among isFit: (PermissionTemplate) -> Bool,
    assign: (String) -> RepairCandidate
  ) throws -> AccessRepair? {
    guard let directory = company.catalog.tool(scope, "directory") else { return nil }
    let held = try current.map { try company.levels($0) } ?? [:]
    var candidates = try sufficient(among: isFit, beside: held)
      .filter { $0.levels["directory"] == .admin }.map { assign($0.id.description) }
    let entry = company.catalog[directory]
    candidates.append(try create(entry, .admin, beside: held, assign: assign))
    let remark = AccessRepairSearch.remark(onDirectoryAt: scope)
    return try first(
      in: candidates.map { candidate in
        var candidate = candidate
        candidate.remark = remark
        return candidate
      }
    )
  }

  /// What somebody gets, and loses, with a template besides what was asked for.
  private func remark(on template: PermissionTemplate, beside held: ToolLevels) -> String? {
    let more = template.levels.sorted.filter { $0.key != tool.key && $0.level > held[$0.key] }
    let isWhole = template.levels["directory"] == .admin
    let less = isWhole ? [] : held.sorted.filter { template.levels[$0.key] < $0.level }
    func list(_ levels: [(key: String, level: Level)]) -> String {
      let shown = levels.prefix(3).map { "`\($0.key): \($0.level.name)`" }.joined(separator: ", ")
      return levels.count > 3 ? shown + " and \(levels.count - 3) more" : shown
    }
    let parts = [
      more.isEmpty ? nil : "gives besides: " + list(more),
      less.isEmpty ? nil : "takes away: " + list(less),
    ].compactMap(\.self)
    return parts.isEmpty ? nil : "the template " + parts.joined(separator: "; ")
  }

  private static func remark(onDirectoryAt scope: Scope) -> String {
    switch scope {
    case .company:
      "it gives far more than was asked for: `admin` on nearly every tool of the company, and on"
        + " every tool of every project"
    case .project:
      "it gives far more than was asked for: `admin` on every tool of the projects where it counts"
    }
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
    template.levels["directory"] == .admin
      && (tool.key != "directory" || verdict.question.level < .admin)
  }

  /// What to mind where a template changes.
  static let everybodyGetsIt = "everybody who has the template gets it too"

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
      remark: AccessRepairSearch.everybodyGetsIt
    )
  }

  /// A template made for it: what is held already, and the level.
  private func create(
    _ tool: Tool,
    _ level: Level,
    beside held: ToolLevels,
    assign: (String) -> RepairCandidate
  ) throws -> RepairCandidate {
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
