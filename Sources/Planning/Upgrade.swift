import Companies
import Compiling
import Diagnostics
import Differing
import Documents
import Manifests

/// What an installed app's new version changes, as `dmsa diff` has it.
///
/// Against a version whose manifest nobody knows all of it is new, and nothing is warned of.
struct Upgrade {
  /// Rules of category risk that the installed version has.
  let oldRisks: Set<String>
  let requiresConsent: Bool
  /// What the change deserves to be looked at for; what the company itself decides is left out.
  private let warnings: [ChangeWarning]
  private let refusals: [ChangeWarning]

  init(
    from app: InstalledApp,
    to new: RecordedVersion,
    name: String,
    _ uid: String?,
    _ builder: PlanBuilder
  ) throws {
    guard try builder.knowsManifest(of: app) else {
      oldRisks = []
      requiresConsent = true
      warnings = []
      refusals = []
      return
    }
    let catalog = builder.draft.catalog
    let before = RecordedManifest.read(
      app.recorded.source(name: app.name, uid: app.uid),
      in: catalog
    ).manifest
    let after = RecordedManifest.read(
      new.source(name: name, uid: uid ?? app.uid),
      in: catalog
    ).manifest
    let risks = ProposedManifest.risks(
      of: app.recorded,
      name: app.name,
      uid: app.uid,
      catalog: catalog
    )
    oldRisks = Set(risks.map(\.rule))
    let delta = ManifestDelta(
      from: before,
      Upgrade.side(before),
      risks: [],
      to: after,
      Upgrade.side(after),
      risks: [],
      catalog: catalog
    )
    requiresConsent = delta.requiresConsent
    let refusing: Set<String> = ["version-not-raised", "data-connection-removed"]
    // These two depend on the company: on its configurations, and on the app's own user.
    let ofCompany: Set<String> = ["required-field-added", "future-projects-included"]
    refusals = delta.warnings.filter { refusing.contains($0.rule.name) }
    warnings = delta.warnings.filter {
      !refusing.contains($0.rule.name) && !ofCompany.contains($0.rule.name)
    }
  }

  private static func side(_ manifest: Manifest) -> ManifestDelta.Side {
    ManifestDelta.Side(
      manifest,
      digest: ManifestDigest(of: manifest).description,
      contentDigest: ManifestDigest(of: manifest, .withoutVersion).description,
      substanceDigest: ManifestDigest(of: manifest, .substance).description
    )
  }

  /// Tells what the change deserves to be looked at for.
  func warn(_ builder: PlanBuilder) {
    for warning in warnings { builder.warn(warning.rule.name, warning.message) }
  }

  /// Refuses what no platform would take.
  func refuse(allowsDowngrade: Bool) throws {
    let refusal = refusals.first { !allowsDowngrade || $0.rule.name != "version-not-raised" }
    guard let refusal else { return }
    throw Plan.Refusal(refusal.message, rule: refusal.rule.name)
  }
}
