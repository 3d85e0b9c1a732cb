import Catalog

extension Company.Contents {
  /// Brings every list into the order in which a snapshot has it.
  package mutating func sort() {
    projects.sort { $0.id < $1.id }
    templates.sort { $0.id < $1.id }
    for index in templates.indices { templates[index].assignable.sort() }
    users.sort { $0.id < $1.id }
    memberships = memberships.filter { !$0.value.isEmpty }
      .mapValues { $0.sorted { $0.project < $1.project } }
    serviceAccounts.sort { $0.name.precedesInBytes($1.name) }
    for index in apps.indices { apps[index].sort() }
    apps.sort { left, right in
      left.name.utf8.elementsEqual(right.name.utf8)
        ? (left.uid ?? "").precedesInBytes(right.uid ?? "")
        : left.name.precedesInBytes(right.name)
    }
    installRequests.sort { $0.id < $1.id }
    ownTools = Set(ownTools).sorted()
    unknown.sort { $0.precedesInBytes($1) }
    assumed.sort { $0.precedesInBytes($1) }
  }

  /// A catalog with the tools that the company names and the catalog lacks.
  ///
  /// They are of class content and have every level.
  func catalog(extending base: Catalog) -> Catalog {
    var names = ToolNames(base: base)
    names.add(tools, .company)
    for tool in ownTools { names.add(tool.key, tool.scope) }
    for project in projects { names.add(project.tools, .project) }
    for template in templates { names.add(template.levels, template.scope) }
    for user in users { names.add(user.companyLevels, .company) }
    for membership in memberships.values.joined() { names.add(membership.levels, .project) }
    for manifest in apps.map(\.recorded.manifest) + installRequests.map(\.recorded.manifest) {
      names.add(manifest.companyLevels, .company)
      names.add(manifest.projectLevels, .project)
    }
    return base.extended(tools: names.extensions, views: [])
  }
}

/// The tools that a company names and a catalog lacks.
private struct ToolNames {
  let base: Catalog
  private var company: Set<String> = []
  private var project: Set<String> = []

  init(base: Catalog) { self.base = base }

  mutating func add(_ tools: ToolSet, _ scope: Scope) {
    guard case .only(let keys) = tools else { return }
    for key in keys { add(key, scope) }
  }

  mutating func add(_ assigned: AssignedLevels, _ scope: Scope) {
    guard case .custom(let levels) = assigned else { return }
    add(levels, scope)
  }

  mutating func add(_ levels: ToolLevels, _ scope: Scope) {
    for key in levels.levels.keys { add(key, scope) }
  }

  mutating func add(_ key: String, _ scope: Scope) {
    guard base.tool(scope, key) == nil else { return }
    if scope == .company { company.insert(key) } else { project.insert(key) }
  }

  var extensions: [ToolExtension] {
    [(Scope.company, company), (.project, project)].flatMap { scope, keys in
      keys.sorted { $0.precedesInBytes($1) }.map {
        ToolExtension(scope: scope, key: $0, name: $0, levels: .every)
      }
    }
  }
}

extension InstalledApp {
  fileprivate mutating func sort() {
    permittedProjects.sort()
    configurations.sort { $0.title.precedesInBytes($1.title) }
    for index in configurations.indices {
      guard case .projects(let ids) = configurations[index].target else { continue }
      configurations[index].target = .projects(ids.sorted())
    }
    adopted.sort { left, right in
      left.address == right.address
        ? left.kind.precedesInBytes(right.kind) : left.address.precedesInBytes(right.address)
    }
    requests.sort { $0.date.precedesInBytes($1.date) }
    usedBy.sort { $0.user < $1.user }
  }
}
