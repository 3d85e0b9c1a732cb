import Foundation
import Testing

@Suite struct FixTests {
  private let mixed = """
    schema_version: 4.1   # a number
    app:
      name: Crew Sync
      version: v1.0.0
    post_installation_instruction:
      notes: Permit the projects whose crews are to be kept in step.
    permissions:
      project:
        daily_log: Read-only   # looks up crews
        budget: readonly
        documents: none

    """

  @Test func `safe fixes are made, comments and layout stay`() throws {
    try inFolder { dmsa in
      try dmsa.write(mixed, to: "a.manifest.yaml")
      let path = dmsa.folder.appending(path: "a.manifest.yaml").path
      try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
      let run = try dmsa.run(["lint", "--fix", "a.manifest.yaml"])
      #expect(run.status == 0, "\(run.output)")
      #expect(
        try dmsa.read("a.manifest.yaml") == """
          schema_version: "4.1"   # a number
          app:
            name: Crew Sync
            version: 1.0.0
          post_installation_instruction:
            notes: Permit the projects whose crews are to be kept in step.
          permissions:
            project:
              daily_log: readonly   # looks up crews
              budgeting: readonly

          """
      )
      let attributes = try FileManager.default.attributesOfItem(atPath: path)
      #expect(attributes[.posixPermissions] as? Int == 0o640)
      let again = try dmsa.read("a.manifest.yaml")
      try dmsa.run(["lint", "--fix", "a.manifest.yaml"])
      #expect(try dmsa.read("a.manifest.yaml") == again)
    }
  }

  @Test func `a comment behind the sign of a block text stays`() throws {
    try inFolder { dmsa in
      let text = soundManifest.replacingOccurrences(
        of: "daily_log: readonly",
        with: "daily_log: >- # dmsa: ignore[level-spelling] as our sheet has it\n      Read-only"
      ).replacingOccurrences(of: "permissions:", with: "\(sidepanel)permissions:")
      try dmsa.write(text, to: "a.manifest.yaml")
      try dmsa.run(["lint", "--no-ignores", "--unsafe-fixes", "a.manifest.yaml"])
      #expect(try dmsa.read("a.manifest.yaml") == text)
    }
  }

  /// With a retired view beside its successor, and one without.
  private let sidepanel = """
    sidepanel:
      source_url: https://crew.crewsync.io/panel
      description: Crews beside what is on screen
      views:
        - change_events.edit
        - |- # as the portal once had it
          hange_events.edit

    """

  @Test func `what can't be read is told in the reports of fixes too`() throws {
    try inFolder { dmsa in
      try dmsa.write(soundManifest, to: "a.manifest.yaml")
      for more in [[], ["--fix"]] {
        let sarif = try dmsa.run(
          ["lint", "a.manifest.yaml", "no.manifest.yaml", "--format", "sarif"] + more
        )
        #expect(sarif.status == 2)
        #expect(sarif.output.contains("\"executionSuccessful\": false"))
        let junit = try dmsa.run(
          ["lint", "a.manifest.yaml", "no.manifest.yaml", "--format", "junit"] + more
        )
        #expect(junit.output.contains("<error"))
      }
    }
  }

  @Test func `a difference is shown and nothing written`() throws {
    try inFolder { dmsa in
      try dmsa.write(mixed, to: "a.manifest.yaml")
      let run = try dmsa.run(["lint", "--diff", "a.manifest.yaml"])
      #expect(run.status == 1)
      #expect(run.output.contains("-schema_version: 4.1   # a number\n"))
      #expect(run.output.contains("+schema_version: \"4.1\"   # a number\n"))
      #expect(try dmsa.read("a.manifest.yaml") == mixed)
      try dmsa.write(soundManifest, to: "a.manifest.yaml")
      #expect(try dmsa.run(["lint", "--diff", "a.manifest.yaml"]).status == 0)
    }
  }

  @Test func `the difference is one that patch takes`() throws {
    try inFolder { dmsa in
      try dmsa.write(mixed, to: "a.manifest.yaml")
      let run = try dmsa.run(["lint", "--diff", "a.manifest.yaml"])
      try dmsa.write(run.output, to: "fix.patch")
      let git = Process()
      git.executableURL = URL(filePath: "/usr/bin/git")
      git.arguments = ["apply", "fix.patch"]
      git.currentDirectoryURL = dmsa.folder
      try git.run()
      git.waitUntilExit()
      #expect(git.terminationStatus == 0)
      let patched = try dmsa.read("a.manifest.yaml")
      try dmsa.write(mixed, to: "a.manifest.yaml")
      try dmsa.run(["lint", "--fix", "a.manifest.yaml"])
      #expect(try dmsa.read("a.manifest.yaml") == patched)
    }
  }

  /// Nothing in a folder that nobody may write to can be replaced.
  @Test func `what can't be written keeps its findings`() throws {
    try inFolder { dmsa in
      let text = riskyManifest.replacing("daily_log: readonly", with: "daily_log: Read-only")
      try dmsa.write(text, to: "full/a.manifest.yaml")
      // Root may write everywhere, but to no name that is too long.
      let name = String(repeating: "a", count: 240) + ".manifest.yaml"
      try dmsa.write(text, to: "full/\(name)")
      let run = try dmsa.run(["lint", "--fix", "full", "--format", "concise"])
      #expect(run.status == 2)
      #expect(run.output.contains("\(name):10:14: error[company-directory-admin]"))
      #expect(run.output.contains("\(name):13:16: warning[level-spelling]"))
      #expect(run.output.contains("full/a.manifest.yaml:10:14: error[company-directory-admin]"))
      #expect(run.error.contains("fixed 1 finding"))
      let formatted = try dmsa.run(["fmt", "full/\(name)"])
      #expect(!formatted.error.contains("formatted 1 file"))
    }
  }

  @Test func `a difference tells no secret`() throws {
    try inFolder { dmsa in
      let secret = "8f14e45fceea167a5a36dedd4bea2543"
      let text =
        "schema_version: 4.1 # client_secret=\(secret)\n# token: \(secret)\nx-a:   \(secret)\n"
      try dmsa.write(text, to: "a.manifest.yaml")
      try dmsa.write("app:   {name: Crew Sync}\n" + text, to: "b.manifest.yaml")
      for arguments in [
        ["lint", "--diff", "a.manifest.yaml"],
        ["lint", "--no-ignores", "--diff", "a.manifest.yaml"],
        ["fmt", "--diff", "b.manifest.yaml"],
      ] {
        let run = try dmsa.run(arguments)
        #expect(run.status == 1)
        #expect(run.output.contains("client_secret=••••"), "\(run.output)")
        #expect(!(run.output + run.error).contains(secret), "\(run.output)")
      }
    }
  }

  @Test func `standard input comes back fixed`() throws {
    try inFolder { dmsa in
      let run = try dmsa.run(["lint", "--fix", "-"], input: Data(mixed.utf8))
      #expect(run.output.hasPrefix("schema_version: \"4.1\"   # a number\n"))
      #expect(run.status == 0)
    }
  }

  @Test func `a suppressed finding is not fixed`() throws {
    try inFolder { dmsa in
      let text = mixed.replacingOccurrences(
        of: "# looks up crews",
        with: "# dmsa: ignore[level-spelling] our house style"
      )
      try dmsa.write(text, to: "a.manifest.yaml")
      try dmsa.run(["lint", "--fix", "a.manifest.yaml"])
      #expect(try dmsa.read("a.manifest.yaml").contains("daily_log: Read-only"))
    }
  }
}
