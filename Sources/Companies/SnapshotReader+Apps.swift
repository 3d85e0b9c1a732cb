import Catalog
import Diagnostics
import Documents
import Manifests

// Apps, their configurations and metrics, and the wishes for apps.
extension SnapshotReader {
  private static let appKeys = [
    "name", "uid", "version", "state", "source", "user", "permitted_projects", "manifest",
    "authentication", "digest", "configurations", "adopted", "installed_by", "installed_at",
    "updated_by", "updated_at", "uninstalled_by", "uninstalled_at", "requests", "used_by",
  ]

  mutating func readApp(_ value: Reference) -> InstalledApp? {
    guard
      let fields = fields(
        value,
        known: SnapshotReader.appKeys,
        required: ["name", "version", "manifest"]
      )
    else { return nil }
    let name = text(fields["name"])
    let uid = text(fields["uid"])
    if let name { checkIdentity(name, uid, fields) }
    let state = word(fields["state"], InstalledApp.State.allCases.map(\.rawValue), "state")
    let source = word(fields["source"], InstalledApp.Source.allCases.map(\.rawValue), "source")
    let user: DirectoryUser.ID? = id(fields["user"])
    if let user, let place = fields["user"] { checkOwner(user, at: place) }
    let permitted = projects(fields["permitted_projects"])
    let recorded = readVersion(fields, name: name ?? "", uid: uid)
    let configurations = readConfigurations(fields["configurations"])
    let adopted = items(fields["adopted"]).compactMap { readAdopted($0) }
    let installed = occasion("installed", fields)
    let updated = occasion("updated", fields)
    let uninstalled = occasion("uninstalled", fields)
    let metrics = readMetrics(fields)
    guard let name, let recorded else { return nil }
    let app = InstalledApp(
      name: name,
      uid: uid,
      recorded: recorded,
      state: state.flatMap(InstalledApp.State.init) ?? .installed,
      source: source.flatMap(InstalledApp.Source.init) ?? .custom,
      user: user,
      permittedProjects: permitted,
      configurations: configurations,
      adopted: adopted,
      installed: installed,
      updated: updated,
      uninstalled: uninstalled,
      requests: metrics.requests,
      usedBy: metrics.usedBy
    )
    emptied[app.identity] = emptyLists(fields)
    return app
  }

  /// The lists that are there with nothing in them.
  private func emptyLists(_ fields: [String: Reference]) -> Set<AppList> {
    let lists: [(String, AppList)] = [
      ("configurations", .configurations), ("requests", .requests), ("used_by", .usedBy),
    ]
    return Set(
      lists.compactMap { key, list in
        guard let value = fields[key] else { return nil }
        let resolved = document.resolve(value)
        let isEmptyList =
          !resolved.isNone && document[resolved.node].kind == .sequence
          && document.items(of: resolved).isEmpty
        return isEmptyList ? list : nil
      }
    )
  }

  mutating func readMetrics(_ fields: [String: Reference]) -> InstalledApp.Metrics {
    let requests = readRequests(fields["requests"])
    return InstalledApp.Metrics(
      requests: requests.sorted { $0.date.precedesInBytes($1.date) },
      usedBy: readUses(fields["used_by"]).sorted { $0.user < $1.user }
    )
  }

  /// Two apps of one name need two uids, for by one of them each has to be told from the other.
  private mutating func checkIdentity(
    _ name: String,
    _ uid: String?,
    _ fields: [String: Reference]
  ) {
    if let uid {
      reportTaken(
        uid,
        at: fields["uid"],
        before: appIdentities.take(uid, fields["uid"]),
        .duplicateID,
        "the uid `\(uid.excerpt)` belongs to another app"
      )
    }
    guard let value = fields["name"] else { return }
    let place = document.resolve(value)
    let others = appNames[ExactText(name)] ?? []
    appNames[ExactText(name)] = others + [(uid, place)]
    guard let other = others.first(where: { $0.uid == nil || uid == nil }) else { return }
    report(
      .duplicateName,
      "the name `\(name.excerpt)` belongs to another app; two of one name need a `uid` each",
      at: document.place(of: place),
      value: name,
      related: [RelatedPlace("the first one stands here", at: document.range(of: other.place.node))]
    )
  }

  mutating func readInstallRequest(_ value: Reference) -> InstallRequest? {
    guard
      let fields = fields(
        value,
        known: [
          "id", "app", "version", "manifest", "authentication", "digest", "by", "at", "note",
          "state",
        ],
        required: ["id", "app", "version", "manifest", "by"]
      )
    else { return nil }
    let id: InstallRequest.ID? = newID(fields["id"], "install request", \.requests)
    let app = text(fields["app"])
    let recorded = readVersion(fields, name: app ?? "", uid: nil)
    let by: DirectoryUser.ID? = self.id(fields["by"])
    if let by, let place = fields["by"] { references.mention(by, at: place) }
    let at = text(fields["at"])
    checkTime(fields["at"])
    let note = text(fields["note"])
    let state = word(fields["state"], InstallRequest.State.allCases.map(\.rawValue), "state")
    guard let id, let app, let recorded, let by else { return nil }
    return InstallRequest(
      id: id,
      app: app,
      recorded: recorded,
      by: by,
      at: at,
      note: note,
      state: state.flatMap(InstallRequest.State.init) ?? .pending
    )
  }

  // MARK: - Parts

  mutating func projects(_ value: Reference?) -> [Project.ID] {
    var projects: [Project.ID] = []
    var seen: Set<Project.ID> = []
    for item in items(value) {
      guard let project: Project.ID = id(item) else { continue }
      references.mention(project, at: item)
      if seen.insert(project).inserted { projects.append(project) }
    }
    return projects
  }

  private mutating func occasion(
    _ verb: String,
    _ fields: [String: Reference]
  ) -> InstalledApp.Occasion {
    let by = text(fields["\(verb)_by"])
    checkTime(fields["\(verb)_at"])
    return InstalledApp.Occasion(by: by, at: text(fields["\(verb)_at"]))
  }

  private mutating func readConfigurations(_ value: Reference?) -> [Configuration] {
    var titles = GivenNames()
    return items(value).compactMap { readConfiguration($0, &titles) }
  }

  mutating func readConfiguration(
    _ value: Reference,
    _ titles: inout GivenNames
  ) -> Configuration? {
    guard
      let fields = fields(
        value,
        known: ["title", "values", "projects"],
        required: ["title", "projects"]
      )
    else { return nil }
    let title = text(fields["title"])
    if let title {
      reportTaken(
        title,
        at: fields["title"],
        before: titles.take(title, fields["title"]),
        .duplicateName,
        "the title `\(title.excerpt)` belongs to another configuration of the app"
      )
    }
    var values: [String: String] = [:]
    for (key, _, value) in entries(fields["values"]) { values[key] = anyText(value) }
    let target = target(fields["projects"])
    guard let title, let target else { return nil }
    return Configuration(title: title, values: values, target: target)
  }

  private mutating func target(_ value: Reference?) -> Configuration.Target? {
    guard let value else { return nil }
    let resolved = document.resolve(value)
    guard !resolved.isNone, document[resolved.node].kind == .scalar,
      !document.isNull(resolved.node)
    else { return .projects(projects(value)) }
    guard let word = word(value, ["future", "company"], "target") else { return nil }
    return word == "future" ? .future : .company
  }

  private mutating func readAdopted(_ value: Reference) -> InstalledApp.Adopted? {
    guard
      let fields = fields(
        value,
        known: ["kind", "address", "actual"],
        required: ["kind", "address", "actual"]
      )
    else { return nil }
    let kind = text(fields["kind"])
    checkDriftKind(fields["kind"])
    let address = text(fields["address"])
    guard let kind, let address, let actual = fields["actual"] else { return nil }
    return InstalledApp.Adopted(kind: kind, address: address, actual: document.json(of: actual))
  }

  private mutating func readRequests(_ value: Reference?) -> [InstalledApp.Requests] {
    var dates = GivenNames()
    return items(value).compactMap { item in
      guard let fields = fields(item, known: ["date", "count"], required: ["date", "count"])
      else { return nil }
      let date = date(fields["date"])
      let count = requestCount(fields["count"])
      if let date {
        reportTaken(
          date,
          at: fields["date"],
          before: dates.take(date, fields["date"]),
          .duplicateID,
          "the date `\(date)` stands here before"
        )
      }
      guard let date, let count else { return nil }
      return InstalledApp.Requests(date: date, count: count)
    }
  }

  private mutating func readUses(_ value: Reference?) -> [InstalledApp.Use] {
    var users = GivenNames()
    return items(value).compactMap { item in
      guard let fields = fields(item, known: ["user", "last"], required: ["user"])
      else { return nil }
      let user: DirectoryUser.ID? = id(fields["user"])
      let last = date(fields["last"])
      guard let user, let place = fields["user"] else { return nil }
      references.mention(user, at: place)
      reportTaken(
        user.description,
        at: place,
        before: users.take(user.description, place),
        .duplicateID,
        "the user `\(user)` stands here before"
      )
      return InstalledApp.Use(user: user, last: last)
    }
  }
}
