import Catalog
import Companies
import Glibc
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
        StandardStream.error.writeLine("dmsa: saved to \(out); `dmsa apply \(out)` applies it")
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
          throw CommandFailure("\(missing.message) (\(missing.flag))", .approvalMissing)
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

/// Asks for what a plan takes, and applies it.
struct Approving {
  let company: CompanyOptions
  let login: String?
  let now: String?
  let approvals: ApprovalOptions
  let view: PlanViewOptions
  /// The digest that somebody approved after a review.
  var approved: String?

  /// Carries out a plan that was made just now.
  func carryOut(_ plan: Plan, on file: CompanyFile, _ catalog: Catalog) throws -> ExitStatus {
    try carryOut(plan, digest: plan.digest, isNew: true, on: file) { applied in
      PlanView(plan, catalog: catalog, applied: applied)
    }
  }

  /// Carries out a plan that was saved.
  func carryOut(
    _ saved: SavedPlan,
    on file: CompanyFile,
    _ catalog: Catalog
  ) throws -> ExitStatus {
    if saved.plan.refused.isEmpty { try requireFit(saved.plan, on: file, catalog) }
    return try carryOut(saved.plan, digest: saved.digest, isNew: false, on: file) { applied in
      applied.map { PlanView(saved.plan, catalog: catalog, applied: $0) }
        ?? PlanView(saved, catalog: catalog)
    }
  }

  /// Looks whether a saved plan can still be applied, before anybody is asked about it.
  private func requireFit(_ plan: Plan, on file: CompanyFile, _ catalog: Catalog) throws {
    try file.store.read { reader in
      try plan.requireFit(in: reader, store: file.store.id)
      do {
        try PlanRun.actor(login, in: reader).require(rightsFor: plan.changes, in: reader)
      } catch let refusal as Plan.Refusal {
        if !view.isForPeople {
          let refused = Plan(
            refused: [refusal],
            made: plan.made,
            company: try reader.profile(),
            store: plan.store
          )
          try view.show(refused, catalog: catalog)
        }
        throw refusal
      }
    }
  }

  private func carryOut(
    _ plan: Plan,
    digest: String,
    isNew: Bool,
    on file: CompanyFile,
    _ shown: (PlanApplication?) -> PlanView
  ) throws -> ExitStatus {
    guard plan.isApplyable else {
      try view.show(shown(nil))
      return plan.refused.isEmpty ? .success : .found
    }
    guard case .store(let store) = file else {
      try view.show(shown(nil))
      throw CommandFailure(
        "a snapshot file can't be written; `dmsa company import` makes a store of it"
      )
    }
    // What is for machines is printed once, with what became of it.
    if view.isForPeople { try view.showOnOutput(shown(nil)) }
    try view.writeFiles(shown(nil))
    if let status = try ask(plan, digest, shown(nil)) {
      if !view.isForPeople { try view.showOnOutput(shown(nil)) }
      return status
    }
    let secret = ServiceAccountSecret.draw()
    switch try apply(plan, digest, isNew: isNew, secret: secret, to: store) {
    case .applied(let entry):
      let told = plan.drawsSecret ? secret : nil
      // Nobody can tell it again, so that it is told whatever becomes of the view.
      defer { if let told, view.formatOnOutput != .json { tell(told) } }
      let applied = shown(PlanApplication(at: entry.at, by: entry.who))
      try view.writeFiles(applied)
      if !view.isForPeople {
        try view.showOnOutput(applied, secret: told)
      } else if !view.output.quiet {
        StandardStream.output.writeLine("Applied as entry \(entry.seq) of the log.")
      }
    case .alreadyApplied(let entry):
      StandardStream.output.writeLine("already applied, by \(entry.who), at \(entry.at)")
    }
    return .success
  }

  private func tell(_ secret: ServiceAccountSecret) {
    StandardStream.output.writeLine("The secret, told this once: \(secret.text)")
  }

  /// Asks what no flag answered; the status to end with where it stays open.
  private func ask(_ plan: Plan, _ digest: String, _ shown: PlanView) throws -> ExitStatus? {
    if let approved {
      guard approved == digest else {
        throw CommandFailure(
          "the plan's digest is \(digest), not the approved \(approved)",
          .found
        )
      }
      return nil
    }
    let missing = approvals.missing(for: plan)
    guard !missing.isEmpty else { return nil }
    if !view.isForPeople, Terminal.isThere { StandardStream.error.write(view.text(shown)) }
    let question =
      "Apply this plan? " + missing.map(\.question).joined(separator: "; ")
      + ". Only `yes` applies it: "
    if let answer = Terminal.ask(question) {
      guard answer == "yes" else {
        throw CommandFailure("not approved; nothing was written", .approvalMissing)
      }
      return nil
    }
    for (question, flag) in missing {
      StandardStream.error.writeLine("dmsa: \(question); \(flag) approves it")
    }
    return .approvalMissing
  }

  private func apply(
    _ plan: Plan,
    _ digest: String,
    isNew: Bool,
    secret: ServiceAccountSecret,
    to store: SQLiteStore
  ) throws -> ApplyOutcome {
    let at = try Clock.moment(now)
    let who = (login.map { ", as \($0)" } ?? "") + ", since \(try Clock.moment(nil))"
    return try store.write(
      lockTimeout: .seconds(approvals.lockTimeout),
      holder: "dmsa \(plan.made.verb)\(who)"
    ) { ledger in
      let progress = Progress("applying")
      defer { progress.end() }
      return try plan.apply(
        to: ledger,
        digest: digest,
        as: PlanRun.actor(login, in: ledger),
        at: at,
        secret: secret,
        isNew: isNew,
        progress: progress.report
      )
    }
  }
}
