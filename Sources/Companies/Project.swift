/// A project of the company.
package struct Project: Hashable, Sendable {
  package typealias ID = Identifier<Project>

  package let id: ID
  package var name: String
  package var isActive: Bool
  package var tools: ToolSet

  package init(id: ID, name: String, isActive: Bool = true, tools: ToolSet = .all) {
    self.id = id
    self.name = name
    self.isActive = isActive
    self.tools = tools
  }
}

/// A project as a question names it.
package enum ProjectPlace: Hashable, Sendable {
  case project(Project.ID)
  /// Any project that doesn't exist yet: active, with all tools.
  case new
}
