import Foundation
import Testing

@Suite struct BaselineTests {
  @Test func `a baseline hides what it knows, by fingerprint and not by line`() throws {
    try inFolder { dmsa in
      try dmsa.write(riskyManifest, to: "a.manifest.yaml")
      #expect(try dmsa.run(["lint", "--write-baseline", "baseline.json"]).status == 0)
      try dmsa.write("# moved down\n\n" + riskyManifest, to: "a.manifest.yaml")
      let run = try dmsa.run(["lint", "--baseline", "baseline.json", "--format", "json"])
      #expect(run.status == 0)
      let summary = try #require(try run.json()["summary"] as? [String: Int])
      #expect((summary["baselined"] ?? 0) > 0)
      #expect(summary["errors"] == 0)
      #expect(try run.findings().allSatisfy { $0["baselined"] as? Bool == true })
      // A second one like it is new.
      try dmsa.write(riskyManifest, to: "b.manifest.yaml")
      #expect(try dmsa.run(["lint", "--baseline", "baseline.json"]).status == 1)
      // From another folder the same files are meant.
      try dmsa.write("", to: "sub/empty")
      #expect(
        try dmsa.run(["lint", "--baseline", "./sub/../baseline.json", "a.manifest.yaml"]).status
          == 0
      )
    }
  }

  @Test func `what a baseline has is not fixed`() throws {
    try inFolder { dmsa in
      let text = riskyManifest.replacing("daily_log: readonly", with: "daily_log: Read-only")
      try dmsa.write(text, to: "a.manifest.yaml")
      try dmsa.run(["lint", "--write-baseline", "baseline.json"])
      let shown = try dmsa.run(["lint", "--baseline", "baseline.json", "--diff"])
      #expect(shown.status == 0)
      #expect(shown.output.isEmpty)
      #expect(try dmsa.run(["lint", "--baseline", "baseline.json", "--fix"]).status == 0)
      #expect(try dmsa.read("a.manifest.yaml") == text)
      try dmsa.write(text + "    images: Read-only\n", to: "a.manifest.yaml")
      try dmsa.run(["lint", "--baseline", "baseline.json", "--fix"])
      #expect(try dmsa.read("a.manifest.yaml") == text + "    images: readonly\n")
    }
  }

  @Test func `a baseline does not hide what can't be ignored`() throws {
    try inFolder { dmsa in
      try dmsa.write("schema_version: \"4.1\"\napp: {name: X}\n", to: "a.manifest.yaml")
      #expect(try dmsa.run(["lint", "--write-baseline", "baseline.json"]).status == 1)
      #expect(try dmsa.run(["lint", "--baseline", "baseline.json"]).status == 1)
    }
  }

  @Test func `what is no baseline is said`() throws {
    try inFolder { dmsa in
      try dmsa.write(soundManifest, to: "a.manifest.yaml")
      for text in ["", "{", "[]", "{\"a\": 1}", "{\"format_version\": \"1.0\", \"findings\": [1]}"]
      {
        try dmsa.write(text, to: "baseline.json")
        let run = try dmsa.run(["lint", "--baseline", "baseline.json"])
        #expect(run.status == 2, "\(text)")
        #expect(run.error.contains("baseline.json"), "\(text)")
      }
    }
  }

  @Test func `a baseline written beside another holds all findings again`() throws {
    try inFolder { dmsa in
      try dmsa.write(riskyManifest, to: "a.manifest.yaml")
      try dmsa.run(["lint", "--write-baseline", "one.json"])
      let run = try dmsa.run(["lint", "--baseline", "one.json", "--write-baseline", "two.json"])
      #expect(run.status == 0)
      #expect(try dmsa.read("two.json") == dmsa.read("one.json"))
    }
  }

  @Test func `after fixing, the baseline holds what remains`() throws {
    try inFolder { dmsa in
      try dmsa.write(
        riskyManifest.replacingOccurrences(of: "readonly", with: "Read-only"),
        to: "a.manifest.yaml"
      )
      #expect(try dmsa.run(["lint", "--fix", "--write-baseline", "baseline.json"]).status == 0)
      let baseline = try dmsa.read("baseline.json")
      #expect(baseline.contains("company-directory-admin"))
      #expect(!baseline.contains("level-spelling"))
      #expect(try dmsa.run(["lint", "--baseline", "baseline.json"]).status == 0)
      #expect(try dmsa.run(["lint", "--diff", "--write-baseline", "baseline.json"]).status == 2)
    }
  }
}
