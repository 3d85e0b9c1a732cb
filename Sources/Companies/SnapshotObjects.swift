import Catalog
import Manifests

// What a snapshot says of each thing: fixed key order, lists sorted, defaults written out.

extension Company.Contents {
  /// The whole snapshot file.
  package var snapshot: SnapshotValue {
    .fields([
      ("format_version", .text("1.0")),
      ("company", companySnapshot),
      ("projects", .list(projects.map(\.snapshot))),
      ("permission_templates", .list(templates.map(\.snapshot))),
      ("users", .list(users.map { $0.snapshot(with: memberships[$0.id] ?? []) })),
      ("service_accounts", .list(serviceAccounts.map(\.snapshot))),
      ("apps", .list(apps.map(\.snapshot))),
      ("install_requests", .list(installRequests.map(\.snapshot))),
      ("unknown", CompanyProfile.addresses(unknown)),
      ("assumed", CompanyProfile.addresses(assumed)),
    ])
  }

  /// The company alone, with its settings.
  private var companySnapshot: SnapshotValue {
    .fields([
      ("id", .integer(id)), ("name", .text(name)),
      ("settings", .fields([("allow_user_installs", .boolean(allowsUserInstalls))])),
      ("tools", tools.snapshot), ("own_tools", ownTools.snapshot),
    ])
  }
}

extension CompanyProfile {
  /// The company without its settings, which have addresses of their own, and with what nobody
  /// knows, which has none.
  package var snapshot: SnapshotValue {
    .fields([
      ("id", .integer(id)), ("name", .text(name)), ("tools", tools.snapshot),
      ("own_tools", ownTools.snapshot),
      ("unknown", CompanyProfile.addresses(unknown)),
      ("assumed", CompanyProfile.addresses(assumed)),
    ])
  }

  /// Nothing where there is none, which is so for most companies.
  fileprivate static func addresses(_ addresses: [String]) -> SnapshotValue? {
    addresses.isEmpty ? nil : .list(addresses.map { .text($0) })
  }
}

extension ToolSet {
  /// Nothing where all tools are on: a list would leave out those that the catalog gets later.
  fileprivate var snapshot: SnapshotValue? {
    guard case .only(let keys) = self else { return nil }
    return .list(keys.sorted { $0.precedesInBytes($1) }.map { .text($0) })
  }
}

extension [OwnTool] {
  /// Nothing where there are none.
  fileprivate var snapshot: SnapshotValue? {
    guard !isEmpty else { return nil }
    return .list(
      map { .fields([("scope", .text($0.scope.name)), ("key", .text($0.key))]) }
    )
  }
}

extension ToolLevels {
  package var snapshot: SnapshotValue {
    .map(sorted.map { SnapshotValue.Member(key: $0.key, value: .text($0.level.name)) })
  }
}

extension Project {
  package var snapshot: SnapshotValue {
    .fields([
      ("id", .integer(id)), ("name", .text(name)), ("active", .boolean(isActive)),
      ("tools", tools.snapshot),
    ])
  }
}

extension PermissionTemplate {
  package var snapshot: SnapshotValue {
    .fields([
      ("id", .integer(id)), ("name", .text(name)), ("scope", .text(scope.name)),
      ("project", .integer(project)), ("permissions", levels.snapshot),
      ("assignable", .list(assignable)),
    ])
  }
}

extension DirectoryUser {
  package func snapshot(with memberships: [Membership]) -> SnapshotValue {
    snapshot(memberships: .list(memberships.map(\.snapshot)))
  }

  /// The user without its memberships, which have addresses of their own.
  package var snapshot: SnapshotValue { snapshot(memberships: nil) }

  private func snapshot(memberships: SnapshotValue?) -> SnapshotValue {
    let levels: (String, SnapshotValue) =
      switch companyLevels {
      case .template(let id): ("company_template", .integer(id.value))
      case .custom(let levels): ("permissions", levels.snapshot)
      }
    return .fields([
      ("id", .integer(id)), ("name", .text(name)), ("login", .text(login)),
      ("active", .boolean(isActive)), levels,
      ("default_project_template", .integer(defaultProjectTemplate)),
      ("add_to_new_projects", .boolean(isAddedToNewProjects)), ("memberships", memberships),
    ])
  }
}

extension Membership {
  package var snapshot: SnapshotValue {
    let levels: (String, SnapshotValue) =
      switch levels {
      case .template(let id): ("template", .integer(id.value))
      case .custom(let levels): ("permissions", levels.snapshot)
      }
    return .fields([("project", .integer(project)), levels])
  }
}

extension ServiceAccount {
  package var snapshot: SnapshotValue {
    .fields([
      ("name", .text(name)), ("user", .integer(user)), ("client_id", .text(clientID)),
      ("secret_digest", .text(secretDigest)), ("contact", .text(contact)),
    ])
  }
}

// MARK: - Apps

extension RecordedManifest {
  /// The keys of a manifest in the portal's order.
  private static let order = [
    "schema_version", "app_manifest", "post_installation_instruction", "fullscreen", "sidepanel",
    "permissions",
  ]

  package var snapshot: SnapshotValue { SnapshotValue(json, first: RecordedManifest.order) }
}

extension RecordedVersion {
  fileprivate var authenticationSnapshot: SnapshotValue {
    .list(authentication.map { .text($0.rawValue) })
  }
}

extension InstalledApp {
  package var snapshot: SnapshotValue {
    snapshot(
      configurations: .list(configurations.map(\.snapshot)),
      requests: .list(requests.map(\.snapshot)),
      usedBy: .list(usedBy.map(\.snapshot))
    )
  }

  /// The app without what has addresses of its own and without its metrics.
  package var snapshotAlone: SnapshotValue {
    snapshot(configurations: nil, requests: nil, usedBy: nil)
  }

  private func snapshot(
    configurations: SnapshotValue?,
    requests: SnapshotValue?,
    usedBy: SnapshotValue?
  ) -> SnapshotValue {
    .fields([
      ("name", .text(name)), ("uid", .text(uid)), ("version", .text(recorded.version)),
      ("state", .text(state.rawValue)), ("source", .text(source.rawValue)),
      ("user", .integer(user)), ("permitted_projects", .list(permittedProjects)),
      ("manifest", recorded.manifest.snapshot),
      ("authentication", recorded.authenticationSnapshot), ("digest", .text(recorded.digest)),
      ("configurations", configurations),
      ("adopted", .list(adopted.map(\.snapshot))),
      ("installed_by", .text(installed.by)), ("installed_at", .text(installed.at)),
      ("updated_by", .text(updated.by)), ("updated_at", .text(updated.at)),
      ("uninstalled_by", .text(uninstalled.by)), ("uninstalled_at", .text(uninstalled.at)),
      ("requests", requests), ("used_by", usedBy),
    ])
  }
}

extension InstalledApp.Adopted {
  package var snapshot: SnapshotValue {
    .fields([
      ("kind", .text(kind)), ("address", .text(address)), ("actual", SnapshotValue(actual)),
    ])
  }
}

extension InstalledApp.Metrics {
  package var snapshot: SnapshotValue {
    .fields([
      ("requests", .list(requests.map(\.snapshot))), ("used_by", .list(usedBy.map(\.snapshot))),
    ])
  }
}

extension InstalledApp.Requests {
  package var snapshot: SnapshotValue {
    .fields([("date", .text(date)), ("count", .integer(count))])
  }
}

extension InstalledApp.Use {
  package var snapshot: SnapshotValue {
    .fields([("user", .integer(user)), ("last", .text(last))])
  }
}

extension Configuration {
  package var snapshot: SnapshotValue {
    let values = values.sorted { $0.key.precedesInBytes($1.key) }.map {
      SnapshotValue.Member(key: $0.key, value: .text($0.value))
    }
    let projects: SnapshotValue =
      switch target {
      case .projects(let ids): .list(ids)
      case .future: .text("future")
      case .company: .text("company")
      }
    return .fields([("title", .text(title)), ("values", .map(values)), ("projects", projects)])
  }
}

extension InstallRequest {
  package var snapshot: SnapshotValue {
    .fields([
      ("id", .integer(id)), ("app", .text(app)), ("version", .text(recorded.version)),
      ("manifest", recorded.manifest.snapshot),
      ("authentication", recorded.authenticationSnapshot), ("digest", .text(recorded.digest)),
      ("by", .integer(by)), ("at", .text(at)), ("note", .text(note)),
      ("state", .text(state.rawValue)),
    ])
  }
}
