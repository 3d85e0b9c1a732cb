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

  public let document: Document
  public let catalog: Catalog

  public init(_ manifest: Manifest, trustedHosts: [String] = []) {
    self.manifest = manifest
    document = manifest.document
    catalog = manifest.catalog
    self.trustedHosts = trustedHosts
    urls = CheckedURL.all(in: manifest)
    grants = Grants(manifest.levels)
    effective = EffectiveLevels(grants, in: manifest.catalog)
  }

  /// The text of a value or key.
  public func text(_ reference: Reference) -> String { document.text(of: reference.node) }
}
