package import Access
package import Catalog
package import Documents
package import Manifests

/// What a rule looks at: the manifest, and what its grants allow.
package struct LintContext: Sendable {
  package let manifest: Manifest
  /// The levels that the manifest asks for.
  package let grants: Grants
  /// What they let the app do.
  package let effective: EffectiveLevels
  /// Hosts that the config trusts; empty where it names none.
  package let trustedHosts: [String]
  /// The manifest's URLs, taken apart, in its order.
  package let urls: [CheckedURL]

  package let document: Document
  package let catalog: Catalog

  package init(_ manifest: Manifest, trustedHosts: [String] = []) {
    self.manifest = manifest
    document = manifest.document
    catalog = manifest.catalog
    self.trustedHosts = trustedHosts
    urls = CheckedURL.all(in: manifest)
    grants = Grants(manifest.levels)
    effective = EffectiveLevels(grants, in: manifest.catalog)
  }

  /// The text of a value or key.
  package func text(_ reference: Reference) -> String { document.text(of: reference.node) }
}
