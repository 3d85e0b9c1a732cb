import Foundation
import Testing

/// What records, saved plans and repairs have of service accounts.
@Suite struct ServiceAccountRecordTests {
  static let digest = "sha256:" + String(repeating: "5", count: 64)

  /// The company with `Old`, an account that came with the snapshot.
  private func withOld(_ digest: String? = nil, _ body: (Acme) throws -> Void) throws {
    let more = digest.map { ", secret_digest: \"\($0)\"" } ?? ""
    try inCompany(
      Acme.snapshot + """
          - {id: 105, name: Old, login: old@acme.example}
        service_accounts: [{name: Old, user: 105, client_id: c1\(more)}]

        """,
      body
    )
  }

  // MARK: - Saved plans

  @Test func `a plan can't bring a digest along`() throws {
    try withOld { acme in
      for (verb, name) in [("create", "New"), ("rotate", "Old")] {
        try acme.succeed(["service-account", verb, name, "--out", "p.json"])
        let text = try acme.binary.read("p.json")
        try acme.binary.write(
          text.replacing("\"secret_digest\": null", with: "\"secret_digest\": \"\(Self.digest)\""),
          to: "p.json"
        )
        let before = try acme.export()
        let run = try acme.run(["apply", "p.json", "--yes"])
        #expect(run.status == 1)
        #expect(run.error.contains(/p\.json:\d+:\d+: .*digest of a secret/), "\(run.error)")
        #expect(!run.error.contains("5555"))
        #expect(try acme.export() == before)
      }
    }
  }

  @Test(arguments: ["assign", "rotate", "delete"])
  func `a new account doesn't pass as what another verb makes`(verb: String) throws {
    try withOld { acme in
      try acme.succeed(["service-account", "create", "New", "--out", "p.json"])
      try EditedPlanTests.edit(acme) { json in
        EditedPlanTests.changes(&json) { $0["reason"] = "service-account \(verb)" }
      }
      let run = try acme.run(["apply", "p.json", "--yes", "--allow-remove"])
      #expect(run.status == 1)
      #expect(run.error.contains("is none that `service-account \(verb)` makes"), "\(run.error)")
      #expect(try acme.objects("service_accounts").count == 1)
    }
  }

  @Test func `neither a new account nor one that goes comes with an app`() throws {
    try withOld { acme in
      for verb in [["create", "New"], ["delete", "Old"]] {
        try acme.succeed(["service-account"] + verb + ["--out", "p.json"])
        try EditedPlanTests.edit(acme) { json in
          EditedPlanTests.changes(&json) { $0["reason"] = "install" }
        }
        let run = try acme.run(["apply", "p.json", "--yes", "--allow-remove"])
        #expect(run.status == 1)
        #expect(run.error.contains("is none that `install` makes"), "\(run.error)")
      }
    }
  }

  @Test func `a saved deletion is stale once the user is named in a record`() throws {
    try withOld { acme in
      try acme.carryOut(["install", "crew.yaml"])
      let delete = ["service-account", "delete", "Old", "--out", "p.json"]
      try acme.succeed(delete)
      try acme.binary.write("date,count,login\n2026-11-01,1,old@acme.example\n", to: "days.csv")
      try acme.succeed(["metrics", "import", "Crew Sync", "days.csv"])
      let run = try acme.run(["apply", "p.json", "--allow-remove"])
      #expect(run.status == 4)
      #expect(run.error.contains("used-by/105"), "\(run.error)")
      #expect(try acme.objects("service_accounts").count == 1)
      try acme.expectRefusal(
        ["service-account", "delete", "Old"],
        naming: "`Crew Sync`"
      )
    }
  }

  // MARK: - Snapshots

  @Test func `an account that is imported comes without its digest, saved or not`() throws {
    try inCompany { acme in
      try acme.binary.write(
        Acme.snapshot + """
            - {id: 105, name: Old, login: old@acme.example}
          service_accounts: [{name: Old, user: 105, secret_digest: "\(Self.digest)"}]

          """,
        to: "more.yaml"
      )
      try FileManager.default.copyItem(
        at: acme.binary.folder.appending(path: Acme.store),
        to: acme.binary.folder.appending(path: "copy.dmsa")
      )
      let saved = try acme.succeed(["company", "import", "more.yaml", "--out", "p.json"])
      try acme.succeed(["apply", "p.json", "--yes"])
      let take = ["company", "import", "more.yaml", "--yes", "--company", "copy.dmsa"]
      let direct = try acme.binary.run(take)
      #expect(direct.status == 0)
      let other = try acme.binary.run(["company", "export", "--company", "copy.dmsa"])
      #expect(try acme.export() == other.output)
      #expect(try ServiceAccountTests.account(acme, "Old")["secret_digest"] == nil)
      for run in [saved, direct] {
        #expect(run.error.contains("`dmsa service-account rotate Old`"), "\(run.error)")
        #expect(!run.error.contains("5555"))
      }
      #expect(try !acme.succeed(Array(take.prefix(4))).error.contains("rotate"))
      try acme.succeed(["service-account", "rotate", "Old", "--yes"])
      #expect(try ServiceAccountTests.account(acme, "Old")["secret_digest"] is String)
    }
  }

  @Test func `one client id for two, and a digest that is none, are mistakes`() throws {
    try inFolder { binary in
      let users = """
        format_version: "1.0"
        company: {id: 8089, name: Acme}
        users: [{id: 1, name: A, login: a}, {id: 2, name: B, login: b}, {id: 3, name: C, login: c}]
        service_accounts:

        """
      try binary.write(
        users + """
            - {name: A, user: 1, client_id: same, secret_digest: "sha256:hunter2hunter2"}
            - {name: B, user: 2, client_id: same, secret_digest: hunter2hunter2}
            - {name: C, user: 3, client_id: other, secret_digest: "\(Self.digest)"}

          """,
        to: "bad.yaml"
      )
      let run = try binary.run(["company", "import", "bad.yaml", "--company", "s.dmsa"])
      #expect(run.status == 1)
      for place in ["5:56", "6:35", "6:56"] {
        #expect(run.error.contains("bad.yaml:\(place):"), "\(run.error)")
      }
      #expect(!run.error.contains(":7:"))
      #expect(!run.error.contains("hunter2"))
      #expect(!binary.exists("s.dmsa"))
    }
  }

  @Test func `the check of a store finds both`() throws {
    try withOld(Self.digest) { acme in
      try acme.succeed(["service-account", "create", "New", "--yes"])
      try acme.succeed(["company", "check"])
      try LogTests.tamper(acme, "UPDATE service_accounts SET client_id = 'c1'")
      let shared = try acme.run(["company", "check"])
      #expect(shared.status == 1)
      #expect(shared.output.contains("2 service accounts have the client id `c1`"))
      try LogTests.tamper(
        acme,
        """
        UPDATE service_accounts SET client_id = name;
        UPDATE service_accounts SET secret_digest = 'hunter2' WHERE name = 'Old';
        """
      )
      let digest = try acme.run(["company", "check"])
      #expect(digest.status == 1)
      #expect(digest.output.contains("`Old` has no sound digest of its secret"))
      #expect(!digest.output.contains("hunter2"))
    }
  }

  // MARK: - The account's user

  @Test func `setting an account's user is weighed as assigning to the account is`() throws {
    try withOld { acme in
      try acme.succeed(
        ["template", "create", "Boss", "--scope", "company", "--set", "directory=admin", "--yes"]
      )
      let set = ["user", "set", "old@acme.example", "--company-template", "Boss"]
      let plan = try acme.plan(set)
      let assigned = try acme.plan(
        ["service-account", "assign", "Old", "--company-template", "Boss"]
      )
      #expect(plan.warningRules == assigned.warningRules)
      #expect(plan.warningRules.contains("service-account-ended"))
      #expect(plan.approvals == assigned.approvals)
      #expect(plan.approvals.contains("risk:company-directory-admin"))
      let refused = try acme.run(set + ["--allow-widen"])
      #expect(refused.status == 7)
      #expect(refused.error.contains("--accept-risk company-directory-admin"))
      // Nor does a file that leaves the risk out.
      try acme.succeed(set + ["--out", "p.json"])
      try EditedPlanTests.edit(acme) { $0["approvals"] = ["widen"] }
      let edited = try acme.run(["apply", "p.json", "--allow-widen"])
      #expect(edited.status == 1)
      #expect(edited.error.contains("`risk:company-directory-admin`"))
      let other = try acme.plan([
        "user", "set", "worker@acme.example", "--company-template", "Boss",
      ])
      #expect(!other.warningRules.contains("service-account-ended"))
      #expect(other.approvals == ["widen"])
    }
  }

  @Test func `what mends an account's access is said of the account`() throws {
    try withOld { acme in
      for principal in ["service-account/Old", "user/old@acme.example"] {
        let check = [
          "access", "check", principal, "project:daily_log:standard", "--project", "7",
        ]
        let json = try acme.run(check + ["--format", "json"]).json()
        #expect(
          json["repair"] as? String
            == "dmsa service-account assign Old --project 7 --template 21"
        )
      }
      try acme.carryOut(
        ["service-account", "assign", "Old", "--project", "7", "--template", "21"]
      )
      let check = ["access", "check", "service-account/Old", "project:daily_log:standard"]
      #expect(try acme.run(check + ["--project", "7"]).status == 0)
    }
  }
}
