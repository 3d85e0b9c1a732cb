import Catalog
import Crypto
package import Manifests

/// SHA-256 over what a manifest means, so that two files have one digest exactly where they mean
/// the same, whatever their form, key order, layout and anchors.
package struct ManifestDigest: Hashable, Sendable, CustomStringConvertible {
  /// As it is printed: `sha256:` and 64 hexadecimal digits.
  package let description: String

  /// How much of the meaning goes into a digest.
  package enum Part: Sendable {
    case whole
    /// All but the version: two sides with one such digest are equal.
    case withoutVersion
    /// What changes more than words: no version, prose, name, contact or component id.
    case substance
  }

  /// The digest of a manifest.
  ///
  /// Into it goes what the portal form holds, and of the source form what an admin decides by:
  /// the app's identity, how it signs in, who publishes it, the reason of each grant. Comments,
  /// `uses` and the author's own keys mean nothing to the platform.
  package init(of manifest: Manifest, _ part: Part = .whole) {
    let portal = PortalManifest(manifest)
    var entries: [(String, PortalValue?)] = [
      ("uid", portal.text(manifest.manifestUID)),
      ("authentication", .set(manifest.resolvedAuthentication.map(\.rawValue))),
    ]
    let value = portal.value(withIdentity: false)
    if part == .substance {
      entries.append(("portal", value.withoutWords()))
    } else {
      let reasons = Scope.allCases.map { scope in
        let texts = portal.grants(of: scope).map { ($0.key, $0.reason.map(PortalValue.text)) }
        return (scope.name, PortalValue?.some(.fields(texts)))
      }
      entries += [
        ("portal", value),
        ("name", manifest.appName.map { .text($0) }),
        ("publisher", portal.text(manifest.publishers.last)),
        ("support", portal.text(manifest.supports.last)),
        ("release_notes", portal.text(manifest.releaseNotes.last)),
        ("reasons", .fields(reasons)),
      ]
    }
    if part == .whole { entries.append(("version", manifest.appVersion.map { .text($0) })) }
    let digits = Array("0123456789abcdef")
    description = SHA256.hash(data: PortalValue.fields(entries).canonical())
      .reduce(into: "sha256:") {
        $0.append(digits[Int($1 >> 4)])
        $0.append(digits[Int($1 & 15)])
      }
  }
}
