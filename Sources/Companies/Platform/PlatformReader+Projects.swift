import Catalog
import Diagnostics
import Documents
import Manifests

// Projects, their tools, and permission templates.
extension PlatformReader {
  mutating func readProjects() {
    let wanted: Set<String> = ["name", "display_name", "active", "company"]
    for record in records(files(.projects), "project", wanted) {
      readCompany(record["company"])
      let id = Project.ID(record.id)
      let name = said(record["name"]) == nil ? text(record["display_name"]) : text(record["name"])
      let held = self.held.projects[id]
      let isActive = boolean(record["active"]) ?? held?.isActive
      if said(record["name"]) == nil, said(record["display_name"]) == nil {
        reportMissing("name", in: record.object)
      }
      projects[id] = Project(id: id, name: name ?? "", isActive: isActive ?? true)
      if said(record["active"]) == nil, held == nil || !self.held.knows(.project(id)) {
        isUnknown(.project(id), "whether it is active")
      }
    }
    keepProjects()
  }

  /// All projects are of one company, the one that was asked for.
  private mutating func readCompany(_ value: AnswerValue?) {
    guard let object = object(value, ["id", "name"]) else { return }
    guard said(object["id"]) != nil else { return reportMissing("id", in: object) }
    guard let place = object["id"], let id: Company.ID = id(place) else { return }
    let name = text(object["name"])
    guard let known = company else {
      company = (id, name)
      return
    }
    guard known.id == id else {
      report(
        .otherCompany,
        "the project is of company `\(id)`, not of `\(known.id)`",
        at: place
      )
      return
    }
    company = (id, known.name ?? name)
  }

  /// Notes a project that something refers to, where no project's answer has it.
  mutating func mention(_ id: Project.ID, name: String? = nil, isActive: Bool? = nil) {
    guard projects[id] == nil else { return }
    let held = self.held.projects[id]
    projects[id] = Project(
      id: id,
      name: name ?? held?.name ?? "Project \(id)",
      isActive: isActive ?? held?.isActive ?? true
    )
    if isActive == nil { isUnknown(.project(id), "whether it is active") }
    readTools(of: id)
  }

  mutating func readProjectTools() {
    for id in projects.keys.sorted() { readTools(of: id) }
  }

  private mutating func readTools(of project: Project.ID) {
    guard !files(.tools(project)).isEmpty else {
      if let held = held.projects[project] { projects[project]?.tools = held.tools }
      if keepsProjects, projects[project]?.tools != .all, held.knows(.project(project)) { return }
      return isUnknown(.project(project), "its tools")
    }
    let tools = tools(of: project)
    projects[project]?.tools = tools
  }

  mutating func tools(of project: Project.ID) -> ToolSet {
    var tools: [String: Bool] = [:]
    var silent: Set<String> = []
    for file in files(.tools(project)) {
      for value in listed(in: file) {
        guard let tool = element(value, ["engine_name", "is_active"]),
          let name = text("engine_name", of: tool), let place = tool["engine_name"]
        else { continue }
        let key = self.tool(name, .project, at: place)
        guard let isActive = boolean(tool["is_active"]) else {
          silent.insert(key)
          continue
        }
        if let other = tools[key], other != isActive {
          report(
            .conflictingAnswers,
            "the tool `\(name.excerpt)` is both on and off in project `\(project)`",
            at: place
          )
        }
        tools[key] = isActive
      }
    }
    let held = held.knows(.project(project)) ? self.held.projects[project] : nil
    let open = silent.filter { tools[$0] == nil }.sorted { $0.precedesInBytes($1) }
    for key in open { tools[key] = held?.tools.contains(key) ?? true }
    if held == nil, !open.isEmpty {
      isUnknown(.project(project), "whether it has \(open.firstFew) switched on")
    }
    return .only(Set(tools.filter(\.value).keys))
  }

  // MARK: - Templates

  mutating func readTemplates() {
    let wanted: Set<String> = [
      "name", "type", "project_specific", "project_id", "user_access_levels",
    ]
    for record in records(files(.templates), "permission template", wanted) {
      let id = PermissionTemplate.ID(record.id)
      let name = text("name", of: record.object)
      guard let type = type(of: record.object) else { continue }
      let scope: Scope = type == "company_tools" ? .company : .project
      var template = PermissionTemplate(id: id, name: name ?? "", scope: scope)
      let held = self.held.template(id, of: scope)
      if type == "project_specific" {
        let project = said(record["project_id"])
        template.project = project == nil ? held?.project : self.id(project)
        if let project = template.project {
          mention(project)
        } else {
          isUnknown(.template(id), "the project that it is for")
        }
      }
      if let levels = said(record["user_access_levels"]) {
        template.levels = self.levels(levels, of: id, scope, held)
      } else {
        template.levels = held?.levels ?? [:]
        if held == nil || !self.held.knows(.template(id)) {
          isUnknown(.template(id), "its levels")
        }
      }
      templates[id] = template
    }
    if files(.templates).isEmpty { for id in held.templates.keys { keepTemplate(id) } }
  }

  /// A template's levels; where its answer names a tool without one, what the store has counts.
  private mutating func levels(
    _ value: AnswerValue,
    of id: PermissionTemplate.ID,
    _ scope: Scope,
    _ held: PermissionTemplate?
  ) -> ToolLevels {
    let said = self.levels(value, scope)
    var levels = said.levels(scope, in: catalog)
    guard let gap = said.gap else { return levels }
    for tool in said.silent where held != nil { levels[tool] = held?.levels[tool] ?? Level.none }
    if held == nil || !self.held.knows(.template(id)) { isUnknown(.template(id), gap) }
    return levels
  }

  /// Where a template can be assigned.
  private mutating func type(of template: AnswerObject) -> String? {
    let isSpecific = boolean(template["project_specific"])
    guard let value = said(template["type"]) else {
      if said(template["project_specific"]) == nil { reportMissing("type", in: template) }
      return isSpecific.map { $0 ? "project_specific" : "global" }
    }
    let words = ["company_tools", "global", "project_specific"]
    guard let type = word(value, words, "type of template") else { return nil }
    if let isSpecific, let place = template["project_specific"],
      isSpecific != (type == "project_specific")
    {
      report(.conflictingAnswers, "`project_specific` denies the type `\(type)`", at: place)
    }
    if let place = said(template["project_id"]), type != "project_specific" {
      report(.conflictingAnswers, "a template of type `\(type)` has no project", at: place)
    }
    return type
  }

  /// A template that a user's answer names, by its id or as an object; one that no answer lists is
  /// there all the same, with levels that nobody knows.
  ///
  /// - Parameters:
  ///   - id: The member that has the id, if it says one.
  ///   - object: The member that describes the template.
  ///   - scope: What it is assigned for.
  /// - Returns: Its id; nil where the user has none, or after a finding.
  mutating func template(
    _ id: AnswerValue?,
    _ object: AnswerValue?,
    _ scope: Scope
  ) -> PermissionTemplate.ID? {
    let described = self.object(object, ["id", "name"])
    let given: PermissionTemplate.ID? = self.id(id)
    let shown: PermissionTemplate.ID? = self.id(described?["id"])
    if let given, let shown, given != shown, let place = described?["id"] {
      report(
        .conflictingAnswers,
        "it is permission template `\(shown)` here and `\(given)` by its id",
        at: place
      )
    }
    guard let place = said(id) ?? said(described?["id"]), let id = given ?? shown
    else { return nil }
    if held.template(id, of: scope)?.project == nil { keepTemplate(id, of: scope) }
    guard let template = templates[id] else {
      let name = shown == id ? text(described?["name"]) : nil
      templates[id] = PermissionTemplate(
        id: id,
        name: name ?? "Permission template \(id)",
        scope: scope
      )
      isUnknown(.template(id), "its levels")
      return id
    }
    guard template.scope == scope, template.project == nil else {
      let found = template.project.map { "belongs to project `\($0)` alone" }
      report(
        .wrongTemplate,
        "permission template `\(id)` "
          + (found ?? "is of scope `\(template.scope.name)`, expected `\(scope.name)`"),
        at: place
      )
      return nil
    }
    return id
  }
}
