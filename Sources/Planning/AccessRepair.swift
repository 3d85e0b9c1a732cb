import Catalog
package import Companies

/// Finds the smallest command that would turn a `no` into a `yes`.
///
/// Every command is tried on a draft of the company before it is named.
package struct AccessRepair {
  private let company: any CompanyReader
  private let verdict: AccessVerdict

  /// A command that might do, as it is typed and as it is planned.
  private struct Candidate {
    let command: String
    let verb: any Verb
  }

  /// The command for a denial; nil where none would do, or nothing is denied.
  package static func command(
    for verdict: AccessVerdict,
    in company: any CompanyReader
  ) throws -> String? {
    guard verdict.allowed == false else { return nil }
    return try AccessRepair(company: company, verdict: verdict).command()
  }

  private func command() throws -> String? {
    for candidate in try candidates() where try helps(candidate) { return candidate.command }
    guard verdict.deniedBecause == .levelTooLow || verdict.deniedBecause == .notAMember,
      case .app(.recorded(let app)) = verdict.principal.kind, app.recorded.hasServiceAccount
    else { return nil }
    // Only the developer can ask for more, in a further version.
    return "dmsa update MANIFEST"
  }

  private func helps(_ candidate: Candidate) throws -> Bool {
    let options = PlanOptions(
      store: "",
      actor: Actor(operatingSystemUser: ""),
      now: "",
      catalog: company.catalog
    )
    let builder = PlanBuilder(company, options)
    guard try builder.plan(candidate.verb).refused.isEmpty else { return false }
    let principal = try builder.draft.principal(verdict.principal.name)
    let level = try CompanyAccess(builder.draft).level(
      principal,
      verdict.question.tool,
      in: verdict.question.project
    )
    return level >= verdict.question.level
  }

  // MARK: - Candidates

  private func candidates() throws -> [Candidate] {
    switch verdict.principal.kind {
    case .user(let user): try candidates(for: user)
    case .serviceAccount(let account):
      try company.user(account.user).map { try candidates(for: $0) } ?? []
    case .app(.recorded(let app)): try candidates(for: app)
    case .app(.requested): []
    case .appForUser(.recorded(let app), let user):
      reinstalls(app) + (try candidates(for: user))
    case .appForUser(.requested, let user):
      [
        Candidate(
          command: "dmsa settings allow-user-installs on",
          verb: SetUserInstalls(isOn: true)
        )
      ] + (try candidates(for: user))
    }
  }

  private var projectID: String? {
    guard case .project(let id)? = verdict.question.project else { return nil }
    return id.description
  }

  private func reinstalls(_ app: InstalledApp) -> [Candidate] {
    guard app.state == .uninstalled else { return [] }
    let name = ShellWord.quoted(app.name)
    var reinstall = Reinstall(app: app.name)
    var candidates = [Candidate(command: "dmsa reinstall \(name)", verb: reinstall)]
    if let project = projectID, app.recorded.hasServiceAccount {
      reinstall.projects = .named([project])
      candidates.append(
        Candidate(command: "dmsa reinstall \(name) --project \(project)", verb: reinstall)
      )
    }
    return candidates
  }

  private func candidates(for app: InstalledApp) throws -> [Candidate] {
    var candidates = reinstalls(app)
    let designation = try company.designation(of: app)
    let name = ShellWord.quoted(designation)
    if let project = projectID {
      candidates.append(
        Candidate(
          command: "dmsa projects add \(name) \(project)",
          verb: PermitProjects(.add, app: designation, projects: [project])
        )
      )
    }
    for entry in try DriftFinder.entries(of: app, in: company) {
      candidates.append(
        Candidate(
          command: "dmsa drift --revert \(entry.id)",
          verb: ResolveDrift(adopted: [], reverted: [entry.id])
        )
      )
    }
    // The platform asks to leave an app's user alone, but for its way into new projects.
    if verdict.question.project == .new, let id = app.user, let user = try company.user(id) {
      candidates += try self.candidates(for: user).filter {
        ($0.verb as? SetUser)?.isActive == nil
      }
    }
    return candidates
  }

  private func candidates(for user: DirectoryUser) throws -> [Candidate] {
    var base = SetUser(login: user.login)
    var words = "dmsa user set \(ShellWord.quoted(user.login))"
    var candidates: [Candidate] = []
    if !user.isActive {
      base.isActive = true
      words += " --active"
      candidates.append(Candidate(command: words, verb: base))
    }
    let scope = company.catalog[verdict.question.tool].scope
    let fit = try fitTemplates(scope)
    guard scope == .project else {
      func assignments(_ templates: [PermissionTemplate]) -> [Candidate] {
        templates.map { template in
          var set = base
          set.companyTemplate = template.id.description
          return Candidate(command: words + " --company-template \(template.id)", verb: set)
        }
      }
      return candidates + assignments(fit.filter { !isFarTooMuch($0) })
        + (try ownTemplate(user.companyLevels)) + assignments(fit.filter(isFarTooMuch))
    }
    if let project = projectID {
      var set = base
      set.projects = .named([project])
      words += " --project \(project)"
      candidates.append(Candidate(command: words, verb: set))
      func assignments(_ templates: [PermissionTemplate]) -> [Candidate] {
        templates.map { template in
          var set = set
          set.template = template.id.description
          return Candidate(command: words + " --template \(template.id)", verb: set)
        }
      }
      candidates += assignments(fit.filter { !isFarTooMuch($0) })
      let place = Int64(project).map { Project.ID($0) }
      if let place, let membership = try company.membership(of: user.id, in: place) {
        candidates += try ownTemplate(membership.levels)
      }
      candidates += assignments(fit.filter(isFarTooMuch))
    } else {
      var set = base
      set.isAddedToNewProjects = true
      if !user.isAddedToNewProjects {
        candidates.append(Candidate(command: words + " --add-to-new-projects", verb: set))
        words += " --add-to-new-projects"
      }
      candidates += fit.map { template in
        var set = set
        set.defaultProjectTemplate = template.id.description
        return Candidate(
          command: words + " --default-project-template \(template.id)",
          verb: set
        )
      }
    }
    return candidates
  }

  /// The templates with the level, those that give the least beside it first.
  private func fitTemplates(_ scope: Scope) throws -> [PermissionTemplate] {
    let key = company.catalog[verdict.question.tool].key
    func weight(_ template: PermissionTemplate) -> Int {
      template.levels.levels.values.reduce(0) { $0 + Int($1.rawValue) }
    }
    return try company.templates().filter {
      $0.scope == scope
        && ($0.levels[key] >= verdict.question.level || $0.levels["directory"] == .admin)
    }.sorted { (weight($0), $0.id) < (weight($1), $1.id) }
  }

  /// Whether a template gives a whole Directory for the sake of one tool.
  private func isFarTooMuch(_ template: PermissionTemplate) -> Bool {
    template.levels["directory"] == .admin
      && company.catalog[verdict.question.tool].key != "directory"
  }

  /// Raising the level in the template that is in force, for all its holders.
  private func ownTemplate(_ assigned: AssignedLevels) throws -> [Candidate] {
    guard let id = assigned.template, let template = try company.template(id) else { return [] }
    let tool = company.catalog[verdict.question.tool]
    var set = SetTemplate(.set, template: template.name, scope: template.scope)
    set.project = template.project?.description
    set.levels = [SetTemplate.ToolLevel(tool: tool.key, level: verdict.question.level)]
    let place = template.project.map { " --project \($0)" } ?? ""
    return [
      Candidate(
        command: "dmsa template set \(ShellWord.quoted(template.name)) --scope"
          + " \(template.scope.name)\(place) --set \(tool.key)=\(verdict.question.level.name)",
        verb: set
      )
    ]
  }
}

/// A word of a command as a shell takes it.
enum ShellWord {
  static func quoted(_ text: String) -> String {
    let isPlain =
      !text.isEmpty && !text.hasPrefix("-")
      && text.utf8.allSatisfy { byte in
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: Set("@%+=:,./-_".utf8).contains(byte)
        }
      }
    if isPlain { return text }
    return "\"" + text.map { "\"\\$`".contains($0) ? "\\\($0)" : String($0) }.joined() + "\""
  }
}
