extension PlainSnapshot {
  /// The addresses at which two companies differ, as a plan that leads from one to the other spells
  /// them.
  ///
  /// An app that is renamed stands at the address that it had, its configurations at those that
  /// they have after it; where a new one gets its name, one of the two stands at its uid. How an app
  /// is used has no address but the app's.
  static func difference(_ before: PlainSnapshot, _ after: PlainSnapshot) -> Set<String> {
    var addresses: Set<PlainAddress> = []
    func compare<ID: Hashable>(
      _ old: [ID: PlainJSON],
      _ new: [ID: PlainJSON],
      _ address: (ID) -> PlainAddress
    ) {
      for id in Set(old.keys).union(new.keys) where !PlainObject.same(old[id], new[id]) {
        addresses.insert(address(id))
      }
    }
    if before.company != after.company { addresses.insert(.company) }
    if before.allowsUserInstalls != after.allowsUserInstalls {
      addresses.insert(.allowUserInstalls)
    }
    compare(before.projects, after.projects) { .project($0) }
    compare(before.templates, after.templates) { .template($0) }
    compare(before.users, after.users) { .user($0) }
    compare(before.memberships, after.memberships) {
      .membership(user: $0.user, project: $0.project)
    }
    compare(before.serviceAccounts, after.serviceAccounts) { .serviceAccount($0) }
    compare(before.installRequests, after.installRequests) { .installRequest($0) }
    let pairs = pairs(before, after)
    let created = pairs.filter { $0.old == nil }.compactMap(\.new)
    let left = pairs.filter { $0.old?.name != $0.new?.name }.compactMap { $0.old?.name }
    for (old, new) in pairs {
      var earlier = old.map { before.designation(of: $0) }
      if let old, let uid = old.uid, left.contains(old.name),
        created.contains(where: { $0.name == old.name && $0.uid == nil })
      {
        earlier = uid
      }
      if let new, old == nil, let uid = new.uid, left.contains(new.name) { earlier = uid }
      let later = new.map { after.designation(of: $0) }
      if !PlainObject.same(old?.object, new?.object) || old?.metrics != new?.metrics {
        addresses.insert(.app(earlier ?? later ?? ""))
      }
      compare(old?.configurations ?? [:], new?.configurations ?? [:]) {
        .configuration(app: later ?? earlier ?? "", title: $0)
      }
    }
    return Set(addresses.map(\.text))
  }

  /// Each app as it was and as it is: one of the same uid, else of the same name where not both
  /// have a uid.
  private static func pairs(
    _ before: PlainSnapshot,
    _ after: PlainSnapshot
  ) -> [(old: App?, new: App?)] {
    var rest = after.apps
    var pairs: [(old: App?, new: App?)] = []
    var unpaired: [App] = []
    for old in before.apps {
      if let uid = old.uid, let index = rest.firstIndex(where: { $0.uid == uid }) {
        pairs.append((old, rest.remove(at: index)))
      } else {
        unpaired.append(old)
      }
    }
    for old in unpaired {
      let index = rest.firstIndex {
        $0.name == old.name && ($0.uid == nil || old.uid == nil)
      }
      pairs.append((old, index.map { rest.remove(at: $0) }))
    }
    return pairs + rest.map { (nil, $0) }
  }
}
