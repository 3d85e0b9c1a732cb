package import Catalog

/// Whether a level on a tool is held, in the company or in a project.
package struct AccessQuestion: Hashable, Sendable {
  package let tool: ToolID
  package let level: Level
  /// Nil for a company's tool.
  package let project: ProjectPlace?

  package init(_ tool: ToolID, _ level: Level, in project: ProjectPlace? = nil) {
    self.tool = tool
    self.level = level
    self.project = project
  }
}

extension CompanyReader {
  /// The question that `SCOPE:TOOL:LEVEL` and a project's id, or `new`, ask.
  ///
  /// - Throws: ``QuestionMistake`` for an unknown scope, tool, level or project, and for a project
  ///   that a project's tool lacks.
  package func question(
    _ text: String,
    project: String?
  ) throws -> AccessQuestion {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 3 else {
      throw QuestionMistake(message: "`\(text)` is no question, expected `SCOPE:TOOL:LEVEL`")
    }
    guard let scope = Scope(name: parts[0]) else {
      throw mistake("scope", parts[0], allowed: Scope.allCases.map(\.name))
    }
    guard let tool = catalog.tool(scope, parts[1]) else {
      throw unknownTool(parts[1], scope)
    }
    guard let level = Level(name: parts[2]) else {
      throw mistake("level", parts[2], allowed: Level.allCases.map(\.name))
    }
    guard scope == .project else { return AccessQuestion(tool, level) }
    guard let project else {
      throw QuestionMistake(
        message: "`\(text)` asks about a project, expected `--project ID` or `--project new`"
      )
    }
    return AccessQuestion(tool, level, in: try place(project))
  }

  /// The project that an id, or `new`, names.
  package func place(_ text: String) throws -> ProjectPlace {
    if text == "new" { return .new }
    if let value = Int64(text), let project = try project(Project.ID(value)) {
      return .project(project.id)
    }
    var known = ["new"]
    try eachProject {
      known.append($0.id.description)
      return true
    }
    throw unknown("project", text, among: known)
  }

  private func unknownTool(_ key: String, _ scope: Scope) -> QuestionMistake {
    let near =
      catalog.retiredTool(scope, key)
      ?? catalog.nearTools(to: key, in: scope).first?.tool
    let hint = near.map {
      let tool = catalog[$0]
      return tool.scope == scope
        ? ", did you mean `\(tool.key)`" : ", did you mean `\(tool.scope.name):\(tool.key)`"
    }
    return QuestionMistake(message: "unknown \(scope.name) tool `\(key)`" + (hint ?? ""))
  }

  private func mistake(_ what: String, _ word: String, allowed: [String]) -> QuestionMistake {
    let near = NearNames.nearest(to: word, among: allowed)
    return QuestionMistake(
      message: "unknown \(what) `\(word)`, "
        + (near.map { "did you mean `\($0)`" }
          ?? "allowed: " + allowed.map { "`\($0)`" }.joined(separator: ", "))
    )
  }
}
