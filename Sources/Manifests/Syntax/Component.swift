public import Documents

/// An embedded part of an app: `fullscreen`, `sidepanel`, or an iframe instance of 3.x.
public struct Component: Sendable {
  public enum Kind: String, CaseIterable, Sendable {
    case fullscreen
    case sidepanel
  }

  /// Nil for an iframe instance without a sound `type`.
  public internal(set) var kind: Kind?
  /// The component's key; for an iframe instance its first key, for want of one of its own.
  public let key: Reference
  /// The mapping itself.
  public let value: Reference
  public internal(set) var urls: [Reference] = []
  public internal(set) var descriptions: [Reference] = []
  public internal(set) var hasDescription = false
  public internal(set) var uuid: Reference?
  public internal(set) var viewsKey: Reference?
  public internal(set) var views: [Reference] = []
  /// The mappings `user_configuration` (`configuration` in 3.x) and its `schema`.
  public internal(set) var configuration: Reference?
  public internal(set) var schema: Reference?
  public internal(set) var schemaType: Reference?
  public internal(set) var fields: [Field] = []
  /// Whether there may be fields that could not be read, each with its finding.
  public internal(set) var hasUnreadFields = false
  /// The items of the schema's `required`.
  public internal(set) var required: [Reference] = []
  /// An iframe instance's `name`.
  public internal(set) var name: Reference?

  init(kind: Kind?, key: Reference, value: Reference) {
    self.kind = kind
    self.key = key
    self.value = value
  }
}

/// A configurable field that an admin fills in: a property of `user_configuration.schema`.
public struct Field: Sendable {
  public let key: Reference
  /// The property's mapping.
  public internal(set) var value: Reference?
  public internal(set) var name: Reference?
  public internal(set) var type: Reference?
  public internal(set) var description: Reference?
  public internal(set) var supportLink: Reference?
  public internal(set) var supportURL: Reference?
  public internal(set) var supportLabel: Reference?
}
