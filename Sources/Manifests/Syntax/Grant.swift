public import Catalog
public import Documents

/// One entry of `permissions.company` or `permissions.project`.
public struct Grant: Sendable {
  /// What the key names.
  public enum Subject: Hashable, Sendable {
    case tool(ToolID)
    /// A key that this tool had once.
    case retired(ToolID)
    /// A tool of the other scope alone.
    case wrongScope(ToolID)
    case unknown
  }

  /// How the level is written.
  public enum Spelling: Sendable {
    case exact
    /// Another spelling of a level, such as `read_only`.
    case variant
    /// Text that is no level.
    case unknown
    /// No text at all; the reader has a finding for it.
    case missing
  }

  public let scope: Scope
  /// The index in ``Manifest/permissions`` of the mapping that it stands in.
  public let section: Int
  public let scopeKey: Reference
  public let key: Reference
  public let subject: Subject
  public let spelling: Spelling
  /// The level, by whatever spelling; nil where there is none.
  public let level: Level?
  /// The scalar of the level; that of the key where there is none.
  public let levelValue: Reference
  /// Whether it is a mapping with `level`.
  public let isLong: Bool
  /// Whether there is a `reason`, sound or not.
  public let hasReason: Bool
  public let reason: Reference?
  public let uses: [Reference]
  /// Whether something in `uses` couldn't be read.
  public let hasUnreadUses: Bool
  public let isMerged: Bool
  public let overridesMerged: Bool
  /// Whether the same tool stands in the same mapping under its other key.
  public internal(set) var isDoubled = false

  /// The tool of the catalog, at this scope.
  public var tool: ToolID? {
    switch subject {
    case .tool(let tool), .retired(let tool): tool
    case .wrongScope, .unknown: nil
    }
  }

  /// The value of the entry: the level's scalar, or the mapping of the long form.
  public let value: Reference
}
