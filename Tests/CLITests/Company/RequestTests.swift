import Foundation
import Testing

@Suite struct RequestTests {
  /// An app that acts for its users and has no account of its own.
  static let markup = """
    schema_version: "4.1"
    app:
      name: Markup
      version: 1.0.0
      authentication: [user_level]
    post_installation_instruction: {notes: Users sign in with their own account.}

    """

  static let worker = ["--as", "worker@acme.example"]
  static let lead = ["--as", "lead@acme.example"]

  /// The company with both manifests and user installs on or off.
  private func inAcme(userInstalls: Bool, _ body: (Acme) throws -> Void) throws {
    let settings = "name: Acme, settings: {allow_user_installs: \(userInstalls)},"
    try inCompany(Acme.snapshot.replacing("name: Acme,", with: settings)) { acme in
      try acme.binary.write(Self.markup, to: "markup.yaml")
      try body(acme)
    }
  }

  private func requests(_ acme: Acme) throws -> [[String: Any]] {
    let list = try acme.succeed(["requests", "list", "--format", "json"]).json()
    #expect(list["format_version"] as? String == "1.0")
    return try #require(list["requests"] as? [[String: Any]])
  }

  private func onlyID(_ acme: Acme) throws -> String {
    String(try #require(try requests(acme).first?["id"] as? Int))
  }

  // MARK: - Asking

  @Test func `with user installs on, an app without an account is there at once`() throws {
    try inAcme(userInstalls: true) { acme in
      let ask = ["request-install", "markup.yaml"] + Self.worker
      let plan = try acme.plan(ask)
      #expect(plan.approvals.isEmpty)
      #expect(plan.actions == ["app create"])
      #expect(plan.reasons == ["request-install"])
      #expect(plan.relation == "equal")
      #expect((plan.json["summary"] as? [String: Any])?["requires_consent"] as? Bool == true)
      let text = try acme.succeed(ask)
      #expect(!text.output.contains("--yes"))
      let app = try acme.app("Markup")
      #expect(app["state"] as? String == "installed")
      #expect(app["installed_by"] as? String == "worker@acme.example")
      #expect(app["user"] == nil)
      #expect(try requests(acme).isEmpty)
      #expect(try acme.log().last?["verb"] as? String == "request-install")
      #expect(try acme.log().last?["who"] as? String == "worker@acme.example")
    }
  }

  @Test(arguments: [true, false])
  func `an app with an account always waits for an admin`(isOn: Bool) throws {
    try inAcme(userInstalls: isOn) { acme in
      let ask = ["request-install", "crew.yaml", "--note", "for Tower", "--now", "2026-11-24"]
      let plan = try acme.plan(ask + Self.worker)
      #expect(plan.approvals.isEmpty)
      #expect(plan.actions == ["install_request create"])
      #expect((plan.json["summary"] as? [String: Any])?["requires_consent"] as? Bool == false)
      try acme.succeed(ask + Self.worker)
      #expect(try acme.objects("apps").isEmpty)
      let request = try #require(try requests(acme).first)
      #expect(request["app"] as? String == "Crew Sync")
      #expect(request["version"] as? String == "1.0.0")
      #expect(request["by"] as? Int == 103)
      #expect(request["at"] as? String == "2026-11-24T00:00:00Z")
      #expect(request["note"] as? String == "for Tower")
      #expect(request["state"] as? String == "pending")
      let id = try #require(request["id"] as? Int)
      #expect(id >= 1 << 40 && id < 1 << 53)
    }
  }

  @Test func `with user installs off, every app waits for an admin`() throws {
    try inAcme(userInstalls: false) { acme in
      try acme.succeed(["request-install", "markup.yaml", "--note", ""] + Self.worker)
      #expect(try acme.objects("apps").isEmpty)
      let request = try #require(try requests(acme).first)
      #expect(request["state"] as? String == "pending")
      #expect(request["note"] is NSNull)
    }
  }

  @Test func `several may ask for an app, once each`() throws {
    try inAcme(userInstalls: false) { acme in
      let ask = ["request-install", "markup.yaml"]
      try acme.succeed(ask + Self.worker)
      try acme.succeed(ask + ["--as", "LEAD@acme.example"])
      try acme.expectRefusal(ask + Self.worker, naming: "already")
      #expect(try requests(acme).compactMap { $0["by"] as? Int }.sorted() == [101, 103])
    }
  }

  @Test func `who asked in vain may have the app at once when user installs are on`() throws {
    try inAcme(userInstalls: false) { acme in
      let ask = ["request-install", "markup.yaml"] + Self.worker
      try acme.succeed(ask)
      try acme.carryOut(["settings", "allow-user-installs", "on"])
      let plan = try acme.plan(ask)
      #expect(Set(plan.actions) == ["app create", "install_request update"])
      try acme.succeed(ask)
      #expect(try requests(acme).compactMap { $0["state"] as? String } == ["approved"])
      #expect(try acme.app("Markup")["state"] as? String == "installed")
    }
  }

  @Test func `an app that is installed or uninstalled isn't asked for`() throws {
    try inAcme(userInstalls: true) { acme in
      let ask = ["request-install", "markup.yaml"] + Self.worker
      try acme.succeed(ask)
      try acme.expectRefusal(ask, naming: "is installed")
      try acme.binary.write(
        Self.markup.replacing("version: 1.0.0", with: "version: 2.0.0"),
        to: "markup.yaml"
      )
      try acme.expectRefusal(ask, naming: "is installed")
      try acme.carryOut(["uninstall", "Markup"])
      try acme.expectRefusal(ask, naming: "was uninstalled")
    }
  }

  @Test func `risks are told and take no acceptance, errors are refused`() throws {
    try inAcme(userInstalls: true) { acme in
      try acme.binary.write(Acme.manifest(company: ["directory": "admin"]), to: "crew.yaml")
      let plan = try acme.plan(["request-install", "crew.yaml"] + Self.worker)
      #expect(plan.warningRules.contains("company-directory-admin"))
      #expect(plan.approvals.isEmpty)
      try acme.succeed(["request-install", "crew.yaml"] + Self.worker)
      try acme.binary.write(Self.markup + "permissions: {project: {rfi: owner}}\n", to: "bad.yaml")
      try acme.expectRefusal(
        ["request-install", "bad.yaml"] + Self.worker,
        rule: "unknown-level",
        naming: "bad.yaml:7"
      )
    }
  }

  @Test func `somebody has to ask, and to be a person at work`() throws {
    try inAcme(userInstalls: true) { acme in
      #expect(try acme.run(["request-install", "markup.yaml"]).status == 2)
      for login in ["gone@acme.example", "nobody@acme.example"] {
        try acme.expectRefusal(["request-install", "markup.yaml", "--as", login], naming: login)
      }
      #expect(try acme.objects("apps").isEmpty)
    }
  }

  @Test func `what the file doesn't say is asked for by name`() throws {
    try inAcme(userInstalls: true) { acme in
      try acme.binary.write(
        "schema_version: \"4.1\"\nfullscreen: {source_url: \"https://m.io\"}\n",
        to: "m.yaml"
      )
      let ask = ["request-install", "m.yaml"] + Self.worker
      let run = try acme.run(ask)
      #expect(run.status == 7)
      #expect(run.error.contains("--app-name"))
      try acme.succeed(ask + ["--app-name", "M", "--app-version", "1.2.3", "--user-level"])
      #expect(try acme.app("M")["version"] as? String == "1.2.3")
      #expect(try acme.app("M")["authentication"] as? [String] == ["user_level"])
    }
  }

  @Test func `a saved request is applied without approval, on the company it was made for`() throws
  {
    try inAcme(userInstalls: true) { acme in
      let ask = ["request-install", "markup.yaml", "--out", "p.json"] + Self.worker
      try acme.succeed(ask)
      try acme.carryOut(["settings", "allow-user-installs", "off"])
      #expect(try acme.run(["apply", "p.json"] + Self.worker).status == 4)
      try acme.carryOut(["settings", "allow-user-installs", "on"])
      try acme.succeed(["apply", "p.json"] + Self.worker)
      #expect(try acme.app("Markup")["installed_by"] as? String == "worker@acme.example")
      try acme.succeed(["apply", "p.json"] + Self.worker)
    }
  }

  @Test(arguments: [true, false])
  func `a saved request is filed by who asked, or an admin of the Directory`(isOn: Bool) throws {
    try inAcme(userInstalls: isOn) { acme in
      let manifest = isOn ? "markup.yaml" : "crew.yaml"
      try acme.succeed(["request-install", manifest, "--out", "p.json"] + Self.worker)
      let before = try acme.export()
      let other = try acme.run(["apply", "p.json", "--as", "admin@acme.example"])
      #expect(other.status == 1)
      #expect(other.error.contains("`admin@acme.example`"), "\(other.error)")
      #expect(try acme.export() == before)
      try FileManager.default.copyItem(
        at: acme.binary.folder.appending(path: Acme.store),
        to: acme.binary.folder.appending(path: "copy.dmsa")
      )
      try acme.succeed(["apply", "p.json", "--as", "WORKER@acme.example"])
      let lead = try acme.binary.run(["apply", "p.json", "--company", "copy.dmsa"] + Self.lead)
      #expect(lead.status == 0, "\(lead.error)")
    }
  }

  @Test func `a plan rests on the user who asks`() throws {
    try inAcme(userInstalls: false) { acme in
      try acme.succeed(["request-install", "crew.yaml", "--out", "p.json"] + Self.worker)
      try acme.carryOut(["user", "set", "worker@acme.example", "--inactive"])
      let run = try acme.run(["apply", "p.json"])
      #expect(run.status == 4)
      #expect(run.error.contains("user/103"))
    }
  }

  // MARK: - Settling

  @Test func `approving installs what was asked for, with the options and gates of install`() throws
  {
    try inAcme(userInstalls: false) { acme in
      try acme.binary.write(
        Acme.manifest(company: ["directory": "admin"], more: "app_manifest: {uid: crew-1}\n"),
        to: "crew.yaml"
      )
      let direct = try acme.plan(["install", "crew.yaml", "--project", "6"])
      try acme.succeed(["request-install", "crew.yaml"] + Self.worker)
      try acme.succeed(["request-install", "crew.yaml"] + Self.lead)
      let approve = ["requests", "approve", try onlyID(acme), "--project", "6"]
      try acme.expectRefusal(approve + Self.worker, naming: "worker@acme.example")
      let plan = try acme.plan(approve + Self.lead)
      #expect(plan.approvals == direct.approvals)
      #expect(plan.approvals.contains("risk:company-directory-admin"))
      #expect(plan.reasons == ["install"])
      func app(_ plan: ShownPlan) -> [String: Any] {
        plan.changes.first { $0["kind"] as? String == "app" }?["after"] as? [String: Any] ?? [:]
      }
      for key in ["name", "uid", "version", "digest", "source"] {
        #expect(app(plan)[key] as? String == app(direct)[key] as? String)
        #expect(app(plan)[key] != nil)
      }
      #expect(try acme.run(approve + ["--allow-widen"] + Self.lead).status == 7)
      try acme.carryOut(approve + ["--accept-risk", "company-directory-admin"] + Self.lead)
      #expect(try acme.permitted() == [6])
      #expect(try requests(acme).map { $0["state"] as? String } == ["approved", "approved"])
      #expect(try acme.drift().isEmpty)
      #expect(try !acme.plan(["update", "crew.yaml"]).isApplyable)
    }
  }

  @Test func `approving takes the other options of install`() throws {
    try inAcme(userInstalls: false) { acme in
      try acme.succeed(["request-install", "crew.yaml"] + Self.worker)
      try acme.carryOut(
        ["requests", "approve", try onlyID(acme), "--all-projects", "--add-to-new-projects"]
          + ["--source", "marketplace"]
      )
      #expect(try acme.permitted() == [6, 7, 9])
      #expect(try acme.app()["source"] as? String == "marketplace")
      #expect(try acme.user()["add_to_new_projects"] as? Bool == true)
    }
  }

  @Test func `approving may say that users sign in, as installing may`() throws {
    try inAcme(userInstalls: false) { acme in
      let bare = Self.markup.replacing("  authentication: [user_level]\n", with: "")
      try acme.binary.write(bare, to: "bare.yaml")
      let direct = try acme.plan(["install", "bare.yaml", "--user-level"])
      try acme.succeed(["request-install", "bare.yaml"] + Self.worker)
      let approve = ["requests", "approve", try onlyID(acme), "--user-level"]
      func app(_ plan: ShownPlan) -> [String: Any] {
        plan.changes.first { $0["kind"] as? String == "app" }?["after"] as? [String: Any] ?? [:]
      }
      let plan = try acme.plan(approve)
      for key in ["authentication", "digest", "manifest"] {
        #expect(app(plan)[key] as? NSObject == app(direct)[key] as? NSObject)
      }
      #expect(app(plan)["authentication"] as? [String] == ["user_level"])
      try acme.carryOut(approve)
      #expect(try allowed(acme, "standard") == true)
      // A manifest that says how the app signs in keeps its word.
      let own = "  version: 1.0.0\n  authentication: [service_account]"
      try acme.binary.write(
        Acme.manifest().replacing("  version: 1.0.0", with: own),
        to: "crew.yaml"
      )
      try acme.succeed(["request-install", "crew.yaml"] + Self.worker)
      let other = try #require(try requests(acme).first { $0["app"] as? String == "Crew Sync" })
      try acme.expectRefusal(
        ["requests", "approve", String(other["id"] as? Int ?? 0), "--user-level"],
        naming: "how the app signs in"
      )
    }
  }

  @Test func `installing at any version approves everybody's request`() throws {
    try inAcme(userInstalls: false) { acme in
      try acme.succeed(["request-install", "crew.yaml"] + Self.worker)
      try acme.succeed(["request-install", "crew.yaml"] + Self.lead)
      try acme.binary.write(Acme.manifest(version: "3.0.0"), to: "crew.yaml")
      try acme.carryOut(["install", "crew.yaml"])
      #expect(try requests(acme).map { $0["state"] as? String } == ["approved", "approved"])
    }
  }

  @Test func `a denied request stays denied, and its app isn't there`() throws {
    try inAcme(userInstalls: false) { acme in
      try acme.succeed(["request-install", "crew.yaml"] + Self.worker)
      let id = try onlyID(acme)
      for login in ["worker@acme.example", "admin@acme.example"] {
        try acme.expectRefusal(["requests", "deny", id, "--as", login], naming: login)
      }
      #expect(try acme.run(["requests", "deny", id] + Self.lead).status == 7)
      let plan = try acme.plan(["requests", "deny", id])
      #expect(plan.actions == ["install_request update"])
      #expect(plan.approvals.isEmpty)
      try acme.succeed(["requests", "deny", id, "--yes"] + Self.lead)
      #expect(try requests(acme).map { $0["state"] as? String } == ["denied"])
      try acme.expectRefusal(["requests", "approve", id], naming: "was denied")
      #expect(try !acme.plan(["requests", "deny", id]).isApplyable)
      try acme.carryOut(["install", "crew.yaml"])
      #expect(try requests(acme).map { $0["state"] as? String } == ["denied"])
    }
  }

  @Test func `what was approved can't be denied or approved again`() throws {
    try inAcme(userInstalls: false) { acme in
      try acme.succeed(["request-install", "crew.yaml"] + Self.worker)
      let id = try onlyID(acme)
      try acme.carryOut(["requests", "approve", id])
      try acme.expectRefusal(["requests", "approve", id], naming: "is installed")
      try acme.expectRefusal(["requests", "deny", id], naming: "was approved")
      for unknown in ["7", "x", "99999999999999999999"] {
        try acme.expectRefusal(["requests", "approve", unknown], naming: "`\(unknown)`")
        try acme.expectRefusal(["requests", "deny", unknown], naming: "`\(unknown)`")
      }
    }
  }

  @Test func `the list takes Directory admin, and shows the oldest first`() throws {
    try inAcme(userInstalls: false) { acme in
      #expect(try requests(acme).isEmpty)
      for (index, login) in ["worker", "lead", "admin"].enumerated() {
        try acme.succeed(
          ["request-install", "crew.yaml", "--as", "\(login)@acme.example"]
            + ["--now", "2026-11-2\(index)"]
        )
      }
      #expect(try requests(acme).compactMap { $0["by"] as? Int } == [103, 101, 102])
      let list = ["requests", "list"]
      #expect(try acme.run(list + Self.worker).status == 1)
      #expect(try acme.run(list + Self.worker).output.isEmpty)
      let text = try acme.succeed(list + Self.lead).output
      #expect(text.contains("worker@acme.example") && text.contains("pending"))
      let order = ["worker@", "lead@", "admin@"].map { text.firstRange(of: $0)?.lowerBound }
      #expect(order.allSatisfy { $0 != nil })
      #expect(order.compactMap(\.self) == order.compactMap(\.self).sorted())
    }
  }

  // MARK: - Access as a user

  private func allowed(_ acme: Acme, _ level: String, project: String = "6") throws -> Bool? {
    let run = try acme.run(
      ["access", "check", "app/Markup@user/worker@acme.example", "project:daily_log:\(level)"]
        + ["--project", project, "--format", "json"]
    )
    return try run.json()["allowed"] as? Bool
  }

  private func denial(_ acme: Acme) throws -> String? {
    try acme.run(
      ["access", "check", "app/Markup@user/worker@acme.example", "project:daily_log:standard"]
        + ["--project", "6", "--format", "json"]
    ).json()["denied_because"] as? String
  }

  @Test func `an app acts for a user while it may be there, with the user's access alone`() throws {
    try inAcme(userInstalls: false) { acme in
      try acme.succeed(["request-install", "markup.yaml"] + Self.worker)
      #expect(try denial(acme) == "not-installed")
      try acme.carryOut(["settings", "allow-user-installs", "on"])
      #expect(try allowed(acme, "standard") == true)
      #expect(try allowed(acme, "admin") == false)
      try acme.carryOut(["settings", "allow-user-installs", "off"])
      #expect(try denial(acme) == "not-installed")
      try acme.carryOut(["requests", "approve", try onlyID(acme)])
      #expect(try allowed(acme, "standard") == true)
      try acme.carryOut(
        ["user", "set", "worker@acme.example", "--project", "6", "--template", "Special"]
      )
      #expect(try allowed(acme, "admin") == true)
      try acme.carryOut(["user", "set", "worker@acme.example", "--remove-project", "6"])
      #expect(try denial(acme) == "not-a-member")
      try acme.carryOut(["user", "set", "worker@acme.example", "--inactive"])
      #expect(try denial(acme) == "inactive")
      try acme.carryOut(["user", "set", "worker@acme.example", "--active", "--project", "6"])
      try acme.carryOut(["settings", "allow-user-installs", "on"])
      try acme.carryOut(["uninstall", "Markup"])
      #expect(try denial(acme) == "not-installed")
    }
  }

  @Test func `an app that was asked for and has an account acts for nobody yet`() throws {
    try inAcme(userInstalls: true) { acme in
      try acme.binary.write(
        Acme.manifest().replacing(
          "  version: 1.0.0",
          with: "  version: 1.0.0\n  authentication: [service_account, user_level]"
        ),
        to: "crew.yaml"
      )
      try acme.succeed(["request-install", "crew.yaml"] + Self.worker)
      let check = [
        "access", "check", "app/Crew Sync@user/worker@acme.example", "project:daily_log:readonly",
        "--project", "6",
      ]
      let denied = try acme.run(check + ["--format", "json"]).json()
      #expect(denied["denied_because"] as? String == "not-installed")
      #expect(denied["repair"] as? String == "dmsa requests approve \(try onlyID(acme))")
      try acme.carryOut(["requests", "approve", try onlyID(acme), "--project", "6"])
      #expect(try acme.run(check).status == 0)
    }
  }
}
