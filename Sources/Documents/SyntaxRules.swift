package import Diagnostics

// The rules that a reader itself reports.
extension RuleID {
  package static let yamlSyntax: RuleID = "yaml-syntax"
  package static let yamlEncoding: RuleID = "yaml-encoding"
  package static let yamlLimits: RuleID = "yaml-limits"
  package static let duplicateKey: RuleID = "duplicate-key"
  package static let multipleDocuments: RuleID = "multiple-documents"
  package static let yamlTag: RuleID = "yaml-tag"
  package static let undefinedAlias: RuleID = "undefined-alias"
  package static let recursiveAlias: RuleID = "recursive-alias"
}

/// The bounds of a manifest, which no file of a person's hand comes near.
package enum Limits {
  /// The most bytes that a file may have: 8 MiB.
  package static let bytes = 8 << 20
  /// The most nodes that a document may have, aliases expanded.
  package static let nodes = 100_000
  /// The most collections that may be nested, aliases expanded.
  package static let depth = 100
}

/// The bounds of what is read, so that no file can take time or memory out of proportion.
package struct DocumentLimits: Hashable, Sendable {
  /// The most bytes that a file may have.
  package let bytes: Int
  /// The most nodes that a document may have, aliases expanded.
  package let nodes: Int
  /// The most collections that may be nested, aliases expanded.
  package let depth: Int

  /// For what a person writes.
  package static let manifest = DocumentLimits(
    bytes: Limits.bytes,
    nodes: Limits.nodes,
    depth: Limits.depth
  )

  /// For a whole company and for plans: 1 GiB and 200 million nodes.
  ///
  /// INVARIANT: an offset, into resolved texts too, fits into 32 bits, and a node's index into 31.
  package static let company = DocumentLimits(
    bytes: 1 << 30,
    nodes: 200_000_000,
    depth: Limits.depth
  )
}
