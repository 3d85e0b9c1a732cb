import Access
import Catalog
import Diagnostics
import Differing
import Linting
import Manifests
import Planning

/// One app of a comparison in words, for the views that people read.
///
/// What stands in backticks is a name or a value from a file, free of secrets but not of anything
/// else that a file can hold: each view escapes it by its own means.
struct AppReport {
  /// How good the news is.
  enum Tone: String {
    case good
    case plain
    case careful
    case bad
  }

  /// The answer to one question that a reviewer has.
  struct Verdict {
    let label: String
    /// The answer in a word or three.
    let answer: String
    /// Why, or what it means.
    let reason: String
    let tone: Tone
  }

  /// One side's file.
  struct Side {
    let label: String
    let path: String
    let digest: String
  }

  /// A rule of category risk.
  struct NamedRisk {
    let rule: String
    let summary: String
    /// How much it would weigh where it is new.
    let tone: Tone
  }

  let change: ComparedApp.Change
  let name: String
  /// `1.4.0 → 1.5.0`; nil where no side has one.
  let versions: String?
  let sides: [Side]
  let relation: Relation
  let isWider: Bool
  let requiresConsent: Bool
  /// Whether nothing differs, the version left out.
  let isEmpty: Bool
  /// Whether all that differs is written for people.
  private let differsInTexts: Bool
  let verdicts: [Verdict]
  let introducedRisks: [NamedRisk]
  let resolvedRisks: [NamedRisk]
  let rows: [RowReport]
  let components: [ComponentReport]
  let addedAuthentication: [String]
  let removedAuthentication: [String]
  let warnings: [(rule: String, message: String)]

  init(_ app: ComparedApp, _ catalog: Catalog) {
    let delta = app.delta
    let mask = SecretMask(app, catalog)
    let old = app.old.map { DeltaPlaces($0) }
    let new = app.new.map { DeltaPlaces($0) }
    change = app.change
    name = AppReport.name(app, mask)
    versions = AppReport.versions(app, mask)
    sides = [
      app.old.map { Side(label: "old", path: $0.path, digest: delta.old.digest) },
      app.new.map { Side(label: "new", path: $0.path, digest: delta.new.digest) },
    ].compactMap(\.self)
    relation = delta.relation
    isWider = delta.isWider
    requiresConsent = delta.requiresConsent
    isEmpty = delta.isEmpty
    differsInTexts = delta.old.substanceDigest == delta.new.substanceDigest
    verdicts = [
      Verdict.access(delta), Verdict.consent(delta),
      app.change == .changed ? Verdict.version(delta, mask) : nil,
      app.effect.map { Verdict.company($0) },
    ].compactMap(\.self)
    introducedRisks = delta.introducedRisks.map { NamedRisk($0) }
    resolvedRisks = delta.resolvedRisks.map { NamedRisk($0) }
    rows = delta.permissions.map { RowReport($0, old, new, catalog, mask) }
    components = delta.components.map { ComponentReport($0, old, new, mask) }
    addedAuthentication = delta.authentication.added.map(DeltaWords.authentication)
    removedAuthentication = delta.authentication.removed.map(DeltaWords.authentication)
    warnings = delta.warnings.map { ($0.rule.name, mask($0.message)) }
  }

  static let noDifference = "no difference in meaning"

  /// Whether anything is listed that the app may do or show.
  var hasLists: Bool {
    !rows.isEmpty || !components.isEmpty || !addedAuthentication.isEmpty
      || !removedAuthentication.isEmpty
  }

  /// The name with its versions.
  var title: String { versions.map { "\(name) \($0)" } ?? name }

  /// What is said where neither access nor components differ.
  var nothing: String? {
    guard !hasLists, change == .changed else { return nil }
    if isEmpty { return AppReport.noDifference + (hasOneDigest ? "" : ", the version aside") }
    return differsInTexts
      ? "what differs are texts, such as the name, the notes, the contact or the reasons of grants"
      : "neither access nor a component differs, but another key, such as the setup page or"
        + " the app's id"
  }

  /// Whether both sides mean the same to the last word.
  var hasOneDigest: Bool { Set(sides.map(\.digest)).count < 2 }

  private static func name(_ app: ComparedApp, _ mask: SecretMask) -> String {
    let path = (app.new ?? app.old)?.path ?? ""
    let old = mask(app.delta.old.name)
    let new = mask(app.delta.new.name)
    switch (old, new) {
    case (let old?, let new?): return old == new ? new : "\(old) → \(new)"
    case (let name?, nil), (nil, let name?): return name
    case (nil, nil): return path
    }
  }

  private static func versions(_ app: ComparedApp, _ mask: SecretMask) -> String? {
    let old = mask(app.delta.old.version)
    let new = mask(app.delta.new.version)
    switch (old, new) {
    case (nil, nil): return nil
    case (let old?, let new?): return old == new ? new : "\(old) → \(new)"
    case (let old?, nil): return app.new == nil ? old : "\(old) → no version"
    case (nil, let new?): return app.old == nil ? new : "no version → \(new)"
    }
  }
}

extension AppReport.NamedRisk {
  init(_ rule: String) {
    let known = RuleList.all[RuleID(rule)]
    let tone: AppReport.Tone =
      switch known?.severity {
      case .error, nil: .bad
      case .warning: .careful
      case .note: .plain
      }
    self.init(rule: rule, summary: known?.summary ?? "", tone: tone)
  }
}
