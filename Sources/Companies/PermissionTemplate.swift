package import Catalog

/// Levels under a name, given to users of the company or to members of projects.
package struct PermissionTemplate: Hashable, Sendable {
  package typealias ID = Identifier<PermissionTemplate>

  package let id: ID
  package var name: String
  package var scope: Scope
  /// The one project in which it can be assigned; nil for a company's and a global one.
  package var project: Project.ID?
  package var levels: ToolLevels
  /// The templates that its holders may assign, sorted.
  package var assignable: [ID]

  package init(
    id: ID,
    name: String,
    scope: Scope,
    project: Project.ID? = nil,
    levels: ToolLevels = [:],
    assignable: [ID] = []
  ) {
    self.id = id
    self.name = name
    self.scope = scope
    self.project = project
    self.levels = levels
    self.assignable = assignable
  }
}
