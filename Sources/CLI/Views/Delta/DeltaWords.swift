import Access
import Catalog
import Differing
import Manifests

/// What a comparison's values are called, alike in every view for people.
enum DeltaWords {
  /// `a`, `a and b`, `a, b and c`.
  static func list(_ parts: [String]) -> String {
    guard let last = parts.last, parts.count > 1 else { return parts.first ?? "" }
    return parts.dropLast().joined(separator: ", ") + " and " + last
  }

  static func component(_ name: String) -> String {
    switch name {
    case "fullscreen": "full screen"
    case "sidepanel": "side panel"
    default: name
    }
  }

  static func authentication(_ authentication: Authentication) -> String {
    switch authentication {
    case .serviceAccount: "service account"
    case .userLevel: "user-level"
    }
  }

  static func kind(_ kind: FieldDelta.Kind) -> String {
    switch kind {
    case .hostChanged: "another host"
    case .urlChanged: "another address"
    case .viewAdded: "view added"
    case .viewRemoved: "view removed"
    case .fieldAdded: "field added"
    case .fieldRemoved: "field removed"
    case .fieldRequired: "field now required"
    case .fieldOptional: "field now optional"
    case .prose: "text changed"
    case .changed: "changed"
    }
  }

  /// A step of a version with its article.
  static func step(_ step: VersionVerdict.Step) -> String {
    step == .none ? "no step" : "a \(step.rawValue) step"
  }

  /// What a level lets its holder do.
  static func verb(_ level: Level) -> String {
    switch level {
    case .none: "see nothing of"
    case .readonly: "read"
    case .standard: "work in"
    case .admin: "administer"
    }
  }

  /// What a relation means for an app; follows its name.
  static func consequence(_ relation: Relation) -> String {
    switch relation {
    case .equal: "may do what it could before, no more and no less"
    case .narrower: "may do less than before, and nothing new"
    case .wider: "may do something that it couldn't before"
    case .incomparable:
      "may do something that it couldn't before, and has lost something else"
    }
  }

  /// The first characters of a digest, enough to tell two apart.
  static func short(_ digest: String) -> String {
    guard let colon = digest.firstIndex(of: ":") else { return String(digest.prefix(12)) }
    let digits = digest[digest.index(after: colon)...]
    return digits.count > 12 ? digest[...colon] + digits.prefix(12) + "…" : digest
  }

  static func capitalized(_ text: String) -> String {
    text.prefix(1).uppercased() + text.dropFirst()
  }
}
