import TestSupport

// Random companies, and the snapshot that says the same.
extension PlainCompany {
  static func random(_ generator: inout SeededGenerator) -> PlainCompany {
    var company = PlainCompany()
    company.allowsUserInstalls = generator.once(in: 2)
    company.tools = drawTools(PlainTools.company, &generator)
    for id in 1...4 {
      company.projects.append(
        Project(
          id: id,
          isActive: !generator.once(in: 4),
          tools: drawTools(PlainTools.project, &generator)
        )
      )
    }
    for id in 11...13 {
      company.templates.append(
        Template(id: id, scope: "company", levels: levels(PlainTools.company, &generator))
      )
    }
    for id in 21...24 {
      company.templates.append(
        Template(
          id: id,
          scope: "project",
          project: id == 24 ? 1 : nil,
          levels: levels(PlainTools.project, &generator)
        )
      )
    }
    for id in 101...106 { company.users.append(user(id, &generator)) }
    for (index, name) in ["Daily Sync", "Crew Board", "Old One"].enumerated() {
      let signsInItself = !generator.once(in: 3)
      company.apps.append(
        App(
          name: name,
          isInstalled: !generator.once(in: 3),
          // The record of one that has no service account any more keeps the user.
          user: signsInItself || generator.once(in: 2) ? 104 + index : nil,
          signsInItself: signsInItself,
          signsInUsers: generator.once(in: 2)
        )
      )
    }
    for id in 1...5 {
      company.wishes.append(
        Wish(
          id: id,
          app: generator.pick(["Wished For", "Other Wish", "Daily Sync"]),
          day: Int.random(in: 1...3, using: &generator),
          state: generator.pick(["pending", "approved", "denied"]),
          hasServiceAccount: generator.once(in: 3),
          hasUserLevel: !generator.once(in: 4),
          by: 101
        )
      )
    }
    return company
  }

  private static func user(_ id: Int, _ generator: inout SeededGenerator) -> User {
    var memberships: [Membership] = []
    for project in 1...4 where generator.once(in: 2) {
      let byTemplate = generator.once(in: 2)
      memberships.append(
        Membership(
          project: project,
          template: byTemplate ? generator.pick(project == 1 ? [21, 22, 24] : [21, 22, 23]) : nil,
          levels: byTemplate ? [:] : levels(PlainTools.project, &generator)
        )
      )
    }
    let byTemplate = generator.once(in: 2)
    return User(
      id: id,
      name: "User \(id)",
      login: "User\(id)@acme.example",
      isActive: !generator.once(in: 6),
      companyTemplate: byTemplate ? generator.pick([11, 12, 13]) : nil,
      companyLevels: byTemplate ? [:] : levels(PlainTools.company, &generator),
      defaultTemplate: generator.once(in: 2) ? generator.pick([21, 22, 23]) : nil,
      addToNewProjects: generator.once(in: 2),
      memberships: memberships
    )
  }

  /// One time in three every tool; the foreign tool is named nowhere else in a list of all.
  private static func drawTools(
    _ tools: [String],
    _ generator: inout SeededGenerator
  ) -> [String]? {
    generator.once(in: 3) ? nil : tools.filter { _ in !generator.once(in: 4) }
  }

  private static func levels(
    _ tools: [String],
    _ generator: inout SeededGenerator
  ) -> [String: Int] {
    var levels: [String: Int] = [:]
    for tool in tools where generator.once(in: 2) {
      levels[tool] = Int.random(in: 0...3, using: &generator)
    }
    if generator.once(in: 4) { levels["directory"] = 3 }
    return levels
  }

  // MARK: - The snapshot

  /// The snapshot file, its lists in an order drawn anew.
  func snapshot(_ generator: inout SeededGenerator) -> String {
    var parts = [
      "company: {id: 8089, name: Acme, settings: {allow_user_installs: \(allowsUserInstalls)}"
        + list(tools, &generator) + "}",
      "projects:"
        + lines(projects, &generator) { project, generator in
          "{id: \(project.id), name: Project \(project.id)"
            + (project.isActive && generator.once(in: 2) ? "" : ", active: \(project.isActive)")
            + list(project.tools, &generator) + "}"
        },
      "permission_templates:"
        + lines(templates, &generator) { template, _ in
          "{id: \(template.id), name: T\(template.id), scope: \(template.scope)"
            + (template.project.map { ", project: \($0)" } ?? "")
            + ", permissions: \(text(template.levels))}"
        },
      "users:" + lines(users, &generator) { text($0, &$1) },
      "apps:" + lines(apps, &generator) { app, _ in text(app) },
    ]
    parts.append(
      "install_requests:"
        + lines(wishes, &generator) { wish, _ in
          let names = authentication(wish.hasServiceAccount, wish.hasUserLevel)
          return "{id: \(wish.id), app: \(wish.app), version: 1.0.0,"
            + " manifest: {schema_version: \"4.1\"}, authentication: \(names), by: \(wish.by),"
            + " at: \"2026-11-0\(wish.day)T09:30:00Z\", state: \(wish.state)}"
        }
    )
    return (["format_version: \"1.0\""] + parts.shuffled(using: &generator))
      .joined(separator: "\n") + "\n"
  }

  private func lines<Element>(
    _ elements: [Element],
    _ generator: inout SeededGenerator,
    _ text: (Element, inout SeededGenerator) -> String
  ) -> String {
    elements.shuffled(using: &generator).reduce(into: "") {
      $0 += "\n  - " + text($1, &generator)
    }
  }

  private func list(_ tools: [String]?, _ generator: inout SeededGenerator) -> String {
    guard let tools else { return "" }
    return ", tools: [\(tools.shuffled(using: &generator).joined(separator: ", "))]"
  }

  private func text(_ levels: [String: Int]) -> String {
    "{" + levels.map { "\($0): \(oracleLevels[$1])" }.joined(separator: ", ") + "}"
  }

  private func text(_ user: User, _ generator: inout SeededGenerator) -> String {
    let memberships = user.memberships.shuffled(using: &generator).map { membership in
      "{project: \(membership.project), "
        + (membership.template.map { "template: \($0)" }
          ?? "permissions: \(text(membership.levels))") + "}"
    }
    return "{id: \(user.id), name: \(user.name), login: \(user.login), active: \(user.isActive), "
      + (user.companyTemplate.map { "company_template: \($0)" }
        ?? "permissions: \(text(user.companyLevels))")
      + (user.defaultTemplate.map { ", default_project_template: \($0)" } ?? "")
      + ", add_to_new_projects: \(user.addToNewProjects)"
      + ", memberships: [\(memberships.joined(separator: ", "))]}"
  }

  private func text(_ app: App) -> String {
    "{name: \(app.name), version: 1.0.0, state: \(app.isInstalled ? "installed" : "uninstalled"),"
      + " source: custom" + (app.user.map { ", user: \($0)" } ?? "")
      + ", manifest: {schema_version: \"4.1\"}"
      + ", authentication: \(authentication(app.signsInItself, app.signsInUsers))}"
  }

  private func authentication(_ itself: Bool, _ users: Bool) -> String {
    "["
      + ((itself ? ["service_account"] : []) + (users ? ["user_level"] : []))
      .joined(separator: ", ") + "]"
  }
}
