import Testing

/// What the oracle says of plans, right ones and ones with a single mistake.
struct OraclePlanTests {
  let tools: PlainTools

  init() throws { tools = try PlainTools.catalog().few }

  // MARK: - A right plan

  @Test func findsNothingWrongWithARightPlan() throws {
    #expect(try judge(install) == [])
  }

  /// The digest comes from Python's `hashlib` over the text without it.
  @Test func knowsTheDigestOfAPlan() throws {
    let plan = try PlainJSONReader.read(
      #"""
      {"warnings": [], "b": {"ö": "a\u0007\t\"", "z": -12}, "changes": [{"id": 1, "after": null}],
       "applied": {"at": "now"}, "digest": "sha256:00"}
      """#
    )
    #expect(
      PlainJudge.digest(of: plan)
        == "sha256:0aadb89ae9d6b519701b8622cf706d7a64927cfde38d3ae3cd15a0f29d0c58e1"
    )
  }

  @Test func appliesARightPlan() throws {
    let before = try PlainSnapshot(json: Self.company)
    var after = before
    #expect(after.apply(changes: install["changes"]?.list ?? []) == [])
    #expect(after.users[160]?["name"] == "crew-board-00000001")
    #expect(
      PlainSnapshot.difference(before, after)
        == ["user/160", "membership/160/6", "app/Crew Board"]
    )
    #expect(PlainSnapshot.difference(after, after) == [])
    #expect(PlainRelation.between(before, after, tools: tools).description == "wider")
    #expect(PlainRelation.between(after, before, tools: tools).description == "narrower")
  }

  // MARK: - One mistake each

  @Test(arguments: [
    ("relation", "equal", "user/160: relation"), ("kind", "app", "user/160: kind"),
    ("actions", "update", "user/160: actions"), ("id", "2", "user/160: id"),
    ("depends_on", "[1]", "user/160: depends_on"),
    ("before", #"{"id": 160}"#, "user/160: before"),
  ])
  func findsAMistakeInAChange(_ key: String, _ value: String, _ problem: String) throws {
    var plan = install
    var changes = plan["changes"]?.list ?? []
    let isJSON = "[{0123456789".contains(value.prefix(1))
    let json = isJSON ? try PlainJSONReader.read(value) : PlainJSON.string(value)
    changes[0][PlainKey(key)] = key == "actions" ? [json] : json
    plan["changes"] = .list(changes)
    let found = try judge(signed(plan))
    #expect(found.contains { $0.hasPrefix(problem) }, "\(found)")
  }

  @Test(arguments: [
    ("create", "2"), ("update", "1"), ("delete", "1"), ("projects_affected", "2"),
    ("relation", #""equal""#),
  ])
  func findsAMistakeInTheSummary(_ key: String, _ value: String) throws {
    var plan = install
    plan["summary"]?[PlainKey(key)] = try PlainJSONReader.read(value)
    let found = try judge(signed(plan))
    #expect(found.count == 1 && found[0].hasPrefix("summary.\(key)"), "\(found)")
  }

  @Test(arguments: [
    ("approvals", "[]"), ("approvals", #"["widen", "remove"]"#), ("applyable", "false"),
    ("digest", #""sha256:00""#),
  ])
  func findsAMistakeInTheWhole(_ key: String, _ value: String) throws {
    var plan = install
    plan[PlainKey(key)] = try PlainJSONReader.read(value)
    let found = try judge(key == "digest" ? plan : signed(plan))
    #expect(found.count == 1 && found[0].hasPrefix(key), "\(found)")
  }

  @Test func findsAnAddressThatStandsThereTwice() throws {
    let change = Self.change(
      "membership/101/6",
      "membership",
      #"{"template": 21}"#,
      #"{"permissions": {"documents": "readonly"}}"#,
      "equal"
    )
    let back = Self.change(
      "membership/101/6",
      "membership",
      #"{"permissions": {"documents": "readonly"}}"#,
      #"{"template": 21}"#,
      "equal"
    )
    let found = try judge(plan([change, back], update: 2, projects: 1, relation: "equal"))
    #expect(found == ["membership/101/6: stands there twice"])
  }

  @Test func findsAChangeThatChangesNothing() throws {
    let same = Self.change(
      "project/6",
      "project",
      #"{"id": 6, "name": "Six"}"#,
      #"{"id": 6, "name": "Six", "active": true}"#,
      "equal"
    )
    let found = try judge(plan([same], update: 1, relation: "equal"))
    #expect(found == ["project/6: changes nothing"])
  }

  @Test func findsReferencesThatLeadNowhere() throws {
    let change = Self.change(
      "membership/101/7",
      "membership",
      "null",
      #"{"project": 7, "template": 99}"#,
      "equal"
    )
    let found = try judge(plan([change], create: 1, projects: 1, relation: "equal"))
    #expect(found == ["membership/101/7: template/99 of scope project isn't there"])
  }

  // MARK: - Order

  /// A template takes a level away, and a member with it leaves it for more: the wrong way round,
  /// with the template raised first, the member would have all of it for a moment.
  @Test func findsAccessThatNeitherSideHas() throws {
    let raise = Self.change(
      "template/21",
      "project_template",
      Self.template("readonly"),
      Self.template("admin"),
      "wider"
    )
    let leave = Self.change(
      "membership/101/6",
      "membership",
      #"{"project": 6, "template": 21}"#,
      #"{"project": 6, "permissions": {"documents": "standard"}}"#,
      "narrower"
    )
    let bad = try judge(
      plan([raise, leave], update: 2, projects: 1, relation: "wider", approvals: ["widen"])
    )
    #expect(bad == ["excess: user/101 project:documents in project/6 after change 1"])
    var (first, second) = (leave, raise)
    first["relation"] = "wider"
    second["relation"] = "equal"
    let good = try judge(
      plan([first, second], update: 2, projects: 1, relation: "wider", approvals: ["widen"])
    )
    #expect(good == [])
  }

  /// A user loses the template's level before a membership of its own gives the same.
  @Test func findsAGapThatNoWarningLists() throws {
    let lower = Self.change(
      "template/21",
      "project_template",
      Self.template("readonly"),
      Self.template(nil),
      "narrower"
    )
    let give = Self.change(
      "membership/101/6",
      "membership",
      #"{"project": 6, "template": 21}"#,
      #"{"project": 6, "permissions": {"documents": "readonly"}}"#,
      "wider"
    )
    var gap = plan([lower, give], update: 2, projects: 1, relation: "equal")
    #expect(try judge(gap) == ["gap: user/101 project:documents in project/6 after change 1"])
    gap["warnings"] = [["rule": "project-access-gap", "projects": [7]]]
    #expect(try judge(signed(gap)).count == 1)
    gap["warnings"] = [["rule": "project-access-gap", "projects": [6, 7]]]
    #expect(try judge(signed(gap)) == [])
  }

  // MARK: - Settings, removals, names

  @Test func countsTheSettingAsWiderOn() throws {
    let on = #"{"allow_user_installs": true}"#
    let off = #"{"allow_user_installs": false}"#
    let turn = Self.change("setting/allow_user_installs", "setting", off, on, "wider")
    #expect(
      try judge(plan([turn], update: 1, relation: "wider", approvals: ["widen"])) == []
    )
    #expect(try judge(plan([turn], update: 1, relation: "wider")).count == 1)
    var after = try PlainSnapshot(json: Self.company)
    let before = after
    #expect(after.apply(changes: [turn]) == [])
    #expect(PlainRelation.between(after, before, tools: tools).description == "equal")
    #expect(PlainSnapshot.difference(before, after) == ["setting/allow_user_installs"])
  }

  @Test func asksForRemovalOfMembershipsAndActiveUsers() throws {
    let leave = Self.change(
      "membership/101/6",
      "membership",
      #"{"template": 21}"#,
      "null",
      "narrower"
    )
    let user = #"{"id": 101, "name": "Lead", "login": "lead@acme.example""#
    let off = Self.change("user/101", "user", user + "}", user + #", "active": false}"#, "narrower")
    let left = plan([leave], delete: 1, projects: 1, relation: "narrower")
    #expect(try judge(left) == ["approvals: `remove` should be there"])
    let switched = plan([off], update: 1, relation: "narrower", approvals: ["remove"])
    #expect(try judge(switched) == [])
  }

  @Test func carriesConfigurationsThroughARename() throws {
    let app = Self.app(name: "Daily/Sync", user: "150")
    let rename = Self.change(
      "app/Daily~1Sync",
      "app",
      app,
      Self.app(name: "Sync", user: "150"),
      "equal"
    )
    let target = #""title": "East", "projects""#
    let move = Self.change(
      "configuration/Sync/East",
      "configuration",
      "{\(target): [6]}",
      "{\(target): [7]}",
      "equal"
    )
    #expect(try judge(plan([rename, move], update: 2, projects: 2, relation: "equal")) == [])
    let before = try PlainSnapshot(json: Self.company)
    var after = before
    #expect(after.apply(changes: [rename, move]) == [])
    #expect(
      PlainSnapshot.difference(before, after) == ["app/Daily~1Sync", "configuration/Sync/East"]
    )
    let stale = try judge(plan([move], update: 1, projects: 2, relation: "equal"))
    #expect(stale.contains("configuration/Sync/East: no such app"))
  }

  @Test func takesARefusedPlanWithoutChanges() throws {
    var refused = plan([], relation: "equal")
    refused["refused"] = [["rule": .null, "message": "no"]]
    #expect(try judge(signed(refused)) == [])
    refused["applyable"] = true
    #expect(try judge(signed(refused)).count == 1)
  }

  // MARK: - Small parts

  private func judge(_ plan: PlainJSON) throws -> [String] {
    try PlainJudge.judge(
      snapshotBefore: Self.company,
      plan: plan.canonicalText,
      tools: tools
    )
  }

  /// The same with the digest that it has.
  private func signed(_ plan: PlainJSON) -> PlainJSON {
    var plan = plan
    plan["digest"] = .string(PlainJudge.digest(of: plan))
    return plan
  }

  private func plan(
    _ changes: [PlainJSON],
    create: Int = 0,
    update: Int = 0,
    delete: Int = 0,
    projects: Int = 0,
    relation: String,
    approvals: PlainJSON = []
  ) -> PlainJSON {
    var numbered = changes
    for index in changes.indices { numbered[index]["id"] = .integer(index + 1) }
    return signed([
      "changes": .list(numbered), "warnings": [], "approvals": approvals,
      "summary": [
        "create": .integer(create), "update": .integer(update), "delete": .integer(delete),
        "projects_affected": .integer(projects), "relation": .string(relation),
      ],
      "applyable": .boolean(!changes.isEmpty),
    ])
  }

  /// A new app with its directory user, a member of one project.
  private var install: PlainJSON {
    let user =
      #"{"id": 160, "name": "crew-board-00000001", "login": "crew-board-00000001@procore.com", "#
      + #""active": true, "permissions": {"documents": "readonly"}}"#
    return plan(
      [
        Self.change("user/160", "user", "null", user, "wider"),
        Self.change(
          "app/Crew Board",
          "app",
          "null",
          Self.app(name: "Crew Board", user: "160"),
          "equal"
        ),
        Self.change(
          "membership/160/6",
          "membership",
          "null",
          #"{"project": 6, "permissions": {"documents": "standard"}}"#,
          "wider"
        ),
      ],
      create: 3,
      projects: 1,
      relation: "wider",
      approvals: ["widen"]
    )
  }

  private static func change(
    _ address: String,
    _ kind: String,
    _ before: String,
    _ after: String,
    _ relation: String
  ) -> PlainJSON {
    let (was, isNow) = (read(before), read(after))
    let action: PlainJSON = was == .null ? "create" : isNow == .null ? "delete" : "update"
    return [
      "id": 1, "address": .string(address), "kind": .string(kind), "actions": [action],
      "reason": "test", "before": was, "after": isNow, "relation": .string(relation),
      "depends_on": [],
    ]
  }

  private static func read(_ text: String) -> PlainJSON {
    do {
      return try PlainJSONReader.read(text)
    } catch {
      Issue.record(error)
      return .null
    }
  }

  private static func app(name: String, user: String) -> String {
    #"{"name": "\#(name)", "uid": "u\#(user)", "version": "1.0.0", "user": \#(user), "#
      + #""manifest": {"schema_version": "4.1", "permissions": {"project": {"rfi": "readonly"}}}}"#
  }

  private static func template(_ level: String?) -> String {
    let levels = level.map { #""documents": "\#($0)""# } ?? ""
    return #"{"id": 21, "name": "Field", "scope": "project", "permissions": {\#(levels)}}"#
  }

  private static let company = """
    {"format_version": "1.0", "company": {"id": 1, "name": "Acme"},
     "projects": [{"id": 6, "name": "Six"}, {"id": 7, "name": "Seven"}],
     "permission_templates": [\(template("readonly"))],
     "users": [
       {"id": 101, "name": "Lead", "login": "lead@acme.example",
        "memberships": [{"project": 6, "template": 21}]},
       {"id": 150, "name": "daily-sync-0", "login": "daily-sync-0@procore.com"}],
     "apps": [\(app(name: "Daily/Sync", user: "150").dropLast()),
        "configurations": [{"title": "East", "projects": [6]}]}]}
    """
}
