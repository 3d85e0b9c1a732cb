public import Diagnostics

// The rules that a reader itself reports.
extension RuleID {
  public static let yamlSyntax: RuleID = "yaml-syntax"
  public static let yamlEncoding: RuleID = "yaml-encoding"
  public static let yamlLimits: RuleID = "yaml-limits"
  public static let duplicateKey: RuleID = "duplicate-key"
  public static let multipleDocuments: RuleID = "multiple-documents"
  public static let yamlTag: RuleID = "yaml-tag"
  public static let undefinedAlias: RuleID = "undefined-alias"
  public static let recursiveAlias: RuleID = "recursive-alias"
}

/// The bounds of a manifest, which no file of a person's hand comes near.
public enum Limits {
  /// The most bytes that a file may have: 8 MiB.
  public static let bytes = 8 << 20
  /// The most nodes that a document may have, aliases expanded.
  public static let nodes = 100_000
  /// The most collections that may be nested, aliases expanded.
  public static let depth = 100
}

/// The bounds of what is read, so that no file can take time or memory out of proportion.
public struct DocumentLimits: Hashable, Sendable {
  /// The most bytes that a file may have.
  public let bytes: Int
  /// The most nodes that a document may have, aliases expanded.
  public let nodes: Int
  /// The most collections that may be nested, aliases expanded.
  public let depth: Int

  /// For what a person writes.
  public static let manifest = DocumentLimits(
    bytes: Limits.bytes,
    nodes: Limits.nodes,
    depth: Limits.depth
  )

  /// For a whole company and for plans: 1 GiB and 200 million nodes.
  ///
  /// INVARIANT: an offset, into resolved texts too, fits into 32 bits, and a node's index into 31.
  public static let company = DocumentLimits(
    bytes: 1 << 30,
    nodes: 200_000_000,
    depth: Limits.depth
  )
}
