import Access
import Catalog
import Companies
import Manifests
import Planning

/// Changes that belong together, such as those of an app or of a directory user.
struct PlanGroup {
  let title: String
  let entries: [PlanEntry]
}

/// One change, or many alike, in words.
struct PlanEntry {
  /// `+`, `~`, `-` or `-/+`.
  let glyph: String
  /// What it is and is called, such as `app Daily Sync`.
  let what: String
  /// Its address; the first one's of many.
  let address: String
  /// How many changes it stands for.
  let count: Int
  let relation: Relation
  /// The verb, where it is another than the plan's.
  let reason: String?
  let details: [PlanDetail]

  /// Whether somebody may do more by it.
  var isWider: Bool { relation == .wider || relation == .incomparable }

  /// What happens, in a word.
  var action: String {
    switch glyph {
    case "+": "create"
    case "-": "delete"
    case "~": "update"
    default: "replace"
    }
  }
}

/// Sorts a plan's changes into groups and folds memberships that change alike.
struct PlanGrouping {
  private enum Key: Hashable {
    case app(String)
    case user(DirectoryUser.ID)
    case templates
    case projects
    case settings

    /// Its place among the kinds of groups.
    var rank: Int {
      switch self {
      case .app: 0
      case .user: 1
      case .templates: 2
      case .projects: 3
      case .settings: 4
      }
    }
  }

  /// What memberships have to share to be told as one.
  private struct Fold: Hashable {
    let before: AssignedLevels?
    let after: AssignedLevels?
    let relation: Relation
    let reason: String
  }

  /// How many different changes of memberships a user's group lists.
  private static let mostFolds = 20

  /// How many URLs of one configuration are listed.
  private static let mostPages = 8

  private let plan: Plan
  private let pages: [ObjectAddress: [Plan.Page]]
  private let mask: SecretMask
  private let isVerbose: Bool
  private let values: PlanValues

  static func groups(of plan: Plan, _ mask: SecretMask, isVerbose: Bool) -> [PlanGroup] {
    PlanGrouping(
      plan: plan,
      pages: Dictionary(grouping: plan.pages, by: \.address),
      mask: mask,
      isVerbose: isVerbose,
      values: PlanValues(isVerbose: isVerbose)
    ).groups()
  }

  private func groups() -> [PlanGroup] {
    var keys: [Key] = []
    var changes: [Key: [Change]] = [:]
    for change in plan.changes {
      let key = key(of: change)
      if changes[key] == nil { keys.append(key) }
      changes[key, default: []].append(change)
    }
    let names = userNames()
    let sorted = keys.enumerated().sorted {
      ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset)
    }
    return sorted.map { _, key in
      let group = changes[key] ?? []
      return PlanGroup(title: mask(title(of: key, names)), entries: entries(of: group))
    }
  }

  private func key(of change: Change) -> Key {
    switch change.address {
    case .app(let name), .configuration(let name, _): return .app(name)
    case .installRequest:
      guard case .installRequest(let request)? = change.after ?? change.before else {
        return .settings
      }
      return .app(request.app)
    case .user(let id), .membership(let id, _): return .user(id)
    case .serviceAccount:
      guard case .serviceAccount(let account)? = change.after ?? change.before else {
        return .settings
      }
      return .user(account.user)
    case .template: return .templates
    case .project: return .projects
    case .company, .allowUserInstalls: return .settings
    }
  }

  /// The names of the directory users that the plan tells of.
  private func userNames() -> [DirectoryUser.ID: String] {
    var names: [DirectoryUser.ID: String] = [:]
    for change in plan.changes {
      switch change.after ?? change.before {
      case .user(let user)?: names[user.id] = user.name
      case .app(let app)?:
        if let user = app.user, names[user] == nil { names[user] = "of \(app.name)" }
      case .serviceAccount(let account)?:
        if names[account.user] == nil { names[account.user] = "of \(account.name)" }
      default: break
      }
    }
    return names
  }

  private func title(of key: Key, _ names: [DirectoryUser.ID: String]) -> String {
    switch key {
    case .app(let name): "app \(name)"
    case .user(let id): "directory user \(names[id].map { "\($0) (\(id))" } ?? "\(id)")"
    case .templates: "permission templates"
    case .projects: "projects"
    case .settings: "company and settings"
    }
  }

  // MARK: - Entries

  private func entries(of changes: [Change]) -> [PlanEntry] {
    var entries: [PlanEntry] = []
    var folds: [Fold] = []
    var folded: [Fold: [Change]] = [:]
    for change in changes {
      guard let fold = PlanGrouping.fold(of: change) else {
        entries.append(entry(of: change))
        continue
      }
      if folded[fold] == nil { folds.append(fold) }
      folded[fold, default: []].append(change)
    }
    // What widens comes first, so that a long list can't hide it.
    let sorted =
      folds.filter { $0.relation.isWidening } + folds.filter { !$0.relation.isWidening }
    let shown = isVerbose ? sorted[...] : sorted.prefix(PlanGrouping.mostFolds)
    entries += shown.map { entry(of: $0, folded[$0] ?? []) }
    return entries + rest(sorted[shown.endIndex...].map { folded[$0] ?? [] })
  }

  private static func fold(of change: Change) -> Fold? {
    guard case .membership = change.address else { return nil }
    func levels(_ object: CompanyObject?) -> AssignedLevels? {
      guard case .membership(let membership)? = object else { return nil }
      return membership.levels
    }
    return Fold(
      before: levels(change.before),
      after: levels(change.after),
      relation: change.relation,
      reason: change.reason
    )
  }

  private func entry(of fold: Fold, _ changes: [Change]) -> PlanEntry {
    var details: [PlanDetail] = []
    var projects: [Int64] = []
    for change in changes {
      if case .membership(_, let project) = change.address { projects.append(project.value) }
    }
    if projects.count > 1 {
      let list = IDList.text(projects, isWhole: isVerbose)
      details.append(PlanDetail(key: "projects", text: list))
    }
    switch (fold.before, fold.after) {
    case (nil, let after?), (let after?, nil):
      details.append(PlanDetail(key: "levels", text: values.levels(of: after)))
    default:
      if let change = changes.first {
        details += values.details(before: change.before, after: change.after)
      }
    }
    let what =
      projects.count == 1
      ? "membership in project \(projects[0])" : Wording.count(changes.count, "membership")
    return entry(what, changes, details)
  }

  /// How often each relation occurs among changes that are not listed.
  private func rest(_ folded: [[Change]]) -> [PlanEntry] {
    let changes = folded.joined()
    return [Relation.wider, .incomparable, .narrower, .equal].compactMap { relation in
      let alike = changes.filter { $0.relation == relation }
      guard !alike.isEmpty else { return nil }
      let projects = alike.compactMap { change -> Int64? in
        guard case .membership(_, let project) = change.address else { return nil }
        return project.value
      }
      return entry(
        Wording.count(alike.count, "more membership"),
        alike,
        [PlanDetail(key: "projects", text: IDList.text(projects))]
      )
    }
  }

  private func entry(of change: Change) -> PlanEntry {
    var details = values.details(before: change.before, after: change.after)
    if let metrics = change.metrics { details += values.details(of: metrics) }
    if change.drawsSecret {
      let drawn = "drawn by apply, told once and kept nowhere"
      details.append(
        PlanDetail(key: "secret", text: change.before == nil ? drawn : "a new one, \(drawn)")
      )
    }
    return entry(PlanGrouping.what(change), [change], details + pages(of: change))
  }

  /// The URLs that a configuration comes to.
  private func pages(of change: Change) -> [PlanDetail] {
    let pages = pages[change.address] ?? []
    let shown = isVerbose ? pages[...] : pages.prefix(PlanGrouping.mostPages)
    var details = shown.map { page in
      let place = page.project.map { " in project \($0)" } ?? ""
      return PlanDetail(
        key: "\(page.component.rawValue) URL\(place)",
        text: masked(page.url, of: change)
      )
    }
    if pages.count > shown.count {
      details.append(PlanDetail(key: "URLs", text: "… and \(pages.count - shown.count) more"))
    }
    return details
  }

  /// A URL without the secrets among a configuration's values, encoded as they stand there.
  private func masked(_ url: String, of change: Change) -> String {
    guard case .configuration(let configuration)? = change.after else { return url }
    return configuration.values.values.sorted().reduce(url) { url, value in
      let shown = mask(value)
      guard shown != value else { return url }
      return url.replacing(InterpolatedURL("{{value}}").filled { _ in value }, with: shown)
    }
  }

  private func entry(_ what: String, _ changes: [Change], _ details: [PlanDetail]) -> PlanEntry {
    let glyphs = Set(changes.map { PlanGrouping.glyph($0.actions) })
    let first = changes.first
    let reason = first?.reason
    return PlanEntry(
      glyph: glyphs.count == 1 ? glyphs.first ?? "~" : "~",
      what: mask(what),
      address: mask(first?.address.description ?? ""),
      count: changes.count,
      relation: first?.relation ?? .equal,
      reason: reason == plan.made.verb ? nil : reason,
      details: details.map { PlanDetail(key: mask($0.key), text: mask($0.text)) }
    )
  }

  private static func glyph(_ actions: [Change.Action]) -> String {
    switch actions {
    case [.create]: "+"
    case [.delete]: "-"
    case [.update]: "~"
    default: "-/+"
    }
  }

  /// A thing's kind and name.
  private static func what(_ change: Change) -> String {
    switch change.after ?? change.before {
    case .company(let company)?: "company \(company.name)"
    case .allowUserInstalls?: "setting allow_user_installs"
    case .project(let project)?: "project \(project.name) (\(project.id))"
    case .template(let template)?:
      "\(template.scope.name) permission template \(template.name) (\(template.id))"
    case .user(let user)?: "directory user \(user.name)"
    case .membership(let membership)?: "membership in project \(membership.project)"
    case .app(let app)?: "app \(app.name) \(app.recorded.version)"
    case .configuration(let configuration)?: "configuration \(configuration.title)"
    case .serviceAccount(let account)?: "service account \(account.name)"
    case .installRequest(let request)?: "install request \(request.id) by user \(request.by)"
    case nil: "nothing"
    }
  }
}

extension Relation {
  /// Whether anybody may do more.
  var isWidening: Bool { self == .wider || self == .incomparable }

  /// As a reader sees it beside a change.
  var word: String {
    switch self {
    case .equal: "same access"
    case .narrower: "narrower"
    case .wider: "wider"
    case .incomparable: "wider and narrower"
    }
  }
}
