import Catalog
import Diagnostics
import Documents
import Manifests

// Apps, by their installations and manifests, and their configurations.
extension PlatformReader {
  private static let installationKeys: Set<String> = [
    "app_uid", "status", "semantic_version", "installed_at", "installer", "installed_by",
    "uninstalled_at", "uninstaller", "uninstalled_by", "developer_app", "manifest",
  ]

  mutating func readApps() {
    var positions: [ExactText: Int] = [:]
    for record in records(
      files(.installations),
      "app installation",
      PlatformReader.installationKeys
    ) {
      guard let app = app(record), let uid = app.uid else { continue }
      guard let position = positions[ExactText(uid)] else {
        positions[ExactText(uid)] = apps.count
        apps.append(app)
        continue
      }
      let other = apps[position]
      if app.saidState == .installed, other.saidState == .installed {
        report(
          .duplicateID,
          "the app `\(uid.excerpt)` is installed twice",
          at: record.object.whole
        )
      }
      let installations = app.installations.union(other.installations)
      if app.isLater(than: other) { apps[position] = app }
      apps[position].installations = installations
    }
    findRecords()
    if files(.installations).isEmpty { keepApps() }
    noteMissingManifests()
  }

  private mutating func app(_ record: AnswerRecord) -> PlatformApp? {
    let developed = object(record["developer_app"], ["uid", "name", "marketplace_app"])
    guard let uid = text(record["app_uid"]) ?? text(developed?["uid"]) else {
      if said(record["app_uid"]) == nil { reportMissing("app_uid", in: record.object) }
      return nil
    }
    if let shown = text(developed?["uid"]), ExactText(shown) != ExactText(uid),
      let place = developed?["uid"]
    {
      report(
        .conflictingAnswers,
        "the app is `\(shown.excerpt)` here and `\(uid.excerpt)` by its installation",
        at: place
      )
    }
    let version = text(record["semantic_version"])
    if let version, let place = record["semantic_version"], AppVersion(version) == nil {
      report(
        .invalidVersion,
        "`\(version.excerpt)` is no version, expected `X.Y.Z`",
        at: place
      )
    }
    let installed = occasion(record, "installed_at", "installer", "installed_by")
    let uninstalled = occasion(record, "uninstalled_at", "uninstaller", "uninstalled_by")
    let states = InstalledApp.State.allCases.map(\.rawValue)
    let state = said(record["status"]).flatMap { word($0, states, "status") }
      .flatMap(InstalledApp.State.init)
    let manifest = manifest(uid, record["manifest"])
    let name =
      text(developed?["name"]) ?? held.record(uid: uid)?.app.name ?? manifest?.appName
    return PlatformApp(
      name: name ?? uid,
      isNameKnown: name != nil,
      uid: uid,
      installations: [record.id],
      saidVersion: version,
      saidState: state ?? (uninstalled.at == nil ? nil : .uninstalled),
      source: said(developed?["marketplace_app"]) == nil ? .custom : .marketplace,
      manifest: manifest,
      installed: installed,
      uninstalled: uninstalled
    )
  }

  private mutating func occasion(
    _ record: AnswerRecord,
    _ at: String,
    _ keys: String...
  ) -> InstalledApp.Occasion {
    let who = keys.lazy.compactMap { record[$0] }.first { isSaid($0) }
    return InstalledApp.Occasion(
      by: text(object(who, ["login"])?["login"]),
      at: text(record[at])
    )
  }

  /// The manifest that was saved for an app, else the one inside its installation.
  mutating func manifest(_ uid: String, _ inside: AnswerValue?) -> Manifest? {
    let saved = files(.manifest(uid: uid)).flatMap { listed(in: $0) }
    if let first = saved.first, let inside = said(inside), !json(first).agrees(with: json(inside)) {
      report(
        .conflictingAnswers,
        "the manifest of `\(uid.excerpt)` is something else inside its installation",
        at: first
      )
    }
    guard let value = saved.first ?? said(inside) else { return nil }
    var reader = SnapshotReader(
      document: files[value.file].document,
      catalog: catalog,
      digest: { _ in nil }
    )
    let manifest = reader.readManifest(value.reference, leavingOutUnknownKeys: true)
    files[value.file].findings += reader.findings
    return manifest
  }

  private mutating func noteMissingManifests() {
    for app in apps {
      let address = address(of: app)
      if !app.isNameKnown { isUnknown(address, "its name") }
      if !app.isStateKnown { isUnknown(address, "whether it is installed") }
      if app.levels == nil { isUnknown(address, "its manifest") }
      if !app.isVersionKnown { isAssumed(address, "its version is `\(app.version)`") }
    }
  }

  /// As a company names it: by its uid where another app has the same name, one of those included
  /// that are in the store alone and stay there.
  func address(of app: PlatformApp) -> ObjectAddress {
    let name = ExactText(app.name)
    let reported = Set(apps.compactMap { $0.record?.position })
    let isShared =
      apps.count { ExactText($0.name) == name } > 1
      || held.apps.indices.contains {
        !reported.contains($0) && ExactText(held.apps[$0].name) == name
      }
    return .app(isShared ? app.uid ?? app.name : app.name)
  }

  func designation(of app: PlatformApp) -> String {
    guard case .app(let name) = address(of: app) else { return app.name }
    return name
  }

  // MARK: - Configurations

  private static let configurationKeys: Set<String> = [
    "title", "app_installation_id", "projects", "project_ids", "instance_configuration",
    "applies_to_all_projects", "applies_to_company",
  ]

  mutating func readConfigurations() {
    for record in records(
      files(.configurations),
      "app configuration",
      PlatformReader.configurationKeys
    ) {
      let title = text("title", of: record.object)
      if said(record["app_installation_id"]) == nil {
        reportMissing("app_installation_id", in: record.object)
      }
      let installation = number(record["app_installation_id"])
      let target = target(record)
      let values = values(record["instance_configuration"])
      guard let title, let installation else { continue }
      guard let position = apps.firstIndex(where: { $0.installations.contains(installation) })
      else {
        isUnknown(
          .configuration(app: String(installation), title: title),
          "the app that it is for"
        )
        continue
      }
      let name = designation(of: apps[position])
      let address = ObjectAddress.configuration(app: name, title: title)
      let app = apps[position].held
      let isKnown = app.map { self.held.knows(configuration: title, of: $0) } ?? false
      let held = isKnown && self.held.knows(address) ? app?.configuration(titled: title) : nil
      if apps[position].configurations.contains(where: {
        ExactText($0.title) == ExactText(title)
      }), let place = record["title"] {
        report(
          .duplicateName,
          "the title `\(title.excerpt)` belongs to another configuration of `\(name.excerpt)`",
          at: place
        )
      }
      if values == nil, held == nil { isUnknown(address, "its values") }
      if target == nil, held == nil { isUnknown(address, "where it applies") }
      apps[position].configurations.append(
        Configuration(
          title: title,
          values: values ?? held?.values ?? [:],
          target: target ?? held?.target ?? .projects([])
        )
      )
    }
  }

  /// Where a configuration applies; nil where nothing is said, an empty list of projects included:
  /// it stands beside the marks for all projects and for the company, which may not be shown.
  private mutating func target(_ record: AnswerRecord) -> Configuration.Target? {
    let isOfCompany = boolean(record["applies_to_company"])
    let isForAll = boolean(record["applies_to_all_projects"])
    var listed: Set<Project.ID> = []
    for item in items(record["projects"]) {
      guard let project = element(item, ["id", "name"]) else { continue }
      guard said(project["id"]) != nil else {
        reportMissing("id", in: project)
        continue
      }
      guard let id: Project.ID = id(project["id"]) else { continue }
      mention(id, name: text(project["name"]))
      listed.insert(id)
    }
    var named: Set<Project.ID> = []
    for item in items(record["project_ids"]) {
      guard let id: Project.ID = id(item) else { continue }
      mention(id)
      named.insert(id)
    }
    if let place = record["project_ids"], !named.isEmpty,
      isForAll == true || isOfCompany == true || !listed.isEmpty && named != listed
    {
      report(
        .conflictingAnswers,
        "`project_ids` says something else than the configuration's other keys do",
        at: place
      )
    }
    if let place = record["applies_to_company"], isOfCompany == true, isForAll == true {
      report(
        .conflictingAnswers,
        "it applies to the company here, and to all projects by `applies_to_all_projects`",
        at: place
      )
    }
    if isOfCompany == true { return .company }
    if isForAll == true { return .future }
    let projects = listed.union(named).sorted()
    guard projects.isEmpty else { return .projects(projects) }
    return isOfCompany == false && isForAll == false ? .projects([]) : nil
  }

  private mutating func values(_ value: AnswerValue?) -> [String: String]? {
    guard let value = said(value) else { return nil }
    var values: [String: String] = [:]
    for (key, _, reference) in files[value.file].entries(value.reference) {
      switch files[value.file].document.json(of: reference) {
      case .string(let text): values[key] = text
      case .integer(let number): values[key] = String(number)
      case .boolean(let isOn): values[key] = isOn ? "true" : "false"
      case .null: continue
      case .array, .object: files[value.file].reportWrongType(reference, "a text")
      }
    }
    return values
  }
}
