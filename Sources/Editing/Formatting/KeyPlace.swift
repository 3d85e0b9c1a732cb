import Manifests

/// A mapping of the source form, by what its keys mean.
enum KeyPlace {
  case root
  case app
  case appManifest
  case setup
  case link
  case fullscreen
  case sidepanel
  case configuration
  case schema
  /// The configurable fields, in the author's order.
  case properties
  case field
  case permissions
  /// The grants of a scope, by their tools' keys.
  case tools
  case grant
  /// What a formatter leaves in its order.
  case other

  /// What the value of a key is.
  func value(of key: KeyName?) -> KeyPlace {
    switch (self, key) {
    case (.root, .app): .app
    case (.root, .appManifest): .appManifest
    case (.root, .postInstallationInstruction): .setup
    case (.root, .fullscreen): .fullscreen
    case (.root, .sidepanel): .sidepanel
    case (.root, .permissions): .permissions
    case (.setup, .page), (.field, .supportLink): .link
    case (.fullscreen, .userConfiguration), (.sidepanel, .userConfiguration): .configuration
    case (.configuration, .schema): .schema
    case (.schema, .properties): .properties
    case (.properties, _): .field
    case (.permissions, .company), (.permissions, .project): .tools
    case (.tools, _): .grant
    default: .other
    }
  }

  /// Its keys in their order.
  var keys: [KeyName] {
    switch self {
    case .root:
      [
        .schemaVersion, .app, .appManifest, .postInstallationInstruction, .fullscreen, .sidepanel,
        .permissions,
      ]
    case .app: [.name, .version, .authentication, .publisher, .support, .releaseNotes]
    case .appManifest: [.uid, .name]
    case .setup: [.notes, .page]
    case .link: [.url, .label]
    case .fullscreen: [.uuid, .sourceURL, .description, .userConfiguration]
    case .sidepanel: [.views, .uuid, .sourceURL, .description, .userConfiguration]
    case .configuration: [.schema]
    case .schema: [.type, .required, .properties]
    case .field: [.name, .type, .description, .supportLink]
    case .permissions: [.company, .project]
    case .grant: [.level, .reason, .uses]
    case .properties, .tools, .other: []
    }
  }

  /// Whether its keys have an order.
  var isOrdered: Bool {
    switch self {
    case .properties, .other: false
    default: true
    }
  }

  /// After how many of its keys those come that hold anchors for the others.
  var headCount: Int {
    if case .root = self { 2 } else { 0 }
  }
}
