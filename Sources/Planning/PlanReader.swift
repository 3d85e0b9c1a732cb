import Access
package import Catalog
import Companies
package import Diagnostics
package import Documents
import Manifests

/// What is wrong with the file of a saved plan.
package struct PlanMistake: Hashable, Sendable {
  /// Lower-case start, no final stop, text of the file in backticks.
  package let message: String
  /// From 1; nil where the mistake has no place.
  package let line: Int?
  /// From 1, in Unicode scalars.
  package let column: Int?

  package init(_ message: String, line: Int? = nil, column: Int? = nil) {
    self.message = message
    self.line = line
    self.column = column
  }
}

/// Why a file is no plan: its mistakes in its order, never none.
package struct PlanMistakes: Error, Hashable, Sendable {
  package let mistakes: [PlanMistake]
}

/// A plan as a file has it.
package struct SavedPlan: Hashable, Sendable {
  package let plan: Plan
  /// The digest that the file says it has.
  package let statedDigest: String
  /// The digest of what the file says, fields of later versions counted in.
  package let digest: String
  /// Who applied it; only a plan that was printed by apply says so.
  package let applied: PlanApplication?

  /// Whether the file is as it was written.
  package var isUnaltered: Bool { statedDigest == digest }
}

/// Reads the file of a saved plan, and says everything that is wrong with it at once.
///
/// Keys that it doesn't know are passed over, for later versions may add some; the digest counts
/// them. What follows from the changes, such as their number, is worked out again and not read.
package struct PlanReader: ValueReading {
  package let document: Document
  package var findings: [Finding] = []
  let catalog: Catalog

  /// Reads the bytes of a plan.
  ///
  /// - Throws: ``PlanMistakes`` for what is no JSON, or no plan.
  package static func read(
    _ bytes: [UInt8],
    catalog: Catalog = .builtIn
  ) throws(PlanMistakes) -> SavedPlan {
    var documentReader = DocumentReader(limits: .company)
    var document = Document()
    let findings = documentReader.read(bytes, as: .json, into: &document)
    let isSound = document.isReadable && !findings.contains { $0.severity == .error }
    guard isSound, case .object(let members)? = document.json else {
      throw PlanMistakes(findings, in: document)
    }
    var reader = PlanReader(document: document, findings: findings, catalog: catalog)
    let saved = reader.readRoot(digest: Plan.digest(of: members))
    guard let saved, !reader.findings.contains(where: { $0.severity == .error }) else {
      throw PlanMistakes(reader.findings, in: document)
    }
    return saved
  }

  private init(document: Document, findings: [Finding], catalog: Catalog) {
    self.document = document
    self.findings = findings
    self.catalog = catalog
  }

  // MARK: - The root

  private mutating func readRoot(digest: String) -> SavedPlan? {
    let root = Reference(document.root)
    guard
      let fields = members(
        root,
        required: [
          "format_version", "made", "company", "base", "changes", "warnings", "approvals",
          "unmanaged", "summary", "applyable", "digest",
        ]
      )
    else { return nil }
    checkVersion(fields["format_version"])
    let made = fields["made"].flatMap { readOrigin($0) }
    let company = fields["company"].flatMap { members($0, required: ["id", "name"]) } ?? [:]
    let companyID: Company.ID? = id(company["id"])
    let companyName = text(company["name"])
    let base = fields["base"].flatMap { members($0, required: ["store", "reads"]) } ?? [:]
    let store = text(base["store"])
    let reads = items(base["reads"]).compactMap { readRead($0) }
    var changes = PlanChanges()
    for item in items(fields["changes"]) { readChange(item, &changes) }
    let warnings = items(fields["warnings"]).compactMap { readWarning($0) }
    let approvals = items(fields["approvals"]).compactMap { readApproval($0) }
    let unmanaged = items(fields["unmanaged"]).compactMap { text($0) }
    let summary =
      fields["summary"].flatMap { members($0, required: ["relation", "requires_consent"]) } ?? [:]
    let relation = relation(summary["relation"])
    let requiresConsent = boolean(summary["requires_consent"])
    let refused = items(fields["refused"]).compactMap { readRefusal($0) }
    let drift = items(fields["drift"]).map { document.json(of: $0) }
    let pages = items(fields["pages"]).compactMap { readPage($0) }
    let unknown = items(fields["unknown"]).compactMap { text($0) }
    let accepted = items(fields["accepted_risks"]).compactMap { readAcceptedRisk($0) }
    let nonce = text(fields["nonce"])
    let stated = text(fields["digest"])
    let applied = fields["applied"].flatMap { readApplication($0) }
    guard let made, let companyID, let companyName, let store, let relation, let requiresConsent,
      let stated
    else { return nil }
    let plan = Plan(
      made: made,
      companyID: companyID,
      companyName: companyName,
      store: store,
      reads: reads,
      changes: changes.changes,
      warnings: warnings,
      approvals: approvals,
      acceptedRisks: accepted,
      unmanaged: unmanaged,
      refused: refused,
      drift: drift,
      pages: pages,
      unknown: unknown,
      relation: relation,
      requiresConsent: requiresConsent,
      nonce: nonce
    )
    let isApplyable = boolean(fields["applyable"])
    // What follows from the changes is looked at where all of them could be read.
    if !findings.contains(where: { $0.severity == .error }) {
      check(summary, of: plan)
      if isApplyable == !plan.isApplyable, let value = fields["applyable"] {
        complain("`applyable` doesn't go with the plan's changes", at: value)
      }
    }
    return SavedPlan(plan: plan, statedDigest: stated, digest: digest, applied: applied)
  }

  /// What a summary counts is worked out again from the changes.
  private mutating func check(_ summary: [String: Reference], of plan: Plan) {
    let counts = [
      ("create", plan.count(of: .create)), ("update", plan.count(of: .update)),
      ("delete", plan.count(of: .delete)), ("projects_affected", plan.affectedProjects.count),
    ]
    for (key, count) in counts {
      guard let place = summary[key],
        let stated = integer(place, from: 0, "a whole number from 0"), stated != Int64(count)
      else { continue }
      complain("`\(key)` is `\(stated)`, the changes come to `\(count)`", at: place)
    }
  }

  private mutating func checkVersion(_ value: Reference?) {
    guard let value, let version = text(value) else { return }
    let parts = version.split(separator: ".", omittingEmptySubsequences: false)
    let isKnown =
      parts.count == 2 && parts[0] == "1" && !parts[1].isEmpty
      && parts[1].utf8.allSatisfy { (0x30...0x39).contains($0) }
    if !isKnown {
      complain("unsupported format version `\(version.excerpt)`, expected `1.0`", at: value)
    }
  }

  private mutating func readOrigin(_ value: Reference) -> Plan.Origin? {
    let fields = members(value, required: ["at", "by", "verb"]) ?? [:]
    let at = text(fields["at"])
    let by = text(fields["by"])
    guard let verb = text(fields["verb"]), let at, let by else { return nil }
    return Plan.Origin(at: at, by: by, verb: verb)
  }

  private mutating func readApplication(_ value: Reference) -> PlanApplication? {
    let fields = members(value, required: ["at", "by"]) ?? [:]
    let at = text(fields["at"])
    guard let by = text(fields["by"]), let at else { return nil }
    return PlanApplication(at: at, by: by)
  }

  private mutating func readRead(_ value: Reference) -> Plan.Read? {
    guard let fields = members(value, required: ["fact", "hash"]),
      let place = fields["fact"], let spelled = text(place)
    else { return nil }
    guard let fact = Fact(spelled) else {
      complain("`\(spelled.excerpt)` is no fact", at: place)
      return nil
    }
    let hash = fields["hash"].flatMap { isNull($0) ? nil : text($0) }
    let names = fields["fields"].map { items($0).compactMap { text($0) } }
    return Plan.Read(fact: fact, fields: names, hash: hash)
  }

  private mutating func readWarning(_ value: Reference) -> Plan.Warning? {
    guard let fields = members(value, required: ["rule", "message"]) else { return nil }
    let projects: [Project.ID]? = fields["projects"].map { items($0).compactMap { id($0) } }
    let message = text(fields["message"])
    guard let rule = text(fields["rule"]), let message else { return nil }
    return Plan.Warning(rule, message, projects: projects)
  }

  private mutating func readApproval(_ value: Reference) -> Plan.Approval? {
    guard let spelled = text(value) else { return nil }
    if let approval = Plan.Approval(spelled) { return approval }
    complain(
      "unknown approval `\(spelled.excerpt)`, allowed: `widen`, `remove`, `risk:RULE`",
      at: value
    )
    return nil
  }

  private mutating func readRefusal(_ value: Reference) -> Plan.Refusal? {
    guard let fields = members(value, required: ["rule", "message"]) else { return nil }
    let rule = fields["rule"].flatMap { isNull($0) ? nil : text($0) }
    return text(fields["message"]).map { Plan.Refusal($0, rule: rule) }
  }

  private mutating func readAcceptedRisk(_ value: Reference) -> Plan.AcceptedRisk? {
    guard let fields = members(value, required: ["app", "rule", "reason"]) else { return nil }
    let app = text(fields["app"])
    let rule = text(fields["rule"])
    guard let reason = fields["reason"].flatMap({ anyText($0) }), let app, let rule else {
      return nil
    }
    return Plan.AcceptedRisk(app: app, rule: rule, reason: reason)
  }
}
