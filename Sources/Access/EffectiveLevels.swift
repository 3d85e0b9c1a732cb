public import Catalog

/// The projects as far as a holder's levels can differ between them.
public enum ProjectClass: String, CaseIterable, Sendable {
  /// A project that the holder is permitted in.
  case permitted
  /// Any other one, those that don't exist yet included.
  case other
}

/// What decides the level that a holder has on a tool.
public enum LevelSource: Sendable {
  /// The tool has no level but none.
  case withoutLevels
  /// The tool is switched off.
  case disabled
  /// Company Directory at admin.
  case companyDirectory
  /// Project Directory at admin.
  case projectDirectory
  /// The grant on the tool itself, none included.
  case grant
  /// The project is none of the holder's.
  case notPermitted
}

/// What a set of grants lets its holder do: the one place that knows what a grant implies.
///
/// Company Directory at admin is admin on every company tool but Permissions, and on every tool of
/// every project, permitted or not. Project Directory at admin is admin on every tool of that
/// project. Each holds only where Directory itself is enabled, and nothing is held on a tool that
/// is disabled or has no levels.
public struct EffectiveLevels: Sendable {
  /// Which tools are switched on where the grants count.
  public struct EnabledTools: Sendable {
    public var company: @Sendable (ToolID) -> Bool
    public var project: @Sendable (ToolID) -> Bool

    public init(
      company: @escaping @Sendable (ToolID) -> Bool,
      project: @escaping @Sendable (ToolID) -> Bool
    ) {
      self.company = company
      self.project = project
    }

    /// All tools of the catalog.
    public static let all = EnabledTools(company: { _ in true }, project: { _ in true })
  }

  public let grants: Grants
  public let catalog: Catalog
  private let enabled: EnabledTools
  /// Whether company Directory at admin makes the holder an admin nearly everywhere.
  public let isCompanyDirectoryAdmin: Bool
  /// Whether project Directory at admin does in each permitted project.
  public let isProjectDirectoryAdmin: Bool

  public init(_ grants: Grants, in catalog: Catalog, enabled: EnabledTools = .all) {
    self.grants = grants
    self.catalog = catalog
    self.enabled = enabled
    isCompanyDirectoryAdmin =
      catalog.companyDirectory.map { grants[$0] == .admin && enabled.company($0) } ?? false
    isProjectDirectoryAdmin =
      catalog.projectDirectory.map { grants[$0] == .admin && enabled.project($0) } ?? false
  }

  /// The level on a tool; `project` is looked at for a project's tool alone.
  public func level(of tool: ToolID, in project: ProjectClass = .permitted) -> Level {
    switch source(of: tool, in: project) {
    case .companyDirectory, .projectDirectory: .admin
    case .grant: grants[tool]
    case .withoutLevels, .disabled, .notPermitted: .none
    }
  }

  /// What decides the level on a tool; `project` is looked at for a project's tool alone.
  public func source(of tool: ToolID, in project: ProjectClass = .permitted) -> LevelSource {
    guard catalog.tools[tool.index].isAssignable else { return .withoutLevels }
    switch catalog.tools[tool.index].scope {
    case .company:
      guard enabled.company(tool) else { return .disabled }
      return isCompanyDirectoryAdmin && tool != catalog.permissions ? .companyDirectory : .grant
    case .project:
      guard enabled.project(tool) else { return .disabled }
      if isCompanyDirectoryAdmin { return .companyDirectory }
      guard project == .permitted else { return .notPermitted }
      return isProjectDirectoryAdmin ? .projectDirectory : .grant
    }
  }

  /// Whether another grant already gives admin on a tool, so that its own grant adds nothing.
  public func isAbsorbed(_ tool: ToolID) -> Bool {
    guard catalog.tools[tool.index].isAssignable else { return false }
    switch catalog.tools[tool.index].scope {
    case .company:
      return isCompanyDirectoryAdmin && tool != catalog.permissions
        && tool != catalog.companyDirectory
    case .project:
      return isCompanyDirectoryAdmin
        || isProjectDirectoryAdmin && tool != catalog.projectDirectory
    }
  }
}

/// One question to a set of grants: a level on a tool, for a project's tool in a kind of project.
public struct Cell: Hashable, Sendable {
  public let tool: ToolID
  /// Nil at company scope.
  public let project: ProjectClass?

  public init(_ tool: ToolID, _ project: ProjectClass?) {
    self.tool = tool
    self.project = project
  }

  /// The cells of one tool: one at company scope, two for a project's tool.
  public static func cells(of tool: ToolID, in catalog: Catalog) -> [Cell] {
    switch catalog.tools[tool.index].scope {
    case .company: [Cell(tool, nil)]
    case .project: ProjectClass.allCases.map { Cell(tool, $0) }
    }
  }
}

extension EffectiveLevels {
  public subscript(cell: Cell) -> Level { level(of: cell.tool, in: cell.project ?? .permitted) }
}
