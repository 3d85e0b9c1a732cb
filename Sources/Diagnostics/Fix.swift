/// A replacement of a range of bytes by a text.
public struct Edit: Hashable, Sendable {
  public var range: SourceRange
  public var text: String

  public init(_ range: SourceRange, _ text: String) {
    self.range = range
    self.text = text
  }
}

/// Edits that belong together and mend one finding.
public struct Fix: Hashable, Sendable {
  /// Whether a fix may change what the app can do or show.
  public enum Safety: String, Sendable {
    /// The meaning stays, or was not valid before.
    case safe
    /// The meaning may change; it narrows at most, for no fix ever widens access.
    case unsafe
  }

  /// What it does, as an order: "replace `read_only` by `readonly`".
  public var description: String
  public var safety: Safety
  /// The edits, in order, none overlapping another.
  public var edits: [Edit]

  public init(_ description: String, _ safety: Safety, _ edits: [Edit]) {
    self.description = description
    self.safety = safety
    self.edits = edits
  }
}
