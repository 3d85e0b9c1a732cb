import Access
import Catalog
import Companies
import Diagnostics
import Documents
import Linting
import Planning

/// A plan in words, for the views that people read.
///
/// What stands in backticks is a name or a value of the company or of a manifest, free of secrets
/// but not of anything else that a name can hold: each view escapes it by its own means.
struct PlanReport {
  /// A rule with what it says.
  struct Notice {
    /// Nil where no rule speaks.
    let rule: String?
    let message: String
    /// The projects that it is about, as text; nil where it is about none.
    let projects: String?
  }

  /// What applying takes.
  struct Need {
    /// The flag that gives it.
    let flag: String
    let meaning: String
  }

  /// `install on Acme Builders (company 8089)`, free of backticks.
  let title: String
  let made: String
  let applied: String?
  let refused: [Notice]
  let groups: [PlanGroup]
  let consents: [ConsentReport]
  let warnings: [Notice]
  /// What nobody knows of what the plan changes; empty where all is known.
  let unknown: [Notice]
  let needs: [Need]
  let acceptedRisks: [String]
  let unmanaged: [String]
  let relation: Relation
  let requiresConsent: Bool
  let count: Int
  /// `Plan: 4 to create, …`.
  let summary: String
  let digest: String

  init(
    _ plan: Plan,
    digest: String,
    applied: PlanApplication?,
    catalog: Catalog,
    isVerbose: Bool
  ) {
    let mask = SecretMask(plan, catalog)
    title = mask("\(plan.made.verb) on \(plan.companyName) (company \(plan.companyID))")
    made = mask("planned by \(plan.made.by) at \(plan.made.at)")
    self.applied = applied.map { mask("applied by \($0.by) at \($0.at)") }
    refused = plan.refused.map {
      Notice(rule: $0.rule, message: mask($0.message), projects: nil)
    }
    groups = PlanGrouping.groups(of: plan, mask, isVerbose: isVerbose)
    consents = ConsentReport.all(in: plan, catalog, mask)
    var warnings = plan.warnings.map { warning in
      Notice(
        rule: warning.rule,
        message: mask(warning.message),
        projects: warning.projects.flatMap {
          $0.isEmpty ? nil : IDList.text($0.map(\.value), isWhole: isVerbose)
        }
      )
    }
    warnings += plan.drift.map { entry in
      let kind = entry["kind"]?.string ?? ""
      let address = entry["address"]?.string ?? ""
      let relation = entry["relation"]?.string ?? ""
      return Notice(
        rule: "drift",
        message: mask("`\(address)` was changed by hand before: \(kind), \(relation)"),
        projects: nil
      )
    }
    self.warnings = warnings
    unknown = PlanReport.unknown(in: plan, mask, isVerbose: isVerbose)
    needs =
      plan.isApplyable && applied == nil ? PlanReport.needs(of: plan, consents, digest) : []
    acceptedRisks = plan.acceptedRisks.map {
      mask("`\($0.rule)` for `\($0.app.quoted)`: \($0.reason)")
    }
    unmanaged = plan.unmanaged.map { mask($0) }
    relation = plan.relation
    requiresConsent = plan.requiresConsent
    count = plan.changes.count
    summary = PlanReport.summary(of: plan)
    self.digest = digest
  }

  /// The warnings that no screen of consent tells among its risks.
  var otherWarnings: [Notice] {
    let risks = consents.flatMap(\.risks)
    // A portfolio's warnings have the app's name in front.
    return warnings.filter { warning in
      warning.projects != nil
        || !risks.contains {
          $0.rule == warning.rule
            && (warning.message == $0.message || warning.message.hasSuffix("`: \($0.message)"))
        }
    }
  }

  /// Whether somebody may do more.
  var isWider: Bool { relation == .wider || relation == .incomparable }

  /// What is said in place of changes; nil where there are some.
  var nothing: String? {
    guard count == 0 else { return nil }
    return refused.isEmpty
      ? "No changes: the company is as it should be already."
      : "Refused: nothing is planned, and nothing will change."
  }

  private static func summary(of plan: Plan) -> String {
    let projects = plan.affectedProjects.count
    return "Plan: \(plan.count(of: .create)) to create, \(plan.count(of: .update)) to update, "
      + "\(plan.count(of: .delete)) to delete; \(Wording.count(projects, "project")) affected; "
      + "access: \(plan.relation.rawValue)"
  }

  private static func unknown(in plan: Plan, _ mask: SecretMask, isVerbose: Bool) -> [Notice] {
    guard !plan.unknown.isEmpty else { return [] }
    let shown = plan.unknown.prefix(isVerbose ? .max : 8).map { mask("`\($0.quoted)`") }
    let more = plan.unknown.count - shown.count
    let message =
      "nobody knows \(shown.joined(separator: ", "))" + (more > 0 ? ", … and \(more) more" : "")
      + ": what of the plan rests on that counts as whatever it may be"
    return [Notice(rule: nil, message: message, projects: nil)]
  }

  // MARK: - What applying takes

  private static func needs(
    of plan: Plan,
    _ consents: [ConsentReport],
    _ digest: String
  ) -> [Need] {
    var needs = plan.approvals.map { approval in
      switch approval {
      case .widen:
        Need(
          flag: "--allow-widen",
          meaning: plan.changes.contains { $0.address == .allowUserInstalls }
            ? "somebody may do more than before, or install apps"
            : "a directory user may do more than before"
              + (plan.unknown.isEmpty ? "" : ", as far as anybody knows")
        )
      case .remove: Need(flag: "--allow-remove", meaning: removal(in: plan))
      case .risk(let rule):
        Need(flag: "--accept-risk \(rule)", meaning: meaning(of: rule, consents))
      }
    }
    if needs.isEmpty, plan.takesApproval {
      needs.append(Need(flag: "--yes", meaning: "it widens nothing and takes nothing away"))
    }
    if !plan.approvals.isEmpty {
      needs.append(Need(flag: "--approve \(digest)", meaning: "all of it, for exactly this plan"))
    }
    return needs
  }

  /// What goes, counted.
  private static func removal(in plan: Plan) -> String {
    var counts: [String: Int] = [:]
    for change in plan.changes where change.takesSomethingAway {
      let noun =
        switch change.kind {
        case .membership: "membership"
        case .configuration: "configuration"
        case .serviceAccount: "service account"
        default: "active user"
        }
      counts[noun, default: 0] += 1
    }
    let parts = ["membership", "configuration", "service account", "active user"].compactMap {
      noun in counts[noun].map { Wording.count($0, noun) }
    }
    return parts.isEmpty
      ? "something is taken away"
      : "\(DeltaWords.list(parts)) \(counts.values.reduce(0, +) == 1 ? "goes" : "go")"
  }

  private static func meaning(of rule: String, _ consents: [ConsentReport]) -> String {
    let found = consents.lazy.flatMap(\.risks).first { $0.rule == rule }
    if let found { return found.message }
    if rule == "dmsa-user-edited" {
      return "the directory user of an app is edited by hand, which the platform advises against"
    }
    return RuleList.all[RuleID(rule)]?.summary ?? "a risk that has to be accepted by name"
  }
}

extension String {
  /// The text without backticks, which would end the code that it stands in.
  var quoted: String {
    String(UnicodeScalarView(unicodeScalars.map { $0 == "`" ? "ˋ" : $0 }))
  }
}

/// Ids as people read them: runs as ranges, and no more than a line of them.
enum IDList {
  /// How many ids and ranges are shown.
  private static let most = 8

  /// `6, 8-12, … and 990 more`; all of them where the list has to be whole.
  static func text(_ ids: [Int64], isWhole: Bool = false) -> String {
    var runs: [(first: Int64, last: Int64)] = []
    for id in Set(ids).sorted() {
      if let run = runs.last, run.last &+ 1 == id {
        runs[runs.count - 1].last = id
      } else {
        runs.append((id, id))
      }
    }
    var parts: [String] = []
    var shown = 0
    for run in runs {
      // Two ids in a row are two, not a range.
      if run.last &- run.first == 1 { parts.append("\(run.first)") }
      parts.append(
        run.last &- run.first < 2 ? "\(run.last)" : "\(run.first)-\(run.last)"
      )
      shown += Int(clamping: run.last &- run.first &+ 1)
      if !isWhole, parts.count >= most { break }
    }
    let more = Set(ids).count - shown
    return parts.joined(separator: ", ") + (more > 0 ? ", … and \(more) more" : "")
  }
}

extension SecretMask {
  /// The secrets in what a plan says of apps, configurations, requests and accounts.
  init(_ plan: Plan, _ catalog: Catalog) {
    var sources: [ComparedApp.Source] = []
    for change in plan.changes {
      switch change.kind {
      case .app, .configuration, .installRequest, .serviceAccount:
        for object in [change.before, change.after] {
          guard let object else { continue }
          sources.append(
            ComparedApp.Source(
              path: "\(change.address).json",
              bytes: object.snapshot.json.canonical()
            )
          )
        }
      default: break
      }
    }
    for page in plan.pages {
      let bytes = JSONValue.object(["url": .string(page.url)]).canonical()
      sources.append(ComparedApp.Source(path: "\(page.address).json", bytes: bytes))
    }
    self.init(sources, catalog)
  }
}
