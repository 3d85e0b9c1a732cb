import Catalog
import Companies
import Compiling
import Diagnostics
import Documents
import Manifests
import Planning
import Testing

/// A company in memory that plans are made on and applied to.
final class PlannedCompany: CompanyLedger {
  let storeID = "memory"
  private(set) var draft: CompanyDraft
  private var entries: [AuditEntry] = []

  init(snapshot: String) throws {
    let result = SnapshotReader.read(
      Array(snapshot.utf8),
      as: .json,
      digest: { ManifestDigest(of: $0).description }
    )
    let errors = result.findings.filter { $0.severity == .error }
    try #require(errors.isEmpty, "\(errors.map(\.message))")
    let company = try #require(result.company)
    draft = CompanyDraft(company, catalog: company.catalog)
  }

  init(_ company: Company) { draft = CompanyDraft(company, catalog: company.catalog) }

  /// The company as it stands, read back from its own snapshot.
  func company() throws -> Company { Company(try contents(), catalog: .builtIn) }

  func snapshot() throws -> String {
    String(decoding: SnapshotWriter.json(try company()), as: UTF8.self)
  }

  func plan(
    _ verb: any Verb,
    as login: String? = nil,
    policy: PlanOptions.UpdatePolicy = .reset,
    seed: UInt64 = 7
  ) throws -> Plan {
    let actor = try login.map { try Actor(login: $0, in: self) }
    var options = PlanOptions(
      store: storeID,
      actor: actor ?? Actor(operatingSystemUser: "tester"),
      now: "2026-11-24T09:30:00Z",
      catalog: draft.catalog.extended(tools: verb.ownTools(in: draft.catalog), views: [])
    )
    options.updatePolicy = policy
    return try PlanBuilder(self, options, generator: PlainRandom(seed: seed)).plan(verb)
  }

  @discardableResult
  func apply(_ plan: Plan, isNew: Bool = false) throws -> ApplyOutcome {
    try plan.apply(
      to: self,
      digest: plan.digest,
      as: Actor(operatingSystemUser: "tester"),
      at: "2026-11-24T10:00:00Z",
      secret: .draw(),
      isNew: isNew
    )
  }

  func proposed(_ text: String) -> ProposedManifest {
    ProposedManifest.read(
      Array(text.utf8),
      path: "app.manifest.yaml",
      as: .yaml,
      catalog: draft.catalog
    )
  }

  // MARK: - The ledger

  func lastEntry() -> AuditEntry? { entries.last }
  func entry(ofPlan digest: String) -> AuditEntry? { entries.last { $0.plan == digest } }
  func append(_ entry: AuditEntry) { entries.append(entry) }

  func put(_ object: CompanyObject?, at address: ObjectAddress) throws {
    try draft.put(object, at: address)
  }

  func replace(
    metricsOfApp designation: String,
    with metrics: InstalledApp.Metrics
  ) throws {
    try draft.replace(metricsOfApp: designation, with: metrics)
  }

  private func contents() throws -> Company.Contents {
    let profile = try draft.profile()
    var contents = Company.Contents(
      id: profile.id,
      name: profile.name,
      allowsUserInstalls: try draft.allowsUserInstalls(),
      tools: profile.tools
    )
    contents.ownTools = profile.ownTools
    try draft.eachProject {
      contents.projects.append($0)
      return true
    }
    contents.templates = try draft.templates()
    try draft.eachUser { user in
      contents.users.append(user)
      contents.memberships[user.id] = try draft.memberships(of: user.id)
      return true
    }
    contents.serviceAccounts = try draft.serviceAccounts()
    contents.apps = try draft.apps()
    contents.installRequests = try draft.installRequests()
    return contents
  }
}

extension PlannedCompany: CompanyReader {
  var catalog: Catalog { draft.catalog }
  func profile() throws -> CompanyProfile { try draft.profile() }
  func allowsUserInstalls() throws -> Bool { try draft.allowsUserInstalls() }
  func project(_ id: Project.ID) throws -> Project? { try draft.project(id) }
  func projects(named name: String) throws -> [Project] { try draft.projects(named: name) }
  func eachProject(_ body: (Project) throws -> Bool) throws { try draft.eachProject(body) }
  func template(_ id: PermissionTemplate.ID) throws -> PermissionTemplate? {
    try draft.template(id)
  }
  func templates(named name: String) throws -> [PermissionTemplate] {
    try draft.templates(named: name)
  }
  func templates() throws -> [PermissionTemplate] { try draft.templates() }
  func user(_ id: DirectoryUser.ID) throws -> DirectoryUser? { try draft.user(id) }
  func user(login: String) throws -> DirectoryUser? { try draft.user(login: login) }
  func users(named name: String) throws -> [DirectoryUser] { try draft.users(named: name) }
  func eachUser(_ body: (DirectoryUser) throws -> Bool) throws { try draft.eachUser(body) }
  func membership(of user: DirectoryUser.ID, in project: Project.ID) throws -> Membership? {
    try draft.membership(of: user, in: project)
  }
  func memberships(of user: DirectoryUser.ID) throws -> [Membership] {
    try draft.memberships(of: user)
  }
  func members(of project: Project.ID) throws -> [DirectoryUser.ID] {
    try draft.members(of: project)
  }
  func eachHolder(
    of template: PermissionTemplate.ID,
    _ body: (TemplateHolder) throws -> Bool
  ) throws { try draft.eachHolder(of: template, body) }
  func apps(named name: String) throws -> [InstalledApp] { try draft.apps(named: name) }
  func app(uid: String) throws -> InstalledApp? { try draft.app(uid: uid) }
  func app(of user: DirectoryUser.ID) throws -> InstalledApp? { try draft.app(of: user) }
  func apps() throws -> [InstalledApp] { try draft.apps() }
  func serviceAccount(named name: String) throws -> ServiceAccount? {
    try draft.serviceAccount(named: name)
  }
  func serviceAccount(of user: DirectoryUser.ID) throws -> ServiceAccount? {
    try draft.serviceAccount(of: user)
  }
  func serviceAccounts() throws -> [ServiceAccount] { try draft.serviceAccounts() }
  func installRequest(_ id: InstallRequest.ID) throws -> InstallRequest? {
    try draft.installRequest(id)
  }
  func installRequests(forApp name: String) throws -> [InstallRequest] {
    try draft.installRequests(forApp: name)
  }
  func installRequests() throws -> [InstallRequest] { try draft.installRequests() }
  func unknown() throws -> [String] { try draft.unknown() }
  func assumed() throws -> [String] { try draft.assumed() }
}
