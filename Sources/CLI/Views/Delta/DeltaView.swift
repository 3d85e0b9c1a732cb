import Catalog
import Diagnostics
import Differing
import Planning

/// How a comparison is shown.
enum DeltaFormat: String, CaseIterable, Sendable {
  case text
  case json
  case markdown
  case html
  case sarif
}

/// One app of a comparison, with where its sides come from.
struct ComparedApp: Sendable {
  enum Change: String, Sendable {
    case added
    case removed
    case changed
  }

  /// A side's file, as given, with its bytes for the places in it.
  struct Source: Sendable {
    let path: String
    let bytes: [UInt8]
  }

  let change: Change
  /// Nil where the app is not on that side.
  let old: Source?
  let new: Source?
  let delta: ManifestDelta
  /// What it does to the company that was named.
  var effect: CompanyEffect?
}

/// A comparison of two files, or of all apps of two folders.
struct Comparison: Sendable {
  /// Whether folders were compared, so that apps are listed.
  let isOfFolders: Bool
  /// In order: by name, then path.
  var apps: [ComparedApp]
  let catalog: Catalog
}
