package import Diagnostics
import Manifests

/// A finding of a rule over changes: about an upgrade, not about one file.
package struct ChangeWarning: Hashable, Sendable {
  package let rule: RuleID
  package let message: String
}

extension ChangeWarning {
  /// What an upgrade's manifests alone show.
  static func warnings(
    from old: Manifest,
    to new: Manifest,
    isEqual: Bool,
    version: VersionVerdict,
    old oldSide: ManifestDelta.Side,
    new newSide: ManifestDelta.Side,
    components: ComponentComparison,
    reach newlyReachesEveryProject: Bool
  ) -> [ChangeWarning] {
    var warnings: [ChangeWarning] = []
    func add(_ rule: RuleID, _ message: String) {
      warnings.append(ChangeWarning(rule: rule, message: message))
    }
    // An app that is gone as a whole has not lost a part.
    if old.signsIn, new.root != nil, !new.signsIn(after: old) {
      add(
        "data-connection-removed",
        "the data connection is gone; the platform lets no version take it out again"
      )
    }
    if newlyReachesEveryProject {
      add(
        "future-projects-included",
        "the app newly reaches every project, permitted or not, those to come included"
      )
    }
    if let oldVersion = oldSide.version, let newVersion = newSide.version,
      !isEqual || version.declared == .downgrade
    {
      switch version.declared {
      case .downgrade, .step(.none):
        add(
          "version-not-raised",
          "the version goes from `\(oldVersion)` to `\(newVersion)`, each has to be higher than"
            + " the last"
        )
      case .step(let step) where step < version.required:
        add(
          "version-bump-too-small",
          "`\(oldVersion)` to `\(newVersion)` is a \(step.rawValue) step, the changes ask for a"
            + " \(version.required.rawValue) one"
        )
      case .step, nil: break
      }
    }
    for name in Set(components.newlyRequired).sorted() {
      add(
        "required-field-added",
        "the field `\(name)` has to be filled in; configurations made before lack it"
      )
    }
    for delta in components.deltas {
      for field in delta.fields {
        switch field.kind {
        case .hostChanged:
          add(
            "embedded-host-changed",
            "the \(delta.component) is served from another host:"
              + " `\(field.before ?? "")` becomes `\(field.after ?? "")`"
          )
        case .viewRemoved:
          add(
            "view-removed",
            "the \(delta.component) is no longer shown beside `\(field.before ?? "")`"
          )
        default: break
        }
      }
    }
    return warnings
  }
}

extension Manifest {
  /// Whether the app signs in at all.
  fileprivate var signsIn: Bool { hasServiceAccount || hasUserLevel == true }

  /// The same for an upgrade, which keeps the user-level authentication that it says nothing of.
  fileprivate func signsIn(after old: Manifest) -> Bool {
    hasServiceAccount || (hasUserLevel ?? old.hasUserLevel ?? false)
  }
}
