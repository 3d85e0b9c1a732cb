package import Catalog
package import Documents

/// One entry of `permissions.company` or `permissions.project`.
package struct Grant: Sendable {
  /// What the key names.
  package enum Subject: Hashable, Sendable {
    case tool(ToolID)
    /// A key that this tool had once.
    case retired(ToolID)
    /// A tool of the other scope alone.
    case wrongScope(ToolID)
    case unknown
  }

  /// How the level is written.
  package enum Spelling: Sendable {
    case exact
    /// Another spelling of a level, such as `read_only`.
    case variant
    /// Text that is no level.
    case unknown
    /// No text at all; the reader has a finding for it.
    case missing
  }

  package let scope: Scope
  /// The index in ``Manifest/permissions`` of the mapping that it stands in.
  package let section: Int
  package let scopeKey: Reference
  package let key: Reference
  package let subject: Subject
  package let spelling: Spelling
  /// The level, by whatever spelling; nil where there is none.
  package let level: Level?
  /// The scalar of the level; that of the key where there is none.
  package let levelValue: Reference
  /// Whether it is a mapping with `level`.
  package let isLong: Bool
  /// Whether there is a `reason`, sound or not.
  package let hasReason: Bool
  package let reason: Reference?
  package let uses: [Reference]
  /// Whether something in `uses` couldn't be read.
  package let hasUnreadUses: Bool
  package let isMerged: Bool
  package let overridesMerged: Bool
  /// Whether the same tool stands in the same mapping under its other key.
  package internal(set) var isDoubled = false

  /// The tool of the catalog, at this scope.
  package var tool: ToolID? {
    switch subject {
    case .tool(let tool), .retired(let tool): tool
    case .wrongScope, .unknown: nil
    }
  }

  /// The value of the entry: the level's scalar, or the mapping of the long form.
  package let value: Reference
}
