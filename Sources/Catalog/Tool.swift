/// A tool that a manifest can name, at one scope.
public struct Tool: Sendable {
  public let id: ToolID
  public let scope: Scope
  /// The name in manifests, such as `images`.
  public let key: String
  /// The name that people see, such as Photos.
  public let name: String
  public let levels: LevelSet
  public let toolClass: ToolClass
  /// Earlier spellings of the key.
  public let retiredKeys: [String]
  /// Other names, which serve for "did you mean" alone.
  public let alsoCalled: [String]
  public let confidence: Confidence
  /// Whether a configuration or a company's own data named the tool.
  public let isExtension: Bool
  let prose: ToolProse

  /// Whether any level above none can be granted.
  public var isAssignable: Bool { !levels.isSubset(of: .noneOnly) }
  /// What else is worth knowing, or nothing.
  public var note: String { prose.note }
  /// Where the catalog has the tool from.
  public var source: String { prose.source }
}

/// The prose about a tool, read only when someone asks for it.
enum ToolProse: Sendable {
  /// The note stands at this offset in the table of tools, the source in the cell after it.
  case embedded(offset: Int)
  case given(note: String)

  var note: String {
    switch self {
    case .embedded(let offset):
      var row = CSVCursor(EmbeddedTable.tools.bytes, at: offset)
      return row.cell().text
    case .given(let note):
      return note
    }
  }

  var source: String {
    switch self {
    case .embedded(let offset):
      var row = CSVCursor(EmbeddedTable.tools.bytes, at: offset)
      _ = row.cell()
      return row.cell().text
    case .given:
      return "extension of the catalog"
    }
  }
}
