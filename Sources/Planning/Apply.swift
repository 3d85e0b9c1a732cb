import Catalog
package import Companies
import Documents

/// A plan that no longer fits the company.
package struct StalePlan: Error, Hashable, Sendable {
  /// The facts that changed since, as the plan spells them.
  package let facts: [String]
}

/// Why a plan isn't applied at all: lower-case start, no final stop.
package struct ApplyRefusal: Error, Hashable, Sendable {
  package let message: String
}

/// What became of a plan.
package enum ApplyOutcome: Hashable, Sendable {
  case applied(AuditEntry)
  /// It was applied before; nothing was written.
  case alreadyApplied(AuditEntry)
}

extension Plan {
  /// Applies the plan under the store's lock, wholly or not at all.
  ///
  /// - Parameters:
  ///   - ledger: The store; what it throws undoes everything.
  ///   - digest: The plan's digest, which was compared with its contents before.
  ///   - actor: Whoever applies it, who may be somebody else than made it.
  ///   - now: The time for the log.
  ///   - secret: What a service account gets that the plan creates or gives a new secret.
  ///   - isNew: Whether it was made just now, not saved. What fits though the very same plan was
  ///     applied before, as a secret drawn anew within one second, is then applied again.
  ///   - progress: Told how many changes of how many are made.
  /// - Returns: The log's entry, and whether it is new.
  /// - Throws: ``StalePlan``, ``ApplyRefusal``, ``Plan/Refusal`` for a missing right, or what the
  ///   store throws.
  package func apply(
    to ledger: any CompanyLedger,
    digest: String,
    as actor: Actor,
    at now: String,
    secret: ServiceAccountSecret,
    isNew: Bool = false,
    progress: (Int, Int) -> Void = { _, _ in }
  ) throws -> ApplyOutcome {
    if let entry = try ledger.entry(ofPlan: digest), try !(isNew && fits(ledger)) {
      return .alreadyApplied(entry)
    }
    try requireFit(in: ledger, store: ledger.storeID)
    guard isApplyable else {
      throw ApplyRefusal(
        message: refused.first.map { "the plan was refused: \($0.message)" }
          ?? "the plan has nothing to apply"
      )
    }
    try requireOneSecretAtMost()
    try actor.require(rightsFor: changes, in: ledger)
    try check(on: ledger)
    // What an import leaves unknown or assumed is among its changes.
    let isDeclared = made.verb == ApplyPortfolio.name
    let marks =
      try made.verb == "import"
      ? nil : SettledMarks(of: changes, in: ledger, isDeclared: isDeclared)
    for change in changes {
      let isAccount = change.kind == .serviceAccount
      let held = isAccount ? try ledger.object(at: change.address) : nil
      try ledger.put(change.written(over: held, secret: secret), at: change.address)
      if let metrics = change.metrics, case .app(let app)? = change.after {
        try ledger.replace(metricsOfApp: ledger.designation(of: app), with: metrics.after)
      }
      progress(change.id, changes.count)
    }
    try marks?.settle(in: ledger)
    let entry = AuditEntry(
      after: try ledger.lastEntry(),
      at: now,
      who: actor.name,
      verb: made.verb,
      plan: digest,
      changes: .array(changes.map(\.json))
    )
    try ledger.append(entry)
    return .applied(entry)
  }

  /// Makes sure that the plan is for a company, and that all it rests on is as it was.
  ///
  /// - Parameters:
  ///   - company: The company as it is.
  ///   - store: The id of the store that holds it.
  /// - Throws: ``ApplyRefusal``, ``StalePlan``, or what reading the company throws.
  package func requireFit(in company: any CompanyReader, store: String) throws {
    let id = try company.profile().id
    guard id == companyID else {
      throw ApplyRefusal(
        message: "the plan is for company `\(companyID)`, this store holds `\(id)`"
      )
    }
    guard store == self.store else {
      throw ApplyRefusal(message: "the plan was made on another store of company `\(companyID)`")
    }
    let stale = try reads.filter {
      try $0.fact.hash(in: company, fields: $0.fields) != $0.hash
    }
    guard stale.isEmpty else { throw StalePlan(facts: stale.map(\.fact.description)) }
  }

  /// Makes sure that each change replaces what is there, and that the changes are what the plan says
  /// of them: the digest shows that a file is whole, not who wrote it.
  private func check(on company: any CompanyReader) throws {
    let catalog = company.catalog.extended(tools: changes.ownTools(in: company.catalog), views: [])
    let after = CompanyDraft(company, catalog: catalog)
    for change in changes {
      guard try change.replacesWhatIsThere(in: after) else {
        throw StalePlan(facts: [change.address.description])
      }
      try after.put(change.after, at: change.address)
    }
    for change in changes {
      let place = "change \(change.id) (`\(change.address)`)"
      if let missing = try change.missingReference(in: after) {
        throw ApplyRefusal(message: "\(place) refers to `\(missing)`, which isn't there")
      }
      guard try change.fitsReason(from: company, in: after) else {
        throw ApplyRefusal(
          message: "\(place) is none that `\(change.reason)` makes; make the plan anew"
        )
      }
    }
    let required = try RequiredApprovals(
      of: made.verb,
      changes,
      before: company,
      after: after,
      accepted: acceptedRisks
    )
    let unstated = required.approvals.subtracting(approvals).sorted()
    guard unstated.isEmpty else {
      throw ApplyRefusal(
        message: "its changes take approvals that the plan doesn't list: "
          + unstated.map { "`\($0)`" }.joined(separator: ", ") + "; make the plan anew"
      )
    }
  }
}
