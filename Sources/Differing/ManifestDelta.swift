package import Access
package import Catalog
import Diagnostics
import Documents
package import Manifests

/// What an upgrade changes, from one manifest to another.
package struct ManifestDelta: Sendable {
  /// What a side says of itself.
  package struct Side: Sendable {
    /// Nil where the file has none.
    package let name: String?
    package let version: String?
    /// The digest of all that the manifest means.
    package let digest: String
    /// The same without the version, which decides whether two sides are equal.
    package let contentDigest: String
    /// The same without prose, names and component ids.
    package let substanceDigest: String

    package init(
      _ manifest: Manifest,
      digest: String,
      contentDigest: String,
      substanceDigest: String
    ) {
      name = manifest.appName
      version = manifest.appVersion
      self.digest = digest
      self.contentDigest = contentDigest
      self.substanceDigest = substanceDigest
    }
  }

  /// Ways of signing in that came or went.
  package struct AuthenticationDelta: Hashable, Sendable {
    package var added: [Authentication] = []
    package var removed: [Authentication] = []
  }

  package let old: Side
  package let new: Side
  /// How what is allowed changes as a whole.
  package let relation: Relation
  package let permissions: [PermissionDelta]
  package let components: [ComponentDelta]
  package let authentication: AuthenticationDelta
  package let version: VersionVerdict
  /// Whether an admin has to agree anew.
  package let requiresConsent: Bool
  package let warnings: [ChangeWarning]
  /// Rules of category risk that the new side has and the old had not, and the other way round.
  package let introducedRisks: [String]
  package let resolvedRisks: [String]

  /// Whether both sides are one, the version left out.
  package var isEmpty: Bool { old.contentDigest == new.contentDigest }

  /// Whether any effective level rises.
  package var isWider: Bool { relation == .wider || relation == .incomparable }

  /// Compares two manifests.
  ///
  /// The digests come from the compiler and the risks from the linter; neither is known here.
  package init(
    from oldManifest: Manifest,
    _ old: Side,
    risks oldRisks: Set<String>,
    to newManifest: Manifest,
    _ new: Side,
    risks newRisks: Set<String>,
    catalog: Catalog
  ) {
    self.old = old
    self.new = new
    let permissions = PermissionComparison(oldManifest, newManifest, catalog: catalog)
    let components = ComponentComparison(oldManifest, newManifest)
    self.permissions = permissions.rows
    self.components = components.deltas
    relation = permissions.relation
    authentication = AuthenticationDelta(from: oldManifest, to: newManifest)
    introducedRisks = newRisks.subtracting(oldRisks).sorted()
    resolvedRisks = oldRisks.subtracting(newRisks).sorted()
    let hosts = components.deltas.flatMap(\.fields).filter { $0.kind == .hostChanged }
    requiresConsent =
      permissions.rows.contains { $0.change == .granted || $0.change == .raised }
      || !authentication.added.isEmpty || components.deltas.contains { $0.change == .added }
      || !hosts.isEmpty
    version = VersionVerdict(
      from: old.version.flatMap { AppVersion($0) },
      to: new.version.flatMap { AppVersion($0) },
      required: ManifestDelta.requiredStep(
        old,
        new,
        relation: permissions.relation,
        rows: permissions.rows,
        components: components,
        authentication: authentication
      )
    )
    warnings = ChangeWarning.warnings(
      from: oldManifest,
      to: newManifest,
      isEqual: old.contentDigest == new.contentDigest,
      version: version,
      old: old,
      new: new,
      components: components,
      reach: permissions.newlyReachesEveryProject
    )
  }

  private static func requiredStep(
    _ old: Side,
    _ new: Side,
    relation: Relation,
    rows: [PermissionDelta],
    components: ComponentComparison,
    authentication: AuthenticationDelta
  ) -> VersionVerdict.Step {
    if old.contentDigest == new.contentDigest { return .none }
    let fields = components.deltas.flatMap(\.fields)
    if relation == .wider || relation == .incomparable
      || components.deltas.contains(where: { $0.change == .removed })
      || fields.contains(where: { $0.kind == .hostChanged || $0.kind == .viewRemoved })
      || !components.newlyRequired.isEmpty
      || !authentication.added.isEmpty || !authentication.removed.isEmpty
    {
      return .major
    }
    if !rows.isEmpty || components.deltas.contains(where: { $0.change == .added })
      || fields.contains(where: { !$0.isCosmetic }) || old.substanceDigest != new.substanceDigest
    {
      return .minor
    }
    return .patch
  }
}

extension ManifestDelta.AuthenticationDelta {
  /// Compares how two manifests sign in; a side that says nothing of user level neither adds nor
  /// removes it.
  init(from old: Manifest, to new: Manifest) {
    self.init()
    if old.hasServiceAccount != new.hasServiceAccount {
      if new.hasServiceAccount {
        added.append(.serviceAccount)
      } else {
        removed.append(.serviceAccount)
      }
    }
    if let was = old.hasUserLevel, let now = new.hasUserLevel, was != now {
      if now { added.append(.userLevel) } else { removed.append(.userLevel) }
    }
  }
}
