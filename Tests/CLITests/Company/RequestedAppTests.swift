import Foundation
import Testing

/// Apps that were only asked for, and users whom no app acts for.
@Suite struct RequestedAppTests {
  static let ask = ["request-install", "markup.yaml", "--as"]
  static let worker = "worker@acme.example"
  static let lead = "lead@acme.example"

  /// The company with an app that acts for its users, to be asked for.
  private func inAcme(
    _ snapshot: String = Acme.snapshot,
    _ body: (Acme) throws -> Void
  ) throws {
    try inCompany(snapshot) { acme in
      try acme.binary.write(RequestTests.markup, to: "markup.yaml")
      try body(acme)
    }
  }

  private func requests(_ acme: Acme) throws -> [[String: Any]] {
    let json = try acme.succeed(["requests", "list", "--format", "json"]).json()
    return try #require(json["requests"] as? [[String: Any]])
  }

  private func onlyID(_ acme: Acme) throws -> String {
    String(try #require(try requests(acme).first?["id"] as? Int))
  }

  private func check(
    _ acme: Acme,
    _ principal: String,
    _ more: [String] = ["project:daily_log:standard", "--project", "6"]
  ) throws -> (json: [String: Any], status: Int32) {
    let run = try acme.run(["access", "check", principal] + more + ["--format", "json"])
    return (try run.json(), run.status)
  }

  /// Runs a repair as a shell does, with every approval.
  private func carryOut(_ repair: String, _ acme: Acme) throws {
    let line = repair.replacing("dmsa ", with: "\"\(Binary.path)\" ").split(separator: " && ")
      .map { $0 + " --allow-widen --allow-remove" }.joined(separator: " && ")
    let run = try acme.binary.tool(
      "bash",
      ["-c", "export DMSA_COMPANY=\(Acme.store); " + line]
    )
    #expect(run.status == 0, "\(repair): \(run.error)")
  }

  // MARK: - Wishes

  @Test func `a wish doesn't rest on what others wish`() throws {
    try inAcme { acme in
      for (index, login) in [Self.worker, Self.lead].enumerated() {
        try acme.succeed(Self.ask + [login, "--out", "\(index).json"])
      }
      try acme.succeed(Self.ask + ["admin@acme.example"])
      for index in 0..<2 { try acme.succeed(["apply", "\(index).json"]) }
      #expect(try requests(acme).compactMap { $0["by"] as? Int }.sorted() == [101, 102, 103])
      #expect(try requests(acme).allSatisfy { $0["state"] as? String == "pending" })
      #expect(try acme.succeed(["log", "--verify"]).status == 0)
    }
  }

  @Test func `a wish rests on what its user waits for, and on whether the app is there`() throws {
    try inAcme { acme in
      try acme.succeed(Self.ask + [Self.worker, "--out", "again.json"])
      try acme.succeed(Self.ask + [Self.worker])
      let again = try acme.run(["apply", "again.json"])
      #expect(again.status == 4)
      #expect(again.error.contains("install-requests/Markup"), "\(again.error)")
      try acme.succeed(Self.ask + [Self.lead, "--out", "late.json"])
      try acme.carryOut(["install", "markup.yaml"])
      let late = try acme.run(["apply", "late.json"])
      #expect(late.status == 4)
      #expect(late.error.contains("app/Markup"), "\(late.error)")
    }
  }

  @Test func `an install rests on every wish`() throws {
    try inAcme { acme in
      try acme.succeed(["install", "markup.yaml", "--out", "install.json"])
      try acme.succeed(Self.ask + [Self.worker])
      #expect(try acme.run(["apply", "install.json", "--yes"]).status == 4)
    }
  }

  // MARK: - An unknown setting

  private static func unknown(isOn: Bool) -> String {
    Acme.snapshot.replacing(
      "name: Acme,",
      with: "name: Acme, settings: {allow_user_installs: \(isOn)},"
    ) + "unknown: [setting/allow_user_installs]\n"
  }

  @Test(arguments: [true, false])
  func `where nobody knows whether users may install, a wish waits`(isOn: Bool) throws {
    try inAcme(Self.unknown(isOn: isOn)) { acme in
      try acme.succeed(Self.ask + [Self.worker])
      #expect(try acme.objects("apps").isEmpty)
      #expect(try requests(acme).map { $0["state"] as? String } == ["pending"])
      #expect(try check(acme, "app/Markup@user/\(Self.worker)").status == 2)
      let gone = try check(acme, "app/Markup@user/gone@acme.example")
      #expect(gone.status == 1 && gone.json["denied_because"] as? String == "inactive")
    }
  }

  @Test(arguments: [(true, "on"), (true, "off"), (false, "on"), (false, "off")])
  func `saying what is unknown changes the setting alone`(wasOn: Bool, word: String) throws {
    try inAcme(Self.unknown(isOn: wasOn)) { acme in
      let set = ["settings", "allow-user-installs", word]
      let plan = try acme.plan(set)
      #expect(plan.actions == ["setting create"])
      #expect(plan.changes.first?["before"] is NSNull)
      let after = plan.changes.first?["after"] as? [String: Bool]
      #expect(after == ["allow_user_installs": word == "on"])
      #expect(plan.relation == (word == "on" ? "wider" : "equal"))
      #expect(plan.approvals == (word == "on" ? ["widen"] : []))
      let declared = try PortfolioTests.plan(
        acme,
        "settings: {allow_user_installs: \(word == "on")}\n"
      )
      #expect(declared.actions == ["setting create"])
      try acme.succeed(set + ["--out", "set.json"])
      try acme.succeed(["apply", "set.json", word == "on" ? "--allow-widen" : "--yes"])
      let contents = try acme.contents()
      #expect(contents["unknown"] == nil)
      let settings = (contents["company"] as? [String: Any])?["settings"] as? [String: Bool]
      #expect(settings == ["allow_user_installs": word == "on"])
      #expect(try !acme.plan(set).isApplyable)
      #expect(try acme.succeed(["company", "check"]).status == 0)
    }
  }

  @Test(arguments: [true, false])
  func `an import may take the mark of the setting away, and bring it`(isOn: Bool) throws {
    try inAcme(Self.unknown(isOn: isOn)) { acme in
      var contents = try acme.contents()
      let marks = contents.removeValue(forKey: "unknown")
      try acme.importing(contents)
      #expect(try acme.contents() as NSDictionary == contents as NSDictionary)
      contents["unknown"] = marks
      try acme.importing(contents)
      #expect(try acme.contents() as NSDictionary == contents as NSDictionary)
      var company = try #require(contents["company"] as? [String: Any])
      company["settings"] = ["allow_user_installs": !isOn]
      contents["company"] = company
      try acme.importing(contents)
      #expect(try acme.contents() as NSDictionary == contents as NSDictionary)
      #expect(try acme.succeed(["log", "--verify"]).status == 0)
    }
  }

  // MARK: - Verdicts

  @Test func `a name that two apps were asked for by is refused, a uid is not`() throws {
    try inAcme { acme in
      for uid in ["aa", "bb"] {
        try acme.binary.write(RequestIdentityTests.markup(uid), to: "markup.yaml")
        try acme.succeed(Self.ask + [uid == "aa" ? Self.worker : Self.lead])
      }
      try acme.carryOut(["settings", "allow-user-installs", "on"])
      for name in ["app/Markup", "app/Markup@user/\(Self.worker)"] {
        let run = try acme.run(
          ["access", "check", name, "project:daily_log:standard", "--project", "6"]
        )
        #expect(run.status == 2)
        #expect(run.error.contains("`aa`, `bb`"), "\(run.error)")
      }
      #expect(try check(acme, "app/bb@user/\(Self.worker)").status == 0)
      let launch = ["launch", "Markup", "--as", Self.worker]
      #expect(try acme.run(launch).status == 1)
      #expect(try acme.run(launch).error.contains("expected a uid"))
      #expect(try acme.launch(["aa", "--as", Self.worker]).json["app"] as? String == "Markup")
    }
  }

  @Test func `an app acts for no user of an app or of a service account`() throws {
    try inAcme { acme in
      try acme.carryOut(["install", "crew.yaml", "--project", "6"])
      try acme.carryOut(["install", "markup.yaml"])
      try acme.carryOut(["service-account", "create", "Old"])
      try acme.carryOut(
        ["service-account", "assign", "Old", "--project", "6", "--template", "Field"]
      )
      let account = try #require(try acme.objects("service_accounts").first?["user"] as? Int)
      let users =
        try acme.objects("users").filter { $0["id"] as? Int == account }
        + [try acme.user()]
      for login in users.compactMap({ $0["login"] as? String }) {
        let question = ["project:daily_log:readonly", "--project", "6"]
        #expect(try acme.run(["access", "check", "user/\(login)"] + question).status == 0)
        let (json, status) = try check(acme, "app/Markup@user/\(login)", question)
        #expect(status == 1)
        #expect(json["denied_because"] as? String == "no-such-authentication")
        #expect(json["http_status"] as? Int == 403)
        #expect(json["repair"] is NSNull)
        let list = try acme.succeed(
          ["access", "list", "app/Markup@user/\(login)", "--format", "json"]
        )
        #expect((try list.json()["cells"] as? [Any])?.isEmpty == true)
        #expect(try acme.run(["launch", "Markup", "--as", login]).status == 1)
      }
    }
  }

  @Test func `an admin's no outlives the setting, until an admin installs the app`() throws {
    try inAcme { acme in
      try acme.succeed(Self.ask + [Self.worker])
      try acme.succeed(["requests", "deny", try onlyID(acme), "--yes"])
      let principal = "app/Markup@user/\(Self.worker)"
      for isOn in [false, true] {
        if isOn { try acme.carryOut(["settings", "allow-user-installs", "on"]) }
        let (json, status) = try check(acme, principal)
        #expect(status == 1)
        #expect(json["denied_because"] as? String == "not-installed")
        #expect(json["repair"] as? String == "dmsa install MANIFEST")
      }
      try acme.carryOut(["install", "markup.yaml"])
      #expect(try check(acme, principal).status == 0)
    }
  }

  // MARK: - Repairs

  @Test func `approving alone is offered where it is enough`() throws {
    try inAcme { acme in
      let both = "  version: 1.0.0\n  authentication: [service_account, user_level]"
      try acme.binary.write(
        Acme.manifest().replacing("  version: 1.0.0", with: both),
        to: "markup.yaml"
      )
      try acme.succeed(Self.ask + [Self.worker])
      let id = try onlyID(acme)
      let question = ["project:daily_log:readonly", "--project", "6"]
      let acting = try check(acme, "app/Crew Sync@user/\(Self.worker)", question)
      #expect(acting.json["repair"] as? String == "dmsa requests approve \(id)")
      let own = try check(acme, "app/Crew Sync", question)
      let repair = try #require(own.json["repair"] as? String)
      #expect(repair == "dmsa requests approve \(id) --project 6")
      try carryOut(repair, acme)
      #expect(try check(acme, "app/Crew Sync", question).status == 0)
    }
  }

  @Test func `two steps are offered where it takes two`() throws {
    try inAcme { acme in
      try acme.succeed(Self.ask + [Self.worker])
      let approve = "dmsa requests approve \(try onlyID(acme))"
      try acme.carryOut(["user", "set", Self.worker, "--inactive"])
      let inactive = try check(acme, "app/Markup@user/\(Self.worker)")
      let set = "dmsa user set \(Self.worker) --active"
      #expect(inactive.json["repair"] as? String == "\(approve) && \(set)")
      try acme.carryOut(["settings", "allow-user-installs", "on"])
      let allowed = try check(acme, "app/Markup@user/\(Self.worker)")
      #expect(allowed.json["repair"] as? String == set)
      try acme.carryOut(["settings", "allow-user-installs", "off"])
      let other = try check(acme, "app/Markup@user/admin@acme.example")
      let repair = try #require(other.json["repair"] as? String)
      #expect(
        repair == "\(approve) && dmsa user set admin@acme.example --project 6 --template 21"
      )
      try carryOut(repair, acme)
      #expect(try check(acme, "app/Markup@user/admin@acme.example").status == 0)
      try acme.carryOut(["uninstall", "Markup"])
      let past = try check(acme, "app/Markup@user/\(Self.worker)")
      let again = try #require(past.json["repair"] as? String)
      #expect(again == "dmsa reinstall Markup && \(set)")
      try carryOut(again, acme)
      #expect(try check(acme, "app/Markup@user/\(Self.worker)").status == 0)
    }
  }
}
