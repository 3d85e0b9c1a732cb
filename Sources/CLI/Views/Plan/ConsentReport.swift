import Access
import Catalog
import Companies
import Diagnostics
import Documents
import Linting
import Manifests
import Planning

/// What an app will be able to do once a plan is applied, in plain words.
struct ConsentReport {
  /// A rule of category risk that the app's manifest breaks.
  struct Risk {
    let rule: String
    let message: String
    let why: String
    let severity: Severity
    /// Whether the version before had it not.
    let isNew: Bool
  }

  /// The app with its version.
  let app: String
  /// The version that is replaced; nil where none is installed.
  let replaced: String?
  /// What the app may do as a whole against before; nil where nothing was installed.
  let relation: Relation?
  let companyTools: [ConsentTool]
  let projectTools: [ConsentTool]
  /// In which projects it may use project tools.
  let reach: String
  /// What follows from the grants, from how it signs in and from what it embeds.
  let statements: [ConsentStatement]
  /// The notes of the developer, line by line.
  let setupNotes: [String]
  /// The label of the page with its address.
  let setupPage: String?
  /// Errors first.
  let risks: [Risk]

  /// What the app may do, for each app that a plan puts in place or gives another manifest.
  static func all(in plan: Plan, _ catalog: Catalog, _ mask: SecretMask) -> [ConsentReport] {
    var users: [DirectoryUser.ID: DirectoryUser] = [:]
    for case .user(let user)? in plan.changes.map(\.after) { users[user.id] = user }
    return plan.changes.compactMap { change in
      guard case .app(let app)? = change.after, app.state == .installed else { return nil }
      var before: InstalledApp?
      if case .app(let old)? = change.before, old.state == .installed { before = old }
      if let before, before.recorded == app.recorded { return nil }
      let user = app.user.flatMap { users[$0] }
      if plan.isManifestUnknown(of: change, after: true) {
        return ConsentReport(unknown: app, before, mask)
      }
      guard let old = before, plan.isManifestUnknown(of: change, after: false) else {
        return ConsentReport(app, before, user, catalog, mask)
      }
      let version = mask(old.recorded.version)
      return ConsentReport(
        app,
        nil,
        user,
        catalog,
        mask,
        remark: "Nobody knows what \(version) could do, so that all of it counts as new."
      )
    }
  }

  /// What is to be said of an app whose manifest nobody knows.
  private init(
    unknown app: InstalledApp,
    _ before: InstalledApp?,
    _ mask: SecretMask
  ) {
    self.app = mask("\(app.name) \(app.recorded.version)")
    replaced = before.map { mask($0.recorded.version) }
    relation = nil
    companyTools = []
    projectTools = []
    reach = "projects that nobody knows, for its manifest is unknown"
    statements = [
      ConsentStatement(
        "Nobody knows its manifest: neither what it may do, nor how it signs in, nor what it"
          + " embeds. It may be anything.",
        isWeighty: true
      )
    ]
    setupNotes = []
    setupPage = nil
    risks = []
  }

  private init(
    _ app: InstalledApp,
    _ before: InstalledApp?,
    _ user: DirectoryUser?,
    _ catalog: Catalog,
    _ mask: SecretMask,
    remark: String? = nil
  ) {
    let manifest = app.recorded.manifest.manifest(in: catalog)
    let new = ConsentGrants(app.recorded, catalog)
    let old = before.map { ConsentGrants($0.recorded, catalog) }
    self.app = mask("\(app.name) \(app.recorded.version)")
    replaced = before.map { mask($0.recorded.version) }
    relation = old.map { Relation(from: $0.effective, to: new.effective) }
    companyTools = ConsentTool.all(.company, new, old, catalog, mask)
    projectTools = ConsentTool.all(.project, new, old, catalog, mask)
    reach = ConsentStatement.reach(app, user, new)
    let embedded = ConsentStatement.components(
      of: manifest,
      against: before?.recorded.manifest.manifest(in: catalog)
    )
    statements =
      (remark.map { [ConsentStatement($0, isWeighty: true)] } ?? [])
      + ConsentStatement.all(app, before, new, old)
      + embedded.map { ConsentStatement(mask($0.text), isWeighty: $0.isWeighty) }
    func text(_ reference: Reference?) -> String? {
      reference.map { mask(manifest.document.text(of: $0.node)) }
    }
    setupNotes = (text(manifest.setupNotes) ?? "").split(whereSeparator: \.isNewline).map(
      String.init
    )
    let page = text(manifest.urls.last { $0.kind == .setupPage }?.value)
    let label = text(manifest.setupPageLabel)
    setupPage = page.map { page in label.map { "\($0), \(page)" } ?? page } ?? label
    risks = ConsentReport.risks(app, before, catalog, mask)
  }

  private static func risks(
    _ app: InstalledApp,
    _ before: InstalledApp?,
    _ catalog: Catalog,
    _ mask: SecretMask
  ) -> [Risk] {
    func found(_ app: InstalledApp) -> [ProposedManifest.Risk] {
      ProposedManifest.risks(of: app.recorded, name: app.name, uid: app.uid, catalog: catalog)
    }
    let known = Set((before.map { found($0) } ?? []).map(\.rule))
    let risks = found(app).map { risk in
      let rule = RuleList.all[RuleID(risk.rule)]
      let severity = risk.isError ? .error : rule.map { min($0.severity, .warning) } ?? .warning
      return Risk(
        rule: risk.rule,
        message: mask(risk.message),
        why: rule?.explanation.why ?? "",
        severity: severity,
        isNew: !known.contains(risk.rule)
      )
    }
    return risks.filter { $0.severity == .error } + risks.filter { $0.severity != .error }
  }

  // MARK: - Who answers for what

  static let responsibilityTitle = "Who answers for what"

  /// The shared responsibility model.
  static let responsibilities = [
    (
      who: "You",
      what: "answer for the apps you install, for the permissions you approve here, and for every"
        + " change you make to the app's directory user."
    ),
    (
      who: "The developer",
      what: "answers for keeping the app's credentials safe, for its code, and for what it does"
        + " with your data."
    ),
    (
      who: "Procore",
      what: "answers for the means by which an app asks for permissions and you grant and manage"
        + " them."
    ),
  ]
}

/// What an app holds by its manifest.
struct ConsentGrants {
  let company: ToolLevels
  let project: ToolLevels
  let effective: EffectiveLevels

  init(_ recorded: RecordedVersion, _ catalog: Catalog) {
    // Without an account of its own an app holds nothing, whatever the manifest lists.
    company = recorded.hasServiceAccount ? recorded.manifest.companyLevels : [:]
    project = recorded.hasServiceAccount ? recorded.manifest.projectLevels : [:]
    var grants = Grants(noneIn: catalog)
    for (scope, levels) in [(Scope.company, company), (.project, project)] {
      for (key, level) in levels.sorted {
        if let tool = catalog.tool(scope, key) { grants[tool] = level }
      }
    }
    effective = EffectiveLevels(grants, in: catalog)
  }

  func levels(in scope: Scope) -> ToolLevels { scope == .company ? company : project }
}

/// A tool that an app asks for, or no longer does.
struct ConsentTool {
  /// The name that people see; the key where the catalog has no such tool.
  let name: String
  /// Nil where it is the name.
  let key: String?
  let level: Level
  /// The level before; nil where nothing was installed.
  let before: Level?
  let risk: Risk
  /// Whether admin on it comes with Directory anyway.
  let isAbsorbed: Bool

  /// What the level means.
  var meaning: String { ConsentTool.meaning(level) }

  /// How it stands to the level before, in a few words; nil where it is the same or there was none.
  var difference: String? {
    guard let before, before != level else { return nil }
    if before == .none { return "new" }
    if level == .none { return "no longer, was: \(ConsentTool.meaning(before))" }
    return "was: \(ConsentTool.meaning(before))"
  }

  /// Whether it is asked for anew or more of it.
  var isRaised: Bool { before.map { $0 < level } ?? false }

  static func meaning(_ level: Level) -> String {
    switch level {
    case .none: "nothing"
    case .readonly: "read"
    case .standard: "read and write"
    case .admin: "administer"
    }
  }

  /// The tools of a scope that either version asks for, the riskiest first.
  static func all(
    _ scope: Scope,
    _ new: ConsentGrants,
    _ old: ConsentGrants?,
    _ catalog: Catalog,
    _ mask: SecretMask
  ) -> [ConsentTool] {
    let levels = new.levels(in: scope)
    let before = old?.levels(in: scope)
    let keys = Set(levels.levels.keys).union(before.map { Set($0.levels.keys) } ?? [])
    let tools = keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.compactMap {
      key -> ConsentTool? in
      let tool = catalog.tool(scope, key)
      let level = levels[key]
      guard level > .none || before.map({ $0[key] > .none }) == true else { return nil }
      return ConsentTool(
        name: tool.map { catalog[$0].name } ?? mask(key),
        key: tool == nil ? nil : key,
        level: level,
        before: before.map { $0[key] },
        risk: catalog.risk(scope, tool: tool, level: level),
        isAbsorbed: tool.map { new.effective.isAbsorbed($0) } ?? false
      )
    }
    // What is no longer asked for comes last.
    let asked = tools.filter { $0.level > .none }
    return Risk.allCases.reversed().flatMap { risk in asked.filter { $0.risk == risk } }
      + tools.filter { $0.level == .none }
  }
}
