import Manifests

/// How the version of an upgrade was raised, and how it has to be.
package struct VersionVerdict: Hashable, Sendable {
  package enum Step: String, Comparable, Sendable {
    case none
    case patch
    case minor
    case major

    private var rank: Int {
      switch self {
      case .none: 0
      case .patch: 1
      case .minor: 2
      case .major: 3
      }
    }

    package static func < (left: Step, right: Step) -> Bool { left.rank < right.rank }
  }

  /// What the versions say of themselves.
  package enum Declared: Hashable, Sendable {
    case step(Step)
    case downgrade

    /// As it is written in a report.
    package var name: String {
      switch self {
      case .step(let step): step.rawValue
      case .downgrade: "downgrade"
      }
    }
  }

  /// Nil where a side has no version.
  package let declared: Declared?
  package let required: Step
  /// Whether the step is large enough; nil where a side has no version.
  package let isEnough: Bool?

  /// Judges the versions of two sides.
  init(from old: AppVersion?, to new: AppVersion?, required: Step) {
    let isBeforeFirst = old.map { $0.major == "0" } ?? false
    let required = isBeforeFirst && required == .major ? .minor : required
    self.required = required
    guard let old, let new else {
      declared = nil
      isEnough = nil
      return
    }
    let declared: Declared
    if new < old {
      declared = .downgrade
    } else if new.major != old.major {
      declared = .step(.major)
    } else if new.minor != old.minor {
      declared = .step(.minor)
    } else {
      declared = .step(new.patch != old.patch ? .patch : .none)
    }
    self.declared = declared
    switch declared {
    case .downgrade: isEnough = false
    case .step(let step): isEnough = step >= required
    }
  }
}
