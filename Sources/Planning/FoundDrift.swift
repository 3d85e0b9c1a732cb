package import Companies
import Documents

/// The drift of a company, and what nobody knows that the comparison rests on.
package struct FoundDrift: Sendable {
  /// What differs and no admin has adopted, by app, then address and kind.
  package let entries: [DriftEntry]
  /// The addresses of what can't be compared, for nobody knows it; sorted.
  package let unknown: [String]

  package static let none = FoundDrift(entries: [], unknown: [])

  private init(entries: [DriftEntry], unknown: [String]) {
    self.entries = entries
    self.unknown = unknown
  }

  /// Compares what the directory says with what apps are to have.
  ///
  /// - Parameter company: The company whose drift it is.
  /// - Throws: What reading the company throws.
  package init(in company: any CompanyReader) throws {
    entries = try DriftFinder.entries(in: company)
    guard try !company.unknown().isEmpty else {
      unknown = []
      return
    }
    // An app that is on no list can't be compared at all.
    let grounds = try ["apps"] + company.apps().flatMap { try FoundDrift.grounds($0, company) }
    unknown = try company.unknown(touchedBy: grounds)
  }

  /// The addresses of all that an app's comparison rests on.
  private static func grounds(_ app: InstalledApp, _ company: any CompanyReader) throws -> [String]
  {
    guard app.state == .installed else { return [] }
    // Whether it has a service account is what its manifest says.
    let own = try company.address(of: app).description
    guard app.recorded.hasServiceAccount, let id = app.user else { return [own] }
    guard let user = try company.user(id) else { return [own, "users"] }
    let memberships = try company.memberships(of: id).map(\.project)
    var grounds = [own, "user/\(id)", "memberships/\(id)", "membership/\(id)/new"]
    grounds += Set(memberships + app.permittedProjects).sorted().map { "membership/\(id)/\($0)" }
    if let template = user.defaultProjectTemplate { grounds.append("template/\(template)") }
    return grounds
  }
}
