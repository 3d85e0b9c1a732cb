import Catalog
import Companies
import Planning
import Storage

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
    try carryOut(plan, digest: plan.digest, isNew: true, on: file, catalog) { applied in
      PlanView(plan, catalog: catalog, applied: applied)
    }
  }

  /// Carries out a plan that was saved.
  func carryOut(
    _ saved: SavedPlan,
    on file: CompanyFile,
    _ catalog: Catalog
  ) throws -> ExitStatus {
    // Between two looks at the store another process may apply this very plan.
    let entry = try file.store.read(withEntryOfPlan: saved.digest) { reader, entry in
      if entry == nil, saved.plan.refused.isEmpty {
        try requireFit(saved.plan, in: reader, of: file.store.id, catalog)
      }
      return entry
    }
    if let entry { return try tellAlreadyApplied(saved.plan, entry, catalog) }
    return try carryOut(saved.plan, digest: saved.digest, isNew: false, on: file, catalog) {
      applied in
      applied.map { PlanView(saved.plan, catalog: catalog, applied: $0) }
        ?? PlanView(saved, catalog: catalog)
    }
  }

  /// Looks whether a saved plan can still be applied, before anybody is asked about it.
  private func requireFit(
    _ plan: Plan,
    in reader: any CompanyReader,
    of store: String,
    _ catalog: Catalog
  ) throws {
    try plan.requireFit(in: reader, store: store)
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

  /// Says in a sentence by whom it was applied; a program is told by the plan, as it was then.
  private func tellAlreadyApplied(
    _ plan: Plan,
    _ entry: AuditEntry,
    _ catalog: Catalog
  ) throws -> ExitStatus {
    let sentence = Printable.text("already applied, by \(entry.who), at \(entry.at)")
    let applied = PlanView(
      plan,
      catalog: catalog,
      applied: PlanApplication(at: entry.at, by: entry.who)
    )
    if view.isForPeople {
      try StandardStream.output.writeLine(sentence)
    } else {
      try view.showOnOutput(applied)
      Notice.tell(sentence)
    }
    try view.writeFiles(applied)
    return .success
  }

  private func carryOut(
    _ plan: Plan,
    digest: String,
    isNew: Bool,
    on file: CompanyFile,
    _ catalog: Catalog,
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
      let applied = shown(PlanApplication(at: entry.at, by: entry.who))
      try tell(plan, applied, entry, plan.drawsSecret ? secret : nil)
    case .alreadyApplied(let entry): return try tellAlreadyApplied(plan, entry, catalog)
    }
    return .success
  }

  /// Tells what was applied, and what was drawn for it.
  ///
  /// Nobody can tell a secret again, so that it is told whatever becomes of the views, and said if it
  /// can't be.
  private func tell(
    _ plan: Plan,
    _ applied: PlanView,
    _ entry: AuditEntry,
    _ secret: ServiceAccountSecret?
  ) throws {
    var failures: [String] = []
    var isSecretTold = false
    func attempt(_ body: () throws -> Void) rethrows {
      do {
        try body()
      } catch let failure as CommandFailure {
        if !failures.contains(failure.message) { failures.append(failure.message) }
      } catch let failure as FileFailure {
        failures.append(failure.message)
      }
    }
    try attempt {
      if view.isForPeople {
        guard !view.output.quiet else { return }
        try StandardStream.output.writeLine("Applied as entry \(entry.seq) of the log.")
      } else {
        try view.showOnOutput(applied, secret: secret)
        isSecretTold = view.formatOnOutput == .json
      }
    }
    try attempt { try view.writeFiles(applied) }
    if let secret, view.formatOnOutput != .json {
      try attempt {
        try StandardStream.output.write(
          Array("The secret, told this once: \(secret.text)\n".utf8),
          needsReader: true
        )
        isSecretTold = true
      }
    }
    guard !failures.isEmpty else { return }
    failures.append("the plan was applied all the same, as entry \(entry.seq) of the log")
    if secret != nil, !isSecretTold, let account = plan.accountWithNewSecret {
      failures.append(
        "the secret of the service account `\(account)` could not be told, and nobody can tell it"
          + " now; `dmsa service-account rotate \(ShellWord.quoted(account))` draws another one"
      )
    }
    throw CommandFailure(failures.joined(separator: "\n"))
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
    if !view.isForPeople, Terminal.isThere { try? StandardStream.error.write(view.text(shown)) }
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
      Notice.tell("\(question); \(flag) approves it")
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
