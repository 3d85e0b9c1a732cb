/// Judges a plan by what it says of a company, every cell looked at.
struct PlainJudge {
  private let before: PlainSnapshot
  private let plan: PlainJSON
  private let changes: [PlainJSON]
  /// The company before the plan and after each change.
  private var states: [PlainSnapshot]
  private var cells: [PlainCells] = []
  private let frame: PlainCells.Frame
  private(set) var problems: [String] = []

  /// The company that the plan leads to, by the plan alone.
  var after: PlainSnapshot { states.last ?? before }

  /// All that is wrong with a plan on a company; nothing with a right one.
  ///
  /// The tools are those to look at besides what the company or the plan names.
  static func judge(_ before: PlainSnapshot, _ plan: PlainJSON, tools: PlainTools) -> [String] {
    PlainJudge(before, plan, tools: tools).problems
  }

  static func judge(snapshotBefore: String, plan: String, tools: PlainTools) throws -> [String] {
    judge(try PlainSnapshot(json: snapshotBefore), try PlainJSONReader.read(plan), tools: tools)
  }

  init(_ before: PlainSnapshot, _ plan: PlainJSON, tools: PlainTools) {
    self.before = before
    self.plan = plan
    changes = plan["changes"]?.list ?? []
    states = [before]
    var found: [String] = []
    var state = before
    for change in changes {
      found += state.apply(change)
      states.append(state)
    }
    let dangling = Set(before.dangling)
    found += state.dangling.filter { !dangling.contains($0) }
    frame = PlainCells.Frame(states, tools: tools)
    problems = found
    cells = states.map { PlainCells(of: $0, in: frame) }
    checkChanges()
    checkRelations()
    checkOrder()
    checkSummary()
    checkApprovals()
    checkRequests()
    checkDigest()
  }

  private mutating func expect(_ what: String, _ found: PlainJSON?, _ right: PlainJSON) {
    guard found != right else { return }
    problems.append(
      "\(what) is \(found?.canonicalText ?? "not there"), but it is \(right.canonicalText)"
    )
  }

  // MARK: - Changes

  private mutating func checkChanges() {
    var addresses: Set<PlainKey> = []
    for (index, change) in changes.enumerated() {
      let address = change["address"]?.key ?? ""
      expect("\(address): id", change["id"], .integer(index + 1))
      if !addresses.insert(address).inserted { problems.append("\(address): stands there twice") }
      let needed = (change["depends_on"]?.list ?? []).map { $0.integer ?? 0 }
      if needed.contains(where: { $0 < 1 || $0 > index }) || Set(needed).count < needed.count {
        problems.append("\(address): depends_on \(needed) isn't earlier changes, each once")
      }
      checkKind(change, address)
    }
  }

  private mutating func checkKind(_ change: PlainJSON, _ address: PlainKey) {
    guard let place = PlainAddress(address.text) else { return }
    let was = PlainSnapshot.normalised(change["before"] ?? .null, at: place)
    let isNow = PlainSnapshot.normalised(change["after"] ?? .null, at: place)
    expect("\(address): kind", change["kind"], .string(place.kind(of: isNow ?? was)))
    // A secret is drawn by apply, so a plan that has a new one drawn can't show a difference.
    let isRotation = change["kind"] == "service_account" && was != nil
    if was == isNow, !isRotation, change["metrics"] == nil {
      problems.append("\(address): changes nothing")
    }
    switch (was == nil, isNow == nil) {
    case (true, _): expect("\(address): actions", change["actions"], ["create"])
    case (_, true): expect("\(address): actions", change["actions"], ["delete"])
    default:
      if change["actions"] != ["delete", "create"] {
        expect("\(address): actions", change["actions"], ["update"])
      }
    }
  }

  // MARK: - Access

  private mutating func checkRelations() {
    for (index, change) in changes.enumerated() {
      let relation = relation(from: index, to: index + 1)
      expect(
        "\(change["address"]?.text ?? ""): relation",
        change["relation"],
        .string(relation.description)
      )
    }
  }

  private func relation(from start: Int, to end: Int) -> PlainRelation {
    var relation = PlainRelation(cells[start], cells[end])
    relation.add(settingFrom: states[start], to: states[end])
    return relation
  }

  /// No access in between that neither side has; none lost in between but where a warning says so.
  private mutating func checkOrder() {
    guard let last = cells.last, cells.count > 2 else { return }
    let first = cells[0]
    let listed = gaps
    for index in 1..<cells.count - 1 {
      let current = cells[index]
      // Most changes leave most cells alone; a state like either side can't be wrong.
      guard current != first, current != last else { continue }
      for cell in current.levels.indices {
        let (was, level, isNow) = (first.levels[cell], current.levels[cell], last.levels[cell])
        if level > max(was, isNow) {
          problems.append("excess: \(frame.place(of: cell).name) after change \(index)")
        }
        guard level < min(was, isNow) else { continue }
        let place = frame.place(of: cell)
        if let project = place.project {
          if listed.contains(project) { continue }
        } else if hasGapWarning {
          // At company scope, and in any new project, there is no project to be named.
          continue
        }
        problems.append("gap: \(place.name) after change \(index)")
      }
    }
  }

  private var hasGapWarning: Bool {
    (plan["warnings"]?.list ?? []).contains { $0["rule"] == "project-access-gap" }
  }

  /// The projects of warnings of gaps.
  private var gaps: Set<Int> {
    let warnings = (plan["warnings"]?.list ?? []).filter { $0["rule"] == "project-access-gap" }
    return Set(warnings.flatMap { $0["projects"]?.list ?? [] }.compactMap(\.integer))
  }

  // MARK: - The whole

  private mutating func checkSummary() {
    let summary = plan["summary"] ?? [:]
    for action: PlainKey in ["create", "update", "delete"] {
      let count = changes.count { ($0["actions"]?.list ?? []).contains(.text(action)) }
      expect("summary.\(action)", summary[action], .integer(count))
    }
    expect(
      "summary.relation",
      summary["relation"],
      .string(relation(from: 0, to: cells.count - 1).description)
    )
    expect("summary.projects_affected", summary["projects_affected"], .integer(affected.count))
    let isRefused = !(plan["refused"]?.list ?? []).isEmpty
    if isRefused, !changes.isEmpty { problems.append("refused, and yet there are changes") }
    expect("applyable", plan["applyable"], .boolean(!isRefused && !changes.isEmpty))
  }

  /// The projects with a change to a membership or configuration.
  private var affected: Set<Int> {
    var projects: Set<Int> = []
    for change in changes {
      switch PlainAddress(change["address"]?.text ?? "") {
      case .membership(_, let project)?: projects.insert(project)
      case .configuration?:
        for side: PlainKey in ["before", "after"] {
          projects.formUnion((change[side]?["projects"]?.list ?? []).compactMap(\.integer))
        }
      default: break
      }
    }
    return projects
  }

  private mutating func checkApprovals() {
    let approvals = plan["approvals"]?.list ?? []
    let widens = relation(from: 0, to: cells.count - 1).rises
    let removes = changes.contains { change in
      let (was, isNow) = (change["before"] ?? .null, change["after"] ?? .null)
      guard was != .null else { return false }
      switch change["kind"] {
      case "membership", "configuration", "service_account": return isNow == .null
      case "user":
        let wasActive = was["active"]?.boolean ?? true
        return wasActive && (isNow == .null || isNow["active"] == false)
      default: return false
      }
    }
    for (approval, isNeeded): (PlainJSON, Bool) in [("widen", widens), ("remove", removes)]
    where approvals.contains(approval) != isNeeded {
      problems.append(
        "approvals: `\(approval.text ?? "")` should \(isNeeded ? "" : "not ")be there"
      )
    }
  }

  /// A wish stays as it was made, and whoever asked for an app that comes has it.
  private mutating func checkRequests() {
    for (id, request) in after.installRequests {
      let name = request["app"]?.key ?? ""
      let uid = request["manifest"]?["app_manifest"]?["uid"]?.key
      let isThere = after.apps.contains { $0.name == name }
      if let was = before.installRequests[id], plan["made"]?["verb"] != "import" {
        var same = request
        same["state"] = was["state"]
        if !PlainObject.same(was, same) { problems.append("install-request/\(id): was edited") }
        if was["state"] != "approved", request["state"] == "approved", !isThere {
          problems.append("install-request/\(id): approved, and there is no `\(name)`")
        }
      }
      let hasCome = changes.contains { change in
        guard change["kind"] == "app", change["before"] == .null else { return false }
        let other = change["after"]?["uid"]?.key
        return change["after"]?["name"]?.key == name
          && (uid == nil || other == nil || other == uid)
      }
      if hasCome, request["state"] == "pending", plan["made"]?["verb"] != "import" {
        problems.append("install-request/\(id): pending, and `\(name)` has come")
      }
    }
  }

  private mutating func checkDigest() {
    expect("digest", plan["digest"], .string(PlainJudge.digest(of: plan)))
  }

  /// The digest of a plan's canonical JSON without it and without what applying adds.
  static func digest(of plan: PlainJSON) -> String {
    var plan = plan
    for key: PlainKey in ["digest", "applied", "secret"] { plan[key] = nil }
    return PlainSHA256.digest(plan.canonical)
  }
}
