package import Access
package import Companies
package import Documents

/// Everything that applying it does to a company, with what it was worked out from.
///
/// A plan can be saved, read back and applied without the manifests that it comes from.
package struct Plan: Hashable, Sendable {
  /// Who made it, when, and with which verb.
  package struct Origin: Hashable, Sendable {
    /// A time as `2026-11-24T09:30:00Z`.
    package let at: String
    /// A login, or `os:` and a name.
    package let by: String
    package let verb: String

    package init(at: String, by: String, verb: String) {
      self.at = at
      self.by = by
      self.verb = verb
    }
  }

  /// A fact that the plan rests on, as it was.
  package struct Read: Hashable, Sendable {
    package let fact: Fact
    /// The keys of the thing that were looked at; nil for all of it.
    package let fields: [String]?
    /// `sha256:` and 64 digits; nil where there was no such thing.
    package let hash: String?

    package init(fact: Fact, fields: [String]?, hash: String?) {
      self.fact = fact
      self.fields = fields
      self.hash = hash
    }
  }

  /// What a change deserves to be looked at for.
  package struct Warning: Hashable, Sendable {
    package let rule: String
    package let message: String
    /// The projects that it is about; nil where it is about none in particular.
    package let projects: [Project.ID]?

    package init(_ rule: String, _ message: String, projects: [Project.ID]? = nil) {
      self.rule = rule
      self.message = message
      self.projects = projects
    }
  }

  /// A consent that applying takes.
  package enum Approval: Hashable, Sendable {
    /// A directory user may do more than before.
    case widen
    /// A membership, configuration, account or active user goes.
    case remove
    /// A rule of category risk whose finding has to be accepted.
    case risk(String)
  }

  /// Why nothing can be planned.
  package struct Refusal: Hashable, Sendable {
    package let rule: String?
    package let message: String

    package init(_ message: String, rule: String? = nil) {
      self.rule = rule
      self.message = message
    }
  }

  /// A risk that a portfolio accepts in writing.
  package struct AcceptedRisk: Hashable, Sendable {
    package let app: String
    package let rule: String
    package let reason: String

    package init(app: String, rule: String, reason: String) {
      self.app = app
      self.rule = rule
      self.reason = reason
    }
  }

  package let made: Origin
  package let companyID: Company.ID
  package let companyName: String
  /// The random id of the store that it was made on.
  package let store: String
  package let reads: [Read]
  package let changes: [Change]
  package let warnings: [Warning]
  package let approvals: [Approval]
  package let acceptedRisks: [AcceptedRisk]
  /// Apps that a portfolio doesn't speak of.
  package let unmanaged: [String]
  package let refused: [Refusal]
  /// Drift of an app that the plan sets anew or leaves, as `dmsa drift` has it.
  package let drift: [JSONValue]
  /// What the configurations that it changes come to.
  package let pages: [Page]
  /// The addresses of what nobody knows, as far as the plan's effect on access rests on it.
  package let unknown: [String]
  /// How what directory users may do changes as a whole.
  package let relation: Relation
  /// Whether somebody has to agree anew to what an app may do.
  package let requiresConsent: Bool
  /// Digits drawn with a plan that would read like another one of the same second, such as that for
  /// a further secret; nil for every other plan.
  package let nonce: String?

  package init(
    made: Origin,
    companyID: Company.ID,
    companyName: String,
    store: String,
    reads: [Read],
    changes: [Change],
    warnings: [Warning],
    approvals: [Approval],
    acceptedRisks: [AcceptedRisk] = [],
    unmanaged: [String] = [],
    refused: [Refusal] = [],
    drift: [JSONValue] = [],
    pages: [Page] = [],
    unknown: [String] = [],
    relation: Relation,
    requiresConsent: Bool,
    nonce: String? = nil
  ) {
    self.made = made
    self.companyID = companyID
    self.companyName = companyName
    self.store = store
    self.reads = reads
    self.changes = changes
    self.warnings = warnings
    self.approvals = approvals
    self.acceptedRisks = acceptedRisks
    self.unmanaged = unmanaged
    self.refused = refused
    self.drift = drift
    self.pages = pages
    self.unknown = unknown
    self.relation = relation
    self.requiresConsent = requiresConsent
    self.nonce = nonce
  }

  /// Whether there is something to do that isn't refused.
  package var isApplyable: Bool { refused.isEmpty && !changes.isEmpty }

  /// How many changes there are of one kind.
  package func count(of action: Change.Action) -> Int {
    changes.count { $0.actions == [action] }
  }

  /// The projects in which a membership or a configuration changes, sorted.
  package var affectedProjects: [Project.ID] {
    var projects: Set<Project.ID> = []
    for change in changes {
      switch change.address {
      case .membership(_, let project): projects.insert(project)
      case .configuration:
        for case .configuration(let configuration)? in [change.before, change.after] {
          if case .projects(let ids) = configuration.target { projects.formUnion(ids) }
        }
      default: break
      }
    }
    return projects.sorted()
  }
}

extension Plan {
  /// A plan that was refused: it changes nothing.
  package init(
    refused: [Refusal],
    made: Origin,
    company: CompanyProfile,
    store: String,
    reads: [Read] = [],
    warnings: [Warning] = [],
    unmanaged: [String] = []
  ) {
    self.init(
      made: made,
      companyID: company.id,
      companyName: company.name,
      store: store,
      reads: reads,
      changes: [],
      warnings: warnings,
      approvals: [],
      unmanaged: unmanaged,
      refused: refused,
      relation: .equal,
      requiresConsent: false
    )
  }
}

extension Plan.Approval: Comparable {
  /// In the order in which a plan lists them: what widens, what goes, then the risks by name.
  package static func < (left: Plan.Approval, right: Plan.Approval) -> Bool {
    switch (left, right) {
    case (.widen, .widen), (.remove, .widen), (.remove, .remove), (.risk, .widen), (.risk, .remove):
      false
    case (.widen, _), (.remove, .risk): true
    case (.risk(let left), .risk(let right)): left.utf8.lexicographicallyPrecedes(right.utf8)
    }
  }
}

extension Plan.Approval: CustomStringConvertible {
  /// As a plan spells it: `widen`, `remove`, `risk:RULE`.
  package var description: String {
    switch self {
    case .widen: "widen"
    case .remove: "remove"
    case .risk(let rule): "risk:" + rule
    }
  }

  /// Reads an approval as ``description`` spells it.
  package init?(_ text: String) {
    switch text {
    case "widen": self = .widen
    case "remove": self = .remove
    default:
      guard text.hasPrefix("risk:") else { return nil }
      self = .risk(String(text.dropFirst(5)))
    }
  }
}
