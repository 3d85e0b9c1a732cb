// A company as plain values, and what a user may do in it, worked out rule by rule. It shares no
// code with the sources: levels are numbers, tools are texts.

/// The levels by their order.
let oracleLevels = ["none", "readonly", "standard", "admin"]

/// A company as the oracle sees it.
struct PlainCompany {
  struct Project {
    var id: Int
    var isActive: Bool
    /// Nil: every tool.
    var tools: [String]?
  }

  struct Template {
    var id: Int
    var scope: String
    var project: Int?
    var levels: [String: Int]
  }

  struct Membership {
    var project: Int
    var template: Int?
    var levels: [String: Int]
  }

  struct User {
    var id: Int
    var name: String
    var login: String
    var isActive: Bool
    var companyTemplate: Int?
    var companyLevels: [String: Int]
    var defaultTemplate: Int?
    var addToNewProjects: Bool
    var memberships: [Membership]
  }

  struct App {
    var name: String
    var isInstalled: Bool
    var user: Int?
    var signsInItself: Bool
    var signsInUsers: Bool
  }

  struct Wish {
    var id: Int
    var app: String
    var day: Int
    var state: String
    var hasServiceAccount: Bool
    var hasUserLevel: Bool
    var by: Int
  }

  var allowsUserInstalls = false
  /// Nil: every tool.
  var tools: [String]?
  var projects: [Project] = []
  var templates: [Template] = []
  var users: [User] = []
  var apps: [App] = []
  var wishes: [Wish] = []
}

/// The tools that the random companies speak of; `tool_of_ours` is in no catalog.
enum PlainTools {
  static let company = [
    "admin", "conversations", "directory", "documents", "permissions", "tool_of_ours",
  ]
  static let project = ["admin", "daily_log", "directory", "rfi", "tool_of_ours"]
  /// A tool without levels.
  static let withoutLevels = "conversations"
}

/// Where a question is asked.
enum PlainPlace: Equatable {
  case company
  case project(Int)
  case newProject
}

extension PlainCompany {
  /// The level of a directory user on a tool, by brute force: 0 none to 3 admin.
  func level(of user: User, on tool: String, at place: PlainPlace) -> Int {
    if !user.isActive { return 0 }
    for app in apps where app.user == user.id {
      if !app.isInstalled { return 0 }
    }
    switch place {
    case .company:
      if !hasCompanyTool(tool) || tool == PlainTools.withoutLevels { return 0 }
      if isCompanyAdmin(user), tool != "permissions" { return 3 }
      return companyLevel(of: user, on: tool)
    case .project(let id):
      var project: Project?
      for candidate in projects where candidate.id == id { project = candidate }
      guard let project else { return 0 }
      if !project.isActive { return 0 }
      if !has(project, tool) { return 0 }
      if isCompanyAdmin(user) { return 3 }
      for membership in user.memberships where membership.project == id {
        if has(project, "directory"), level(of: membership, on: "directory") == 3 { return 3 }
        return level(of: membership, on: tool)
      }
      return 0
    case .newProject:
      if isCompanyAdmin(user) { return 3 }
      if !user.addToNewProjects { return 0 }
      guard let template = user.defaultTemplate else { return 0 }
      if templateLevel(template, "directory") == 3 { return 3 }
      return templateLevel(template, tool)
    }
  }

  /// A directory user as a list of who may do something names it.
  func name(of user: User) -> String {
    for app in apps where app.user == user.id && app.signsInItself { return "app/" + app.name }
    return "user/" + user.login
  }

  /// The level of an app that acts for a user.
  func level(ofApp name: String, actingFor user: User, on tool: String, at place: PlainPlace) -> Int
  {
    // Nobody signs in with the login of an app.
    for app in apps where app.user == user.id { return 0 }
    for app in apps where app.name == name {
      if !app.isInstalled { return 0 }
      return app.signsInUsers ? level(of: user, on: tool, at: place) : 0
    }
    // The latest wish counts that nobody denied; of one day, that of the higher id.
    var latest: Wish?
    for wish in wishes where wish.app == name && wish.state != "denied" {
      if let known = latest, (known.day, known.id) > (wish.day, wish.id) { continue }
      latest = wish
    }
    if let wish = latest {
      if !allowsUserInstalls || wish.hasServiceAccount || !wish.hasUserLevel { return 0 }
      return level(of: user, on: tool, at: place)
    }
    return 0
  }

  /// The level of an app by its own account.
  func level(ofApp name: String, on tool: String, at place: PlainPlace) -> Int {
    for app in apps where app.name == name {
      if !app.isInstalled || !app.signsInItself { return 0 }
      for user in users where user.id == app.user { return level(of: user, on: tool, at: place) }
    }
    return 0
  }

  private func isCompanyAdmin(_ user: User) -> Bool {
    hasCompanyTool("directory") && companyLevel(of: user, on: "directory") == 3
  }

  private func companyLevel(of user: User, on tool: String) -> Int {
    if let template = user.companyTemplate { return templateLevel(template, tool) }
    return user.companyLevels[tool] ?? 0
  }

  private func level(of membership: Membership, on tool: String) -> Int {
    if let template = membership.template { return templateLevel(template, tool) }
    return membership.levels[tool] ?? 0
  }

  private func templateLevel(_ id: Int, _ tool: String) -> Int {
    for template in templates where template.id == id { return template.levels[tool] ?? 0 }
    return 0
  }

  private func hasCompanyTool(_ tool: String) -> Bool { tools.map { $0.contains(tool) } ?? true }

  private func has(_ project: Project, _ tool: String) -> Bool {
    project.tools.map { $0.contains(tool) } ?? true
  }
}
