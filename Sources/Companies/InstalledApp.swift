package import Documents

/// An app in the company's records, installed or uninstalled.
package struct InstalledApp: Hashable, Sendable {
  package enum State: String, CaseIterable, Sendable {
    case installed
    case uninstalled
  }

  package enum Source: String, CaseIterable, Sendable {
    case marketplace
    case custom
  }

  /// Who did something, and when, as the plan had it.
  package struct Occasion: Hashable, Sendable {
    /// A login, or `os:` and a name.
    package var by: String?
    package var at: String?

    package init(by: String? = nil, at: String? = nil) {
      self.by = by
      self.at = at
    }
  }

  /// A difference from the manifest that an admin has taken over.
  package struct Adopted: Hashable, Sendable {
    package var kind: String
    package var address: String
    package var actual: JSONValue

    package init(kind: String, address: String, actual: JSONValue) {
      self.kind = kind
      self.address = address
      self.actual = actual
    }
  }

  /// The API requests of one day, `YYYY-MM-DD`.
  package struct Requests: Hashable, Sendable {
    /// The most requests of a day: the largest number that every reader of JSON takes exactly.
    package static let most: Int64 = 9_007_199_254_740_991
    /// What a count has to be, in words.
    package static let expectedCount = "a whole number from 0 to \(most)"

    package var date: String
    package var count: Int64

    package init(date: String, count: Int64) {
      self.date = date
      self.count = count
    }
  }

  /// A user who installed or used the app, and the last day, if it is known.
  package struct Use: Hashable, Sendable {
    package var user: DirectoryUser.ID
    package var last: String?

    package init(user: DirectoryUser.ID, last: String?) {
      self.user = user
      self.last = last
    }
  }

  package var name: String
  package var uid: String?
  package var recorded: RecordedVersion
  package var state: State
  package var source: Source
  /// Its directory user, which may have been deleted by hand.
  package var user: DirectoryUser.ID?
  /// Sorted.
  package var permittedProjects: [Project.ID]
  /// Sorted by title.
  package var configurations: [Configuration]
  package var adopted: [Adopted]
  package var installed: Occasion
  package var updated: Occasion
  package var uninstalled: Occasion
  /// Sorted by date.
  package var requests: [Requests]
  /// Sorted by user.
  package var usedBy: [Use]

  package init(
    name: String,
    uid: String? = nil,
    recorded: RecordedVersion,
    state: State = .installed,
    source: Source = .custom,
    user: DirectoryUser.ID? = nil,
    permittedProjects: [Project.ID] = [],
    configurations: [Configuration] = [],
    adopted: [Adopted] = [],
    installed: Occasion = Occasion(),
    updated: Occasion = Occasion(),
    uninstalled: Occasion = Occasion(),
    requests: [Requests] = [],
    usedBy: [Use] = []
  ) {
    self.name = name
    self.uid = uid
    self.recorded = recorded
    self.state = state
    self.source = source
    self.user = user
    self.permittedProjects = permittedProjects
    self.configurations = configurations
    self.adopted = adopted
    self.installed = installed
    self.updated = updated
    self.uninstalled = uninstalled
    self.requests = requests
    self.usedBy = usedBy
  }
}

/// What one app of a company is told from the others by.
package struct AppIdentity: Hashable, Sendable {
  let name: ExactText
  let uid: ExactText?
}

/// A list of an app that a snapshot file may leave out.
package enum AppList: Hashable, Sendable {
  case configurations
  case requests
  case usedBy
}

extension InstalledApp {
  /// How much an app was used, and by whom.
  package struct Metrics: Hashable, Sendable {
    /// Sorted by date.
    package var requests: [Requests]
    /// Sorted by user.
    package var usedBy: [Use]

    package init(requests: [Requests] = [], usedBy: [Use] = []) {
      self.requests = requests
      self.usedBy = usedBy
    }
  }

  package var metrics: Metrics {
    get { Metrics(requests: requests, usedBy: usedBy) }
    set { (requests, usedBy) = (newValue.requests, newValue.usedBy) }
  }

  package var identity: AppIdentity {
    AppIdentity(name: ExactText(name), uid: uid.map { ExactText($0) })
  }

  /// The app without what has addresses of its own and without its metrics.
  package var alone: InstalledApp {
    var app = self
    app.configurations = []
    app.requests = []
    app.usedBy = []
    return app
  }

  package func configuration(titled title: String) -> Configuration? {
    configurations.first { ExactText($0.title) == ExactText(title) }
  }
}

/// The values that an embedded app is shown with, and where.
package struct Configuration: Hashable, Sendable {
  package enum Target: Hashable, Sendable {
    /// These projects, sorted.
    case projects([Project.ID])
    /// All active and all future projects.
    case future
    case company
  }

  package var title: String
  package var values: [String: String]
  package var target: Target

  package init(title: String, values: [String: String], target: Target) {
    self.title = title
    self.values = values
    self.target = target
  }
}

/// A user's wish for an app.
package struct InstallRequest: Hashable, Sendable {
  package typealias ID = Identifier<InstallRequest>

  package enum State: String, CaseIterable, Sendable {
    case pending
    case approved
    case denied
  }

  package let id: ID
  package var app: String
  package var recorded: RecordedVersion
  package var by: DirectoryUser.ID
  package var at: String?
  package var note: String?
  package var state: State

  package init(
    id: ID,
    app: String,
    recorded: RecordedVersion,
    by: DirectoryUser.ID,
    at: String?,
    note: String? = nil,
    state: State = .pending
  ) {
    self.id = id
    self.app = app
    self.recorded = recorded
    self.by = by
    self.at = at
    self.note = note
    self.state = state
  }
}

extension InstallRequest {
  /// The app's uid, where the manifest has one.
  package var uid: String? {
    guard case .object(let members) = recorded.manifest.json,
      case .object(let identity)? = members["app_manifest"],
      case .string(let uid)? = identity["uid"]
    else { return nil }
    return uid
  }

  /// Whether it is for an app of the records: one with its uid, or with its name where not both have
  /// a uid.
  package func isFor(_ app: InstalledApp) -> Bool {
    guard let uid, let other = app.uid else { return ExactText(self.app) == ExactText(app.name) }
    return ExactText(uid) == ExactText(other)
  }

  /// The order in which users asked; ids are drawn and say nothing of it.
  package static func isOlder(_ left: InstallRequest, _ right: InstallRequest) -> Bool {
    (left.at ?? "", left.id) < (right.at ?? "", right.id)
  }
}
