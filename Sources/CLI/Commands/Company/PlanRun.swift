import Catalog
import Companies
import Planning
import Storage

/// One run of a command that changes a company: plan, show, approve, apply.
struct PlanRun {
  let company: CompanyOptions
  let options: PlanningOptions

  /// Plans a verb, and does with the plan what the flags say.
  ///
  /// - Parameter verb: Makes the verb; it is given the tools that the company knows, and the
  ///   answers that were given on the terminal.
  /// - Returns: What the process ends with.
  /// - Throws: What the command line reports.
  func run(_ verb: (Catalog, Answers) throws -> any Verb) throws -> ExitStatus {
    options.approvals.noteUnknownRules()
    let configuration = try company.configuration()
    let file = try CompanyFile.open(
      company.company,
      catalog: configuration.catalog,
      mode: options.dryRun || options.out != nil ? .reading : .writing
    )
    let now = try Clock.moment(options.now)
    var answers = Answers()
    let plan = try makePlan(file, configuration, now: now, &answers, verb)
    let approving = Approving(
      company: company,
      login: options.login,
      now: options.now,
      approvals: options.approvals,
      view: options.view
    )
    guard plan.refused.isEmpty else {
      try options.view.show(plan, catalog: configuration.catalog)
      return .found
    }
    if let out = options.out {
      try options.view.show(plan, catalog: configuration.catalog)
      try FileSystem.replace(out, with: plan.bytes())
      if !options.view.output.quiet {
        Notice.tell("saved to \(out); `dmsa apply \(out)` applies it")
      }
      return options.detailedExitcode ? detailedStatus(of: plan) : .success
    }
    if options.dryRun {
      try options.view.show(plan, catalog: configuration.catalog)
      return options.detailedExitcode ? detailedStatus(of: plan) : .success
    }
    return try approving.carryOut(plan, on: file, configuration.catalog)
  }

  private func makePlan(
    _ file: CompanyFile,
    _ configuration: Configuration,
    now: String,
    _ answers: inout Answers,
    _ verb: (Catalog, Answers) throws -> any Verb
  ) throws -> Plan {
    while true {
      do {
        return try file.store.read { reader in
          try PlanRun.plan(
            verb(reader.catalog, answers),
            on: reader,
            store: file.store.id,
            login: options.login,
            now: now,
            policy: configuration.updatePolicy
          )
        }
      } catch let missing as MissingAnswer {
        guard let answer = Terminal.ask(missing.message + ": ") else {
          throw CommandFailure(
            "\(missing.message); \(missing.flag) gives it",
            .approvalMissing
          )
        }
        switch missing.question {
        case .appName: answers.appName = answer
        case .appVersion: answers.appVersion = answer
        }
      }
    }
  }

  /// The plan of a verb; one that is refused where there is no such actor.
  static func plan(
    _ verb: any Verb,
    on reader: any CompanyReader,
    store: String,
    login: String?,
    now: String,
    policy: PlanOptions.UpdatePolicy
  ) throws -> Plan {
    let actor: Actor
    do {
      actor = try PlanRun.actor(login, in: reader)
    } catch let refusal as Plan.Refusal {
      return Plan(
        refused: [refusal],
        made: Plan.Origin(at: now, by: login ?? "", verb: verb.name),
        company: try reader.profile(),
        store: store
      )
    }
    var options = PlanOptions(
      store: store,
      actor: actor,
      now: now,
      catalog: reader.catalog.extended(tools: verb.ownTools(in: reader.catalog), views: [])
    )
    options.updatePolicy = policy
    let builder = PlanBuilder(reader, options)
    let progress = Progress("planning")
    defer { progress.end() }
    builder.progress = progress.report
    return try builder.plan(verb)
  }

  static func actor(_ login: String?, in reader: any CompanyReader) throws -> Actor {
    try login.map { try Actor(login: $0, in: reader) }
      ?? Actor(operatingSystemUser: Environment.userName)
  }

  private func detailedStatus(of plan: Plan) -> ExitStatus {
    guard plan.isApplyable else { return .success }
    return plan.approvals.contains(.widen) ? .changesThatWiden : .changes
  }
}

/// What was asked for on the terminal because no flag said it.
struct Answers {
  var appName: String?
  var appVersion: String?
}
