/// A value where the tree has it, and the outermost alias through which it was reached.
///
/// A mistake in the value itself stands on `node`; one that only the place makes a mistake stands
/// on `alias`, if there is one.
public struct Reference: Hashable, Sendable {
  public let node: NodeID
  public let alias: NodeID

  public init(_ node: NodeID, alias: NodeID = .none) {
    self.node = node
    self.alias = alias
  }

  public static let none = Reference(.none)

  public var isNone: Bool { node.isNone }

  public var isAliased: Bool { !alias.isNone }
}

/// A key with its value, merged ones included.
public struct Entry: Sendable {
  public let key: Reference
  public let value: Reference
  /// Whether it comes from a merge key (`<<`).
  public let isMerged: Bool
  /// Whether it stands over one that a merge key would have brought.
  public let overridesMerged: Bool
}
