import Access
import Catalog
import Companies
import Differing
import Planning

extension AppReport.Verdict {
  /// Whether the app may do more.
  static func access(_ delta: ManifestDelta) -> Self {
    switch delta.relation {
    case .equal:
      Self(
        label: "access",
        answer: "equal",
        reason: "the app \(DeltaWords.consequence(delta.relation))",
        tone: .good
      )
    case .narrower:
      Self(
        label: "access",
        answer: "narrower",
        reason: "the app \(DeltaWords.consequence(delta.relation))",
        tone: .good
      )
    case .wider:
      Self(
        label: "access",
        answer: "wider",
        reason: "the app \(DeltaWords.consequence(delta.relation))",
        tone: .bad
      )
    case .incomparable:
      Self(
        label: "access",
        answer: "wider and narrower",
        reason: "the app \(DeltaWords.consequence(delta.relation))",
        tone: .bad
      )
    }
  }

  /// What the upgrade does in the company that was named.
  static func company(_ effect: CompanyEffect) -> Self {
    let place = effect.isInstalled ? "where the app is installed" : "where the app isn't installed"
    let shown = effect.cells.prefix(5).map { cell in
      let project: String =
        switch cell.project {
        case nil: "company"
        case .new: "any new project"
        case .project(let id): "project \(id)"
        }
      return "\(project) `\(cell.tool)` \(cell.before.name) → \(cell.after.name)"
    }
    let more = effect.cells.count - shown.count
    let cells = shown.joined(separator: "; ") + (more > 0 ? "; … \(more) more" : "")
    let isWider = effect.relation == .wider || effect.relation == .incomparable
    return Self(
      label: "company",
      answer: effect.relation == .incomparable ? "wider and narrower" : effect.relation.rawValue,
      reason: "company `\(effect.company)`, \(place)"
        + (cells.isEmpty ? ": nothing changes" : ": " + cells),
      tone: isWider ? .bad : .good
    )
  }

  /// Whether an admin has to agree anew, and why.
  static func consent(_ delta: ManifestDelta) -> Self {
    guard delta.requiresConsent else {
      return Self(
        label: "consent",
        answer: "not required",
        reason: "nothing is newly asked for",
        tone: .good
      )
    }
    return Self(
      label: "consent",
      answer: "required",
      reason: DeltaWords.list(consentReasons(delta)),
      tone: .careful
    )
  }

  private static func consentReasons(_ delta: ManifestDelta) -> [String] {
    var reasons: [String] = []
    let granted = delta.permissions.count { $0.change == .granted }
    let raised = delta.permissions.count { $0.change == .raised }
    if granted > 0 { reasons.append("\(Wording.count(granted, "tool")) newly granted") }
    if raised > 0 {
      reasons.append(granted > 0 ? "\(raised) raised" : "\(Wording.count(raised, "tool")) raised")
    }
    reasons += delta.authentication.added.map {
      "\(DeltaWords.authentication($0)) authentication added"
    }
    reasons += counted(delta.components.filter { $0.change == .added }, "added")
    let moved = delta.components.filter { component in
      component.fields.contains { $0.kind == .hostChanged }
    }
    return reasons + counted(moved, "served from another host")
  }

  /// `side panel added`, and a number where several of a kind are.
  private static func counted(_ components: [ComponentDelta], _ what: String) -> [String] {
    var counts: [(name: String, count: Int)] = []
    for component in components {
      let name = DeltaWords.component(component.component)
      if let index = counts.firstIndex(where: { $0.name == name }) {
        counts[index].count += 1
      } else {
        counts.append((name, 1))
      }
    }
    return counts.map {
      $0.count == 1 ? "\($0.name) \(what)" : "\(Wording.count($0.count, $0.name)) \(what)"
    }
  }

  /// Whether the version was raised far enough.
  static func version(_ delta: ManifestDelta, _ mask: SecretMask) -> Self {
    let verdict = delta.version
    let required = verdict.required
    guard let declared = verdict.declared, let isEnough = verdict.isEnough else {
      return Self(
        label: "version",
        answer: "unknown",
        reason: required == .none
          ? "a side has no version; the changes ask for no step"
          : "a side has no version; the changes ask for \(DeltaWords.step(required))",
        tone: .plain
      )
    }
    let old = "`\(mask(delta.old.version) ?? "")`"
    let new = "`\(mask(delta.new.version) ?? "")`"
    guard case .step(let step) = declared else {
      return Self(label: "version", answer: "lower", reason: "\(old) to \(new)", tone: .bad)
    }
    let what = step == .none ? "stays at \(new)" : "\(old) to \(new) is \(DeltaWords.step(step))"
    let need =
      switch required {
      case .none: step == .none ? "nothing asks for a step" : "nothing asks for one"
      case step: "as is required"
      default: "\(DeltaWords.step(required)) is required"
      }
    return Self(
      label: "version",
      answer: isEnough ? "sufficient" : "too small a step",
      reason: "\(what), \(need)",
      tone: isEnough ? .good : .careful
    )
  }
}
