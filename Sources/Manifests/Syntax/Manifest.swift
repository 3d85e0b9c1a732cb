public import Catalog
public import Documents

/// Which of the three forms a file has (`README.md` names them).
public enum Form: String, Sendable {
  /// The authoring form: portal 4.1 with `app`, reasons and uses.
  case source
  /// What the Developer Portal's editor held: version 4.1.
  case portal
  /// The portal's older form: version 3.x, with `components`.
  case legacy
}

/// An app manifest as a typed tree: one model for the three forms, a place on every value.
///
/// A broken part is a finding of the reader and absent here; all else is there. Where a key stands
/// twice both values are, for readers differ on which one counts. So what looks single is a list.
public struct Manifest: Sendable {
  public let document: Document
  public let catalog: Catalog
  public internal(set) var form = Form.portal
  /// Whether the root is a mapping, so that it can lack something.
  public internal(set) var isMapping = false

  /// The root mapping; nil where the file has none.
  public internal(set) var root: Reference?
  public internal(set) var schemaVersion: Reference?
  /// Keys that the form doesn't know, at any place that is read.
  public internal(set) var unknownKeys: Set<NodeID> = []

  /// The key `app`, if there is one with a mapping.
  public internal(set) var appKey: Reference?
  public internal(set) var names: [Reference] = []
  public internal(set) var versions: [Reference] = []
  public internal(set) var publishers: [Reference] = []
  public internal(set) var supports: [Reference] = []
  public internal(set) var releaseNotes: [Reference] = []
  /// The keys of `app`, known ones, sound or not.
  public internal(set) var appKeys: KeySet = []

  public internal(set) var appManifestValue: Reference?
  public internal(set) var manifestUID: Reference?
  public internal(set) var manifestName: Reference?

  /// The key `authentication`, where the file says how the app signs in.
  public internal(set) var authenticationKey: Reference?
  public internal(set) var authentication: [AuthenticationItem] = []
  /// Whether an instance of 3.x has permissions and no grant type, which is a service account's.
  public internal(set) var hasUntypedPermissions = false

  public internal(set) var setupKey: Reference?
  /// Whether there are notes or a page, sound or not.
  public internal(set) var hasSetup = false
  public internal(set) var setupValue: Reference?
  public internal(set) var setupNotes: Reference?
  public internal(set) var setupPage: Reference?
  public internal(set) var setupPageLabel: Reference?

  public internal(set) var components: [Component] = []
  public internal(set) var permissions: [PermissionsSection] = []
  public internal(set) var grants: [Grant] = []
  public internal(set) var urls: [URLValue] = []

  /// The parts of which something couldn't be read; what they seem to lack may be meant there.
  public internal(set) var unreadParts: Set<Part> = []

  /// Every scalar that the manifest means something by, once, where the file has it.
  public internal(set) var values: [NodeID] = []

  init(_ document: Document, _ catalog: Catalog) {
    self.document = document
    self.catalog = catalog
  }
}

/// The parts of a manifest about which a rule may say that something is missing.
public enum Part: Hashable, Sendable {
  case authentication
  case components
  case permissions
}

/// How an app signs in.
public enum Authentication: String, CaseIterable, Sendable {
  case serviceAccount = "service_account"
  case userLevel = "user_level"
}

/// One way of signing in that a file names: an item of `authentication`, or a `grant_type`.
public struct AuthenticationItem: Sendable {
  public let value: Reference
  public let kind: Authentication
}

/// One `permissions` mapping; 3.x files may have several.
public struct PermissionsSection: Sendable {
  public let key: Reference
  public let value: Reference
  /// Whether `company` or `project` has any entry.
  public internal(set) var hasGrants = false
}

/// A value that holds a URL.
public struct URLValue: Sendable {
  public enum Kind: Hashable, Sendable {
    /// `source_url` or `iframe_src` of the component with this index; variables are allowed.
    case component(Int)
    case setupPage
    case supportLink
    case support
  }

  public let value: Reference
  public let kind: Kind
}

extension Manifest {
  /// Whether the app has a service account, by its authentication or by having permissions.
  public var hasServiceAccount: Bool {
    if hasUntypedPermissions { return true }
    if authenticationKey != nil || !authentication.isEmpty {
      return authentication.contains { $0.kind == .serviceAccount }
    }
    switch form {
    case .source: return !permissions.isEmpty
    case .portal, .legacy: return permissions.contains(where: \.hasGrants)
    }
  }

  /// Whether users sign in; nil where the file doesn't say (a portal file never does).
  public var hasUserLevel: Bool? {
    if authenticationKey != nil || !authentication.isEmpty {
      return authentication.contains { $0.kind == .userLevel }
    }
    switch form {
    case .source: return !permissions.isEmpty
    case .portal: return nil
    case .legacy: return false
    }
  }

  /// The level of each tool of the catalog that the grants ask for, by the tool's index.
  ///
  /// Of a key that stands twice the higher level counts; what is no tool at its scope counts for
  /// nothing, nor does a level that is none of the four.
  public var levels: [Level] {
    var levels = [Level](repeating: .none, count: catalog.tools.count)
    for grant in grants {
      guard let tool = grant.tool, let level = grant.level else { continue }
      if levels[tool.index] < level { levels[tool.index] = level }
    }
    return levels
  }
}
