/// What is known of the platform's tools, views and calls.
///
/// The embedded tables, and what a configuration or a company's own data adds to them. A class, for
/// everything that speaks of tools holds it, and nothing in it changes.
public final class Catalog: Sendable {
  /// The catalog without any extension.
  public static let builtIn = Catalog(tools: embeddedTools(), extendedViews: nil)

  /// Year and month of the last review of the data.
  public static let version = "2026.09"

  /// All tools, the company's first, in the order in which they are listed.
  public let tools: [Tool]
  private let companyTools: [ToolID]
  private let projectTools: [ToolID]
  private let names: NameTable
  /// The risk of each level of each tool, by the tool's index times four and the level.
  private let risks: [Risk]
  /// The views where they aren't the embedded ones.
  let extendedViews: ViewTable?
  /// The company's Directory, whose admins hold nearly everything.
  public let companyDirectory: ToolID?
  /// The project's Directory, whose admins hold nearly everything in the project.
  public let projectDirectory: ToolID?
  /// The company's Permissions tool, which no admin of a Directory holds for that.
  public let permissions: ToolID?

  /// INVARIANT: each tool's id is its place in `tools`.
  init(tools: [Tool], extendedViews: ViewTable?) {
    self.tools = tools
    self.extendedViews = extendedViews
    var companyTools: [ToolID] = []
    var projectTools: [ToolID] = []
    companyTools.reserveCapacity(tools.count)
    projectTools.reserveCapacity(tools.count)
    var names = NameTable(capacity: tools.count + 16)
    for tool in tools {
      switch tool.scope {
      case .company: companyTools.append(tool.id)
      case .project: projectTools.append(tool.id)
      }
      names.insert(tool.key, in: Self.space(of: tool.scope), number: tool.id.index)
      for key in tool.retiredKeys {
        names.insert(key, in: Self.retiredSpace(of: tool.scope), number: tool.id.index)
      }
    }
    self.companyTools = companyTools
    self.projectTools = projectTools
    self.names = names
    companyDirectory = Self.tool(.company, "directory", in: names)
    projectDirectory = Self.tool(.project, "directory", in: names)
    permissions = Self.tool(.company, "permissions", in: names)
    risks = Self.risks(of: tools.count, names: names)
  }

  public subscript(id: ToolID) -> Tool { tools[id.index] }

  /// The tools of one scope, in catalog order.
  public func tools(in scope: Scope) -> [ToolID] {
    scope == .company ? companyTools : projectTools
  }

  var views: ViewTable { extendedViews ?? .embedded }
}

// MARK: - Tools and views by name

extension Catalog {
  public func tool(_ scope: Scope, key: UnsafeBufferPointer<UInt8>) -> ToolID? {
    names.number(of: key, in: Self.space(of: scope)).map(ToolID.init(index:))
  }

  public func tool(_ scope: Scope, _ key: String) -> ToolID? {
    Self.tool(scope, key, in: names)
  }

  private static func tool(_ scope: Scope, _ key: String, in names: NameTable) -> ToolID? {
    names.number(of: key, in: space(of: scope)).map(ToolID.init(index:))
  }

  /// The tool that had this key once; nil for a key that a tool has today.
  public func retiredTool(_ scope: Scope, key: UnsafeBufferPointer<UInt8>) -> ToolID? {
    guard tool(scope, key: key) == nil else { return nil }
    return names.number(of: key, in: Self.retiredSpace(of: scope)).map(ToolID.init(index:))
  }

  /// The tool that had this key once; nil for a key that a tool has today.
  public func retiredTool(_ scope: Scope, _ key: String) -> ToolID? {
    var key = key
    return key.withUTF8 { retiredTool(scope, key: $0) }
  }

  public func view(key: UnsafeBufferPointer<UInt8>) -> ViewEntry? {
    views.entry(key: key)
  }

  /// Whether a view may be named; nil for one that the catalog doesn't have.
  public func status(ofView key: UnsafeBufferPointer<UInt8>) -> ViewStatus? {
    // Asked for each view of a manifest, so that no table is copied for it.
    guard let extendedViews else { return ViewTable.embedded.status(of: key) }
    return extendedViews.status(of: key)
  }

  public func view(_ key: String) -> ViewEntry? {
    views.entry(key)
  }

  private static func space(of scope: Scope) -> NameTable.Space {
    scope == .company ? .companyTool : .projectTool
  }

  private static func retiredSpace(of scope: Scope) -> NameTable.Space {
    scope == .company ? .retiredCompanyTool : .retiredProjectTool
  }
}

// MARK: - Risk

extension Catalog {
  /// The risk of a grant: that of the highest row at or below its level; nil is an unknown tool.
  public func risk(_ scope: Scope, tool: ToolID?, level: Level) -> Risk {
    guard level > .none else { return .low }
    guard let tool else { return .high }
    return risks[tool.index * Level.allCases.count + Int(level.rawValue)]
  }

  /// The row that gives a grant its risk, or nil where no row speaks of it.
  public func riskEntry(tool: ToolID, level: Level) -> RiskEntry? {
    let (scope, key) = (tools[tool.index].scope, tools[tool.index].key)
    let entries = RiskEntry.all.lazy.filter {
      $0.scope == scope && $0.key == key && $0.level <= level
    }
    return entries.max { $0.risk < $1.risk }
  }

  /// The steps by which the holder of one grant can come by another.
  public var escalations: [Escalation] { Escalation.all }

  /// INVARIANT: no row is below the risk that its level has without a row.
  private static func risks(of count: Int, names: NameTable) -> [Risk] {
    let levels = Level.allCases
    var risks = [Risk](repeating: .low, count: count * levels.count)
    for cell in risks.indices { risks[cell] = .unlisted(levels[cell % levels.count]) }
    var row = EmbeddedTable.risk.rows
    while !row.isAtEnd {
      let scope: Scope = row.cell().word()
      let key = row.cell()
      let lowest: Level = row.cell().word()
      let risk: Risk = row.cell().word()
      row.skipLine()
      guard let tool = names.number(of: key.bytes, in: space(of: scope)) else {
        preconditionFailure("the catalog tells the risk of `\(key.text)`, which it doesn't have")
      }
      for level in levels where level >= lowest {
        let cell = tool * levels.count + Int(level.rawValue)
        risks[cell] = max(risks[cell], risk)
      }
    }
    return risks
  }
}

// MARK: - The embedded tools

extension Catalog {
  private static func embeddedTools() -> [Tool] {
    var row = EmbeddedTable.tools.rows
    var tools: [Tool] = []
    tools.reserveCapacity(80)
    while !row.isAtEnd {
      let scope: Scope = row.cell().word()
      let key = row.cell().text
      let name = row.cell().text
      let levels = row.cell().levels()
      let toolClass: ToolClass = row.cell().word()
      let retiredKeys = row.cell().texts
      let alsoCalled = row.cell().texts
      let proseOffset = row.offset
      _ = row.cell()
      _ = row.cell()
      tools.append(
        Tool(
          id: ToolID(index: tools.count),
          scope: scope,
          key: key,
          name: name,
          levels: levels,
          toolClass: toolClass,
          retiredKeys: retiredKeys,
          alsoCalled: alsoCalled,
          confidence: row.lastCell().word(),
          isExtension: false,
          prose: .embedded(offset: proseOffset)
        )
      )
    }
    return tools
  }
}
