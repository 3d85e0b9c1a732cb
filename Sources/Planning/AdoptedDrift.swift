import Documents

/// As much of a difference as an admin took over with it: what its kind is about.
///
/// The record keeps the whole object that was there; whatever else of it changes afterwards leaves
/// the difference adopted.
struct AdoptedDrift: Hashable {
  private let kind: String
  private let address: String
  private let part: JSONValue

  init(kind: String, address: String, actual: JSONValue) {
    self.kind = kind
    self.address = address
    part =
      switch DriftEntry.Kind(rawValue: kind) {
      case .userRenamed: .array([actual["name"] ?? .null, actual["login"] ?? .null])
      case .levelsEdited, .templateOutOfStep: AdoptedDrift.levels(actual)
      case .templateApplied: actual["company_template"] ?? .null
      case .membershipAdded, .membershipEdited:
        actual["template"] ?? AdoptedDrift.levels(actual)
      // That it is so is all there is to it.
      case .userDeactivated, .userDeleted, .membershipRemoved: .null
      case nil: actual
      }
  }

  /// The levels above none that an object gives by itself.
  private static func levels(_ object: JSONValue) -> JSONValue {
    guard case .object(let levels)? = object["permissions"] else { return .object([:]) }
    return .object(levels.filter { $0.value != "none" })
  }
}
