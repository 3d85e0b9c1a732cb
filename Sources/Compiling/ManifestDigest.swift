import Catalog
import Crypto
package import Manifests

/// SHA-256 over what a manifest means, so that two files have one digest exactly where they mean
/// the same, whatever their form, key order, layout and anchors.
package struct ManifestDigest: Hashable, Sendable, CustomStringConvertible {
  /// As it is printed: `sha256:` and 64 hexadecimal digits.
  package let description: String

  /// The digest of a manifest; without its version for whoever asks what else changed.
  ///
  /// Into it goes what the portal form holds, and of the source form what an admin decides by:
  /// the app's identity, how it signs in, who publishes it, the reason of each grant. Comments,
  /// `uses` and the author's own keys mean nothing to the platform.
  package init(of manifest: Manifest, withVersion: Bool = true) {
    let portal = PortalManifest(manifest)
    let reasons = Scope.allCases.map { scope in
      (
        scope.name,
        PortalValue?.some(
          .fields(portal.grants(of: scope).map { ($0.key, $0.reason.map { .text($0) }) })
        )
      )
    }
    let meaning = PortalValue.fields([
      ("portal", portal.value(withIdentity: false)),
      ("uid", portal.text(manifest.manifestUID)),
      ("name", manifest.appName.map { .text($0) }),
      ("version", withVersion ? manifest.appVersion.map { .text($0) } : nil),
      ("authentication", .set(manifest.resolvedAuthentication.map(\.rawValue))),
      ("publisher", portal.text(manifest.publishers.last)),
      ("support", portal.text(manifest.supports.last)),
      ("release_notes", portal.text(manifest.releaseNotes.last)),
      ("reasons", .fields(reasons)),
    ])
    let digits = Array("0123456789abcdef")
    description = SHA256.hash(data: meaning.canonical()).reduce(into: "sha256:") {
      $0.append(digits[Int($1 >> 4)])
      $0.append(digits[Int($1 & 15)])
    }
  }
}
