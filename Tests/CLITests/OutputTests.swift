import Foundation
import Testing

/// What becomes of output that can't be written, or not at once.
@Suite struct OutputTests {
  /// A company with a manifest and a service account, and a shell line run there.
  private func shell(_ acme: Acme, _ line: String) throws -> Binary.Run {
    let exports = "export DMSA_COMPANY=\(Acme.store); dmsa() { \"\(Binary.path)\" \"$@\"; }; "
    return try acme.binary.tool("bash", ["-c", exports + line])
  }

  @Test(
    arguments: [
      "--version", "--help", "lint --help", "lint crew.yaml", "lint --list-files crew.yaml",
      "lint --fix - < crew.yaml", "lint --diff - < odd.yaml", "lint --statistics --quiet odd.yaml",
      "fmt --diff odd.yaml", "fmt - < crew.yaml", "compile crew.yaml", "compile --digest crew.yaml",
      "new Crew", "migrate old.yaml --app-name Old --app-version 1.0.0", "diff odd.yaml crew.yaml",
      "explain escalation-path",
      "rules", "rules --format json", "tools", "schema",
      "tools --call 'GET /rest/v1.0/projects/{project_id}/rfis'",
      "schema plan", "company export", "company show", "company show --format json",
      "company check", "company check --format json", "log", "log --format json", "log --verify",
      "drift", "drift --format json", "requests list --format json", "metrics Panel",
      "metrics Panel --format json", "launch Panel --as lead@acme.example",
      "access check user/lead@acme.example company:directory:admin",
      "access check - <<< $'user/lead@acme.example\tcompany:directory:admin'",
      "access list user/lead@acme.example", "access who-can company:directory:admin",
      "install crew.yaml --dry-run", "install crew.yaml --yes", "show saved.json",
      "settings allow-user-installs on --allow-widen --format json",
    ]
  )
  func `what can't be written is exit 2 and said`(command: String) throws {
    let app =
      "apps: [{name: Panel, version: 1.0.0, state: installed, source: custom,"
      + " manifest: {schema_version: \"4.1\"}, authentication: [user_level]}]\n"
    try inCompany(Acme.snapshot + app) { acme in
      // Spelled oddly, and its keys out of order.
      try acme.binary.write(
        """
        permissions:
          project:
            daily_log: {level: read_only, reason: Reads}
        app: {name: Odd, version: 1.0.0}
        schema_version: "4.1"

        """,
        to: "odd.yaml"
      )
      try acme.binary.write("schema_version: \"3.0\"\nname: Old\n", to: "old.yaml")
      try acme.succeed(["install", "crew.yaml", "--out", "saved.json"])
      for target in [">/dev/full", ">&-"] {
        let run = try shell(acme, "dmsa \(command) \(target)")
        #expect(run.status == 2, "\(target) \(run.error)")
        #expect(run.error.contains("standard output: "), "\(target) \(run.error)")
      }
    }
  }

  @Test func `what prints nothing needs no place to print to`() throws {
    try inCompany { acme throws in
      let check = "dmsa access check user/lead@acme.example company:directory:admin --quiet"
      for target in [">/dev/full", ">&-", ">&- 2>&- <&-"] {
        #expect(try shell(acme, "\(check) \(target)").status == 0)
      }
      // A store or its lock never takes the place of a stream that was closed.
      #expect(try shell(acme, "dmsa install crew.yaml --yes >&- 2>&- <&-").status == 2)
      #expect(try shell(acme, "dmsa user set worker@acme.example --yes --quiet 2>&-").status == 0)
      #expect(try acme.succeed(["company", "check"]).status == 0)
    }
  }

  @Test func `where standard output is full, a plan is shown to nobody and not applied`() throws {
    try inCompany { acme in
      let before = try acme.export()
      #expect(try shell(acme, "dmsa install crew.yaml --allow-widen >/dev/full").status == 2)
      let create = "dmsa service-account create 'A B' --yes --quiet"
      #expect(try shell(acme, "\(create) >/dev/full").status == 2)
      #expect(try acme.export() == before)
    }
  }

  @Test(arguments: ["--format json", "--format markdown"])
  func `a secret that can't be told is said to be lost`(flags: String) throws {
    for verb in ["create", "rotate"] {
      try inCompany { acme in
        if verb == "rotate" { try acme.succeed(["service-account", "create", "A B", "--yes"]) }
        let run = try shell(acme, "dmsa service-account \(verb) 'A B' --yes \(flags) >/dev/full")
        #expect(run.status == 2)
        #expect(run.error.contains("standard output: "))
        let entry = verb == "create" ? 2 : 3
        #expect(run.error.contains("as entry \(entry) of the log"), "\(run.error)")
        #expect(run.error.contains("dmsa service-account rotate \"A B\""), "\(run.error)")
        #expect(run.error.firstMatch(of: /[0-9a-f]{64}/) == nil)
        #expect(try acme.objects("service_accounts").count == 1)
        try acme.succeed(["service-account", "rotate", "A B", "--yes"])
      }
    }
  }

  @Test func `what else can't be written takes no secret along`() throws {
    try inCompany { acme in
      let view = ["--format", "json", "--output-file", "text=gone/view.txt"]
      let refused = try acme.run(["service-account", "create", "A", "--yes"] + view)
      #expect(refused.status == 2 && refused.output.isEmpty)
      #expect(try acme.objects("service_accounts").isEmpty)
    }
  }

  // MARK: - Readers

  /// Runs the program with standard output going into a pipe.
  private func start(_ acme: Acme, _ arguments: [String], into pipe: Pipe) throws -> Process {
    let process = Process()
    process.executableURL = URL(filePath: Binary.path)
    process.arguments = arguments + ["--company", Acme.store]
    process.currentDirectoryURL = acme.binary.folder
    process.environment = ["PATH": "/usr/bin:/bin", "LC_ALL": "C"]
    process.standardOutput = pipe
    try process.run()
    try pipe.fileHandleForWriting.close()
    return process
  }

  @Test func `a reader that is slow gets everything, though writing doesn't wait`() throws {
    let users = (0..<3000).map { "  - {id: \(5000 + $0), name: N, login: n\($0)@acme.example}\n" }
    try inCompany(Acme.snapshot + users.joined()) { acme in
      let whole = Data(try acme.export().utf8)
      try #require(whole.count > 200_000)
      let pipe = Pipe()
      let writing = pipe.fileHandleForWriting.fileDescriptor
      #expect(fcntl(writing, F_SETFL, fcntl(writing, F_GETFL) | O_NONBLOCK) == 0)
      let process = try start(acme, ["company", "export"], into: pipe)
      // What fits into a pipe is written by then.
      Thread.sleep(forTimeInterval: 0.5)
      let read = pipe.fileHandleForReading.readDataToEndOfFile()
      process.waitUntilExit()
      #expect(read == whole)
      #expect(process.terminationStatus == 0)
    }
  }

  @Test func `a reader that went away is no failure, but for a secret`() throws {
    try inCompany { acme in
      for (arguments, status) in [
        (["company", "export"], 0), (["service-account", "create", "A", "--yes", "--quiet"], 2),
        (["service-account", "rotate", "A", "--yes", "--format", "json"], 2),
      ] {
        let pipe = Pipe()
        try pipe.fileHandleForReading.close()
        let process = try start(acme, arguments, into: pipe)
        process.waitUntilExit()
        #expect(process.terminationStatus == Int32(status), "\(arguments)")
      }
    }
  }

  // MARK: - What is said

  @Test func `nothing that is said acts on a terminal`() throws {
    let evil = "\u{1B}[31m\u{7}\u{202E}x"
    try inCompany { acme in
      try acme.binary.write("date,count,login\n2026-11-02,7,a\(evil)b\n", to: "m.csv")
      try acme.carryOut(["install", "crew.yaml"])
      for arguments in [
        ["metrics", "import", "Crew Sync", "m.csv"], ["launch", evil, "--as", "lead@acme.example"],
        ["launch", "Crew Sync", "--as", evil], ["access", "check", evil, "company:admin:admin"],
        ["access", "check", "user/\(evil)", "company:admin:admin"], ["lint", evil],
        ["lint", "--select", evil], ["lint", "--\(evil)"], [evil], ["company", "show", evil],
        ["uninstall", evil, "--dry-run"], ["apply", evil], ["compile", evil], ["explain", evil],
        ["install", "crew.yaml", "--now", evil], ["diff", evil, evil], ["schema", evil],
      ] {
        // These know no company.
        let isOfNone = ["lint", "compile", "explain", "schema", evil].contains(arguments[0])
        let run = try isOfNone ? acme.binary.run(arguments) : acme.run(arguments)
        #expect(run.status != 0)
        #expect(run.error.contains("202e") || run.output.contains("202e"), "\(arguments)")
        for character in ["\u{1B}", "\u{7}", "\u{202E}"] {
          #expect(!run.error.contains(character), "\(arguments)")
        }
      }
    }
  }
}
