import Foundation
import Testing

@Suite struct DryRunTests {
  static let verbs: [[String]] = [
    ["install", "new.yaml", "--project", "6"], ["update", "next.yaml", "--keep-projects"],
    ["uninstall", "Crew Sync"], ["projects", "add", "Crew Sync", "9"],
    ["projects", "remove", "Crew Sync", "6"],
    ["template", "create", "X", "--scope", "project", "--set", "rfi=admin"],
    ["template", "set", "Field", "--scope", "project", "--set", "rfi=admin"],
    ["user", "set", "worker@acme.example", "--project", "7"],
    ["service-account", "create", "New"], ["settings", "allow-user-installs", "on"],
    ["company", "import", "changed.yaml"],
  ]

  static let reading: [[String]] = [
    ["company", "export"], ["company", "show"], ["company", "check"], ["drift"], ["log"],
    ["log", "--verify"], ["plan", "portfolio.yaml"],
    ["access", "check", "user/lead@acme.example", "company:directory:admin"],
    ["access", "list", "user/worker@acme.example"],
    ["access", "who-can", "company:directory:admin"],
  ]

  static func prepared(_ body: (Acme) throws -> Void) throws {
    try inCompanyWithApp { acme in
      try acme.binary.write(Acme.manifest(name: "New"), to: "new.yaml")
      try acme.binary.write(Acme.manifest(version: "2.0.0"), to: "next.yaml")
      try acme.binary.write(
        try acme.export().replacing("Bridge", with: "Arch"),
        to: "changed.yaml"
      )
      try acme.binary.write(
        "format_version: \"1.0\"\napps: [{manifest: new.yaml, projects: all}]\n",
        to: "portfolio.yaml"
      )
      try body(acme)
    }
  }

  @Test(arguments: verbs.map { $0 + ["--dry-run"] } + reading)
  func `leaves the bytes and the folder as they were`(command: [String]) throws {
    try Self.prepared { acme in
      let before = try acme.binary.listing()
      try acme.succeed(command)
      #expect(try acme.binary.listing() == before)
    }
  }

  @Test(arguments: verbs.map { $0 + ["--dry-run"] } + reading)
  func `works on a file that nobody may write`(command: [String]) throws {
    try Self.prepared { acme in
      let store = acme.binary.folder.appending(path: Acme.store).path
      for mode in [0o444, 0o644] {
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: store)
        let before = try acme.binary.listing()
        try acme.succeed(command)
        #expect(try acme.binary.listing() == before)
      }
    }
  }

  @Test(arguments: verbs)
  func `--out writes its file and nothing else`(command: [String]) throws {
    try Self.prepared { acme in
      var before = try acme.binary.listing()
      try acme.succeed(command + ["--out", "p.json"])
      var after = try acme.binary.listing()
      #expect(after.removeValue(forKey: "p.json") != nil)
      before.removeValue(forKey: "p.json")
      #expect(after == before)
    }
  }

  @Test(arguments: verbs)
  func `an open question leaves everything as it was`(command: [String]) throws {
    try Self.prepared { acme in
      let before = try acme.binary.listing()
      #expect(try acme.run(command).status == 7)
      #expect(try acme.binary.listing() == before)
    }
  }

  @Test(arguments: Array(verbs.dropLast()))
  func `a snapshot file answers dry runs and takes no write`(command: [String]) throws {
    try Self.prepared { acme in
      try acme.binary.write(try acme.export(), to: "snapshot.yaml")
      let before = try acme.binary.listing()
      let company = ["--company", "snapshot.yaml"]
      let dry = try acme.binary.run(command + ["--dry-run"] + company)
      #expect(dry.status == 0, "\(dry.error)")
      let wet = try acme.binary.run(
        command + ["--yes", "--allow-widen", "--allow-remove"] + company
      )
      #expect(wet.status == 2)
      #expect(wet.error.contains("snapshot"))
      #expect(try acme.binary.listing() == before)
    }
  }

  @Test(arguments: reading.filter { $0.first != "log" })
  func `a snapshot file is read like a store`(command: [String]) throws {
    try Self.prepared { acme in
      try acme.binary.write(
        Data(try acme.run(["company", "show", "--format", "json"]).output.utf8),
        to: "snapshot.json"
      )
      let run = try acme.binary.run(command + ["--company", "snapshot.json"])
      #expect(run.status == 0, "\(run.error)")
      if command.first != "plan" { #expect(run.output == (try acme.run(command).output)) }
    }
  }

  @Test func `a store at rest is one file`() throws {
    try Self.prepared { acme in
      let names = try acme.binary.listing().keys.filter { $0.hasPrefix(Acme.store) }
      #expect(names == [Acme.store])
    }
  }

  @Test func `a plan says what apply does`() throws {
    try Self.prepared { acme in
      for verb in Self.verbs where verb.first != "uninstall" {
        try acme.succeed(verb + ["--out", "p.json"])
        let plan = ShownPlan(try #require(try acme.binary.json("p.json")))
        try acme.carryOut(["apply", "p.json"])
        let entry = try #require(try acme.log().last)
        let changes = try #require(entry["changes"] as? [[String: Any]])
        #expect(changes.count == plan.changes.count)
        let check = try acme.run(["company", "check", "--format", "json"])
        #expect((try check.json()["problems"] as? [Any])?.isEmpty == true, "\(verb)")
      }
    }
  }
}
