import Testing

struct RandomCompanyTests {
  @Test func drawsTheSameFromASeed() {
    for seed in 0..<20 as Range<UInt64> {
      var (one, other) = (RandomCompany(seed: seed), RandomCompany(seed: seed))
      #expect(one.snapshot == other.snapshot)
      #expect(one.manifest().source == other.manifest().source)
    }
  }

  /// Nothing dangles but the users of apps that somebody deleted, and each state turns up.
  @Test func drawsSoundCompaniesOfEveryKind() throws {
    var kinds: Set<String> = []
    for seed in 0..<300 as Range<UInt64> {
      var random = RandomCompany(seed: seed)
      let company = try PlainSnapshot(json: random.snapshot)
      #expect(company.dangling == [], "seed \(seed)")
      #expect(company.apps.count == random.apps.count)
      for app in company.apps { kinds.formUnion(RandomCompanyTests.kinds(of: app, in: company)) }
      let manifest = random.manifest()
      if let there = random.apps.first(where: { $0.name == manifest.name }) {
        kinds.insert(manifest.version == there.version ? "same version" : "other version")
      } else {
        kinds.insert(manifest.name == "Renamed Link" ? "renamed" : "new")
      }
    }
    #expect(
      kinds == [
        "installed", "uninstalled", "deleted", "deactivated", "hand-made membership",
        "missing membership", "levels edited", "template on it", "new projects", "no user",
        "configured", "same version", "other version", "renamed", "new", "switched on again",
        "name taken",
      ]
    )
  }

  private static func kinds(of app: PlainSnapshot.App, in company: PlainSnapshot) -> [String] {
    let isInstalled = app.object["state"] == "installed"
    var kinds = [isInstalled ? "installed" : "uninstalled"]
    if !app.configurations.isEmpty { kinds.append("configured") }
    guard let id = app.object["user"]?.integer else { return kinds + ["no user"] }
    guard let user = company.users[id] else { return kinds + ["deleted"] }
    guard isInstalled else { return kinds + (user["active"] == true ? ["switched on again"] : []) }
    if user["active"] == false { kinds.append("deactivated") }
    if user["add_to_new_projects"] == true { kinds.append("new projects") }
    let templates = company.templates.filter { $0.value["name"]?.key == app.name }
    if templates.keys.contains(where: { user["default_project_template"]?.integer != $0 }) {
      kinds.append("name taken")
    }
    let asked = app.object["manifest"]?["permissions"]
    let permitted = Set((app.object["permitted_projects"]?.list ?? []).compactMap(\.integer))
    let held = company.memberships.filter { $0.key.user == id }
    let members = Set(held.keys.map(\.project))
    if !members.isSubset(of: permitted) { kinds.append("hand-made membership") }
    if !permitted.isSubset(of: members) { kinds.append("missing membership") }
    for membership in held.values {
      if membership["template"] != nil { kinds.append("template on it") }
      let levels = membership["permissions"]
      if let levels, levels != asked?["project"] ?? [:] { kinds.append("levels edited") }
    }
    return kinds
  }
}
