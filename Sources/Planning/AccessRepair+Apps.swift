import Catalog
import Companies

// What would give an app a level: being installed, a permitted project, what was edited put right.
extension AccessRepairSearch {
  /// What brings in an app that was only asked for, with no project permitted or with the one.
  func installs(of request: InstallRequest) -> [RepairCandidate] {
    let isDenied = request.state == .denied
    let command = isDenied ? "dmsa install MANIFEST" : "dmsa requests approve \(request.id)"
    let remark = isDenied ? "install request `\(request.id)` was denied" : nil
    func candidate(_ projects: ProjectChoice, _ more: String) -> RepairCandidate {
      guard isDenied else {
        var approve = ApproveRequest(id: request.id.description)
        approve.projects = projects
        return RepairCandidate(command + more, approve)
      }
      var install = Install(of: request, catalog: company.catalog)
      install.projects = projects
      return RepairCandidate(command + more, install, remark: remark)
    }
    let plain = candidate(.named([]), "")
    guard let project, request.recorded.hasServiceAccount else { return [plain] }
    return [plain, candidate(.named([project.description]), " --project \(project)")]
  }

  func find(for app: InstalledApp) throws -> AccessRepair? {
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
    let together = permit.map { permit in reverts.map { $0.followed(by: permit) } }
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
    let isShared = entries.contains { $0.kind == .templateOutOfStep }
    return RepairCandidate(
      "dmsa drift" + entries.map { " --revert \($0.id)" }.joined(),
      verbs: [ResolveDrift(adopted: [], reverted: entries.map(\.id))],
      remark: "it undoes what was edited by hand: "
        + entries.map { "\($0.kind.rawValue) at \($0.address)" }.joined(separator: ", ")
        + (isShared ? "; \(AccessRepairSearch.everybodyGetsIt)" : "")
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

  func find(
    for app: InstalledApp,
    actingFor user: DirectoryUser
  ) throws -> AccessRepair? {
    if app.state == .uninstalled {
      let steps = try reinstalls(app, company.designation(of: app))
      return try first(in: steps) ?? first(in: steps, thenFor: user)
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
