import Foundation
import Testing

@Suite struct CompanyStatusTests {
  static let commands: [[String]] = [
    ["company", "export"], ["company", "show"], ["company", "check"], ["install", "crew.yaml"],
    ["update", "crew.yaml"], ["uninstall", "X"], ["reinstall", "X"], ["projects", "add", "X", "6"],
    ["projects", "remove", "X", "6"],
    ["template", "create", "X", "--scope", "project"],
    ["template", "set", "X", "--scope", "project"], ["user", "set", "x", "--inactive"],
    ["service-account", "create", "X"], ["service-account", "assign", "X", "--inactive"],
    ["service-account", "rotate", "X"], ["service-account", "delete", "X"],
    ["settings", "allow-user-installs", "on"], ["drift"], ["drift", "--adopt", "x"],
    ["plan", "p.yaml"], ["apply", "p.yaml"], ["log"], ["log", "--verify"],
    ["access", "check", "user/x", "company:directory:admin"], ["access", "list", "user/x"],
    ["access", "who-can", "company:directory:admin"], ["company", "import", "acme.yaml"],
  ]

  static func prepared(_ body: (Acme) throws -> Void) throws {
    try inCompany { acme in
      try acme.binary.write("format_version: \"1.0\"\n", to: "p.yaml")
      try body(acme)
    }
  }

  @Test(arguments: commands)
  func `without a company a command can't be done`(command: [String]) throws {
    try Self.prepared { acme in
      let run = try acme.binary.run(command)
      #expect(run.status == 2)
      #expect(run.error.contains("--company") && run.error.contains("DMSA_COMPANY"))
    }
  }

  @Test(arguments: commands)
  func `PostgreSQL is for later`(command: [String]) throws {
    try Self.prepared { acme in
      let run = try acme.binary.run(command + ["--company", "postgres://host/acme"])
      #expect(run.status == 2)
      #expect(run.error.contains("PostgreSQL") || run.error.contains("postgres"))
    }
  }

  @Test(arguments: commands.filter { $0 != ["company", "import", "acme.yaml"] })
  func `a store that isn't there is no store`(command: [String]) throws {
    try Self.prepared { acme in
      let before = try acme.binary.listing()
      let run = try acme.binary.run(command + ["--company", "none.dmsa"])
      #expect(run.status == 2)
      #expect(run.error.contains("none.dmsa"))
      #expect(try acme.binary.listing() == before)
    }
  }

  @Test(arguments: commands)
  func `a file of another kind is no store`(command: [String]) throws {
    try Self.prepared { acme in
      try acme.binary.write(Data("nothing of the kind, but long enough".utf8), to: "other.dmsa")
      let run = try acme.binary.run(command + ["--company", "other.dmsa"])
      #expect(run.status == 2)
      #expect(try acme.binary.read("other.dmsa") == "nothing of the kind, but long enough")
    }
  }

  @Test func `DMSA_COMPANY names the company`() throws {
    try inCompany { acme in
      let environment = ["DMSA_COMPANY": Acme.store]
      let run = try acme.binary.run(["company", "export"], environment: environment)
      #expect(run.status == 0)
      #expect(run.output == (try acme.export()))
      let none = try acme.binary.run(
        ["company", "export", "--company", "none.dmsa"],
        environment: environment
      )
      #expect(none.status == 2)
    }
  }

  @Test(
    arguments: [
      ["install"], ["install", "crew.yaml", "--nonsense"], ["uninstall"],
      ["settings", "allow-user-installs", "maybe"], ["projects", "add", "X"],
      ["install", "crew.yaml", "--lock-timeout", "-1"],
      ["template", "create", "X", "--scope", "planet"],
      ["template", "create", "X", "--scope", "project", "--set", "rfi"],
      ["template", "create", "X", "--scope", "project", "--set", "rfi=all"],
      ["install", "crew.yaml", "--project", "6", "--all-projects"],
      ["install", "crew.yaml", "--format", "yaml"], ["install", "none.yaml"],
      ["plan", "none.yaml"], ["show", "none.json"], ["apply", "none.json"],
      ["access", "check", "user/lead@acme.example", "project:rfi:admin"],
      ["access", "check", "user/none", "company:directory:admin"],
      ["access", "check", "user/lead@acme.example", "company:directry:admin"],
      ["install", "crew.yaml", "--config", "none.yaml"],
    ]
  )
  func `bad flags and missing files end with 2`(command: [String]) throws {
    try inCompany { acme in
      let run = try acme.run(command)
      #expect(run.status == 2, "\(run.error)\(run.output)")
      #expect(!run.error.isEmpty)
    }
  }

  @Test(
    arguments: [
      ["install", "crew.yaml", "--dry-run", "--nonsense"], ["install", "none.yaml", "--dry-run"],
      ["install", "nameless.yaml", "--dry-run"], ["uninstall", "None", "--dry-run"],
      ["plan", "none.yaml"], ["install", "crew.yaml", "--dry-run", "--config", "none.yaml"],
    ]
  )
  func `under --detailed-exitcode every error is 1`(command: [String]) throws {
    try inCompany { acme in
      try acme.binary.write(
        "schema_version: \"4.1\"\npermissions: {project: {rfi: readonly}}\n",
        to: "nameless.yaml"
      )
      #expect(try acme.run(command + ["--detailed-exitcode"]).status == 1)
    }
  }

  @Test func `under --detailed-exitcode a missing company is 1`() throws {
    try inCompany { acme in
      let run = try acme.binary.run(["install", "crew.yaml", "--dry-run", "--detailed-exitcode"])
      #expect(run.status == 1)
    }
  }

  @Test func `--detailed-exitcode tells changes and widenings`() throws {
    try inCompanyWithApp { acme throws in
      let detailed = ["--dry-run", "--detailed-exitcode"]
      #expect(try acme.run(["projects", "add", "Crew Sync", "6"] + detailed).status == 0)
      #expect(try acme.run(["projects", "remove", "Crew Sync", "6"] + detailed).status == 2)
      #expect(try acme.run(["projects", "add", "Crew Sync", "9"] + detailed).status == 2)
      let directory = ["user", "set", "worker@acme.example", "--project", "7"]
      #expect(try acme.run(directory + ["--template", "Field"] + detailed).status == 3)
      #expect(try acme.run(["settings", "allow-user-installs", "on"] + detailed).status == 3)
    }
  }

  @Test func `plan takes --detailed-exitcode without --dry-run`() throws {
    try inCompany { acme throws in
      func status(_ portfolio: String) throws -> Int32 {
        try acme.binary.write("format_version: \"1.0\"\n" + portfolio, to: "p.yaml")
        return try acme.run(["plan", "p.yaml", "--detailed-exitcode"]).status
      }
      #expect(try status("settings: {allow_user_installs: false}\n") == 0)
      #expect(
        try status(
          "permission_templates: [{name: N, scope: project, permissions: {rfi: admin}}]\n"
        ) == 2
      )
      #expect(try status("settings: {allow_user_installs: true}\n") == 3)
      #expect(try status("apps: 7\n") == 1)
    }
  }

  @Test func `nothing to do ends with 0 and says so`() throws {
    try inCompanyWithApp { acme in
      let before = try acme.log().count
      for verb in [
        ["projects", "add", "Crew Sync", "6"], ["update", "crew.yaml"],
        ["settings", "allow-user-installs", "off"],
        ["template", "set", "Field", "--scope", "project", "--set", "daily_log=standard"],
        ["user", "set", "worker@acme.example", "--active"],
      ] {
        let run = try acme.succeed(verb)
        #expect(run.output.contains("No changes"), "\(verb): \(run.output)")
        #expect(try !acme.plan(verb).isApplyable)
      }
      #expect(try acme.log().count == before)
    }
  }

  @Test func `a verb that wrote says when and by whom in JSON`() throws {
    try inCompany { acme in
      let run = try acme.succeed(
        ["install", "crew.yaml", "--yes", "--as", "lead@acme.example", "--format", "json"]
          + ["--now", "2026-11-20T10:00:00Z"]
      )
      let applied = try #require(try run.json()["applied"] as? [String: String])
      #expect(applied == ["at": "2026-11-20T10:00:00Z", "by": "lead@acme.example"])
    }
  }

  @Test func `a store that another process holds is 5 and names the holder`() throws {
    try inCompany { acme in
      let script = """
        import fcntl, subprocess, sys
        lock = open(sys.argv[2] + "-lock", "w")
        lock.write("pid 4711: somebody else\\n"); lock.flush()
        fcntl.flock(lock, fcntl.LOCK_EX)
        sys.exit(subprocess.call(sys.argv[1:2] + sys.argv[3:]))
        """
      try acme.binary.write(script, to: "hold.py")
      let arguments =
        [Binary.path, Acme.store, "install", "crew.yaml", "--yes", "--lock-timeout", "0"]
        + ["--company", Acme.store]
      let run = try acme.binary.tool("python3", ["hold.py"] + arguments)
      #expect(run.status == 5)
      #expect(run.error.contains("4711"))
      #expect(try acme.objects("apps").isEmpty)
    }
  }

  @Test func `two processes at once both get their change`() throws {
    try inCompany { acme in
      let command = "'\(Binary.path)' template create T$i --scope project --set rfi=readonly --yes"
      let script = """
        for i in 1 2 3 4 5 6; do \(command) --company \(Acme.store) >/dev/null & done; wait
        """
      _ = try acme.binary.tool("bash", ["-c", script])
      #expect(try acme.objects("permission_templates").count == 9)
      #expect(try acme.run(["log", "--verify"]).status == 0)
      #expect(try acme.log().count == 7)
    }
  }
}

extension Binary {
  /// Runs another program in the folder.
  func tool(_ name: String, _ arguments: [String]) throws -> Run {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [name] + arguments
    process.currentDirectoryURL = folder
    let output = Pipe()
    let error = Pipe()
    process.standardOutput = output
    process.standardError = error
    try process.run()
    let bytes = output.fileHandleForReading.readDataToEndOfFile()
    let errors = error.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return Run(
      status: process.terminationStatus,
      output: String(decoding: bytes, as: UTF8.self),
      error: String(decoding: errors, as: UTF8.self)
    )
  }

  @Test(arguments: [
    (["apply", "p.yaml", "--approve", "x"], "--approve takes a plan's digest"),
    (["apply", "p.yaml", "--approve", "sha256:ABC"], "--approve takes a plan's digest"),
    (["install", "crew.yaml", "--lock-timeout", "-1"], "--lock-timeout takes 0 to 86400 seconds"),
    (["install", "crew.yaml", "--now", "0000-01-01"], "`0000-01-01` is no time"),
    (["install", "crew.yaml", "--now", "0000-01-01T00:00:00Z"], "is no time"),
  ])
  func `an option that says nothing is bad usage`(_ words: [String], _ message: String) throws {
    try inCompany { acme in
      try acme.binary.write("format_version: \"1.0\"\n", to: "p.yaml")
      let run = try acme.run(words)
      #expect(run.status == 2)
      #expect(run.error.contains(message), "\(run.error)")
    }
  }

  @Test(arguments: ["p.json", "p.yaml"])
  func `a file that is neither a plan nor a portfolio is said to be neither`(path: String) throws {
    try inCompany { acme in
      for text in ["{}", "{\"apples\": []}"] {
        try acme.binary.write(text, to: path)
        let run = try acme.run(["apply", path])
        #expect(run.status == 1)
        let all = run.output + run.error
        #expect(all.contains("\(path):1:1: this is no portfolio, nor a saved plan"), "\(all)")
      }
    }
  }
}
