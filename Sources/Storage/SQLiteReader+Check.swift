import Catalog
import Companies
import GRDB
import Manifests

// What is wrong with a store, looked for everywhere.
extension SQLiteReader {
  /// Each problem as a sentence without its stop.
  func problems() throws -> [String] {
    var problems = try rows("PRAGMA integrity_check(100)") { try $0.text(0) }
      .filter { $0 != "ok" }.map { "the store is damaged: \($0)" }
    problems += try danglingReferences()
    problems += try templateProblems()
    problems += try appNameProblems()
    problems += try requestRowProblems()
    problems += try ownerProblems()
    problems += try credentialProblems()
    problems += try levelProblems()
    problems += try logCheck().problems
    do {
      problems += try versionProblems()
      problems += try loginProblems()
      problems += try ownTemplateProblems()
      problems += try toolProblems()
      problems += try snapshotProblems()
    } catch let error as BrokenRow {
      problems.append("the store is damaged: \(error.detail)")
    }
    return problems
  }

  private func danglingReferences() throws -> [String] {
    var counts: [String: Int] = [:]
    try each("PRAGMA foreign_key_check") { row in
      let text = "`\(try row.text(0))` names something in `\(try row.text(2))` that isn't there"
      counts[text, default: 0] += 1
      return true
    }
    return counts.sorted { $0.key.precedesInBytes($1.key) }
      .map { $0.value == 1 ? $0.key : "\($0.key), \($0.value) times" }
  }

  /// Templates that stand where those of their scope or project can't.
  private func templateProblems() throws -> [String] {
    let uses = [
      """
      SELECT users.id, templates.id FROM users
      JOIN templates ON templates.id = users.company_template_id
      WHERE templates.scope <> 'company'
      """,
      """
      SELECT users.id, templates.id FROM users
      JOIN templates ON templates.id = users.default_project_template_id
      WHERE templates.scope <> 'project' OR templates.project_id IS NOT NULL
      """,
      """
      SELECT memberships.user_id, templates.id FROM memberships
      JOIN templates ON templates.id = memberships.template_id
      WHERE templates.scope <> 'project' OR templates.project_id <> memberships.project_id
      """,
    ]
    return try uses.flatMap { sql in
      try rows(sql + " LIMIT 100") {
        "user \(try $0.integer(0)) has permission template \(try $0.integer(1)), which can't stand"
          + " there"
      }
    }
  }

  /// Apps that no uid tells from another one of their name.
  private func appNameProblems() throws -> [String] {
    try rows(
      """
      SELECT name FROM apps GROUP BY name HAVING count(*) > 1 AND count(uid) < count(*)
      ORDER BY name LIMIT 100
      """
    ) { "several apps have the name `\(try $0.text(0))`, and not each has a uid" }
  }

  /// Directory users that are the own ones of more than one thing.
  private func ownerProblems() throws -> [String] {
    try rows(
      """
      SELECT owned.user_id FROM
        (SELECT user_id FROM apps WHERE user_id IS NOT NULL
          UNION ALL SELECT user_id FROM service_accounts) AS owned
      GROUP BY owned.user_id HAVING count(*) > 1 ORDER BY owned.user_id LIMIT 100
      """
    ) { "user \(try $0.integer(0)) belongs to more than one app or service account" }
  }

  /// Service accounts with the credentials of another one, or a digest of a secret that is none.
  private func credentialProblems() throws -> [String] {
    let shared = try rows(
      """
      SELECT client_id, count(*) FROM service_accounts WHERE client_id IS NOT NULL
      GROUP BY client_id HAVING count(*) > 1 ORDER BY client_id LIMIT 100
      """
    ) { "\(try $0.integer(1)) service accounts have the client id `\(try $0.text(0))`" }
    let digests = try rows(
      """
      SELECT name, secret_digest FROM service_accounts WHERE secret_digest IS NOT NULL
      ORDER BY name
      """
    ) { (name: try $0.text(0), digest: try $0.text(1)) }
    return shared
      + digests.filter { !ServiceAccount.isSecretDigest($0.digest) }.prefix(100)
      .map { "the service account `\($0.name)` has no sound digest of its secret" }
  }

  /// Users and memberships that have levels of their own beside a template.
  private func levelProblems() throws -> [String] {
    let ofUsers = try rows(
      """
      SELECT id FROM users WHERE company_template_id IS NOT NULL AND company_levels IS NOT NULL
      ORDER BY id LIMIT 100
      """
    ) { "user \(try $0.integer(0)) has a company template and levels of its own" }
    return try ofUsers
      + rows(
        """
        SELECT user_id, project_id FROM memberships
        WHERE template_id IS NOT NULL AND levels IS NOT NULL
        ORDER BY user_id, project_id LIMIT 100
        """
      ) {
        "the membership of user \(try $0.integer(0)) in project \(try $0.integer(1)) has a"
          + " template and levels of its own"
      }
  }

  private func versionProblems() throws -> [String] {
    func problems(_ sql: String, _ name: (Row) throws -> String) throws -> [String] {
      try rows(sql) { (name: try name($0), version: try $0.text(1)) }
        .filter { AppVersion($0.version) == nil }.prefix(100)
        .map { "\($0.name) has the version `\($0.version)`, which is none" }
    }
    return try problems("SELECT name, version FROM apps ORDER BY name, uid") {
      "app `\(try $0.text(0))`"
    }
      + problems("SELECT id, version FROM install_requests ORDER BY id") {
        "install request \(try $0.integer(0))"
      }
  }

  /// Templates that say of themselves, or of each other, what can't be.
  private func ownTemplateProblems() throws -> [String] {
    let templates = try templates()
    let known = Set(templates.map(\.id))
    var problems: [String] = []
    for template in templates {
      if template.scope == .company, let project = template.project {
        problems.append(
          "permission template \(template.id) is of scope company and belongs to project \(project)"
        )
      }
      for other in template.assignable where !known.contains(other) {
        problems.append(
          "who has permission template \(template.id) may assign \(other), which isn't there"
        )
      }
    }
    return Array(problems.prefix(100))
  }

  /// Days whose rows of the portal's export aren't what was counted.
  private func requestRowProblems() throws -> [String] {
    guard try database.tableExists("app_request_rows") else { return [] }
    return try rows(
      """
      SELECT apps.name, listed.date FROM
        (SELECT app_id, date, sum(count) AS total FROM app_request_rows GROUP BY app_id, date)
        AS listed
      JOIN apps ON apps.id = listed.app_id
      LEFT JOIN app_requests
        ON app_requests.app_id = listed.app_id AND app_requests.date = listed.date
      WHERE app_requests.count IS NULL OR app_requests.count <> listed.total
      ORDER BY apps.name, listed.date LIMIT 100
      """
    ) {
      "the rows of \(try $0.text(1)) for `\(try $0.text(0))` don't add up to the requests of that day"
    }
  }

  private func loginProblems() throws -> [String] {
    var wrong: [String] = []
    try each("SELECT id, login, login_folded FROM users ORDER BY id") { row in
      if try row.optionalText(2)?.stored != FoldedLogin.stored(try row.text(1)) {
        wrong.append("user \(try row.integer(0)) can't be found by its login")
      }
      return wrong.count < 100
    }
    return wrong
  }

  /// Reads everything once, and counts the tools that the company alone names.
  private func toolProblems() throws -> [String] {
    var tools = OwnToolCount()
    tools.add(OwnTool.of(try profile()))
    try eachProject {
      tools.add(OwnTool.of($0.tools, .project))
      return true
    }
    for template in try templates() {
      tools.add(OwnTool.of(template.levels, template.scope))
    }
    try eachUser { user in
      tools.add(OwnTool.of(user.companyLevels, .company))
      for membership in try memberships(of: user.id) {
        tools.add(OwnTool.of(membership.levels, .project))
      }
      return true
    }
    for app in try apps() { tools.add(OwnTool.of(app.recorded.manifest)) }
    for request in try installRequests() { tools.add(OwnTool.of(request.recorded.manifest)) }
    _ = try serviceAccounts()
    _ = try (unknown(), assumed())
    var kept = OwnToolCount()
    try each("SELECT scope, tool, uses FROM company_tools") { row in
      let tool = OwnTool(scope: try row.scope(0), key: try row.text(1))
      kept.add([tool], times: try row.integer(2))
      return true
    }
    return kept.counts == tools.counts
      ? [] : ["the list of the company's own tools doesn't match what names them"]
  }
}
