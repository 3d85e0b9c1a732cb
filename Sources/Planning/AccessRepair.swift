import Catalog
package import Companies

/// The smallest command that would turn a `no` into a `yes`.
package struct AccessRepair: Hashable, Sendable {
  /// As it is typed; nil where no command would do, or nothing is denied.
  package let command: String?
  /// What to mind with it, or what would have to be done instead; nil where there is no more to
  /// say.
  package let remark: String?

  private static let nothing = AccessRepair(command: nil, remark: nil)

  /// Looks for the command.
  ///
  /// Every command is tried on a draft of the company before it is named, but for an update, whose
  /// manifest has to be written first.
  ///
  /// - Throws: What reading the company throws.
  package static func find(
    for verdict: AccessVerdict,
    in company: any CompanyReader
  ) throws -> AccessRepair {
    guard verdict.allowed == false else { return .nothing }
    return try AccessRepairSearch(company: company, verdict: verdict).find() ?? .nothing
  }
}

/// A command that might do, as it is typed and as it is planned.
struct RepairCandidate {
  let command: String
  let verbs: [any Verb]
  var remark: String?

  init(_ command: String, _ verb: any Verb, remark: String? = nil) {
    self.init(command, verbs: [verb], remark: remark)
  }

  init(_ command: String, verbs: [any Verb], remark: String? = nil) {
    self.command = command
    self.verbs = verbs
    self.remark = remark
  }
}

/// Tries one command after the other, the smallest first.
struct AccessRepairSearch {
  let company: any CompanyReader
  let verdict: AccessVerdict

  var tool: Tool { company.catalog[verdict.question.tool] }

  /// The lowest level that the tool has and that is enough.
  var level: Level? { tool.levels.levels.first { $0 >= verdict.question.level } }

  /// The id of the one project that is asked about.
  var project: Project.ID? {
    guard case .project(let id)? = verdict.question.project else { return nil }
    return id
  }

  func find() throws -> AccessRepair? {
    if let remark = try remarkOnPlatform() { return AccessRepair(command: nil, remark: remark) }
    switch verdict.principal.kind {
    case .user(let user):
      if let app = try company.app(of: user.id) { return try find(for: app) }
      return try find(for: user)
    case .serviceAccount(let account):
      return try company.user(account.user).flatMap { try find(for: $0) }
    case .app(.recorded(let app)): return try find(for: app)
    case .app(.requested(let request)): return try first(in: [approve(request)])
    case .appForUser(.recorded(let app), let user): return try find(for: app, actingFor: user)
    case .appForUser(.requested(let request), let user):
      let setting = RepairCandidate(
        "dmsa settings allow-user-installs on",
        SetUserInstalls(isOn: true),
        remark: "it lets every user install apps that have no service account"
      )
      return try first(in: [approve(request), setting]) ?? find(for: user)
    }
  }

  /// What no command here can do, for it is switched on the platform.
  private func remarkOnPlatform() throws -> String? {
    switch verdict.deniedBecause {
    case .toolDisabled:
      guard tool.levels != .noneOnly else { return "nobody can be given a level on this tool" }
      let place = tool.scope == .company ? "company" : "project"
      return "the tool has to be switched on in the \(place)'s settings on the platform"
    case .inactive:
      guard let project, let found = try company.project(project), !found.isActive else {
        return nil
      }
      return "the project has to be made active on the platform"
    default: return nil
    }
  }

  // MARK: - Trying

  /// The first of the commands that helps.
  func first(in candidates: [RepairCandidate]) throws -> AccessRepair? {
    for candidate in candidates where try helps(candidate) {
      return AccessRepair(command: candidate.command, remark: candidate.remark)
    }
    return nil
  }

  private func helps(_ candidate: RepairCandidate) throws -> Bool {
    let options = PlanOptions(
      store: "",
      actor: Actor(operatingSystemUser: ""),
      now: "",
      catalog: company.catalog
    )
    // What verbs write to a draft is all that counts here; no plan is finished for it.
    let builder = PlanBuilder(company, options)
    do {
      for verb in candidate.verbs { try verb.plan(builder) }
    } catch is Plan.Refusal {
      return false
    } catch is MissingAnswer {
      return false
    }
    guard builder.refused.isEmpty else { return false }
    let level = try CompanyAccess(builder.draft).level(
      builder.draft.principal(verdict.principal.name),
      verdict.question.tool,
      in: verdict.question.project
    )
    return level >= verdict.question.level
  }

  // MARK: - Apps

  private func approve(_ request: InstallRequest) -> RepairCandidate {
    var approve = ApproveRequest(id: request.id.description)
    var command = "dmsa requests approve \(request.id)"
    if let project, request.recorded.hasServiceAccount {
      approve.projects = .named([project.description])
      command += " --project \(project)"
    }
    return RepairCandidate(command, approve)
  }

  private func find(for app: InstalledApp) throws -> AccessRepair? {
    let designation = try company.designation(of: app)
    if app.state == .uninstalled {
      return try first(in: reinstalls(app, designation))
    }
    if isGranted(by: app.recorded.manifest), app.recorded.hasServiceAccount {
      if let repair = try first(in: mendings(of: app, designation)) { return repair }
    }
    // The platform asks to leave an app's user alone, but for its way into new projects.
    if verdict.question.project == .new, let id = app.user, let user = try company.user(id) {
      return user.isActive ? try find(for: user) : nil
    }
    return update(app)
  }

  /// Permitting the project, putting right what was edited by hand, or both: the less the earlier.
  private func mendings(
    of app: InstalledApp,
    _ designation: String
  ) throws -> [RepairCandidate] {
    let permit = project.map {
      RepairCandidate(
        "dmsa projects add \(ShellWord.quoted(designation)) \($0)",
        PermitProjects(.add, app: designation, projects: [$0.description])
      )
    }
    let entries = try DriftFinder.entries(of: app, in: company).filter(concernsQuestion)
    let sets = entries.reduce(into: [[DriftEntry]()]) { sets, entry in
      sets += sets.map { $0 + [entry] }
    }
    let reverts = entries.indices.flatMap { last in sets.filter { $0.count == last + 1 } }
      .map(revert)
    let together = permit.map { permit in
      reverts.map {
        RepairCandidate(
          "\($0.command) && \(permit.command)",
          verbs: $0.verbs + permit.verbs,
          remark: $0.remark
        )
      }
    }
    return [permit].compactMap(\.self) + reverts + (together ?? [])
  }

  /// Whether putting an entry right can matter for what is asked; there are never more than a few.
  private func concernsQuestion(_ entry: DriftEntry) -> Bool {
    switch entry.address {
    case .user: entry.kind != .userRenamed
    case .membership(_, let place): place == project
    case .template: verdict.question.project == .new
    default: false
    }
  }

  private func revert(_ entries: [DriftEntry]) -> RepairCandidate {
    RepairCandidate(
      "dmsa drift" + entries.map { " --revert \($0.id)" }.joined(),
      verbs: [ResolveDrift(adopted: [], reverted: entries.map(\.id))],
      remark: "it undoes what was edited by hand: "
        + entries.map { "\($0.kind.rawValue) at \($0.address)" }.joined(separator: ", ")
    )
  }

  private func reinstalls(_ app: InstalledApp, _ designation: String) -> [RepairCandidate] {
    let command = "dmsa reinstall \(ShellWord.quoted(designation))"
    var reinstall = Reinstall(app: designation)
    let plain = RepairCandidate(command, reinstall)
    guard let project, app.recorded.hasServiceAccount else { return [plain] }
    reinstall.projects = .named([project.description])
    return [plain, RepairCandidate("\(command) --project \(project)", reinstall)]
  }

  /// Whether an app with this manifest has the level, where it is permitted.
  private func isGranted(by manifest: RecordedManifest) -> Bool {
    let wanted = verdict.question.level
    let own = tool.scope == .company ? manifest.companyLevels : manifest.projectLevels
    if own[tool.key] >= wanted { return true }
    if tool.scope == .project, own["directory"] == .admin { return true }
    let isKeptOut = tool.scope == .company && tool.key == "permissions"
    return manifest.companyLevels["directory"] == .admin && !isKeptOut
  }

  /// Only the developer can ask for more, in a further version.
  private func update(_ app: InstalledApp) -> AccessRepair? {
    switch verdict.deniedBecause {
    case .levelTooLow, .notAMember:
      guard !isGranted(by: app.recorded.manifest) else { return nil }
    case .noSuchAuthentication:
      guard !app.recorded.hasServiceAccount else { return nil }
    default: return nil
    }
    guard let level else { return nil }
    var command = "dmsa update MANIFEST"
    if app.recorded.hasServiceAccount { command += " --keep-projects" }
    if let project, !app.recorded.hasServiceAccount || !app.permittedProjects.contains(project) {
      command += " --project \(project)"
    }
    let account = app.recorded.hasServiceAccount ? "" : "a service account and "
    return AccessRepair(
      command: command,
      remark: "ask the developer for a version whose manifest has \(account)"
        + "`\(tool.key): \(level.name)` at \(tool.scope.name) level"
    )
  }

  private func find(
    for app: InstalledApp,
    actingFor user: DirectoryUser
  ) throws -> AccessRepair? {
    if app.state == .uninstalled {
      return try first(in: reinstalls(app, company.designation(of: app)))
    }
    guard verdict.deniedBecause == .noSuchAuthentication else { return try find(for: user) }
    let own = try CompanyAccess(company).level(
      user,
      verdict.question.tool,
      in: verdict.question.project
    )
    guard own >= verdict.question.level else { return nil }
    return AccessRepair(
      command: app.recorded.hasServiceAccount
        ? "dmsa update MANIFEST --keep-projects" : "dmsa update MANIFEST",
      remark: "ask the developer for a version with user-level authentication"
    )
  }
}
