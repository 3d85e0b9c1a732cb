import Access
package import Catalog
package import Companies
import Documents

/// What a plan is made with besides the company and the verb.
package struct PlanOptions: Sendable {
  /// What the platform does with permitted projects on an update.
  package enum UpdatePolicy: String, CaseIterable, Sendable {
    case reset
    case keep
  }

  /// The random id of the store.
  package var store: String
  package var actor: Actor
  /// The time as `2026-11-24T09:30:00Z`.
  package var now: String
  package var updatePolicy = UpdatePolicy.reset
  /// The tools that the plan brings along, besides the company's.
  package var catalog: Catalog

  package init(store: String, actor: Actor, now: String, catalog: Catalog) {
    self.store = store
    self.actor = actor
    self.now = now
    self.catalog = catalog
  }
}

/// One thing that can be planned, such as an install or an update.
package protocol Verb {
  /// As the command line has it.
  var name: String { get }
  /// The tools that it brings along and a catalog lacks.
  func ownTools(in catalog: Catalog) -> [ToolExtension]
  /// Works out what is to be done.
  ///
  /// - Throws: ``Plan/Refusal``, ``MissingAnswer``, or what reading the company throws.
  func plan(_ builder: PlanBuilder) throws
}

extension Verb {
  package func ownTools(in catalog: Catalog) -> [ToolExtension] { [] }
}

extension RecordedManifest {
  /// The tools that the manifest names and a catalog lacks; they have every level.
  package func ownTools(in catalog: Catalog) -> [ToolExtension] {
    [(Scope.company, companyLevels), (.project, projectLevels)].flatMap { scope, levels in
      levels.sorted.filter { catalog.tool(scope, $0.key) == nil }.map {
        ToolExtension(scope: scope, key: $0.key, name: $0.key, levels: .every)
      }
    }
  }
}

/// A plan in the making: what verbs want changed, and what they looked at for it.
package final class PlanBuilder {
  package let base: any CompanyReader
  package let draft: CompanyDraft
  package let options: PlanOptions
  let facts: FactRecorder
  private var generator: any RandomNumberGenerator
  /// Told how many changes of how many are judged.
  package var progress: (Int, Int) -> Void = { _, _ in }
  private(set) var warnings: [Plan.Warning] = []
  private(set) var refused: [Plan.Refusal] = []
  private var risks: [String] = []
  var acceptedRisks: [Plan.AcceptedRisk] = []
  var unmanaged: [String] = []
  /// The app that warnings are about, where a plan is about several.
  var subject: String?
  /// What was edited by hand before.
  var drift: [DriftEntry] = []
  /// What whoever plans was found to have.
  private var heldRights: Set<Right> = []
  /// Whether somebody has to agree anew; nil where the effect on access decides.
  var requiresConsent: Bool?

  package init(
    _ base: any CompanyReader,
    _ options: PlanOptions,
    generator: any RandomNumberGenerator = SystemRandomNumberGenerator()
  ) {
    self.base = base
    self.options = options
    self.generator = generator
    draft = CompanyDraft(base, catalog: options.catalog)
    facts = FactRecorder(base)
  }

  /// Plans a verb.
  ///
  /// - Throws: ``MissingAnswer``, or what reading the company throws. What is refused is a plan.
  package func plan(_ verb: any Verb) throws -> Plan {
    try part(verb.name) { try verb.plan(self) }
    return try finish(verb.name)
  }

  // MARK: - For verbs

  /// Carries out a part of a verb under a name of its own; what it refuses is kept for the end.
  func part(_ name: String, _ body: () throws -> Void) throws {
    let outer = draft.reason
    draft.reason = name
    defer { draft.reason = outer }
    try keepingRefusal(body)
  }

  /// Carries out what can be refused beside other things; the refusal is kept for the end.
  func keepingRefusal(_ body: () throws -> Void) throws {
    do {
      try body()
    } catch let refusal as Plan.Refusal {
      refused.append(refusal)
    }
  }

  func refuse(_ refusal: Plan.Refusal) { refused.append(refusal) }

  /// Refuses for all of some reasons at once, if there are any.
  func refuse(_ refusals: [Plan.Refusal]) throws {
    guard let last = refusals.last else { return }
    refused += refusals.dropLast()
    throw last
  }

  /// Puts a place, as `path:line:column`, in front of what a body has refused; what names a place
  /// of that file already keeps its own.
  func placed(_ place: String, _ body: () throws -> Void) throws {
    let known = refused.count
    try keepingRefusal(body)
    let file = place.prefix { $0 != ":" } + ":"
    for index in refused.indices.dropFirst(known) {
      let refusal = refused[index]
      guard !refusal.message.hasPrefix(file) else { continue }
      refused[index] = Plan.Refusal("\(place): \(refusal.message)", rule: refusal.rule)
    }
  }

  func warn(_ rule: String, _ message: String, projects: [Project.ID]? = nil) {
    var told = message
    if let subject, !message.contains("`\(subject)`") { told = "`\(subject)`: \(message)" }
    let warning = Plan.Warning(rule, told, projects: projects?.sorted())
    if !warnings.contains(warning) { warnings.append(warning) }
  }

  /// Asks for a rule's finding to be accepted.
  func needAcceptance(of rule: String) { if !risks.contains(rule) { risks.append(rule) } }

  /// Makes sure that who plans may carry out the verb, or the part of it, that is being planned.
  func requireRight() throws {
    // A portfolio asks for each of its parts; the company is the same all along.
    let right = Right.needed(for: draft.reason).right
    guard !heldRights.contains(right) else { return }
    try options.actor.require(rightFor: draft.reason, in: base)
    heldRights.insert(right)
  }

  /// An id that nothing in the company has, between 2^40 and 2^53.
  func drawID(_ isTaken: (Int64) throws -> Bool) throws -> Int64 {
    while true {
      let id = Int64.random(in: 1 << 40..<1 << 53, using: &generator)
      if try !isTaken(id) { return id }
    }
  }

  func drawTemplateID() throws -> PermissionTemplate.ID {
    PermissionTemplate.ID(try drawID { try draft.template(PermissionTemplate.ID($0)) != nil })
  }

  func drawUserName(for app: String) throws -> String {
    let name = try DirectoryUserName.draw(for: app, in: draft, using: &generator)
    facts.note(.userName(name))
    return name
  }

  /// 32 hexadecimal digits, such as the public half of a service account's credentials.
  func drawDigits() -> String { DrawnDigits.draw(words: 2, using: &generator) }

  // MARK: - The end

  private func finish(_ verb: String) throws -> Plan {
    let profile = try base.profile()
    let made = Plan.Origin(at: options.now, by: options.actor.name, verb: verb)
    guard refused.isEmpty else {
      return Plan(
        refused: refused,
        made: made,
        company: profile,
        store: options.store,
        reads: try facts.reads(),
        warnings: warnings,
        unmanaged: unmanaged
      )
    }
    var changes = try arranged(try draft.changes())
    if !refused.isEmpty { return try finish(verb) }
    try weighAccounts(changes)
    try noteOwn(changes)
    let marks = try UnknownMarks(changes, of: base, isDeclared: verb == ApplyPortfolio.name)
    let relation = try judge(&changes, marks)
    let pages = try pages(of: changes)
    return Plan(
      made: made,
      companyID: profile.id,
      companyName: profile.name,
      store: options.store,
      reads: try facts.reads(),
      changes: changes,
      warnings: warnings,
      approvals: try approvals(of: verb, changes, relation),
      acceptedRisks: changes.isEmpty ? [] : acceptedRisks,
      unmanaged: unmanaged,
      drift: changes.isEmpty ? [] : drift.map(\.json),
      pages: pages,
      unknown: try marks.touched(by: changes, from: base, to: draft),
      relation: relation,
      requiresConsent: !changes.isEmpty && needsConsent(changes, relation),
      nonce: changes.contains(where: \.drawsSecret) ? drawDigits() : nil
    )
  }

  /// Installing and updating have a rule of their own; everything else takes consent where
  /// somebody may do more.
  private func needsConsent(_ changes: [Change], _ relation: Relation) -> Bool {
    guard let requiresConsent else { return relation == .wider || relation == .incomparable }
    let judged: Set<String> = ["install", "update", "reinstall"]
    return requiresConsent
      || changes.contains {
        !judged.contains($0.reason) && ($0.relation == .wider || $0.relation == .incomparable)
      }
  }

  /// What a change replaces is a fact, all of it, as is that a place is free.
  private func noteOwn(_ changes: [Change]) throws {
    let created = Set(changes.filter { $0.before == nil }.map(\.address))
    for change in changes {
      switch (change.before, change.address) {
      // Drawn with the plan: that nothing has this id says nothing.
      case (nil, .user), (nil, .template): break
      case (nil, .membership(let user, _)) where created.contains(.user(user)): break
      case (.app(let app)?, _): facts.note(.object(try base.address(of: app)))
      default: facts.note(.object(try draft.originalAddress(of: change.address)))
      }
    }
  }

  /// Works out what each change does to the cells, one after the other, and what all of them do.
  private func judge(_ changes: inout [Change], _ marks: UnknownMarks) throws -> Relation {
    let previous = CompanyDraft(base, catalog: draft.catalog)
    let current = CompanyDraft(base, catalog: draft.catalog)
    for index in changes.indices {
      let change = changes[index]
      try current.put(change.after, at: change.address)
      var comparison = CellComparison(
        previous,
        current,
        facts: facts,
        marks: marks,
        counts: (index, index + 1)
      )
      try comparison.add(change)
      for mark in marks.turning[index] ?? [] { try comparison.add(turning: mark) }
      changes[index].relation = comparison.relation
      try previous.put(change.after, at: change.address)
      progress(index + 1, changes.count)
    }
    let untouched = CompanyDraft(base, catalog: draft.catalog)
    var comparison = CellComparison(untouched, draft, facts: facts, marks: marks)
    try comparison.add(changes, marks)
    return comparison.relation
  }

  private func approvals(
    of verb: String,
    _ changes: [Change],
    _ relation: Relation
  ) throws -> [Plan.Approval] {
    guard !changes.isEmpty else { return [] }
    let required = try RequiredApprovals(
      of: verb,
      changes,
      relation,
      before: base,
      after: draft,
      accepted: acceptedRisks
    )
    return required.approvals.union(risks.map { .risk($0) }).sorted()
  }
}
