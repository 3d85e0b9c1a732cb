import Catalog
import Documents
import Manifests

// Whose directory users apps have, and where they are permitted.
extension PlatformReader {
  /// Gives each app the directory user that is named for it, where there is one and no doubt.
  mutating func assignUsers() {
    var named: [String: [DirectoryUser.ID]] = [:]
    for user in users.values {
      if let slug = DirectoryUserName.slug(of: user) { named[slug, default: []].append(user.id) }
    }
    let positions = Dictionary(grouping: apps.indices) {
      DirectoryUserName.slug(of: apps[$0].name)
    }
    for (slug, positions) in positions {
      let candidates = named[slug] ?? []
      let active = candidates.filter { users[$0]?.isActive == true }
      let user = candidates.count == 1 ? candidates[0] : active.count == 1 ? active[0] : nil
      if let user, positions.count == 1 {
        apps[positions[0]].user = user
        owners[user] = positions[0]
      }
    }
    keepUsersOfApps(named)
    for (slug, positions) in positions {
      let candidates = named[slug] ?? []
      for position in positions
      where apps[position].user == nil
        && (!candidates.isEmpty
          || apps[position].state == .installed && apps[position].hasServiceAccount == true)
      {
        isUnknown(
          address(of: apps[position]),
          candidates.isEmpty ? "its directory user" : "which directory user is its own"
        )
      }
    }
  }

  /// Leaves an app the directory user that the store has for it, where no name says another one.
  ///
  /// An app may be called something else by now, and its user keeps its name. A user that is gone
  /// from the directory stays in the record, which is how it shows that somebody deleted it.
  private mutating func keepUsersOfApps(_ named: [String: [DirectoryUser.ID]]) {
    for position in apps.indices where apps[position].user == nil {
      guard let user = apps[position].held?.user, owners[user] == nil else { continue }
      let isThere = users[user] != nil
      guard isThere || named[DirectoryUserName.slug(of: apps[position].name)] == nil
      else { continue }
      apps[position].user = user
      if isThere { owners[user] = position }
    }
  }

  // MARK: - Permitted projects

  /// Notes where each app is permitted: as the store has it, for what differs from that was done by
  /// hand; else wherever its directory user is a member.
  mutating func permitProjects() {
    for position in apps.indices {
      let app = apps[position]
      if let held = app.held, isKept(permittedProjectsOf: app, held) {
        apps[position].permittedProjects = held.permittedProjects
          .filter { projects[$0] != nil }
        continue
      }
      let memberships = app.user.flatMap { self.memberships[$0] } ?? []
      apps[position].permittedProjects = memberships.map(\.project).sorted()
    }
  }

  /// Whether the store says where an app is permitted: not where its user, or that one's projects,
  /// weren't known, nor where the app was installed anew since.
  private func isKept(permittedProjectsOf app: PlatformApp, _ held: InstalledApp) -> Bool {
    guard held.state == .installed || app.state == .uninstalled else { return false }
    guard let user = held.user else { return app.user == nil }
    return self.held.knows("memberships/\(user)")
  }

  // MARK: - Users of no app that is known

  /// Marks all that is given to a user that looks like an app's where nobody knows which app it is:
  /// one that is uninstalled may do nothing.
  mutating func markUnowned() {
    let accounts = Set(held.serviceAccounts.map(\.user))
    for user in users.values
    where owners[user.id] == nil && !accounts.contains(user.id)
      && DirectoryUserName.slug(of: user) != nil
    {
      let what = "which app it belongs to"
      isUnknown(.user(user.id), what)
      for membership in memberships[user.id] ?? [] {
        isUnknown(.membership(user.id, membership.project), what)
      }
      if user.isAddedToNewProjects { isUnknown("membership/\(user.id)/new", what) }
    }
  }
}
