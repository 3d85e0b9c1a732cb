import Catalog
import Documents
import Manifests

/// An app as the answers have it, before it is known which directory user is its own.
struct PlatformApp {
  let name: String
  /// Whether an answer, its manifest or the store says the name.
  let isNameKnown: Bool
  /// Nil for one that the store alone has.
  let uid: String?
  /// The installations that are this app's, of which one counts.
  var installations: Set<Int64>
  /// Nil where no answer says it.
  let saidVersion: String?
  /// Nil where no answer says it.
  let saidState: InstalledApp.State?
  let source: InstalledApp.Source
  /// Nil where no answer has it.
  let manifest: Manifest?
  let installed: InstalledApp.Occasion
  let uninstalled: InstalledApp.Occasion
  /// What the company's store has recorded.
  var record: HeldRecords.AppRecord?
  var user: DirectoryUser.ID?
  var permittedProjects: [Project.ID] = []
  var configurations: [Configuration] = []

  var held: InstalledApp? { record?.app }

  var version: String { saidVersion ?? held?.recorded.version ?? "0.0.0" }

  /// Whether an answer, or what the store has, says the version.
  var isVersionKnown: Bool {
    saidVersion != nil || held.map { $0.recorded.version != "0.0.0" } == true
  }

  var state: InstalledApp.State { saidState ?? held?.state ?? .installed }

  /// Whether an answer, or what the store knows, says the state.
  var isStateKnown: Bool { saidState != nil || record?.isKnown == true }

  /// What the company's store has recorded of the same version.
  private var recorded: RecordedVersion? {
    record.flatMap { $0.isKnown && $0.app.recorded.version == version ? $0.app.recorded : nil }
  }

  /// Whether of two installations this is the one that counts: the one that is there, else the last
  /// that was.
  func isLater(than other: PlatformApp) -> Bool {
    switch (saidState, other.saidState) {
    case (_, .installed?): false
    case (.installed?, _): true
    case (_, nil): false
    case (nil, .uninstalled?): true
    case (.uninstalled?, .uninstalled?):
      (other.uninstalled.at ?? "").precedesInBytes(uninstalled.at ?? "")
    }
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
