import Catalog

/// Looks for near names, and stops looking where a file has thousands that are far from any.
struct NearNameBudget {
  /// How many comparisons are left.
  private var comparisons = 100_000

  /// The candidate that was probably meant.
  mutating func nearest(to name: String, among candidates: [String]) -> String? {
    guard spend(candidates.count) else { return nil }
    return NearNames.nearest(to: name, among: candidates)
  }

  /// Takes comparisons away; false where too few are left.
  mutating func spend(_ count: Int) -> Bool {
    guard comparisons >= count else { return false }
    comparisons -= count
    return true
  }
}
