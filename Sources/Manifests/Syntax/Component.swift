package import Documents

/// An embedded part of an app: `fullscreen`, `sidepanel`, or an iframe instance of 3.x.
package struct Component: Sendable {
  package enum Kind: String, CaseIterable, Sendable {
    case fullscreen
    case sidepanel
  }

  /// Nil for an iframe instance without a sound `type`.
  package internal(set) var kind: Kind?
  /// The component's key; for an iframe instance its first key, for want of one of its own.
  package let key: Reference
  /// The mapping itself.
  package let value: Reference
  package internal(set) var urls: [Reference] = []
  package internal(set) var descriptions: [Reference] = []
  package internal(set) var hasDescription = false
  package internal(set) var uuid: Reference?
  package internal(set) var viewsKey: Reference?
  package internal(set) var views: [Reference] = []
  /// The mappings `user_configuration` (`configuration` in 3.x) and its `schema`.
  package internal(set) var configuration: Reference?
  package internal(set) var schema: Reference?
  package internal(set) var schemaType: Reference?
  package internal(set) var fields: [Field] = []
  /// Whether there may be fields that could not be read, each with its finding.
  package internal(set) var hasUnreadFields = false
  /// The items of the schema's `required`.
  package internal(set) var required: [Reference] = []
  /// An iframe instance's `name`.
  package internal(set) var name: Reference?

  init(kind: Kind?, key: Reference, value: Reference) {
    self.kind = kind
    self.key = key
    self.value = value
  }
}

/// A configurable field that an admin fills in: a property of `user_configuration.schema`.
package struct Field: Sendable {
  package let key: Reference
  /// The property's mapping.
  package internal(set) var value: Reference?
  package internal(set) var name: Reference?
  package internal(set) var type: Reference?
  package internal(set) var description: Reference?
  package internal(set) var supportLink: Reference?
  package internal(set) var supportURL: Reference?
  package internal(set) var supportLabel: Reference?
}
