import Foundation
import Testing

@Suite struct FmtTests {
  private let untidy = """
    # The header.

    app:
        version: 1.0.0 # the first
        name: Crew Sync
    schema_version:  "4.1"
    """
  private let tidy = """
    # The header.

    schema_version: "4.1"
    app:
      name: Crew Sync
      version: 1.0.0  # the first

    """

  @Test func `a file is rewritten in place, its mode kept, and then left`() throws {
    try inFolder { dmsa in
      try dmsa.write(untidy, to: "a.manifest.yaml")
      let path = dmsa.folder.appending(path: "a.manifest.yaml").path
      try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
      let run = try dmsa.run(["fmt"])
      #expect(run.status == 0)
      #expect(run.output.isEmpty)
      #expect(run.error == "dmsa: note: formatted 1 file\n")
      #expect(try dmsa.read("a.manifest.yaml") == tidy)
      let attributes = try FileManager.default.attributesOfItem(atPath: path)
      #expect(attributes[.posixPermissions] as? Int == 0o640)
      let again = try dmsa.run(["fmt", "a.manifest.yaml"])
      #expect(again.status == 0)
      #expect(again.error.isEmpty)
      #expect(try dmsa.read("a.manifest.yaml") == tidy)
    }
  }

  @Test func `check lists what would change and writes nothing`() throws {
    try inFolder { dmsa in
      try dmsa.write(untidy, to: "b.manifest.yaml")
      try dmsa.write(untidy, to: "sub/a.manifest.yml")
      try dmsa.write(tidy, to: "tidy.manifest.yaml")
      let run = try dmsa.run(["fmt", "--check"])
      #expect(run.status == 1)
      #expect(run.output == "b.manifest.yaml\nsub/a.manifest.yml\n")
      #expect(run.error == "dmsa: note: 2 files would be formatted\n")
      #expect(try dmsa.read("b.manifest.yaml") == untidy)
      #expect(try dmsa.run(["fmt", "--check", "--quiet"]).error.isEmpty)
      #expect(try dmsa.run(["fmt", "--check", "tidy.manifest.yaml"]).status == 0)
    }
  }

  @Test func `a difference is shown that patch takes`() throws {
    try inFolder { dmsa in
      try dmsa.write(untidy, to: "a.manifest.yaml")
      let run = try dmsa.run(["fmt", "--diff"])
      #expect(run.status == 1)
      #expect(run.output.hasPrefix("--- a/a.manifest.yaml\n+++ b/a.manifest.yaml\n@@ "))
      #expect(try dmsa.read("a.manifest.yaml") == untidy)
      try dmsa.write(run.output, to: "fmt.patch")
      let git = Process()
      git.executableURL = URL(filePath: "/usr/bin/git")
      git.arguments = ["apply", "fmt.patch"]
      git.currentDirectoryURL = dmsa.folder
      try git.run()
      git.waitUntilExit()
      #expect(git.terminationStatus == 0)
      #expect(try dmsa.read("a.manifest.yaml") == tidy)
      #expect(try dmsa.run(["fmt", "--diff"]).status == 0)
    }
  }

  @Test func `standard input is printed`() throws {
    try inFolder { dmsa in
      let run = try dmsa.run(["fmt", "-"], input: Data(untidy.utf8))
      #expect(run.status == 0)
      #expect(run.output == tidy)
      #expect(run.error.isEmpty)
      let check = try dmsa.run(
        ["fmt", "--check", "-", "--stdin-filename", "x.yaml"],
        input: Data(untidy.utf8)
      )
      #expect(check.status == 1)
      #expect(check.output == "x.yaml\n")
      let json = try dmsa.run(
        ["fmt", "-", "--stdin-filename", "x.json"],
        input: Data("{\"app\" : {}}".utf8)
      )
      #expect(json.status == 0)
      #expect(json.output == "{\"app\" : {}}")
      #expect(json.error.hasPrefix("dmsa: note: x.json: left as it is; "))
      let broken = try dmsa.run(["fmt", "-"], input: Data("app: [\n".utf8))
      #expect(broken.status == 1)
      #expect(broken.output.isEmpty)
    }
  }

  @Test func `JSON and other forms are left alone with a note`() throws {
    try inFolder { dmsa in
      let files = [
        "a.manifest.json": "{\"app\" :{}}", "b.manifest.yaml": "schema_version:   '4.1'\n",
        "c.manifest.yaml": "components:   {}\n", "d.manifest.yaml": "",
      ]
      for (name, text) in files { try dmsa.write(text, to: name) }
      let run = try dmsa.run(["fmt"])
      #expect(run.status == 0)
      #expect(run.error.split(separator: "\n").count == 4)
      for (name, text) in files {
        #expect(run.error.contains("dmsa: note: \(name): left as it is; "))
        #expect(try dmsa.read(name) == text)
      }
      #expect(try dmsa.run(["fmt", "--quiet"]).error.isEmpty)
      #expect(try dmsa.run(["fmt", "--check", "--diff"]).output.isEmpty)
    }
  }

  @Test func `errors of syntax are told with their place, and the rest is formatted`() throws {
    try inFolder { dmsa in
      try dmsa.write("app: x\n  app: y\n", to: "a.manifest.yaml")
      try dmsa.write("app: x\napp:   y\n", to: "b.manifest.yaml")
      try dmsa.write(untidy, to: "c.manifest.yaml")
      let run = try dmsa.run(["fmt"])
      #expect(run.status == 1)
      #expect(run.error.contains("dmsa: a.manifest.yaml:2:6: error[yaml-syntax] "))
      #expect(run.error.contains("dmsa: b.manifest.yaml:2:1: error[duplicate-key] "))
      #expect(try dmsa.read("b.manifest.yaml") == "app: x\napp:   y\n")
      #expect(try dmsa.read("c.manifest.yaml") == tidy)
    }
  }

  @Test func `what can't be done ends with 2, no file with 3`() throws {
    try inFolder { dmsa in
      #expect(try dmsa.run(["fmt"]).status == 3)
      try dmsa.write(untidy, to: "a.manifest.yaml")
      let run = try dmsa.run(["fmt", "nowhere.yaml", "a.manifest.yaml"])
      #expect(run.status == 2)
      #expect(run.error.contains("nowhere.yaml: no such file or directory"))
      #expect(try dmsa.read("a.manifest.yaml") == tidy)
      for arguments in [
        ["fmt", "--nonsense"], ["fmt", "-", "a.manifest.yaml"],
        ["fmt", "--config", "nowhere.yaml"], ["fmt", "--config", "x", "--no-config"],
      ] {
        #expect(try dmsa.run(arguments).status == 2, "\(arguments)")
      }
    }
  }

  @Test func `the config's exclude holds for files named by hand`() throws {
    try inFolder { dmsa in
      try dmsa.write("exclude: [old/**]\ninclude: [\"*.dmsa\"]\n", to: ".dmsa.yaml")
      try dmsa.write(untidy, to: "old/a.manifest.yaml")
      try dmsa.write(untidy, to: "b.dmsa")
      let run = try dmsa.run(["fmt", "old/a.manifest.yaml"])
      #expect(run.status == 0)
      #expect(try dmsa.read("old/a.manifest.yaml") == untidy)
      let input = try dmsa.run(
        ["fmt", "-", "--stdin-filename", "old/a.manifest.yaml"],
        input: Data(untidy.utf8)
      )
      #expect(input.output == untidy)
      #expect(try dmsa.run(["fmt"]).status == 0)
      #expect(try dmsa.read("b.dmsa") == tidy)
      #expect(try dmsa.run(["fmt", "--no-config", "old"]).status == 0)
      #expect(try dmsa.read("old/a.manifest.yaml") == tidy)
    }
  }

  @Test func `help shows two examples`() throws {
    try inFolder { dmsa in
      let run = try dmsa.run(["fmt", "--help"])
      #expect(run.status == 0)
      #expect(run.output.components(separatedBy: "  dmsa fmt").count >= 3)
      #expect(try dmsa.run(["--help"]).output.contains("fmt"))
    }
  }
}
