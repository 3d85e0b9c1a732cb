import Foundation
import Testing

@Suite struct LintTests {
  @Test func `a sound manifest ends with 0 and a risky one with 1`() throws {
    try inFolder { dmsa in
      try dmsa.write(soundManifest, to: "a.manifest.yaml")
      #expect(try dmsa.run(["lint"]).status == 0)
      try dmsa.write(riskyManifest, to: "b.manifest.yaml")
      #expect(try dmsa.run(["lint"]).status == 1)
      #expect(try dmsa.run(["lint", "--fail-on", "never"]).status == 0)
    }
  }

  @Test func `the JSON report has every field of the contract`() throws {
    try inFolder { dmsa in
      try dmsa.write(riskyManifest, to: "app.manifest.yaml")
      let run = try dmsa.run(["lint", "--format", "json", "app.manifest.yaml"])
      let report = try run.json()
      #expect(report["format_version"] as? String == "1.0")
      let tool = try #require(report["tool"] as? [String: Any])
      #expect(tool["name"] as? String == "dmsa")
      #expect(tool["version"] as? String != nil)
      #expect(tool["catalog"] as? String != nil)
      let summary = try #require(report["summary"] as? [String: Int])
      #expect(summary["files"] == 1)
      #expect(summary["suppressed"] == 0)
      #expect(summary["baselined"] == 0)
      let finding = try #require(
        try run.findings().first { $0["rule"] as? String == "company-directory-admin" }
      )
      #expect(finding["category"] as? String == "risk")
      #expect(finding["severity"] as? String == "error")
      #expect(finding["path"] as? String == "app.manifest.yaml")
      #expect(finding["pointer"] as? String == "/permissions/company/directory")
      let start = try #require(finding["start"] as? [String: Int])
      #expect(start["line"] == 10)
      #expect(start["column"] == 14)
      let end = try #require(finding["end"] as? [String: Int])
      #expect(end["column"] == 19)
      let offset = try #require(riskyManifest.range(of: "admin"))
      #expect(
        start["offset"]
          == riskyManifest.utf8.distance(from: riskyManifest.startIndex, to: offset.lowerBound)
      )
      #expect((finding["fingerprint"] as? String)?.isEmpty == false)
      #expect(finding["suppressed"] as? Bool == false)
      #expect(finding["baselined"] as? Bool == false)
      #expect(finding["related"] is [Any])
      #expect(finding["fixes"] is [Any])
    }
  }

  @Test func `standard input has the findings of the file itself`() throws {
    try inFolder { dmsa in
      try dmsa.write(riskyManifest, to: "app.manifest.yaml")
      let file = try dmsa.run(["lint", "--format", "json", "app.manifest.yaml"])
      let input = try dmsa.run(
        ["lint", "--format", "json", "-", "--stdin-filename", "app.manifest.yaml"],
        input: Data(riskyManifest.utf8)
      )
      #expect(file.output == input.output)
      #expect(file.status == input.status)
    }
  }

  @Test func `output does not depend on threads or the order of arguments`() throws {
    try inFolder { dmsa in
      for index in 0..<40 {
        try dmsa.write(
          index.isMultiple(of: 3) ? riskyManifest : soundManifest,
          to: "f\(index % 7)/m\(index).manifest.yaml"
        )
      }
      let one = try dmsa.run(["lint", "--format", "json", "--jobs", "1", "f0", "f1", "f2"])
      let four = try dmsa.run(["lint", "--format", "json", "--jobs", "4", "f2", "f1", "f0", "f1"])
      #expect(one.output == four.output)
      #expect(try one.findings().count > 3)
    }
  }

  @Test func `an unreadable path ends with 2 and the rest is linted`() throws {
    try inFolder { dmsa in
      try dmsa.write(riskyManifest, to: "a.manifest.yaml")
      let run = try dmsa.run(["lint", "--format", "json", "nowhere.yaml", "a.manifest.yaml"])
      #expect(run.status == 2)
      #expect(run.error.contains("nowhere.yaml: no such file or directory"))
      #expect(try run.rules().contains("company-directory-admin"))
    }
  }

  @Test func `no file to lint ends with 3 and says what is looked for`() throws {
    try inFolder { dmsa in
      try dmsa.write("a: b", to: "other.yaml")
      let run = try dmsa.run(["lint"])
      #expect(run.status == 3)
      #expect(run.error.contains("*.manifest.yaml"))
      #expect(run.error.contains("include"))
    }
  }

  @Test func `a report has all its parts where no file is left to lint`() throws {
    try inFolder { dmsa in
      try dmsa.write("exclude: [vendor/]\n", to: ".dmsa.yaml")
      try dmsa.write("a: [", to: "vendor/a.manifest.yaml")
      let named = try dmsa.run([
        "lint", "vendor/a.manifest.yaml", "--format", "json", "--output-file", "sarif=o.sarif",
      ])
      #expect(named.status == 0)
      #expect(try named.findings().isEmpty)
      #expect(try dmsa.read("o.sarif").contains("\"results\": []"))
      let piped = try dmsa.run(
        ["lint", "-", "--stdin-filename", "vendor/a.manifest.yaml", "--format", "json"],
        input: Data("a: [".utf8)
      )
      #expect(piped.status == 0)
      #expect(try piped.findings().isEmpty)
      let missing = try dmsa.run(["lint", "no.manifest.yaml", "--format", "json"])
      #expect(missing.status == 2)
      #expect(try missing.findings().isEmpty)
      #expect(try dmsa.run(["lint", "no.manifest.yaml"]).output.isEmpty)
    }
  }

  @Test(arguments: [("note", 1), ("never", 0), ("error", 0)])
  func `JUnit fails what the config fails`(failOn: String, failures: Int32) throws {
    try inFolder { dmsa in
      try dmsa.write("fail-on: \(failOn)\n", to: ".dmsa.yaml")
      try dmsa.write(soundManifest + "    rfi: none\n", to: "a.manifest.yaml")
      let run = try dmsa.run(["lint", "--format", "junit"])
      #expect(run.status == failures)
      #expect(run.output.contains("failures=\"\(failures)\""))
    }
  }

  @Test func `of two ways to name a file the shorter one counts`() throws {
    try inFolder { dmsa in
      try dmsa.write(riskyManifest, to: "a.manifest.yaml")
      let paths = ["./a.manifest.yaml", "a.manifest.yaml", "\(dmsa.folder.path)/a.manifest.yaml"]
      for paths in [paths, paths.reversed()] {
        let run = try dmsa.run(["lint", "--format", "concise"] + paths)
        #expect(run.output.hasPrefix("a.manifest.yaml:"))
      }
    }
  }

  @Test func `bad flags end with 2`() throws {
    try inFolder { dmsa in
      try dmsa.write(soundManifest, to: "a.manifest.yaml")
      for arguments in [
        ["lint", "--nonsense"], ["lint", "--jobs", "0"], ["lint", "--fail-on", "fatal"],
        ["lint", "--select", "no-such-rule"], ["lint", "--select", ""],
        ["lint", "--ignore", "a,,b"], ["lint", "--now", "2026-02-30"],
        ["lnit"], ["lint", "--format", "yaml"],
        ["lint", "--format", "json", "--format", "sarif"],
        ["lint", "--baseline", "nowhere.json"], ["lint", "--config", "nowhere.yaml"],
        ["explain", "no-such-rule"], ["explain"], ["explain", "risk"],
        ["lint", "a.manifest.yaml", "--detailed-exitcode"],
        ["diff", "a.manifest.yaml", "a.manifest.yaml", "--detailed-exitcode"],
        ["diff", "a.manifest.yaml", "a.manifest.yaml", "--config", ".dmsa.yaml", "--no-config"],
        ["compile", "a.manifest.yaml", "--config", ".dmsa.yaml", "--no-config"],
        ["tools", "log", "--output", "tools.yaml"],
        ["tools", "--call", "GET /rest/v1.0/companies", "--scope", "project"],
      ] {
        let run = try dmsa.run(arguments)
        #expect(run.status == 2, "\(arguments)")
        #expect(!run.error.isEmpty, "\(arguments)")
      }
    }
  }

  @Test func `an unknown rule is told with what was meant`() throws {
    try inFolder { dmsa in
      let run = try dmsa.run(["explain", "company-directory-admim"])
      #expect(run.error.contains("did you mean `company-directory-admin`"))
      #expect(try !dmsa.run(["explain", "risk"]).error.contains("did you mean `risk`"))
    }
  }

  @Test(
    arguments: [
      "permitted-projects-reset", "dmsa-user-edited", "data-connection-removed",
      "template-out-of-step", "version-not-raised", "version-bump-too-small",
      "required-field-added", "embedded-host-changed", "view-removed", "grant-on-disabled-tool",
      "inactive-project", "no-permitted-projects", "user-deactivated", "service-account-ended",
      "future-projects-included", "project-access-gap",
    ]
  )
  func `a rule over changes can be explained`(rule: String) throws {
    try inFolder { dmsa in
      for format in ["text", "markdown", "json"] {
        let run = try dmsa.run(["explain", rule, "--format", format])
        #expect(run.status == 0)
        #expect(run.output.contains(rule))
      }
      let json = try dmsa.run(["explain", rule, "--format", "json"]).json()
      #expect(json["category"] as? String == "change")
    }
  }

  @Test func `several formats are written at once`() throws {
    try inFolder { dmsa in
      try dmsa.write(riskyManifest, to: "a.manifest.yaml")
      let run = try dmsa.run([
        "lint", "--format", "concise", "--output-file", "sarif=out/../dmsa.sarif",
        "--output-file", "junit=dmsa.xml",
      ])
      #expect(run.status == 2, "a folder that isn't there is said")
      let again = try dmsa.run([
        "lint", "--format", "concise", "--output-file", "sarif=dmsa.sarif",
        "--output-file", "junit=dmsa.xml",
      ])
      #expect(again.status == 1)
      #expect(again.output.hasPrefix("a.manifest.yaml:10:14: error[company-directory-admin] "))
      #expect(try dmsa.read("dmsa.sarif").contains("\"2.1.0\""))
      #expect(try dmsa.read("dmsa.xml").contains("<testsuite"))
    }
  }

  @Test func `version and help are printed`() throws {
    try inFolder { dmsa in
      #expect(try dmsa.run(["--version"]).output.hasPrefix("dmsa "))
      let help = try dmsa.run(["--help"])
      #expect(help.status == 0)
      #expect(help.output.contains("MANIFESTS"))
      for command in ["lint", "new", "explain", "rules", "tools", "schema"] {
        let run = try dmsa.run([command, "--help"])
        #expect(run.status == 0)
        #expect(
          run.output.components(separatedBy: "  dmsa \(command)").count >= 3,
          "two examples of \(command)"
        )
      }
    }
  }

  @Test func `completions are printed for three shells`() throws {
    try inFolder { dmsa in
      for shell in ["bash", "zsh", "fish"] {
        let run = try dmsa.run(["--generate-completion-script", shell])
        #expect(run.status == 0)
        #expect(run.output.contains("lint"))
      }
    }
  }

  @Test func `what is no tool draws no finding about its value`() throws {
    try inFolder { dmsa in
      for value in ["", " {}", " []", " nonsense", " {reason: x}"] {
        try dmsa.write(
          soundManifest + "    wat:\(value)\n",
          to: "a.manifest.yaml"
        )
        #expect(try dmsa.run(["lint", "--format", "json"]).rules() == ["unknown-tool"], "\(value)")
      }
    }
  }

  /// A tool may be one that the catalog doesn't know; nothing that is asked for on it is lost.
  @Test func `an unknown tool with a value that is no level is neither compiled nor overlooked`()
    throws
  {
    try inFolder { dmsa in
      try dmsa.write(soundManifest, to: "old.manifest.yaml")
      for value in [" [admin]", " {level: [admin]}", " {}", " ~", " \"\"", ""] {
        try dmsa.write(soundManifest + "    wat:\(value)\n", to: "a.manifest.yaml")
        let found = try dmsa.run(["lint", "--format", "json", "a.manifest.yaml"]).findings()
        #expect(found.map { $0["severity"] as? String } == ["error"], "\(value)")
        #expect(try dmsa.run(["compile", "a.manifest.yaml"]).status == 1)
        let files = ["old.manifest.yaml", "a.manifest.yaml"]
        #expect(try dmsa.run(["diff", "--fail-on", "wider"] + files).status == 1, "\(value)")
        #expect(try dmsa.run(["diff", "--fail-on", "wider"] + files.reversed()).status == 0)
        try dmsa.write(soundManifest + "    wat:\(value)\n", to: "same.manifest.yaml")
        let same = ["a.manifest.yaml", "same.manifest.yaml"]
        #expect(try dmsa.run(["diff", "--fail-on", "any"] + same).status == 0, "\(value)")
      }
    }
  }

  @Test func `a rule or category is left out where it is asked for, syntax never`() throws {
    try inFolder { dmsa in
      try dmsa.write(soundManifest + "zork: 1\n", to: "a.manifest.yaml")
      #expect(try dmsa.run(["lint", "--format", "json"]).rules() == ["unknown-key"])
      #expect(try dmsa.run(["lint", "--ignore", "schema"]).status == 0)
      try dmsa.write("a: [\n", to: "a.manifest.yaml")
      let run = try dmsa.run(["lint", "--ignore", "syntax", "--format", "json"])
      #expect(run.status == 1)
      #expect(try run.rules() == ["yaml-syntax"])
      #expect(run.error.contains("always reported"))
    }
  }
}
