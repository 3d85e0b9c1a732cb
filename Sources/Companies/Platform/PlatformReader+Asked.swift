import Access
import Catalog
import Diagnostics
import Documents
import Manifests

/// Levels by tool as an answer has them, and the tools on which it names none.
struct SaidLevels {
  private(set) var said: [String: Level] = [:]
  private var open: Set<String> = []

  /// Adds what is said of a tool; the highest of several levels counts.
  mutating func add(_ level: Level?, on tool: String) {
    guard let level else {
      open.insert(tool)
      return
    }
    said[tool] = max(said[tool] ?? .none, level)
  }

  /// The tools that are named without a level, sorted.
  var silent: [String] {
    open.filter { said[$0] == nil }.sorted { $0.precedesInBytes($1) }
  }

  /// Whether it gives anything.
  var grantsAnything: Bool { said.contains { $0.value > .none } }

  /// What isn't said, for people; nil where nothing is left out.
  var gap: String? {
    let silent = silent
    return silent.isEmpty ? nil : "its level on " + silent.firstFew
  }

  /// The levels, with the tools that no catalog has named in any case.
  func levels(_ scope: Scope, in catalog: Catalog) -> ToolLevels {
    var levels = ToolLevels()
    for (tool, level) in said { levels[tool] = level }
    for tool in open.union(said.keys) where catalog.tool(scope, tool) == nil {
      levels.mention(tool)
    }
    return levels
  }
}

extension [String] {
  /// Three of them in backticks, and how many more there are.
  var firstFew: String {
    prefix(3).map { "`\($0)`" }.joined(separator: ", ")
      + (count > 3 ? " and \(count - 3) more" : "")
  }
}

// What users asked for themselves: what they may do, wherever they have it from.
extension PlatformReader {
  /// What a user has as it asked for it itself; nil where it didn't.
  mutating func permissions(of user: DirectoryUser.ID, in project: Project.ID?) -> SaidLevels? {
    let subject = SavedAnswer.Subject.permissions(user, project)
    if let read = askedLevels[subject] { return read }
    let files = files(subject)
    guard !files.isEmpty else { return nil }
    let scope: Scope = project == nil ? .company : .project
    var levels = SaidLevels()
    for value in files.flatMap({ listed(in: $0) }) {
      guard let answer = object(value, ["tools"]) else { continue }
      guard said(answer["tools"]) != nil else {
        reportMissing("tools", in: answer)
        continue
      }
      for item in items(answer["tools"]) { readPermission(item, scope, into: &levels) }
    }
    askedLevels[subject] = levels
    return levels
  }

  private mutating func readPermission(
    _ item: AnswerValue,
    _ scope: Scope,
    into levels: inout SaidLevels
  ) {
    guard let tool = element(item, ["name", "available_for_user", "user_access_level"]),
      let name = text("name", of: tool), let place = tool["name"]
    else { return }
    let key = self.tool(name, scope, at: place)
    let isAvailable = boolean(tool["available_for_user"]) ?? true
    let access = object(tool["user_access_level"], ["id"])
    if let access, said(access["id"]) == nil { reportMissing("id", in: access) }
    let level = level(access?["id"])
    let hasLevels = catalog.tool(scope, key).map { catalog[$0].isAssignable } ?? true
    levels.add(isAvailable && hasLevels ? level : Level.none, on: key)
  }

  /// Notes in which projects users asked for what they may do, in order.
  mutating func readAskedProjects() {
    for subject in filesBySubject.keys {
      guard case .permissions(let user, let project?) = subject else { continue }
      askedProjects[user, default: []].append(project)
    }
    for user in askedProjects.keys { askedProjects[user]?.sort() }
  }

  /// Reads what users asked for that nothing else looked at: it counts for nothing there, but names
  /// tools, and may be wrong.
  mutating func readOtherPermissions() {
    for subject in filesBySubject.keys where askedLevels[subject] == nil {
      guard case .permissions(let user, let project) = subject, users[user] != nil else { continue }
      _ = permissions(of: user, in: project)
    }
  }

  // MARK: - Beside templates

  /// What a user may do in the company by its own answer, where nobody knows what its template
  /// gives or which one it has; nil elsewhere.
  ///
  /// Where the template is known and gives something else, what is right is unknown.
  mutating func companyLevels(
    askedBy user: DirectoryUser.ID,
    beside template: PermissionTemplate.ID
  ) -> ToolLevels? {
    guard let asked = permissions(of: user, in: nil) else { return nil }
    let address = ObjectAddress.user(user)
    guard !isMarked(address), !isMarked(.template(template)) else {
      return levels(asked, .company, at: address, beside: template)
    }
    let given = effectiveLevels(templates[template]?.levels ?? [:])
    if differ(asked, given, .company) { isUnknown(address, PlatformReader.contradiction) }
    return nil
  }

  /// What a user may do in a project by its own answer, where nobody knows what its template there
  /// gives or which one it has; nil elsewhere.
  ///
  /// Where the template is known and gives something else, what is right is unknown.
  mutating func projectLevels(
    askedBy user: DirectoryUser.ID,
    in project: Project.ID,
    beside assigned: AssignedLevels
  ) -> ToolLevels? {
    guard let asked = permissions(of: user, in: project) else { return nil }
    let address = ObjectAddress.membership(user, project)
    guard let template = assigned.template, !isMarked(.template(template)) else {
      return levels(asked, .project, at: address, beside: assigned.template)
    }
    let given = effectiveLevels(
      companyLevels(of: user),
      templates[template]?.levels ?? [:],
      projects[project]?.tools ?? .all
    )
    if differ(asked, given, .project) { isUnknown(address, PlatformReader.contradiction) }
    return nil
  }

  /// Notes the projects in which a user may something and to which no answer assigns it.
  mutating func noteUnassigned(_ user: DirectoryUser.ID, besides assigned: Set<Project.ID>) {
    for project in askedProjects[user] ?? [] where !assigned.contains(project) {
      guard permissions(of: user, in: project)?.grantsAnything == true,
        !effectiveLevels(companyLevels(of: user)).isCompanyDirectoryAdmin
      else { continue }
      mention(project)
      isUnknown(.membership(user, project), "whether it is assigned")
    }
  }

  private static let contradiction = "its levels: its template gives others than it says itself"

  private mutating func levels(
    _ asked: SaidLevels,
    _ scope: Scope,
    at address: ObjectAddress,
    beside template: PermissionTemplate.ID?
  ) -> ToolLevels {
    isKnown(address)
    let unknown = template.map { "`\(ObjectAddress.template($0))`" } ?? "its template"
    isAssumed(address, "its levels are what it says itself, for nobody knows \(unknown)")
    if let gap = asked.gap { isUnknown(address, gap) }
    return asked.levels(scope, in: catalog)
  }

  private func companyLevels(of user: DirectoryUser.ID) -> ToolLevels {
    switch users[user]?.companyLevels {
    case .template(let id)?: templates[id]?.levels ?? [:]
    case .custom(let levels)?: levels
    case nil: [:]
    }
  }

  private func effectiveLevels(
    _ company: ToolLevels,
    _ project: ToolLevels = [:],
    _ tools: ToolSet = .all
  ) -> EffectiveLevels {
    var grants = Grants(noneIn: catalog)
    for (scope, levels) in [(Scope.company, company), (.project, project)] {
      for (key, level) in levels.levels {
        if let tool = catalog.tool(scope, key) { grants[tool] = level }
      }
    }
    return EffectiveLevels(
      grants,
      in: catalog,
      enabled: EffectiveLevels.EnabledTools(
        company: { [catalog, held = held.tools] in held.contains(catalog[$0].key) },
        project: { [catalog] in tools.contains(catalog[$0].key) }
      )
    )
  }

  private func differ(_ asked: SaidLevels, _ given: EffectiveLevels, _ scope: Scope) -> Bool {
    asked.said.contains { key, level in
      catalog.tool(scope, key).map { given.level(of: $0) != level } ?? false
    }
  }
}
