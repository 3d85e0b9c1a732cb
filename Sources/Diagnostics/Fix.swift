/// A replacement of a range of bytes by a text.
package struct Edit: Hashable, Sendable {
  package var range: SourceRange
  package var text: String

  package init(_ range: SourceRange, _ text: String) {
    self.range = range
    self.text = text
  }
}

/// Edits that belong together and mend one finding.
package struct Fix: Hashable, Sendable {
  /// Whether a fix may change what the app can do or show.
  package enum Safety: String, Sendable {
    /// The meaning stays, or was not valid before.
    case safe
    /// The meaning may change; it narrows at most, for no fix ever widens access.
    case unsafe
  }

  /// What it does, as an order: "replace `read_only` by `readonly`".
  package var description: String
  package var safety: Safety
  /// The edits, in order, none overlapping another.
  package var edits: [Edit]

  package init(_ description: String, _ safety: Safety, _ edits: [Edit]) {
    self.description = description
    self.safety = safety
    self.edits = edits
  }
}
