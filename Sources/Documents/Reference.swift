/// A value where the tree has it, and the outermost alias through which it was reached.
///
/// A mistake in the value itself stands on `node`; one that only the place makes a mistake stands
/// on `alias`, if there is one.
package struct Reference: Hashable, Sendable {
  package let node: NodeID
  package let alias: NodeID

  package init(_ node: NodeID, alias: NodeID = .none) {
    self.node = node
    self.alias = alias
  }

  package static let none = Reference(.none)

  package var isNone: Bool { node.isNone }

  package var isAliased: Bool { !alias.isNone }
}

/// A key with its value, merged ones included.
package struct Entry: Sendable {
  package let key: Reference
  package let value: Reference
  /// Whether it comes from a merge key (`<<`).
  package let isMerged: Bool
  /// Whether it stands over one that a merge key would have brought.
  package let overridesMerged: Bool
}
