public import Access
public import Catalog
public import Documents
public import Manifests

/// What a rule looks at: the manifest, and what its grants allow.
///
/// A class, for rules hand it on, and a copy would count the references of each of its parts.
public final class LintContext: Sendable {
  public let manifest: Manifest
  /// The levels that the manifest asks for.
  public let grants: Grants
  /// What they let the app do.
  public let effective: EffectiveLevels
  /// Hosts that the config trusts; empty where it names none.
  public let trustedHosts: [String]
  /// The manifest's URLs, taken apart, in its order.
  public let urls: [CheckedURL]

  /// The highest level that any grant asks for at each scope.
  private let highest: (company: Level, project: Level)

  public var document: Document { manifest.document }
  public var catalog: Catalog { manifest.catalog }

  public init(_ manifest: consuming Manifest, trustedHosts: [String] = []) {
    self.trustedHosts = trustedHosts
    urls = CheckedURL.all(in: manifest)
    grants = Grants(manifest.levels)
    effective = EffectiveLevels(grants, in: manifest.catalog)
    var highest = (company: Level.none, project: Level.none)
    for grant in manifest.grants {
      guard let level = grant.level else { continue }
      if grant.scope == .company {
        highest.company = max(highest.company, level)
      } else {
        highest.project = max(highest.project, level)
      }
    }
    self.manifest = manifest
    self.highest = highest
  }

  /// Whether any grant at a scope, be its tool known or not, asks for this level or more.
  func asks(for level: Level, at scope: Scope) -> Bool {
    (scope == .company ? highest.company : highest.project) >= level
  }

  /// The text of a value or key.
  public func text(_ reference: Reference) -> String { document.text(of: reference.node) }
}
