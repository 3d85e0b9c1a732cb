import Catalog
package import Companies
import Manifests

/// What a file reports of an app's use.
package struct ReportedMetrics: Hashable, Sendable {
  /// A row of the portal's export: how often calls of one kind were answered in one way on a day.
  package struct Row: Hashable, Sendable {
    package let date: String
    package let responseCode: String
    package let method: String
    package let route: String
    package let count: Int64
  }

  /// Each day once, sorted.
  package var requests: [InstalledApp.Requests] = []
  /// Each user once with the last day, sorted.
  package var uses: [InstalledApp.Use] = []
  /// In the file's order; empty where it is no export of the portal.
  package var rows: [Row] = []
}

/// Adds up what a file reports.
struct MetricsTally {
  private var counts: [String: Int64] = [:]
  private var lastUses: [DirectoryUser.ID: String] = [:]
  private var rows: [ReportedMetrics.Row] = []

  /// Adds requests to a day; false where there would be more than there can be.
  mutating func add(_ count: Int64, on date: String, by user: DirectoryUser.ID?) -> Bool {
    let (sum, isTooLarge) = counts[date, default: 0].addingReportingOverflow(count)
    guard !isTooLarge, sum <= InstalledApp.Requests.most else { return false }
    counts[date] = sum
    if let user, count > 0 { lastUses[user] = max(lastUses[user] ?? date, date) }
    return true
  }

  mutating func keep(_ row: ReportedMetrics.Row) { rows.append(row) }

  var metrics: ReportedMetrics {
    ReportedMetrics(
      requests: counts.map { InstalledApp.Requests(date: $0.key, count: $0.value) }
        .sorted { $0.date < $1.date },
      uses: lastUses.map { InstalledApp.Use(user: $0.key, last: $0.value) }
        .sorted { $0.user < $1.user },
      rows: rows
    )
  }
}

/// Finds users by the logins that a file has, each looked up once.
struct MetricsLogins {
  /// For how many unknown logins a near one is looked for.
  private static let mostHints = 20

  private let company: any CompanyReader
  private var known: [String: DirectoryUser.ID] = [:]
  private var unknown: [String: String] = [:]
  private var all: [String]?

  init(_ company: any CompanyReader) { self.company = company }

  /// The user of a login; else what is wrong.
  mutating func user(_ login: String) throws -> (user: DirectoryUser.ID?, mistake: String?) {
    if let id = known[login] { return (id, nil) }
    if let mistake = unknown[login] { return (nil, mistake) }
    if let user = try company.user(login: login) {
      known[login] = user.id
      return (user.id, nil)
    }
    let mistake = "there is no user `\(login.excerpt)`" + (try hint(to: login))
    unknown[login] = mistake
    return (nil, mistake)
  }

  private mutating func hint(to login: String) throws -> String {
    guard unknown.count < MetricsLogins.mostHints else { return "" }
    var logins: [String] = all ?? []
    if all == nil {
      try company.eachUser {
        logins.append($0.login)
        return true
      }
      all = logins
    }
    return NearNames.hint(to: login, among: logins)
  }
}
