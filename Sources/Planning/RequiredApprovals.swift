import Access
import Catalog
import Companies
import Documents

/// What applying changes takes, worked out from the changes and the company alone.
///
/// Planning states it, and apply works it out again under the lock: what a plan's file says of
/// itself is nothing to rely on.
struct RequiredApprovals {
  /// What all changes together do to the cells of directory users.
  let relation: Relation
  let approvals: Set<Plan.Approval>

  /// Works out what changes take.
  ///
  /// - Parameters:
  ///   - verb: What is planned; the parts of a portfolio are the changes' reasons.
  ///   - changes: In the order in which they are made.
  ///   - relation: What they do to the cells.
  ///   - before: The company without them.
  ///   - after: The company with all of them.
  ///   - accepted: Risks that are accepted in writing.
  /// - Throws: What reading the company throws.
  init(
    of verb: String,
    _ changes: [Change],
    _ relation: Relation,
    before: any CompanyReader,
    after: CompanyDraft,
    accepted: [Plan.AcceptedRisk]
  ) throws {
    self.relation = relation
    let untouched = CompanyDraft(before, catalog: after.catalog)
    var approvals: Set<Plan.Approval> = []
    if relation == .wider || relation == .incomparable { approvals.insert(.widen) }
    if changes.contains(where: \.takesSomethingAway) { approvals.insert(.remove) }
    for change in changes {
      for rule in change.newRisks(in: after.catalog) where !accepted.contains(rule, of: change) {
        approvals.insert(.risk(rule))
      }
      if try change.editsUserOfApp(in: before, isDeclared: verb == ApplyPortfolio.name) {
        approvals.insert(.risk("dmsa-user-edited"))
      }
    }
    for account in try changes.accountsWithOtherLevels(in: after) {
      let risks = try AccountRisks(account, facts: nil).new(from: untouched, to: after)
      for risk in risks where risk.isError { approvals.insert(.risk(risk.rule)) }
    }
    self.approvals = approvals
  }

  /// The same for changes of a plan's file, whose effect isn't known yet.
  ///
  /// - Parameters:
  ///   - verb: What is planned; the parts of a portfolio are the changes' reasons.
  ///   - changes: In the order in which they are made.
  ///   - before: The company without them.
  ///   - after: The company with all of them.
  ///   - accepted: Risks that are accepted in writing.
  /// - Throws: What reading the company throws.
  init(
    of verb: String,
    _ changes: [Change],
    before: any CompanyReader,
    after: CompanyDraft,
    accepted: [Plan.AcceptedRisk]
  ) throws {
    let untouched = CompanyDraft(before, catalog: after.catalog)
    let marks = try UnknownMarks(
      changes,
      of: before,
      isDeclared: verb == ApplyPortfolio.name
    )
    var comparison = CellComparison(untouched, after, facts: nil, marks: marks)
    try comparison.add(changes, marks)
    try self.init(
      of: verb,
      changes,
      comparison.relation,
      before: before,
      after: after,
      accepted: accepted
    )
  }
}

extension [Plan.AcceptedRisk] {
  fileprivate func contains(_ rule: String, of change: Change) -> Bool {
    guard case .app(let app)? = change.after else { return false }
    return contains { $0.rule == rule && ExactText($0.app) == ExactText(app.name) }
  }
}

extension Change {
  /// Whether a membership, a configuration, an account or an active user goes.
  package var takesSomethingAway: Bool {
    switch (before, after) {
    case (.membership?, nil), (.configuration?, nil), (.serviceAccount?, nil): true
    case (.user(let user)?, nil): user.isActive
    case (.user(let was)?, .user(let isNow)?): was.isActive && !isNow.isActive
    default: false
    }
  }

  /// The rules of category risk that an app is an error by and wasn't while it was installed.
  ///
  /// A company that is imported has its apps already, so nobody is asked for them; nor for those that
  /// users install for themselves.
  fileprivate func newRisks(in catalog: Catalog) -> Set<String> {
    guard reason != "import", reason != RequestInstall.name, case .app(let app)? = after,
      app.state == .installed
    else {
      return []
    }
    var known: InstalledApp?
    if case .app(let was)? = before, was.state == .installed { known = was }
    guard known?.recorded != app.recorded else { return [] }
    let risks = ProposedManifest.risks(of: app, catalog).filter(\.isError).map(\.rule)
    guard !risks.isEmpty, let known else { return Set(risks) }
    return Set(risks).subtracting(ProposedManifest.risks(of: known, catalog).map(\.rule))
  }

  /// Whether somebody edits an app's directory user by hand, otherwise than is documented.
  ///
  /// A portfolio may take the mark for new projects off as well as put it on.
  fileprivate func editsUserOfApp(
    in company: any CompanyReader,
    isDeclared: Bool
  ) throws -> Bool {
    guard reason == SetUser.name else { return false }
    switch (address, before, after) {
    case (.membership(let user, _), _, _): return try company.app(of: user) != nil
    case (.user(let id), .user(let was)?, .user(var isNow)?):
      isNow.defaultProjectTemplate = was.defaultProjectTemplate
      if isDeclared || isNow.isAddedToNewProjects {
        isNow.isAddedToNewProjects = was.isAddedToNewProjects
      }
      return try isNow != was && company.app(of: id) != nil
    default: return false
    }
  }
}

extension ProposedManifest {
  fileprivate static func risks(of app: InstalledApp, _ catalog: Catalog) -> [Risk] {
    risks(of: app.recorded, name: app.name, uid: app.uid, catalog: catalog)
  }
}

extension [Change] {
  /// The tools that the changes name and a catalog lacks; they have every level.
  func ownTools(in catalog: Catalog) -> [ToolExtension] {
    var seen: Set<String> = []
    return flatMap { $0.after?.namedTools ?? [] }.filter { scope, key in
      catalog.tool(scope, key) == nil && seen.insert("\(scope.name):\(key)").inserted
    }.map { ToolExtension(scope: $0.scope, key: $0.key, name: $0.key, levels: .every) }
  }
}

extension CompanyObject {
  /// The tools that a thing gives levels of or has switched on.
  fileprivate var namedTools: [(scope: Scope, key: String)] {
    func keys(_ levels: ToolLevels, _ scope: Scope) -> [(scope: Scope, key: String)] {
      levels.sorted.map { (scope, $0.key) }
    }
    switch self {
    case .company(let profile):
      return profile.tools.named.map { (.company, $0) }
        + profile.ownTools.map { ($0.scope, $0.key) }
    case .project(let project): return project.tools.named.map { (.project, $0) }
    case .template(let template): return keys(template.levels, template.scope)
    case .user(let user): return keys(user.companyLevels.customLevels, .company)
    case .membership(let membership): return keys(membership.levels.customLevels, .project)
    case .app(let app):
      let manifest = app.recorded.manifest
      return keys(manifest.companyLevels, .company) + keys(manifest.projectLevels, .project)
    case .allowUserInstalls, .configuration, .serviceAccount, .installRequest: return []
    }
  }
}

extension ToolSet {
  /// The tools that are named, where not all of them are meant.
  fileprivate var named: [String] {
    guard case .only(let keys) = self else { return [] }
    return keys.sorted()
  }
}

extension AssignedLevels {
  /// The levels that no template gives.
  fileprivate var customLevels: ToolLevels {
    guard case .custom(let levels) = self else { return [:] }
    return levels
  }
}
