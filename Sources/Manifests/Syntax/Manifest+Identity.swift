public import Catalog
import Documents

extension Manifest {
  /// The app's name: `app.name`, else `app_manifest.name`.
  public var appName: String? {
    (names.last ?? manifestName).map { document.text(of: $0.node) }
  }

  /// The app's version, where the file has one.
  public var appVersion: String? { versions.last.map { document.text(of: $0.node) } }

  /// How the app signs in, as far as the file says, the platform's default where it doesn't.
  ///
  /// A portal file with permissions is taken to have both, for the portal gives no service account
  /// without user-level authentication.
  public var resolvedAuthentication: [Authentication] {
    Authentication.allCases.filter {
      switch $0 {
      case .serviceAccount: hasServiceAccount
      case .userLevel: hasUserLevel ?? hasServiceAccount
      }
    }
  }

  /// Whether two manifests are versions of one app: by `app_manifest.uid` where both have one,
  /// else by name.
  public func isSameApp(as other: Manifest) -> Bool {
    if let uid = manifestUID, let otherUID = other.manifestUID {
      return ExactText(document.text(of: uid.node))
        == ExactText(other.document.text(of: otherUID.node))
    }
    guard let name = appName, let otherName = other.appName else { return false }
    return ExactText(name) == ExactText(otherName)
  }

  /// A manifest that asks for nothing and shows nothing.
  public static func empty(_ catalog: Catalog) -> Manifest {
    var manifest = Manifest(Document(), catalog)
    manifest.form = .source
    return manifest
  }
}
