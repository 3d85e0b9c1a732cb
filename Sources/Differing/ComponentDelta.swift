package import Diagnostics

/// What became of an embedded component.
package struct ComponentDelta: Sendable {
  package enum Change: String, Sendable {
    case added
    case removed
    case changed
  }

  /// `fullscreen` or `sidepanel`; `iframe` for an instance of 3.x without a sound type.
  package let component: String
  package let change: Change
  /// What changed in it; empty where it was added or removed.
  package let fields: [FieldDelta]
}

/// One difference inside a component.
package struct FieldDelta: Sendable {
  package enum Kind: String, Sendable {
    /// Another authority serves it.
    case hostChanged = "host-changed"
    case urlChanged = "url-changed"
    case viewAdded = "view-added"
    case viewRemoved = "view-removed"
    case fieldAdded = "field-added"
    case fieldRemoved = "field-removed"
    /// A field that has to be filled in, new or not.
    case fieldRequired = "field-required"
    case fieldOptional = "field-optional"
    /// A text for people.
    case prose
    case changed
  }

  /// From the component on, as portal 4.1 has it.
  package let pointer: String
  package let before: String?
  package let after: String?
  package let kind: Kind
  package let oldRange: SourceRange?
  package let newRange: SourceRange?
  /// Whether the change is one of name or identity alone, which asks for no more than a patch.
  package let isCosmetic: Bool
}
