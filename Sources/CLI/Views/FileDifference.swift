import Catalog
import Documents
import Editing

/// What would change in a file, as `diff -u` writes it, its secrets covered.
struct FileDifference {
  let path: String
  let syntax: Syntax
  let catalog: Catalog

  func text(from old: [UInt8], to new: [UInt8]) -> String {
    UnifiedDiff.between(
      covered(old),
      covered(new),
      oldName: PathText.join("a", path),
      newName: PathText.join("b", path)
    )
  }

  private func covered(_ bytes: [UInt8]) -> [UInt8] {
    SecretPlaces(SecretPlaces.lint(bytes, path: path, as: syntax, catalog)).covering(bytes)
  }
}
