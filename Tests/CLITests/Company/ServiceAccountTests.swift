import Foundation
import Testing

@Suite struct ServiceAccountTests {
  static let create = [
    "service-account", "create", "Ledger/Export", "--contact", "it@acme.example",
  ]
  static let name = "Ledger/Export"

  /// The company with a service account, and the secret that it got.
  static func withAccount(_ body: (Acme, String) throws -> Void) throws {
    try inCompany { acme in
      try body(acme, try secret(acme.succeed(create + ["--yes", "--format", "json"])))
    }
  }

  static func secret(
    _ run: Binary.Run,
    _ location: SourceLocation = #_sourceLocation
  ) throws -> String {
    let secret = try #require(try run.json()["secret"] as? String, sourceLocation: location)
    #expect(secret.wholeMatch(of: /[0-9a-f]{64}/) != nil, sourceLocation: location)
    return secret
  }

  static func account(_ acme: Acme, _ name: String = name) throws -> [String: Any] {
    try #require(try acme.objects("service_accounts").first { $0["name"] as? String == name })
  }

  static func user(_ acme: Acme, _ name: String = name) throws -> [String: Any] {
    let id = try account(acme, name)["user"] as? Int
    return try #require(try acme.objects("users").first { $0["id"] as? Int == id })
  }

  static func digest(_ acme: Acme) throws -> String {
    try #require(try account(acme)["secret_digest"] as? String)
  }

  static func assign(_ more: String...) -> [String] {
    ["service-account", "assign", name] + more
  }

  // MARK: - What each does

  @Test func `a new account has a user who may do nothing`() throws {
    try Self.withAccount { acme, _ in
      let account = try Self.account(acme)
      #expect(account["contact"] as? String == "it@acme.example")
      let client = try #require(account["client_id"] as? String)
      #expect(client.wholeMatch(of: /[0-9a-f]{32}/) != nil)
      let user = try Self.user(acme)
      #expect(user["name"] as? String == Self.name)
      let login = try #require(user["login"] as? String)
      #expect(login.wholeMatch(of: /ledger-export-[0-9a-f]{8}@procore\.com/) != nil)
      let id = try #require(user["id"] as? Int)
      #expect(id >= 1 << 40 && id < 1 << 53)
      #expect(user["active"] as? Bool == true)
      #expect((user["memberships"] as? [Any])?.isEmpty == true)
      let list = ["access", "list", "service-account/\(Self.name)", "--format", "json"]
      #expect((try acme.run(list).json()["cells"] as? [Any])?.isEmpty == true)
      #expect(try acme.succeed(["company", "check"]).status == 0)
    }
  }

  @Test func `the plan of a new account says all of it but the secret`() throws {
    try inCompany { acme in
      let plan = try acme.plan(Self.create)
      #expect(plan.actions == ["user create", "service_account create"])
      #expect(plan.reasons == ["service-account create"])
      #expect(plan.relation == "equal" && plan.approvals.isEmpty)
      let after = try #require(plan.changes.last?["after"] as? [String: Any])
      #expect(after["secret_digest"] is NSNull)
      #expect(after["client_id"] is String)
      let address = plan.changes.last?["address"] as? String
      #expect(address == "service-account/Ledger~1Export")
      #expect(plan.json["secret"] == nil)
    }
  }

  @Test func `names and ids are drawn by the plan`() throws {
    try inCompany { acme in
      try acme.succeed(Self.create + ["--out", "p.json"])
      let saved = ShownPlan(try #require(try acme.binary.json("p.json")))
      let after = try #require(saved.changes.last?["after"] as? [String: Any])
      try acme.succeed(["apply", "p.json", "--yes"])
      let account = try Self.account(acme)
      #expect(account["client_id"] as? String == after["client_id"] as? String)
      #expect(account["user"] as? Int == after["user"] as? Int)
    }
  }

  @Test func `assigning is setting the account's user`() throws {
    try Self.withAccount { acme, _ in
      let plan = try acme.plan(
        Self.assign("--project", "6", "--template", "Field", "--company-template", "Office")
      )
      #expect(plan.reasons == ["service-account assign"])
      #expect(plan.actions == ["user update", "membership create"])
      #expect(plan.approvals == ["widen"])
      try acme.carryOut(
        Self.assign("--all-projects", "--template", "21", "--company-template", "11")
          + ["--default-project-template", "Field", "--add-to-new-projects"]
      )
      let user = try Self.user(acme)
      #expect(user["company_template"] as? Int == 11)
      #expect(user["default_project_template"] as? Int == 21)
      #expect(user["add_to_new_projects"] as? Bool == true)
      #expect((user["memberships"] as? [Any])?.count == 3)
      let check = ["access", "check", "service-account/\(Self.name)"]
      #expect(try acme.run(check + ["company:documents:readonly"]).status == 0)
      for (project, status) in [("6", 0), ("new", 0), ("8", 1)] {
        let question = ["project:daily_log:standard", "--project", project]
        #expect(try acme.run(check + question).status == Int32(status), "\(project)")
      }
      let who = try acme.run(["access", "who-can", "project:daily_log:standard", "--project", "7"])
      #expect(who.output.contains("service-account/\(Self.name)"))
      try acme.carryOut(Self.assign("--remove-project", "6", "--inactive"))
      #expect(try Self.user(acme)["active"] as? Bool == false)
      #expect(try acme.run(check + ["company:documents:readonly"]).status == 1)
      let nothing = try acme.plan(Self.assign("--inactive"))
      #expect(nothing.changes.isEmpty && nothing.approvals.isEmpty)
    }
  }

  @Test func `rotating gives a new secret, listed though both sides read alike`() throws {
    try Self.withAccount { acme, first in
      let old = try Self.digest(acme)
      let plan = try acme.plan(["service-account", "rotate", Self.name])
      #expect(plan.actions == ["service_account update"])
      #expect(plan.relation == "equal" && plan.approvals.isEmpty)
      let (before, after) = (plan.changes[0]["before"], plan.changes[0]["after"])
      #expect(try Self.object(before) == Self.object(after))
      #expect(try Self.object(before)["secret_digest"] as? NSNull != nil)
      let rotate = ["service-account", "rotate", Self.name, "--yes", "--format", "json"]
      // Again and again, within one second: each is a secret of its own.
      var secrets = [first]
      for _ in 0..<3 {
        secrets.append(
          try Self.secret(acme.succeed(rotate + ["--now", "2026-11-24T09:30:00Z"]))
        )
      }
      #expect(Set(secrets).count == 4)
      #expect(try Self.digest(acme) != old)
      #expect(try acme.log().count == 5)
      let user = try Self.user(acme)["id"] as? Int
      #expect(try Self.account(acme)["user"] as? Int == user)
      #expect(try acme.succeed(["log", "--verify"]).status == 0)
    }
  }

  private static func object(_ value: Any?) throws -> NSDictionary {
    NSDictionary(dictionary: try #require(value as? [String: Any]))
  }

  @Test func `the digest is that of the secret`() throws {
    try Self.withAccount { acme, secret throws in
      #expect(try Self.digest(acme) == "sha256:" + Acme.sha256(secret))
    }
  }

  @Test func `deleting takes the user and its memberships along`() throws {
    try Self.withAccount { acme, _ in
      try acme.carryOut(Self.assign("--project", "6", "--project", "7", "--template", "Field"))
      let before = try acme.objects("users").count
      let delete = ["service-account", "delete", Self.name]
      let plan = try acme.plan(delete)
      #expect(
        plan.actions == [
          "membership delete", "membership delete", "service_account delete", "user delete",
        ]
      )
      #expect(plan.approvals == ["remove"] && plan.relation == "narrower")
      for flags in [[], ["--yes"], ["--allow-widen"]] {
        let run = try acme.run(delete + flags)
        #expect(run.status == 7)
        #expect(run.error.contains("--allow-remove"))
      }
      try acme.succeed(delete + ["--allow-remove"])
      #expect(try acme.objects("service_accounts").isEmpty)
      #expect(try acme.objects("users").count == before - 1)
      #expect(try acme.succeed(["company", "check"]).status == 0)
      // The name is free again.
      try acme.succeed(Self.create + ["--yes"])
    }
  }

  @Test func `an account without memberships, its user switched off, takes the approval too`()
    throws
  {
    try Self.withAccount { acme, _ in
      try acme.carryOut(Self.assign("--inactive"))
      let plan = try acme.plan(["service-account", "delete", Self.name])
      #expect(plan.actions == ["service_account delete", "user delete"])
      #expect(plan.approvals == ["remove"])
    }
  }

  // MARK: - Refusals, rights and gates

  @Test func `what can't be done is refused`() throws {
    try Self.withAccount { acme, _ in
      try acme.expectRefusal(Self.create, naming: "`Ledger/Export` already")
      for verb in ["assign", "rotate", "delete"] {
        try acme.expectRefusal(
          ["service-account", verb, "Ledger/Exports"],
          naming: "did you mean `Ledger/Export`"
        )
        // Names are compared exactly.
        try acme.expectRefusal(["service-account", verb, "ledger/export"], naming: "there is no")
      }
      try acme.expectRefusal(Self.assign("--company-template", "Field"), naming: "Field")
      try acme.expectRefusal(Self.assign("--project", "99"), naming: "99")
      for (name, contact) in [("", "x"), ("New", "")] {
        try acme.expectRefusal(
          ["service-account", "create", name, "--contact", contact],
          naming: name.isEmpty ? "name" : "contact"
        )
      }
    }
  }

  @Test func `a user whom records name stays`() throws {
    let snapshot =
      Acme.snapshot + """
          - {id: 105, name: Old, login: old}
        service_accounts: [{name: Old, user: 105}]
        apps:
          - {name: Viewer, version: 1.0.0, state: installed, source: custom, used_by: [{user: 105}],
             manifest: {schema_version: "4.1"}, authentication: [user_level]}

        """
    try inCompany(snapshot) { acme in
      try acme.expectRefusal(["service-account", "delete", "Old"], naming: "`Viewer`")
    }
  }

  @Test(
    arguments: [
      create, assign("--project", "6"), ["service-account", "rotate", name],
      ["service-account", "delete", name],
    ]
  )
  func `takes admin on the Admin tool or the Directory`(verb: [String]) throws {
    try inCompany { acme in
      if verb != Self.create { try acme.succeed(Self.create + ["--yes"]) }
      try acme.expectRefusal(verb + ["--as", "worker@acme.example"], naming: "worker@acme.example")
      for login in ["lead@acme.example", "admin@acme.example"] {
        #expect(try acme.plan(verb + ["--as", login]).isApplyable)
      }
      // Whoever applies it needs the right as well.
      try acme.succeed(verb + ["--out", "p.json"])
      let all = ["--yes", "--allow-widen", "--allow-remove"]
      let apply = ["apply", "p.json"] + all + ["--as"]
      #expect(try acme.run(apply + ["worker@acme.example"]).status == 1)
      #expect(try acme.run(apply + ["admin@acme.example"]).status == 0)
    }
  }

  @Test func `nobody signs in as an account`() throws {
    try Self.withAccount { acme, _ in
      let login = try #require(try Self.user(acme)["login"] as? String)
      try acme.expectRefusal(
        ["service-account", "rotate", Self.name, "--as", login],
        naming: "service account"
      )
    }
  }

  @Test(
    arguments: [
      ["service-account", "create", "New"], assign("--project", "6"), assign("--inactive"),
      ["service-account", "rotate", name], ["service-account", "delete", name],
      ["service-account", "rotate", "Nothing"], create, assign("--active"),
    ]
  )
  func `every use says that these accounts ended`(verb: [String]) throws {
    try Self.withAccount { acme, _ in
      let run = try acme.run(verb + ["--dry-run", "--format", "json"])
      let warnings = ShownPlan(try run.json()).warnings.filter {
        $0["rule"] as? String == "service-account-ended"
      }
      #expect(warnings.count == 1)
      let message = try #require(warnings.first?["message"] as? String)
      for word in ["2025-03-18", "credentials", "used", "permissions", "DMSA", "dmsa install"] {
        #expect(message.contains(word), "\(word)")
      }
      #expect(message.last != ".")
    }
  }

  @Test func `risks of its templates are those of a manifest`() throws {
    try Self.withAccount { acme, _ in
      for (name, scope) in [("Boss", "company"), ("Chief", "project")] {
        try acme.succeed(
          ["template", "create", name, "--scope", scope, "--set", "directory=admin", "--yes"]
        )
      }
      let boss = Self.assign("--company-template", "Boss")
      let plan = try acme.plan(boss)
      #expect(plan.warningRules.contains("company-directory-admin"))
      #expect(plan.approvals.contains("risk:company-directory-admin"))
      let refused = try acme.run(boss + ["--allow-widen"])
      #expect(refused.status == 7)
      #expect(refused.error.contains("--accept-risk company-directory-admin"))
      for more in [
        ["--default-project-template", "Chief"], ["--project", "6", "--template", "Chief"],
      ] {
        let approvals = try acme.plan(Self.assign() + more).approvals
        #expect(approvals.contains("risk:project-directory-admin"))
      }
      let risks = plan.approvals.filter { $0.hasPrefix("risk:") }.map { $0.dropFirst(5) }
      let accepted = risks.flatMap { ["--accept-risk", String($0)] }
      try acme.carryOut(boss + accepted)
      // What was accepted is not asked again, but for an account that comes back.
      let known = try acme.plan(Self.assign("--project", "6", "--template", "Field"))
      #expect(known.approvals.filter { $0.hasPrefix("risk:") }.isEmpty)
      try acme.carryOut(Self.assign("--inactive"))
      #expect(
        try acme.plan(Self.assign("--active")).approvals.contains("risk:company-directory-admin")
      )
      #expect(
        try acme.plan(Self.assign("--company-template", "Office")).approvals
          .filter { $0.hasPrefix("risk:") }.isEmpty
      )
    }
  }

  @Test func `what a template of it gets is weighed too, by whatever it gets it`() throws {
    try Self.withAccount { acme, _ in
      try acme.succeed(
        ["template", "create", "Chief", "--scope", "project", "--set", "rfi=readonly", "--yes"]
      )
      try acme.carryOut(Self.assign("--company-template", "Office", "--project", "6"))
      try acme.carryOut(
        Self.assign("--project", "6", "--template", "Chief", "--default-project-template", "Field")
      )
      let cases = [
        ("Office", "company", "company-directory-admin"),
        ("Chief", "project", "project-directory-admin"),
        ("Field", "project", "project-directory-admin"),
      ]
      for (name, scope, rule) in cases {
        let set = ["template", "set", name, "--scope", scope, "--set", "directory=admin"]
        let plan = try acme.plan(set)
        #expect(plan.approvals.contains("risk:\(rule)"), "\(name): \(plan.approvals)")
        let warning = plan.warnings.first { $0["rule"] as? String == rule }
        #expect((warning?["message"] as? String)?.contains("`\(Self.name)`") == true)
        let refused = try acme.run(set + ["--allow-widen"])
        #expect(refused.status == 7)
        #expect(refused.error.contains("--accept-risk \(rule)"))
        try acme.succeed(set + ["--out", "\(name).json"])
        #expect(try acme.run(["apply", "\(name).json", "--allow-widen"]).status == 7)
        let portfolio = """
          permission_templates:
            - {name: \(name), scope: \(scope), permissions: {directory: admin}}

          """
        #expect(try PortfolioTests.plan(acme, portfolio).approvals.contains("risk:\(rule)"))
        #expect(try acme.run(["apply", "p.yaml", "--allow-widen"]).status == 7)
      }
      // Nobody else's template is weighed.
      try acme.carryOut(Self.assign("--inactive"))
      for (name, scope, _) in cases {
        let set = ["template", "set", name, "--scope", scope, "--set", "directory=admin"]
        #expect(try acme.plan(set).approvals.filter { $0.hasPrefix("risk:") }.isEmpty)
      }
    }
  }

  @Test func `a level that no manifest could have is a mistake of its templates too`() throws {
    let templates = """
      permission_templates:
        - {id: 31, name: Odd, scope: company, permissions: {documents: readonly, concierge: readonly}}

      """
    let snapshot = Acme.snapshot.replacing("permission_templates:\n", with: templates)
    try inCompany(snapshot) { acme in
      try acme.succeed(Self.create + ["--yes"])
      let plan = try acme.plan(Self.assign("--company-template", "Odd"))
      #expect(plan.approvals.contains("risk:unsupported-level"), "\(plan.approvals)")
      #expect(plan.warningRules.contains("unsupported-level"))
      try acme.carryOut(
        Self.assign("--company-template", "Odd", "--accept-risk", "unsupported-level")
      )
    }
  }
}
