import Companies

extension Change {
  /// What has to be there for the address to make sense.
  var referencesOfPlace: Set<ObjectAddress> {
    switch address {
    case .membership(let user, _): [.user(user)]
    case .configuration(let app, _): [.app(app)]
    default: []
    }
  }

  /// What the thing refers to before the change, and after it.
  var referencesBefore: Set<ObjectAddress> {
    (before?.references ?? []).union(metrics?.before?.references ?? [])
  }

  var referencesAfter: Set<ObjectAddress> {
    (after?.references ?? []).union(metrics?.after.references ?? [])
  }

  /// The first thing that the change names and that isn't there; nil where all of them are.
  func missingReference(in company: any CompanyReader) throws -> ObjectAddress? {
    guard after != nil else { return nil }
    return try referencesOfPlace.union(referencesAfter)
      .sorted { $0.description.utf8.lexicographicallyPrecedes($1.description.utf8) }
      .first { try company.object(at: $0) == nil }
  }
}

extension InstalledApp.Metrics {
  /// The addresses of those who used the app.
  fileprivate var references: Set<ObjectAddress> { Set(usedBy.map { .user($0.user) }) }
}

extension CompanyObject {
  /// The addresses of what a thing can't be without; an app's user may have been deleted by hand.
  var references: Set<ObjectAddress> {
    var addresses: Set<ObjectAddress> = []
    func add(_ assigned: AssignedLevels) {
      if let template = assigned.template { addresses.insert(.template(template)) }
    }
    switch self {
    case .user(let user):
      add(user.companyLevels)
      if let template = user.defaultProjectTemplate { addresses.insert(.template(template)) }
    case .membership(let membership):
      add(membership.levels)
      addresses.insert(.project(membership.project))
    case .app(let app):
      for project in app.permittedProjects { addresses.insert(.project(project)) }
    case .serviceAccount(let account): addresses.insert(.user(account.user))
    case .template(let template):
      if let project = template.project { addresses.insert(.project(project)) }
    case .configuration(let configuration):
      if case .projects(let ids) = configuration.target {
        for id in ids { addresses.insert(.project(id)) }
      }
    case .installRequest(let request): addresses.insert(.user(request.by))
    case .company, .allowUserInstalls, .project: break
    }
    return addresses
  }
}
