import Foundation

// An evaluation of upgrades by brute force: every question to every cell, before and after. It
// reads the catalog's table by itself and shares no code with the sources.

/// The levels by their order.
let oracleLevels = ["none", "readonly", "standard", "admin"]

/// One tool of the catalog, as its table has it.
struct OracleTool: Hashable {
  let scope: String
  let key: String
  let hasLevels: Bool
  let levels: [String]
  let retired: [String]

  /// The rows of `Sources/Catalog/Data/tools.csv`.
  static let all: [OracleTool] = {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Sources/Catalog/Data/tools.csv")
    let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    return text.split(separator: "\n").dropFirst().map { line in
      // The cells that matter stand before any that is quoted.
      let cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      let levels =
        cells[3] == "any" ? oracleLevels : cells[3].split(separator: "|").map(String.init)
      return OracleTool(
        scope: cells[0],
        key: cells[1],
        hasLevels: levels != ["none"],
        levels: levels,
        retired: cells[5].split(separator: "|").map(String.init)
      )
    }
  }()
}

/// What a manifest asks for: by scope and tool key, a level; what isn't there is none.
struct OracleGrants: Hashable {
  var levels: [String: String] = [:]

  subscript(scope: String, key: String) -> String {
    get { levels["\(scope) \(key)"] ?? "none" }
    set { levels["\(scope) \(key)"] = newValue }
  }

  /// Whether a request is allowed; `project` is `permitted`, `other`, or nil at company scope.
  func allows(_ tool: OracleTool, _ level: String, _ project: String?) -> Bool {
    let rank = oracleLevels.firstIndex(of: level) ?? 0
    if rank == 0 { return true }
    if !tool.hasLevels { return false }
    if tool.scope == "company" {
      if self["company", "directory"] == "admin" && tool.key != "permissions" { return true }
    } else {
      if self["company", "directory"] == "admin" { return true }
      if project != "permitted" { return false }
      if self["project", "directory"] == "admin" { return true }
    }
    return (oracleLevels.firstIndex(of: self[tool.scope, tool.key]) ?? 0) >= rank
  }
}

/// One request: a tool, a level, a kind of project.
struct OracleRequest: Hashable {
  let tool: OracleTool
  let level: String
  let project: String?

  /// Every request there is.
  static let all: [OracleRequest] = OracleTool.all.flatMap { tool in
    oracleLevels.flatMap { level in
      (tool.scope == "company" ? [nil] : ["permitted", "other"]).map {
        OracleRequest(tool: tool, level: level, project: $0)
      }
    }
  }
}

/// The judgement of an upgrade.
struct Oracle {
  let before: OracleGrants
  let after: OracleGrants

  /// The relation over some requests: what is newly allowed, what no longer is.
  private func relation(_ requests: [OracleRequest]) -> String {
    var gained = false
    var lost = false
    for request in requests {
      let was = before.allows(request.tool, request.level, request.project)
      let is_ = after.allows(request.tool, request.level, request.project)
      gained = gained || !was && is_
      lost = lost || was && !is_
    }
    return gained ? lost ? "incomparable" : "wider" : lost ? "narrower" : "equal"
  }

  /// The relation of all cells of the catalog.
  var relation: String { relation(OracleRequest.all) }

  /// The relation of one tool's cells.
  func relation(of tool: OracleTool) -> String {
    relation(OracleRequest.all.filter { $0.tool == tool })
  }

  /// Whether a request was denied before and is allowed after.
  func isWitness(_ request: OracleRequest) -> Bool {
    !before.allows(request.tool, request.level, request.project)
      && after.allows(request.tool, request.level, request.project)
  }

  /// The tools whose declared level differs.
  var rows: [OracleTool] {
    OracleTool.all.filter { before[$0.scope, $0.key] != after[$0.scope, $0.key] }
  }

  /// What else changes when one row alone is undone: tools of either scope, and in which projects.
  func implies(_ row: OracleTool) -> (company: Int, project: Int, projects: String?)? {
    var undone = after
    undone[row.scope, row.key] = before[row.scope, row.key]
    var changed: [OracleTool: Set<String>] = [:]
    for request in OracleRequest.all where request.tool != row {
      let with = after.allows(request.tool, request.level, request.project)
      let without = undone.allows(request.tool, request.level, request.project)
      if with != without { changed[request.tool, default: []].insert(request.project ?? "") }
    }
    if changed.isEmpty { return nil }
    let classes = changed.filter { $0.key.scope == "project" }.values.reduce(into: Set()) {
      $0.formUnion($1)
    }
    return (
      changed.keys.filter { $0.scope == "company" }.count,
      changed.keys.filter { $0.scope == "project" }.count,
      classes.contains("other") ? "all" : classes.contains("permitted") ? "permitted" : nil
    )
  }
}
