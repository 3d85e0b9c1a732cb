import Foundation
import Testing

@Suite struct DriftTests {
  /// A company in which somebody edited the app's user by hand.
  static func edited(
    _ edit: (inout [String: Any]) -> Void,
    _ body: (Acme) throws -> Void
  ) throws {
    try inCompanyWithApp(Acme.manifest(company: ["documents": "readonly"])) { acme in
      try acme.editUser(edit)
      try body(acme)
    }
  }

  struct Kind: Sendable, CustomTestStringConvertible {
    let name: String
    let relation: String
    let edit: @Sendable (inout [String: Any]) -> Void

    init(
      _ name: String,
      _ relation: String,
      _ edit: @escaping @Sendable (inout [String: Any]) -> Void
    ) {
      self.name = name
      self.relation = relation
      self.edit = edit
    }

    var testDescription: String { name }
  }

  static func membership(_ project: Int, _ levels: [String: String]) -> [String: Any] {
    ["project": project, "permissions": levels]
  }

  static let kinds = [
    Kind("levels-edited", "wider") { $0["permissions"] = ["documents": "admin"] },
    Kind("template-applied", "equal") {
      $0["permissions"] = nil
      $0["company_template"] = 11
    },
    Kind("membership-added", "wider") {
      $0["memberships"] = [
        membership(6, ["daily_log": "readonly"]), membership(7, ["daily_log": "readonly"]),
        membership(9, ["rfi": "readonly"]),
      ]
    },
    Kind("membership-removed", "narrower") {
      $0["memberships"] = [membership(6, ["daily_log": "readonly"])]
    },
    Kind("membership-edited", "wider") {
      $0["memberships"] = [
        membership(6, ["daily_log": "readonly"]), membership(7, ["daily_log": "admin"]),
      ]
    },
    Kind("user-deactivated", "narrower") { $0["active"] = false },
    Kind("user-renamed", "equal") { $0["name"] = "Robot" },
  ]

  @Test(arguments: kinds)
  func `each kind is listed, and no longer once it is adopted`(kind: Kind) throws {
    try Self.edited(kind.edit) { acme in
      let run = try acme.run(["drift", "--format", "json"])
      #expect(run.status == 1)
      #expect(try run.json()["format_version"] as? String == "1.0")
      let entry = try #require(try acme.drift().first)
      #expect(try acme.driftKinds() == [kind.name])
      #expect(
        Set(entry.keys) == ["id", "app", "kind", "address", "expected", "actual", "relation"]
      )
      #expect(entry["app"] as? String == "Crew Sync")
      #expect(entry["relation"] as? String == kind.relation)
      let id = try #require(entry["id"] as? String)
      try acme.succeed(["drift", "--adopt", id, "--yes"])
      #expect(try acme.run(["drift"]).status == 0)
      let adopted = try #require(try acme.app()["adopted"] as? [[String: Any]])
      #expect(adopted.map { $0["kind"] as? String } == [kind.name])
      #expect(adopted.first?["address"] as? String == entry["address"] as? String)
    }
  }

  @Test(arguments: kinds)
  func `each kind can be put right`(kind: Kind) throws {
    try Self.edited(kind.edit) { acme in
      let id = try #require(try acme.drift().first?["id"] as? String)
      try acme.carryOut(["drift", "--revert", id])
      #expect(try acme.run(["drift"]).status == 0)
      #expect(try acme.memberships() == [6, 7])
      #expect(try acme.user()["permissions"] as? [String: String] == ["documents": "readonly"])
      #expect(try acme.run(["company", "check"]).status == 0)
    }
  }

  @Test func `a deactivated, a renamed and a deleted user`() throws {
    try inCompanyWithApp { acme in
      let user = try acme.user()
      let login = try #require(user["login"] as? String)
      let name = try #require(user["name"] as? String)
      try acme.carryOut(
        ["user", "set", login, "--inactive", "--accept-risk", "dmsa-user-edited"]
      )
      #expect(try acme.driftKinds() == ["user-deactivated"])
      try acme.binary.write(
        try acme.export().replacing("    name: \(name)\n", with: "    name: Robot\n"),
        to: "new.yaml"
      )
      try acme.carryOut(["company", "import", "new.yaml"])
      #expect(Set(try acme.driftKinds()) == ["user-deactivated", "user-renamed"])
      let ids = try acme.drift().compactMap { $0["id"] as? String }
      try acme.carryOut(["drift"] + ids.flatMap { ["--revert", $0] })
      #expect(try acme.drift().isEmpty)
      #expect(try acme.user()["name"] as? String == name)
      #expect(try acme.user()["active"] as? Bool == true)
      try acme.binary.write(Acme.snapshot, to: "new.yaml")
      try acme.carryOut(["company", "import", "new.yaml"])
      #expect(try acme.driftKinds() == ["user-deleted"])
      let entry = try #require(try acme.drift().first)
      #expect(entry["actual"] is NSNull)
      #expect(entry["relation"] as? String == "narrower")
      let expected = try #require(entry["expected"] as? [String: Any])
      #expect(
        Set(expected.keys) == [
          "id", "name", "login", "active", "permissions", "add_to_new_projects",
        ]
      )
      #expect(expected["login"] as? String == "crew-sync@procore.com")
      let id = try #require(entry["id"] as? String)
      try acme.carryOut(["drift", "--revert", id])
      #expect(try acme.drift().isEmpty)
      #expect(try acme.memberships() == [6, 7])
    }
  }

  @Test func `the app's template with other levels`() throws {
    try inCompanyWithApp(options: ["--add-to-new-projects"]) { acme in
      #expect(try acme.drift().isEmpty)
      try acme.carryOut(
        ["template", "set", "Crew Sync", "--scope", "project", "--set", "rfi=admin"]
      )
      #expect(try acme.driftKinds() == ["template-out-of-step"])
      let id = try #require(try acme.drift().first?["id"] as? String)
      try acme.carryOut(["drift", "--revert", id])
      #expect(try acme.drift().isEmpty)
    }
  }

  @Test func `the deactivated user of an uninstalled app is no drift`() throws {
    try inCompanyWithApp { acme in
      try acme.carryOut(["uninstall", "Crew Sync"])
      #expect(try acme.user()["active"] as? Bool == false)
      #expect(try acme.run(["drift"]).status == 0)
    }
  }

  @Test func `an update drops what was adopted`() throws {
    try inCompanyWithApp { acme in
      let login = try #require(try acme.user()["login"] as? String)
      try acme.carryOut(
        ["user", "set", login, "--project", "9", "--accept-risk", "dmsa-user-edited"]
      )
      let id = try #require(try acme.drift().first?["id"] as? String)
      try acme.carryOut(["drift", "--adopt", id])
      try acme.binary.write(Acme.manifest(version: "1.1.0"), to: "next.yaml")
      try acme.carryOut(["update", "next.yaml", "--keep-projects"])
      #expect((try acme.app()["adopted"] as? [Any])?.isEmpty == true)
      #expect(try acme.driftKinds() == ["membership-added"])
    }
  }

  @Test func `an adopted difference that changes is drift again`() throws {
    try inCompanyWithApp { acme in
      let login = try #require(try acme.user()["login"] as? String)
      let accept = ["--accept-risk", "dmsa-user-edited"]
      try acme.carryOut(["user", "set", login, "--project", "9"] + accept)
      let id = try #require(try acme.drift().first?["id"] as? String)
      try acme.carryOut(["drift", "--adopt", id])
      try acme.carryOut(["user", "set", login, "--project", "9", "--template", "Field"] + accept)
      #expect(try acme.driftKinds() == ["membership-added"])
    }
  }

  @Test func `a deleted user that could do nothing is missed by nobody`() throws {
    try inCompanyWithApp(projects: []) { acme in
      try acme.binary.write(Acme.snapshot, to: "new.yaml")
      try acme.carryOut(["company", "import", "new.yaml"])
      let entry = try #require(try acme.drift().first)
      #expect(entry["kind"] as? String == "user-deleted")
      #expect(entry["relation"] as? String == "equal")
    }
  }

  @Test func `a name that isn't the login's is drift whatever follows the login's name`() throws {
    try Self.edited({ $0["login"] = "bot@acme.example" }) { acme in
      let entry = try #require(try acme.drift().first)
      #expect(try acme.driftKinds() == ["user-renamed"])
      #expect((entry["expected"] as? [String: Any])?["name"] as? String == "bot")
    }
  }

  @Test(arguments: [
    Kind("user-renamed", "equal") { $0["name"] = "Robot" },
    Kind("user-deactivated", "narrower") { $0["active"] = false },
    Kind("levels-edited", "wider") { $0["permissions"] = ["documents": "admin"] },
  ])
  func `what was adopted stays so while the rest of the user changes`(kind: Kind) throws {
    try Self.edited(kind.edit) { acme in
      let id = try #require(try acme.drift().first?["id"] as? String)
      try acme.carryOut(["drift", "--adopt", id])
      try acme.editUser { $0["default_project_template"] = 21 }
      #expect(try acme.driftKinds() == ["template-out-of-step"])
    }
  }

  @Test func `one difference is adopted and another reverted at once`() throws {
    try Self.edited({
      $0["name"] = "Robot"
      $0["permissions"] = ["documents": "admin"]
    }) { acme in
      let ids = Dictionary(
        uniqueKeysWithValues: try acme.drift().map { ($0["kind"] as? String, $0["id"] as? String) }
      )
      let renamed = try #require(ids["user-renamed"] ?? nil)
      let edited = try #require(ids["levels-edited"] ?? nil)
      try acme.carryOut(["drift", "--revert", edited, "--adopt", renamed])
      #expect(try acme.run(["drift"]).status == 0)
      let adopted = try #require(try acme.app()["adopted"] as? [[String: Any]])
      let actual = try #require(adopted.first?["actual"] as? [String: Any])
      #expect(actual["permissions"] as? [String: String] == ["documents": "readonly"])
    }
  }
}
