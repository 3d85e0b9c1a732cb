package import Catalog
package import Companies
import Documents

/// A company with changes that nobody has made yet, over one that stays as it is.
///
/// Only what was touched is held here; everything else is asked of the company below.
package final class CompanyDraft {
  package let base: any CompanyReader
  package let catalog: Catalog

  /// An app that was touched: as it was and as it is to be.
  struct AppEntry {
    var address: ObjectAddress
    let base: InstalledApp?
    var current: InstalledApp?
  }

  var profileChange: CompanyProfile?
  var userInstallsChange: Bool?
  var projectChanges: [Project.ID: Project?] = [:]
  var templateChanges: [PermissionTemplate.ID: PermissionTemplate?] = [:]
  var userChanges: [DirectoryUser.ID: DirectoryUser?] = [:]
  var membershipChanges: [DirectoryUser.ID: [Project.ID: Membership?]] = [:]
  var appEntries: [AppEntry] = []
  var accountChanges: [ExactText: ServiceAccount?] = [:]
  var requestChanges: [InstallRequest.ID: InstallRequest?] = [:]
  /// What a change is put down to: the verb that touched its address first, but that `user set` gives
  /// way to any other, for it is what a portfolio adds to what changes the user anyway.
  private(set) var reasons: [ObjectAddress: String] = [:]
  /// The addresses in the order in which they were touched first.
  private(set) var touched: [ObjectAddress] = []
  /// What the next changes are made for.
  var reason = ""

  /// - Parameters:
  ///   - base: The company as it is.
  ///   - catalog: Its tools, and those that the changes bring along.
  package init(_ base: any CompanyReader, catalog: Catalog) {
    self.base = base
    self.catalog = catalog
  }

  private func touch(_ address: ObjectAddress) {
    let known = reasons[address]
    if known == nil { touched.append(address) }
    if known == nil || known == SetUser.name { reasons[address] = reason }
  }
}

// MARK: - Writing

extension CompanyDraft: CompanyWriter {
  package func put(_ object: CompanyObject?, at address: ObjectAddress) throws {
    switch address {
    case .company:
      if case .company(let profile)? = object { profileChange = profile }
    case .allowUserInstalls:
      if case .allowUserInstalls(let isOn)? = object { userInstallsChange = isOn }
    case .project(let id):
      guard case .project(let project)? = object else {
        projectChanges[id] = .some(nil)
        break
      }
      projectChanges[id] = project
    case .template(let id):
      guard case .template(let template)? = object else {
        templateChanges[id] = .some(nil)
        break
      }
      templateChanges[id] = template
    case .user(let id):
      guard case .user(let user)? = object else {
        for membership in try memberships(of: id) {
          try put(nil, at: .membership(id, membership.project))
        }
        userChanges[id] = .some(nil)
        break
      }
      userChanges[id] = user
    case .membership(let user, let project):
      var membership: Membership?
      if case .membership(let new)? = object { membership = new }
      membershipChanges[user, default: [:]][project] = .some(membership)
    case .app(let name):
      var app: InstalledApp?
      if case .app(let new)? = object { app = new }
      touch(try put(app, designated: name))
      return
    case .configuration(let name, let title):
      var configuration: Configuration?
      if case .configuration(let new)? = object { configuration = new }
      touch(try put(configuration, title, of: name))
      return
    case .serviceAccount(let name):
      var account: ServiceAccount?
      if case .serviceAccount(let new)? = object { account = new }
      accountChanges[ExactText(name)] = .some(account)
    case .installRequest(let id):
      var request: InstallRequest?
      if case .installRequest(let new)? = object { request = new }
      requestChanges[id] = .some(request)
    }
    touch(address)
  }

  package func replace(
    metricsOfApp designation: String,
    with metrics: InstalledApp.Metrics
  ) throws {
    guard let index = try entry(designated: designation) else { return }
    appEntries[index].current?.metrics = metrics
    touch(appEntries[index].address)
  }

  /// Puts an app; says at which address it stood before all changes.
  private func put(_ app: InstalledApp?, designated name: String) throws -> ObjectAddress {
    if let index = try entry(designated: name) {
      let old = appEntries[index].current
      appEntries[index].current = app.map { $0.with(partsOf: old) }
      return appEntries[index].address
    }
    var address = ObjectAddress.app(name)
    // One that had the name before may have another one by now.
    if let index = appEntries.firstIndex(where: { $0.address == address }) {
      if let uid = app?.uid {
        address = .app(uid)
      } else if let uid = appEntries[index].base?.uid {
        moveEntry(at: index, from: name, to: uid)
      }
    }
    appEntries.append(AppEntry(address: address, base: nil, current: app))
    return address
  }

  /// Lets a touched app and its configurations stand at its uid.
  private func moveEntry(at index: Int, from name: String, to uid: String) {
    appEntries[index].address = .app(uid)
    touched = touched.map { address in
      let moved: ObjectAddress
      switch address {
      case .app(name): moved = .app(uid)
      case .configuration(name, let title): moved = .configuration(app: uid, title: title)
      default: return address
      }
      reasons[moved] = reasons.removeValue(forKey: address)
      return moved
    }
  }

  private func put(
    _ configuration: Configuration?,
    _ title: String,
    of name: String
  ) throws -> ObjectAddress {
    guard let index = try entry(designated: name), var app = appEntries[index].current else {
      return .configuration(app: name, title: title)
    }
    app.configurations.removeAll { ExactText($0.title) == ExactText(title) }
    if let configuration { app.configurations.append(configuration) }
    app.configurations.sort { $0.title.utf8.lexicographicallyPrecedes($1.title.utf8) }
    appEntries[index].current = app
    guard case .app(let first) = appEntries[index].address else { return .company }
    return .configuration(app: first, title: title)
  }

  /// The place of a touched app, after touching it if need be; nil for one that isn't there.
  private func entry(designated name: String) throws -> Int? {
    guard let app = try app(designated: name) else {
      return appEntries.firstIndex { $0.address == .app(name) && $0.current == nil }
    }
    if let index = appEntries.firstIndex(where: { $0.current?.isSameRecord(as: app) == true }) {
      return index
    }
    appEntries.append(
      AppEntry(address: .app(try base.designation(of: app)), base: app, current: app)
    )
    return appEntries.count - 1
  }
}

extension InstalledApp {
  /// The app with the configurations and the metrics of another one.
  func with(partsOf other: InstalledApp?) -> InstalledApp {
    guard let other else { return self }
    var app = self
    app.configurations = other.configurations
    app.metrics = other.metrics
    return app
  }

  /// Whether two values are of one app of a company, where a name and a uid name one.
  func isSameRecord(as other: InstalledApp) -> Bool { identity == other.identity }
}

// MARK: - What changed

extension CompanyDraft {
  /// All that differs from the company below, in the order in which it was touched.
  func changes() throws -> [Change] {
    try touched.compactMap { touched in
      var address = touched
      let before: CompanyObject?
      let after: CompanyObject?
      var metrics: MetricsChange?
      switch touched {
      case .app:
        let entry = appEntries.first { $0.address == address }
        before = entry?.base.map { .app($0.alone) }
        after = entry?.current.map { .app($0.alone) }
        metrics = MetricsChange(from: entry?.base, to: entry?.current)
      case .configuration(let app, let title):
        let entry = appEntries.first { $0.address == .app(app) }
        before = entry?.base?.configuration(titled: title).map { .configuration($0) }
        after = entry?.current?.configuration(titled: title).map { .configuration($0) }
        // A renamed app takes its configurations along, and they are changed after that.
        if let current = entry?.current {
          address = .configuration(app: try designation(of: current), title: title)
        }
      case .allowUserInstalls:
        // Where all marks are replaced, what is recorded counts, whether somebody knows it or not.
        before =
          try profileChange == nil
          ? base.object(at: address) : .allowUserInstalls(base.allowsUserInstalls())
        after = .allowUserInstalls(try allowsUserInstalls())
      default:
        before = try base.object(at: address)
        after = try object(at: address)
      }
      let change = Change(
        id: 0,
        address: address,
        reason: reasons[touched] ?? reason,
        before: before?.compared,
        after: after?.compared,
        metrics: metrics
      )
      return change.doesSomething ? change : nil
    }
  }
}

extension CompanyDraft {
  /// An app as it was before all changes; nil for one that they bring in.
  func original(of app: InstalledApp) throws -> InstalledApp? {
    guard let entry = appEntries.first(where: { $0.current?.isSameRecord(as: app) == true })
    else { return app }
    return entry.base
  }

  /// The address at which a thing stood before all changes.
  func originalAddress(of address: ObjectAddress) throws -> ObjectAddress {
    guard case .configuration(let name, let title) = address,
      let app = try app(designated: name),
      let entry = appEntries.first(where: { $0.current?.isSameRecord(as: app) == true }),
      case .app(let original) = entry.address
    else { return address }
    return .configuration(app: original, title: title)
  }
}
