import Foundation
import Testing

/// What a command does where its input, its output or its place is not as usual.
@Suite struct CommandEdgeTests {
  /// Runs the program by a shell, which closes and opens what no `Process` can.
  private func shell(_ command: String, in dmsa: Binary) throws -> Binary.Run {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", command]
    process.currentDirectoryURL = dmsa.folder
    process.environment = ["PATH": "/usr/bin:/bin", "LC_ALL": "C", "DMSA": Binary.path]
    let (output, error) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = error
    try process.run()
    let said = output.fileHandleForReading.readDataToEndOfFile()
    let told = error.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return Binary.Run(
      status: process.terminationStatus,
      output: String(decoding: said, as: UTF8.self),
      error: String(decoding: told, as: UTF8.self)
    )
  }

  @Test(arguments: ["<&-", "< ."])
  func `questions that can't be read are no answer`(input: String) throws {
    try inCompany { acme in
      let run = try shell("\"$DMSA\" access check - --company acme.dmsa \(input)", in: acme.binary)
      #expect(run.status == 2)
      #expect(run.output.isEmpty)
      #expect(run.error.contains("standard input: "))
    }
  }

  @Test(arguments: ["lint", "lint .", "fmt --check", "lint --list-files", "diff a b"])
  func `in a folder that is gone nothing is looked for elsewhere`(command: String) throws {
    try inFolder { dmsa in
      let run = try shell("mkdir x; cd x; rmdir ../x; \"$DMSA\" \(command)", in: dmsa)
      #expect(run.status == 2)
      #expect(run.error.hasPrefix("dmsa: the working folder: no such file"))
      let version = try shell("mkdir x; cd x; rmdir ../x; \"$DMSA\" --version", in: dmsa)
      #expect(version.status == 0)
    }
  }

  @Test func `a word that is no command is said to be none`() throws {
    try inFolder { dmsa in
      for (arguments, message) in [
        (["lnt"], "no command is called `lnt`, did you mean `lint`; `dmsa --help`"),
        (["help", "lnt"], "no command is called `lnt`, did you mean `lint`; `dmsa --help`"),
        (
          ["company", "imprt"],
          "called `company imprt`, did you mean `import`; `dmsa company --help`"
        ),
        (["help", "company", "nothing"], "no command is called `company nothing`; `dmsa company"),
      ] {
        let run = try dmsa.run(arguments)
        #expect(run.status == 2)
        #expect(run.output.isEmpty)
        #expect(run.error.contains(message), "\(run.error)")
      }
      #expect(try dmsa.run(["help", "company", "import"]).status == 0)
      #expect(try dmsa.run(["metrics", "An App", "--company", "none"]).error.contains("none"))
    }
  }

  @Test func `a file for findings is not promised where none are shown`() throws {
    try inFolder { dmsa in
      try dmsa.write(soundManifest, to: "a.manifest.yaml")
      for arguments in [
        ["--diff", "--output-file", "json=x"], ["--list-files", "--output-file", "json=x"],
        ["--output-file", "json=-"], ["--output-file", "json=x", "--output-file", "text=x"],
        ["-", "--stdin-filename", ""],
      ] {
        let run = try dmsa.run(["lint"] + arguments)
        #expect(run.status == 2, "\(arguments)")
        #expect(try dmsa.listing().keys.sorted() == ["a.manifest.yaml"])
      }
    }
  }

  @Test func `what is no plan goes to files as well`() throws {
    try inCompany { acme in
      #expect(try acme.run(["drift", "--output-file", "json=d.json"]).status == 0)
      #expect(try acme.binary.read("d.json").contains("\"drift\": []"))
      #expect(try acme.run(["drift", "--output-file", "html=d.html"]).status == 2)
      let new = try acme.binary.run([
        "company", "import", "acme.yaml", "--company", "new.dmsa", "--output-file", "json=n.json",
      ])
      #expect(new.status == 0)
      #expect(try acme.binary.read("n.json").contains("\"imported\""))
    }
  }

  @Test func `a plan that was applied says so to a program, too`() throws {
    try inCompany { acme in
      try acme.binary.write(riskyManifest, to: "crew.yaml")
      let plan = ["install", "crew.yaml", "--out", "plan.json"]
      #expect(try acme.run(plan).status == 0)
      let approvals = [
        "--allow-widen", "--accept-risk", "company-directory-admin", "--output-file", "json=a.json",
      ]
      #expect(try acme.run(["apply", "plan.json"] + approvals).status == 0)
      let first = try acme.binary.read("a.json")
      let again = try acme.run(["apply", "plan.json", "--format", "json"])
      #expect(again.status == 0)
      #expect(again.output == first)
      #expect(again.error.hasPrefix("dmsa: already applied, by "))
      #expect(try acme.run(["apply", "plan.json"]).output.hasPrefix("already applied, by "))
    }
  }

  @Test func `a store that is cut off is damage, not a check that failed`() throws {
    try inCompany { acme in
      let store = acme.binary.folder.appending(path: "acme.dmsa")
      let bytes = try Data(contentsOf: store)
      try acme.binary.write(bytes.prefix(bytes.count / 2), to: "cut.dmsa")
      let run = try acme.binary.run([
        "company", "check", "--company", "cut.dmsa", "--format", "json",
      ])
      #expect(run.status == 1)
      let report = try run.json()
      #expect(report["sound"] as? Bool == false)
      #expect((report["problems"] as? [String])?.first?.contains("truncated") == true)
      let other = try acme.binary.run(["company", "check", "--company", "acme.yml"])
      #expect(other.status == 2)
    }
  }

  @Test func `a risk to accept that no rule tells of is said to be none`() throws {
    try inCompany { acme in
      let plan = ["install", "crew.yaml", "--dry-run", "--accept-risk"]
      let run = try acme.run(plan + ["company-directory-admn"])
      #expect(run.status == 0)
      #expect(run.error.contains("did you mean `company-directory-admin`"))
      #expect(try !acme.run(plan + ["dmsa-user-edited"]).error.contains("unknown rule"))
    }
  }

  @Test func `under --detailed-exitcode a misplaced flag is an error as well`() throws {
    try inCompany { acme in
      let run = try acme.run(["uninstall", "X", "--detailed-exitcode"])
      #expect(run.status == 1)
    }
  }

  @Test func `a manifest is not compiled over itself`() throws {
    try inFolder { dmsa in
      try dmsa.write(soundManifest, to: "a.manifest.yaml")
      for output in ["a.manifest.yaml", "./a.manifest.yaml"] {
        let run = try dmsa.run(["compile", "a.manifest.yaml", "-o", output])
        #expect(run.status == 2)
        #expect(run.error.contains("is the manifest itself"))
      }
      #expect(try dmsa.read("a.manifest.yaml") == soundManifest)
    }
  }

  @Test func `tools are read from standard input, and from nothing that has none`() throws {
    try inFolder { dmsa in
      let answer = Data(#"[{"id":1,"engine_name":"drone_flights","title":"Drone Flights"}]"#.utf8)
      let run = try dmsa.run(["tools", "import", "-"], input: answer)
      #expect(run.status == 0)
      #expect(run.output.contains("key: drone_flights"))
      let people = Data(#"[{"id":101,"name":"Dana Reyes","login":"d@acme.example"}]"#.utf8)
      let refused = try dmsa.run(["tools", "import", "-"], input: people)
      #expect(refused.status == 2)
      #expect(refused.error.contains("-:1:2: this is no tool"))
      #expect(try dmsa.run(["tools", "import"]).status == 2)
    }
  }
}
