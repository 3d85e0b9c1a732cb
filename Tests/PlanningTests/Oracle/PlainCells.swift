/// The cells of a company: every directory user, in the company, in each project and in any new
/// project, with every tool there.
struct PlainCells: Equatable {
  /// The users, projects and tools of one or more states of a company, so that their cells stand
  /// at the same places.
  struct Frame {
    let users: [Int]
    let projects: [Int]
    let tools: PlainTools

    init(_ states: [PlainSnapshot], tools: PlainTools) {
      users = states.reduce(into: Set<Int>()) { $0.formUnion($1.users.keys) }.sorted()
      projects = states.reduce(into: Set<Int>()) { $0.formUnion($1.projects.keys) }.sorted()
      self.tools = tools.extended(by: states.map(\.namedTools))
    }

    /// How many cells a user has.
    var width: Int { tools.company.count + (projects.count + 1) * tools.project.count }

    /// A project, `new` for any new one, nil for the company itself.
    func place(of cell: Int) -> (user: Int, project: Int?, name: String) {
      let user = users[cell / width]
      var rest = cell % width
      guard rest >= tools.company.count else {
        return (user, nil, "user/\(user) company:\(tools.company[rest])")
      }
      rest -= tools.company.count
      let tool = tools.project[rest % tools.project.count]
      let index = rest / tools.project.count
      guard index < projects.count else {
        return (user, nil, "user/\(user) project:\(tool) in any new project")
      }
      let project = projects[index]
      return (user, project, "user/\(user) project:\(tool) in project/\(project)")
    }
  }

  /// 0 none, 1 readonly, 2 standard, 3 admin; user by user, the company's tools first, then each
  /// project's, then any new project's.
  var levels: [Int8]

  static func level(_ word: PlainJSON?) -> Int8 {
    switch word {
    case "readonly": 1
    case "standard": 2
    case "admin": 3
    default: 0
    }
  }
}

extension PlainCells {
  /// Every cell of a company, by the rules one after the other.
  init(of company: PlainSnapshot, in frame: Frame) {
    levels = []
    levels.reserveCapacity(frame.users.count * frame.width)
    let evaluation = Evaluation(company, frame)
    for user in frame.users { levels += evaluation.levels(of: user) }
  }

  /// A company's tools and templates with indices instead of names.
  private struct Evaluation {
    let company: PlainSnapshot
    let frame: Frame
    let appsByUser: [Int: PlainSnapshot.App]
    let companyIndex: [PlainKey: Int]
    let projectIndex: [PlainKey: Int]
    /// Whether a tool of the company is on and has levels.
    let companyTools: [Bool]
    /// The same for each project of the frame; of one that isn't there or inactive, none.
    let projectTools: [[Bool]]
    let newProjectTools: [Bool]
    /// Whether Directory is on in the company, and in each project.
    let companyHasDirectory: Bool
    let projectHasDirectory: [Bool]

    init(_ company: PlainSnapshot, _ frame: Frame) {
      self.company = company
      self.frame = frame
      appsByUser = company.appsByUser
      companyIndex = Evaluation.index(frame.tools.company)
      projectIndex = Evaluation.index(frame.tools.project)
      companyTools = Evaluation.usable(frame.tools, "company", company.company["tools"])
      projectTools = frame.projects.map { id in
        guard let project = company.projects[id], project["active"] == true else {
          return frame.tools.project.map { _ in false }
        }
        return Evaluation.usable(frame.tools, "project", project["tools"])
      }
      newProjectTools = Evaluation.usable(frame.tools, "project", nil)
      companyHasDirectory = Evaluation.hasDirectory(company.company)
      projectHasDirectory = frame.projects.map {
        Evaluation.hasDirectory(company.projects[$0] ?? [:])
      }
    }

    private static func index(_ tools: [PlainKey]) -> [PlainKey: Int] {
      Dictionary(tools.enumerated().map { ($1, $0) }) { first, _ in first }
    }

    /// Rule 1, as far as it is about tools.
    private static func usable(
      _ tools: PlainTools,
      _ scope: PlainKey,
      _ enabled: PlainJSON?
    ) -> [Bool] {
      let without = tools.withoutLevels[scope] ?? []
      let on = enabled.map { Set($0.list.compactMap(\.key)) }
      return (scope == "company" ? tools.company : tools.project).map { tool in
        !without.contains(tool) && (on?.contains(tool) ?? true)
      }
    }

    private static func hasDirectory(_ place: PlainJSON) -> Bool {
      place["tools"].map { $0.list.contains("directory") } ?? true
    }

    // MARK: - One user

    func levels(of id: Int) -> [Int8] {
      var levels = [Int8](repeating: 0, count: frame.width)
      // Rule 1, as far as it is about users: not there, inactive, a DMSA without its app.
      guard let user = company.users[id], user["active"] == true else { return levels }
      if let app = appsByUser[id], app.object["state"] != "installed" { return levels }
      // Rule 7: what the directory says of a DMSA counts, as of anybody.
      let held = self.held(user, template: "company_template")
      let isAdmin = companyHasDirectory && PlainCells.level(held["directory"]) == 3
      for (tool, index) in companyIndex where companyTools[index] {
        // Rule 2, else rule 5.
        levels[index] = isAdmin && tool != "permissions" ? 3 : PlainCells.level(held[tool])
      }
      for (place, project) in frame.projects.enumerated() {
        let member = PlainSnapshot.Member(user: id, project: project)
        fill(
          &levels,
          place: place,
          tools: projectTools[place],
          isCompanyAdmin: isAdmin,
          hasDirectory: projectHasDirectory[place],
          held: company.memberships[member].map { self.held($0, template: "template") }
        )
      }
      // Any new project is active and has all tools; who is added to it has the default template.
      var future: [PlainKey: PlainJSON]?
      if user["add_to_new_projects"] == true {
        let template = user["default_project_template"]?.integer
        future = template.map { permissions(ofTemplate: $0) } ?? [:]
      }
      fill(
        &levels,
        place: frame.projects.count,
        tools: newProjectTools,
        isCompanyAdmin: isAdmin,
        hasDirectory: true,
        held: future
      )
      return levels
    }

    /// Writes the levels in one project.
    private func fill(
      _ levels: inout [Int8],
      place: Int,
      tools: [Bool],
      isCompanyAdmin: Bool,
      hasDirectory: Bool,
      held: [PlainKey: PlainJSON]?
    ) {
      let start = frame.tools.company.count + place * frame.tools.project.count
      let isAdmin = hasDirectory && PlainCells.level(held?["directory"]) == 3
      // Rules 3 and 4.
      if isCompanyAdmin || isAdmin {
        for index in tools.indices where tools[index] { levels[start + index] = 3 }
        return
      }
      // Rule 6.
      for (tool, level) in held ?? [:] {
        guard let index = projectIndex[tool], tools[index] else { continue }
        levels[start + index] = PlainCells.level(level)
      }
    }

    private func held(_ holder: PlainJSON, template: PlainKey) -> [PlainKey: PlainJSON] {
      if let id = holder[template]?.integer { return permissions(ofTemplate: id) }
      return holder["permissions"]?.map ?? [:]
    }

    private func permissions(ofTemplate id: Int) -> [PlainKey: PlainJSON] {
      company.templates[id]?["permissions"]?.map ?? [:]
    }
  }
}

// MARK: - Comparison

/// How access changes.
struct PlainRelation: Equatable, CustomStringConvertible {
  var rises = false
  var falls = false

  init(rises: Bool = false, falls: Bool = false) {
    self.rises = rises
    self.falls = falls
  }

  /// From one state's cells to another's, of the same frame.
  init(_ before: PlainCells, _ after: PlainCells) {
    guard before != after else { return }
    for (was, isNow) in zip(before.levels, after.levels) {
      if was < isNow { rises = true }
      if was > isNow { falls = true }
    }
  }

  /// From one state to another, the setting's step among it.
  static func between(
    _ before: PlainSnapshot,
    _ after: PlainSnapshot,
    tools: PlainTools
  ) -> PlainRelation {
    let frame = PlainCells.Frame([before, after], tools: tools)
    var relation = PlainRelation(
      PlainCells(of: before, in: frame),
      PlainCells(of: after, in: frame)
    )
    relation.add(settingFrom: before, to: after)
    return relation
  }

  /// Turning user installs on counts as wider; off changes no cell.
  mutating func add(settingFrom before: PlainSnapshot, to after: PlainSnapshot) {
    if !before.allowsUserInstalls && after.allowsUserInstalls { rises = true }
  }

  var description: String {
    switch (rises, falls) {
    case (false, false): "equal"
    case (true, false): "wider"
    case (false, true): "narrower"
    case (true, true): "incomparable"
    }
  }
}
