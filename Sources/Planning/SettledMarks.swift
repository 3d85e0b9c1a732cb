import Companies

// What is marked as unknown or assumed is so until a verb decides it.
extension Change {
  /// Whether the change decides what nobody knew, or what was taken from elsewhere, at an address.
  ///
  /// A change that leaves alone what a mark is about, such as a user's activity where its levels
  /// are unknown, doesn't.
  func settles(_ mark: String) -> Bool {
    let address = address.description
    switch (before, after) {
    case (_, nil): return isGone(mark)
    case (nil, _): return mark == address
    case (.user(let was)?, .user(let isNow)?):
      if mark == "membership/\(isNow.id)/new" {
        return was.isAddedToNewProjects != isNow.isAddedToNewProjects
      }
      return mark == address && was.companyLevels != isNow.companyLevels
    case (.app(let was)?, .app(let isNow)?):
      return mark == address && was.recorded != isNow.recorded
    default: return mark == address
    }
  }

  /// Whether what a mark is about goes with the thing that the change takes away.
  private func isGone(_ mark: String) -> Bool {
    if mark == address.description { return true }
    guard case .user(let user) = address else { return false }
    return mark == "memberships/\(user)" || mark.hasPrefix("membership/\(user)/")
  }
}
