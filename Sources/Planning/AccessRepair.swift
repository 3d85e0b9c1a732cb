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

  /// This command and another one after it.
  func followed(by next: RepairCandidate) -> RepairCandidate {
    let remarks = [remark, next.remark].compactMap(\.self)
    return RepairCandidate(
      "\(command) && \(next.command)",
      verbs: verbs + next.verbs,
      remark: remarks.isEmpty ? nil : remarks.joined(separator: "; ")
    )
  }
}

/// Tries one command after the other, the smallest first.
struct AccessRepairSearch {
  let company: any CompanyReader
  let verdict: AccessVerdict
  /// What is done first, where one command alone won't do.
  var firstStep: RepairCandidate?

  var tool: Tool { company.catalog[verdict.question.tool] }

  /// The lowest level that the tool has and that is enough.
  var level: Level? { tool.levels.levels.first { $0 >= verdict.question.level } }

  /// The id of the one project that is asked about.
  var project: Project.ID? {
    guard case .project(let id)? = verdict.question.project else { return nil }
    return id
  }

  func find() throws -> AccessRepair? {
    if case .appForUser(_, let user) = verdict.principal.kind,
      try company.kind(of: user.id) != .person
    {
      return AccessRepair(command: nil, remark: "an app acts for people alone")
    }
    if let remark = try remarkOnPlatform() { return AccessRepair(command: nil, remark: remark) }
    switch verdict.principal.kind {
    case .user(let user):
      if let app = try company.app(of: user.id) { return try find(for: app) }
      return try find(for: user)
    case .serviceAccount(let account):
      return try company.user(account.user).flatMap { try find(for: $0) }
    case .app(.recorded(let app)): return try find(for: app)
    case .app(.requested(let request)): return try first(in: installs(of: request))
    case .appForUser(.recorded(let app), let user): return try find(for: app, actingFor: user)
    case .appForUser(.requested(let request), let user):
      let setting = RepairCandidate(
        "dmsa settings allow-user-installs on",
        SetUserInstalls(isOn: true),
        remark: "it lets every user install apps that have no service account"
      )
      let steps = installs(of: request) + [setting]
      return try first(in: steps) ?? find(for: user) ?? first(in: steps, thenFor: user)
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
    for candidate in candidates.map({ firstStep?.followed(by: $0) ?? $0 })
    where try helps(candidate) {
      return AccessRepair(command: candidate.command, remark: candidate.remark)
    }
    return nil
  }

  /// The first of some steps that helps together with what a user lacks besides.
  func first(
    in steps: [RepairCandidate],
    thenFor user: DirectoryUser
  ) throws -> AccessRepair? {
    for step in steps {
      var search = self
      search.firstStep = step
      if let repair = try search.find(for: user) { return repair }
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
}
