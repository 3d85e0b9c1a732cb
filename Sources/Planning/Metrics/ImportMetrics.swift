package import Companies
import Documents

/// A store under its lock that keeps what is reported of apps' use.
package protocol MetricsLedger: CompanyLedger {
  /// Replaces an app's days and users by those that are reported; all others stay.
  ///
  /// The portal's rows of these days are replaced too, be it by none.
  func put(_ metrics: ReportedMetrics, ofApp designation: String) throws
}

/// `metrics import`: what a file reports of an app's use is recorded, without a plan.
package struct ImportMetrics {
  package static let name = "metrics import"

  /// The app as it was named.
  package let app: String
  package let metrics: ReportedMetrics

  package init(app: String, metrics: ReportedMetrics) {
    self.app = app
    self.metrics = metrics
  }

  /// The app with what the file reports, if somebody may import it.
  ///
  /// - Throws: ``Plan/Refusal`` for a missing right or an unknown app, or what reading throws.
  package func updatedApp(in company: any CompanyReader, as actor: Actor) throws -> InstalledApp {
    try actor.require(rightFor: ImportMetrics.name, in: company)
    return updated(try company.app(named: app))
  }

  /// Records what the file reports, with one entry of the log.
  ///
  /// - Parameters:
  ///   - ledger: The store; what it throws undoes everything.
  ///   - actor: Whoever imports it.
  ///   - now: The time for the log.
  /// - Returns: The app with what the file reports.
  /// - Throws: ``Plan/Refusal`` for a missing right or an unknown app, or what the store throws.
  package func apply(
    to ledger: any MetricsLedger,
    as actor: Actor,
    at now: String
  ) throws -> InstalledApp {
    try actor.require(rightFor: ImportMetrics.name, in: ledger)
    let app = try ledger.app(named: self.app)
    let updated = updated(app)
    let designation = try ledger.designation(of: app)
    var recorded = metrics
    recorded.uses = uses(of: updated)
    try ledger.put(recorded, ofApp: designation)
    try ledger.append(
      AuditEntry(
        after: ledger.lastEntry(),
        at: now,
        who: actor.name,
        verb: ImportMetrics.name,
        plan: nil,
        changes: .array([
          [
            "id": 1, "address": .string(ObjectAddress.app(designation).description), "kind": "app",
            "actions": ["update"], "reason": .string(ImportMetrics.name),
            "before": reported(of: app), "after": reported(of: updated), "relation": "equal",
            "depends_on": [],
          ]
        ])
      )
    )
    return updated
  }

  private func updated(_ app: InstalledApp) -> InstalledApp {
    var app = app
    let days = Set(metrics.requests.map(\.date))
    app.requests = (app.requests.filter { !days.contains($0.date) } + metrics.requests)
      .sorted { $0.date.utf8.lexicographicallyPrecedes($1.date.utf8) }
    for use in metrics.uses {
      guard let index = app.usedBy.firstIndex(where: { $0.user == use.user }) else {
        app.usedBy.append(use)
        continue
      }
      app.usedBy[index].last = max(app.usedBy[index].last ?? "", use.last ?? "")
    }
    app.usedBy.sort { $0.user < $1.user }
    return app
  }

  /// An app's users as far as the file speaks of them.
  private func uses(of app: InstalledApp) -> [InstalledApp.Use] {
    let users = Set(metrics.uses.map(\.user))
    return app.usedBy.filter { users.contains($0.user) }
  }

  /// An app's days and users as far as the file speaks of them.
  private func reported(of app: InstalledApp) -> JSONValue {
    let days = Set(metrics.requests.map(\.date))
    return [
      "requests": .array(app.requests.filter { days.contains($0.date) }.map(\.snapshot.json)),
      "used_by": .array(uses(of: app).map(\.snapshot.json)),
    ]
  }
}
