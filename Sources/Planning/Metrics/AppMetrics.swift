package import Companies
package import Documents

/// How much an app is used, by whom, and where it may be.
package struct AppMetrics: Hashable, Sendable {
  /// Somebody who installed the app or used it.
  package struct User: Hashable, Sendable {
    package let id: DirectoryUser.ID
    package let login: String
    /// The last day; nil where it isn't known.
    package let last: String?
  }

  /// The app's name, or its uid where another one has that name.
  package let app: String
  package let version: String
  package let isInstalled: Bool
  /// The days that were asked for, sorted.
  package let requests: [InstalledApp.Requests]
  package let users: [User]
  package let permittedProjects: [Project.ID]

  /// Gathers an app's metrics.
  ///
  /// - Parameters:
  ///   - app: The app.
  ///   - company: The company that has it.
  ///   - from: The first day; nil for the first one there is.
  ///   - to: The last day; nil for the last one there is.
  /// - Throws: What reading the company throws.
  package init(
    _ app: InstalledApp,
    in company: any CompanyReader,
    from: String? = nil,
    to: String? = nil
  ) throws {
    self.app = try company.designation(of: app)
    version = app.recorded.version
    isInstalled = app.state == .installed
    requests = app.requests.filter { $0.date >= from ?? "" && $0.date <= to ?? $0.date }
    permittedProjects = app.permittedProjects
    var uses = app.usedBy
    if let by = app.installed.by, let user = try company.user(login: by),
      !uses.contains(where: { $0.user == user.id })
    {
      uses.append(InstalledApp.Use(user: user.id, last: nil))
    }
    users = try uses.sorted { $0.user < $1.user }.map { use in
      User(id: use.user, login: try company.user(use.user)?.login ?? "", last: use.last)
    }
  }

  /// All requests of these days; no more than a number can hold.
  package var total: Int64 {
    requests.reduce(0) { total, day in
      let (sum, isTooLarge) = total.addingReportingOverflow(day.count)
      return isTooLarge ? .max : sum
    }
  }

  package var json: JSONValue {
    [
      "format_version": "1.0", "app": .string(app),
      "requests": .array(
        requests.map { ["date": .string($0.date), "count": .integer($0.count)] }
      ),
      "total": .integer(total),
      "users": .array(
        users.map {
          ["user": .integer($0.id.value), "last": $0.last.map { .string($0) } ?? .null]
        }
      ),
      "permitted_projects": .array(permittedProjects.map { .integer($0.value) }),
    ]
  }
}
