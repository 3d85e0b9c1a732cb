import Catalog
import Documents
import Manifests

/// An app as the answers have it, before it is known which directory user is its own.
struct PlatformApp {
  let name: String
  let uid: String
  /// The installations that are this app's, of which one counts.
  var installations: Set<Int64>
  let version: String
  /// Whether an answer, or what the store has, says the version.
  let isVersionKnown: Bool
  let state: InstalledApp.State
  let source: InstalledApp.Source
  /// Nil where no answer has it.
  let manifest: Manifest?
  /// What the company's store has recorded.
  let held: InstalledApp?
  /// Whether the manifest among the records is one that somebody knew.
  let isRecordKnown: Bool
  let installed: InstalledApp.Occasion
  let uninstalled: InstalledApp.Occasion
  var user: DirectoryUser.ID?
  var permittedProjects: [Project.ID] = []
  var configurations: [Configuration] = []

  /// What the company's store has recorded of the same version.
  private var recorded: RecordedVersion? {
    held.flatMap { isRecordKnown && $0.recorded.version == version ? $0.recorded : nil }
  }

  /// The levels of its manifest in the company and in projects; nil where nobody has it.
  var levels: (company: ToolLevels, project: ToolLevels)? {
    let known = manifest.map { RecordedManifest($0) } ?? recorded?.manifest
    return known.map { ($0.companyLevels, $0.projectLevels) }
  }

  /// Whether it is to have a directory user; nil where nobody has its manifest.
  var hasServiceAccount: Bool? {
    manifest?.resolvedAuthentication.contains(.serviceAccount) ?? recorded?.hasServiceAccount
  }

  /// The app as a company's records have it, but for its use, of which no answer says anything.
  func app(in catalog: Catalog, digest: (Manifest) -> String?) -> InstalledApp {
    InstalledApp(
      name: name,
      uid: uid,
      recorded: version(in: catalog, digest: digest),
      state: state,
      source: source,
      user: user,
      permittedProjects: permittedProjects,
      configurations: configurations,
      adopted: held?.adopted ?? [],
      installed: installed,
      updated: held?.updated ?? InstalledApp.Occasion(),
      uninstalled: uninstalled
    )
  }

  private func version(
    in catalog: Catalog,
    digest: (Manifest) -> String?
  ) -> RecordedVersion {
    if manifest == nil, let recorded { return recorded }
    let manifest =
      manifest ?? RecordedManifest.read(["schema_version": "4.1"], in: catalog).manifest
    var authentication = recorded?.authentication ?? manifest.resolvedAuthentication
    // Its user is there, so it has one, whatever its manifest leads to expect.
    if user != nil { authentication.append(.serviceAccount) }
    var version = RecordedVersion(
      version: version,
      manifest: RecordedManifest(manifest),
      authentication: authentication,
      digest: nil
    )
    version.digest = digest(version.manifest(name: name, uid: uid, in: catalog))
    return version
  }
}
