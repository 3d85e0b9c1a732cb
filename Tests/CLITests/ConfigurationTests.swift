import Foundation
import Testing

@Suite struct ConfigurationTests {
  @Test func `rules are turned off and given other severities`() throws {
    try inFolder { dmsa in
      try dmsa.write(riskyManifest, to: "a.manifest.yaml")
      try dmsa.write("rules:\n  company-directory-admin: note\n", to: ".dmsa.yaml")
      #expect(try dmsa.run(["lint", "--select", "company-directory-admin"]).status == 0)
      try dmsa.write("rules:\n  company-directory-admin: off\n", to: ".dmsa.yaml")
      let run = try dmsa.run(["lint", "--format", "json", "--select", "company-directory-admin"])
      #expect(try run.rules() == [])
      let without = try dmsa.run(["lint", "--no-config", "--select", "company-directory-admin"])
      #expect(without.status == 1)
    }
  }

  @Test func `the nearest config up the tree holds, to the repository's root`() throws {
    try inFolder { dmsa in
      try dmsa.write("rules: {company-directory-admin: off}\n", to: ".dmsa.yaml")
      try dmsa.write(riskyManifest, to: "repo/sub/a.manifest.yaml")
      #expect(try dmsa.run(["lint", "--select", "risk"]).status == 0)
      try dmsa.write("", to: "repo/.git/HEAD")
      #expect(try dmsa.run(["lint", "--select", "risk"]).status == 1)
      try dmsa.write("rules: {company-directory-admin: note}\n", to: "repo/sub/.dmsa.yaml")
      #expect(try dmsa.run(["lint", "--select", "company-directory-admin"]).status == 0)
    }
  }

  @Test func `what can't be ignored can't be turned off`() throws {
    try inFolder { dmsa in
      try dmsa.write(soundManifest, to: "a.manifest.yaml")
      try dmsa.write("rules:\n  missing-key: off\n", to: ".dmsa.yaml")
      let run = try dmsa.run(["lint"])
      #expect(run.status == 2)
      #expect(run.error.contains(".dmsa.yaml:2:16: the rule `missing-key` can't be turned off"))
    }
  }

  @Test func `every mistake of a config is named with its place`() throws {
    try inFolder { dmsa in
      try dmsa.write(soundManifest, to: "a.manifest.yaml")
      try dmsa.write(
        """
        exlude: [a]
        fail-on: fatal
        rules:
          no-such: off
          company-directory-admin: loud
        include: text
        tools:
          - {scope: galaxy, key: x}
          - {scope: project}
          - {scope: project, key: ""}
        exclude: [1]
        views: [~]
        trusted-hosts: [""]
        per-file:
          "": {rules: {no-such: off}}

        """,
        to: ".dmsa.yaml"
      )
      let run = try dmsa.run(["lint"])
      #expect(run.status == 2)
      for part in [
        ".dmsa.yaml:1:1: unknown key `exlude`, did you mean `exclude`", ".dmsa.yaml:2:10: `fatal`",
        "4:3: unknown rule `no-such`", "5:28: `loud`", "6:10: expected a list", "8:13: `galaxy`",
        "9:5: a tool needs `key`", "10:27: empty text", "11:11: expected text",
        "12:9: expected text", "13:17: empty text", "15:3: `` is no pattern",
      ] {
        #expect(run.error.contains(part), "\(part) in \(run.error)")
      }
    }
  }

  @Test func `a pattern with a mark of exclamation sets rules for all other files`() throws {
    try inFolder { dmsa in
      for name in ["a.manifest.yaml", "legacy/b.manifest.yaml"] {
        try dmsa.write(riskyManifest, to: name)
      }
      let arguments = ["lint", "--select", "company-directory-admin", "--format", "concise"]
      for (pattern, left) in [("legacy/", "a.manifest"), ("!legacy/", "legacy/b.manifest")] {
        try dmsa.write(
          "per-file: {'\(pattern)': {rules: {company-directory-admin: off}}}\n",
          to: ".dmsa.yaml"
        )
        let found = try dmsa.run(arguments).output.split(separator: "\n")
        #expect(
          found.filter { $0.contains("[company-") }.map { $0.prefix { $0 != ":" } } == [
            "\(left).yaml"
          ]
        )
      }
    }
  }

  @Test func `files are included and excluded, those named by hand too`() throws {
    try inFolder { dmsa in
      for name in [
        "a.manifest.yaml", "apps/b.yaml", "vendor/c.manifest.yaml", "vendor/d/e.manifest.json",
      ] {
        try dmsa.write(soundManifest, to: name)
      }
      try dmsa.write("include: [apps/*.yaml]\nexclude: [vendor/]\n", to: ".dmsa.yaml")
      #expect(try dmsa.run(["lint", "--list-files"]).output == "a.manifest.yaml\napps/b.yaml\n")
      let run = try dmsa.run(["lint", "vendor/c.manifest.yaml"])
      #expect(run.status == 0)
      #expect(
        try dmsa.run(["lint", "--list-files", "vendor/c.manifest.yaml", "apps/b.yaml"]).output
          == "apps/b.yaml\n"
      )
    }
  }

  @Test func `what git ignores is not searched`() throws {
    try inFolder { dmsa in
      try dmsa.write("", to: ".git/HEAD")
      try dmsa.write(
        "build/\n*.tmp.manifest.yaml\n!keep.tmp.manifest.yaml\n/top.manifest.yaml\n",
        to: ".gitignore"
      )
      try dmsa.write("local.manifest.yaml\n", to: "apps/.gitignore")
      for name in [
        "build/a.manifest.yaml", "apps/build/b.manifest.yaml", "x.tmp.manifest.yaml",
        "keep.tmp.manifest.yaml", "top.manifest.yaml", "apps/top.manifest.yaml",
        "apps/local.manifest.yaml", "local.manifest.yaml",
      ] {
        try dmsa.write(soundManifest, to: name)
      }
      #expect(
        try dmsa.run(["lint", "--list-files"]).output
          == "apps/top.manifest.yaml\nkeep.tmp.manifest.yaml\nlocal.manifest.yaml\n"
      )
      #expect(
        try dmsa.run(["lint", "--list-files", "apps"]).output == "apps/top.manifest.yaml\n"
      )
    }
  }

  @Test func `settings for some files alone`() throws {
    try inFolder { dmsa in
      try dmsa.write(riskyManifest, to: "old/a.manifest.yaml")
      try dmsa.write(riskyManifest, to: "new/a.manifest.yaml")
      try dmsa.write(
        "per-file:\n  old/*: {rules: {company-directory-admin: off}}\n",
        to: ".dmsa.yaml"
      )
      let run = try dmsa.run(["lint", "--format", "json", "--select", "company-directory-admin"])
      #expect(try run.findings().compactMap { $0["path"] as? String } == ["new/a.manifest.yaml"])
    }
  }

  @Test func `tools and views of the config are known`() throws {
    try inFolder { dmsa in
      try dmsa.write(
        soundManifest.replacingOccurrences(of: "daily_log", with: "drone_flights"),
        to: "a.manifest.yaml"
      )
      #expect(try dmsa.run(["lint", "--format", "json"]).rules().contains("unknown-tool"))
      try dmsa.write(
        "tools:\n  - {scope: project, key: drone_flights, levels: [readonly]}\n",
        to: ".dmsa.yaml"
      )
      #expect(try dmsa.run(["lint", "--format", "json"]).rules() == [])
    }
  }

  @Test func `an error that can't be ignored takes the severity that it is given`() throws {
    try inFolder { dmsa in
      try dmsa.write(
        soundManifest.replacingOccurrences(of: "1.0.0", with: "one"),
        to: "a.manifest.yaml"
      )
      #expect(try dmsa.run(["lint"]).status == 1)
      try dmsa.write("rules: {invalid-version: note}\n", to: ".dmsa.yaml")
      #expect(try dmsa.run(["lint"]).status == 0)
      #expect(try dmsa.run(["lint", "--format", "json"]).rules() == ["invalid-version"])
    }
  }

  @Test func `a key that the catalog isn't sure of stays silent, whatever the config says`() throws
  {
    try inFolder { dmsa in
      try dmsa.write(
        soundManifest.replacingOccurrences(of: "daily_log", with: "forms"),
        to: "a.manifest.yaml"
      )
      try dmsa.write("rules: {unknown-tool: error}\n", to: ".dmsa.yaml")
      #expect(try dmsa.run(["lint", "--format", "json"]).rules() == [])
      #expect(
        try dmsa.run(["lint", "--format", "json", "--persona", "auditor"]).rules().contains(
          "unknown-tool"
        )
      )
    }
  }

  @Test func `a tool of the config never hides a risk of the catalog's`() throws {
    try inFolder { dmsa in
      try dmsa.write(riskyManifest, to: "a.manifest.yaml")
      try dmsa.write(
        "tools:\n  - {scope: company, key: directory, levels: [readonly]}\n",
        to: ".dmsa.yaml"
      )
      #expect(
        try dmsa.run(["lint", "--format", "json"]).rules() == [
          "company-directory-admin", "absorbed-grant",
        ]
      )
    }
  }
}
