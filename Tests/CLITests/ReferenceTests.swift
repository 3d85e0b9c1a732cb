import Foundation
import Testing

@Suite struct ReferenceTests {
  @Test func `rules are listed, each with what explain says of it`() throws {
    try inFolder { dmsa in
      let list = try dmsa.run(["rules", "--format", "json"]).json()
      #expect(list["format_version"] as? String == "1.0")
      let rules = try #require(list["rules"] as? [[String: Any]])
      #expect(rules.count > 60)
      let one = try dmsa.run(["explain", "company-directory-admin", "--format", "json"]).json()
      #expect(one["id"] as? String == "company-directory-admin")
      #expect(one["severity"] as? String == "error")
      #expect(one["category"] as? String == "risk")
      let text = try dmsa.run(["explain", "company-directory-admin"])
      for part in ["Why it matters", "What to do", "Bad", "Good", "directory"] {
        #expect(text.output.contains(part))
      }
      for rule in rules.compactMap({ $0["id"] as? String }) {
        #expect(try dmsa.run(["explain", rule]).status == 0, "\(rule)")
      }
    }
  }

  @Test func `tools are found by scope and word`() throws {
    try inFolder { dmsa in
      let all = try dmsa.run(["tools", "--format", "json"]).json()
      #expect((all["tools"] as? [Any])?.count == 73)
      let photos = try dmsa.run(["tools", "--scope", "project", "photos"])
      #expect(photos.output.contains("images"))
      #expect(!photos.output.contains("company"))
      #expect(try dmsa.run(["tools", "nothing-like-it"]).status == 1)
    }
  }

  @Test func `a call tells its tool and level, documented or guessed`() throws {
    try inFolder { dmsa in
      let documented = try dmsa.run([
        "tools", "--call", "POST /rest/v1.0/companies/{id}/timecard_entries", "--format", "json",
      ]).json()
      let need = try #require(documented["need"] as? [String: Any])
      #expect(need["tools"] as? [String] == ["timecard"])
      #expect(need["scope"] as? String == "company")
      #expect(need["level"] as? String == "admin")
      #expect(need["basis"] as? String == "documented")
      let guessed = try dmsa.run(["tools", "--call", "GET /rest/v2.0/companies/1/workflows/tools"])
      #expect(guessed.output.contains("company workflows: readonly"))
      #expect(guessed.output.contains("guessed"))
      #expect(try dmsa.run(["tools", "--call", "GET /rest/v9/nowhere"]).status == 1)
      #expect(try dmsa.run(["tools", "--call", "nonsense"]).status == 2)
    }
  }

  @Test func `tools of a saved answer become a section of the config`() throws {
    try inFolder { dmsa in
      try dmsa.write(
        """
        [{"id": 1, "engine_name": "checklists", "title": "Inspections", "is_active": true},
         {"id": 2, "engine_name": "drone_flights", "title": "Drone: Flights", "is_active": true}]
        """,
        to: "tools.json"
      )
      let run = try dmsa.run(["tools", "import", "tools.json"])
      #expect(run.status == 0)
      #expect(
        run.output
          == "tools:\n  - scope: project\n    key: drone_flights\n    name: \"Drone: Flights\"\n"
      )
      #expect(try dmsa.run(["tools", "import", "tools.json", "-o", ".dmsa.yaml"]).status == 0)
      #expect(try dmsa.run(["tools", "drone"]).output.contains("drone_flights"))
      try dmsa.write("{\"tools\": [{\"id\": 1}]}", to: "bad.json")
      let bad = try dmsa.run(["tools", "import", "bad.json"])
      #expect(bad.status == 2)
      #expect(bad.error.contains("bad.json:1:12:"))
    }
  }

  @Test func `a new manifest has no finding`() throws {
    try inFolder { dmsa in
      for name in ["Crew Sync", "Größe: \"quoted\" # not a comment", "yes"] {
        #expect(try dmsa.run(["new", name, "-o", "new.manifest.yaml"]).status == 0)
        let lint = try dmsa.run(["lint", "--format", "json", "new.manifest.yaml"])
        #expect(try lint.rules() == [], "\(name)")
        #expect(try dmsa.run(["new", name, "-o", "new.manifest.yaml"]).status == 2)
        try FileManager.default.removeItem(at: dmsa.folder.appending(path: "new.manifest.yaml"))
      }
      #expect(try dmsa.run(["new", " x"]).status == 2)
    }
  }

  @Test func `each schema is printed, and an unknown one told`() throws {
    try inFolder { dmsa in
      for name in ["source", "portal", "config", "lint"] {
        let schema = try dmsa.run(["schema", name]).json()
        #expect(schema["$schema"] is String)
      }
      #expect(try dmsa.run(["schema", "sauce"]).status == 2)
    }
  }
}
