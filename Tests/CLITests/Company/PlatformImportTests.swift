import Foundation
import Testing

/// `company import --api`, on the answers of the example.
@Suite struct PlatformImportTests {
  /// The tools of a project that has one switched on.
  private static let rfi = "[{\"engine_name\": \"rfi\", \"is_active\": true}]"

  private func importing(
    _ options: String...,
    into store: String = "s.dmsa",
    on binary: Binary
  ) throws -> Binary.Run {
    try binary.run(["company", "import", "--api", "answers", "--company", store] + options)
  }

  private func export(_ store: String = "s.dmsa", on binary: Binary) throws -> String {
    try binary.run(["company", "export", "--company", store]).output
  }

  private func contents(_ binary: Binary) throws -> [String: Any] {
    try binary.run(["company", "show", "--format", "json", "--company", "s.dmsa"]).json()
  }

  @Test func `what no answer says is listed at the end and kept in the snapshot`() throws {
    try withAnswers { binary in
      let run = try importing(on: binary)
      #expect(run.status == 0, "\(run.error)")
      let snapshot = try contents(binary)
      let unknown = try #require(snapshot["unknown"] as? [String])
      let assumed = try #require(snapshot["assumed"] as? [String])
      #expect(unknown.contains("membership/381002/12738"))
      #expect(assumed == ["company", "membership/381006/12738", "user/381006"])
      for address in unknown + assumed { #expect(run.output.contains("  \(address) ")) }
      let quiet = try importing("--quiet", into: "q.dmsa", on: binary)
      #expect(quiet.status == 0 && quiet.output.isEmpty && quiet.error.isEmpty)
    }
  }

  @Test func `imported, exported and imported again it has the same bytes`() throws {
    try withAnswers { binary in
      #expect(try importing(on: binary).status == 0)
      let exported = try export(on: binary)
      try binary.write(exported, to: "a.yaml")
      #expect(
        try binary.run(["company", "import", "a.yaml", "--company", "t.dmsa"]).status == 0
      )
      #expect(try export("t.dmsa", on: binary) == exported)
      #expect(try importing(into: "u.dmsa", on: binary).status == 0)
      #expect(try export("u.dmsa", on: binary) == exported)
    }
  }

  @Test func `a file that no answer is named like is told, a page is read`() throws {
    try withAnswers { binary in
      try binary.write("[]", to: "answers/project_tools/tools.json")
      try binary.write("{}", to: "answers/me.json")
      try binary.write("no JSON", to: "answers/notes.txt")
      try binary.write(Self.rfi, to: "answers/project_tools/12800-2.json")
      let run = try importing(on: binary)
      #expect(run.status == 0, "\(run.error)")
      let told = run.error.split(separator: "\n").filter { $0.contains("left out") }
      #expect(told.count == 2)
      for name in ["answers/me.json", "answers/project_tools/tools.json"] {
        #expect(told.contains { $0.hasPrefix("dmsa: \(name): ") })
      }
      let unknown = try #require(try contents(binary)["unknown"] as? [String])
      #expect(!unknown.contains("project/12800"))
    }
  }

  @Test func `a verdict that rests on what is unknown is none`() throws {
    try withAnswers { binary in
      #expect(try importing(on: binary).status == 0)
      func ask(_ principal: String, _ question: String) throws -> Binary.Run {
        try binary.run(
          ["access", "check", principal, question, "--project", "12738", "--format", "json"]
            + ["--company", "s.dmsa"]
        )
      }
      let sam = try ask("user/sam@ca.example", "project:daily_log:readonly")
      #expect(sam.status == 2)
      #expect(try sam.json()["allowed"] is NSNull)
      let app = try ask("app/Daily Sync", "project:daily_log:standard")
      #expect(app.status == 0)
      #expect(try app.json()["allowed"] as? Bool == true)
      #expect(try ask("app/Daily Sync", "project:daily_log:admin").status == 1)
      #expect(try ask("user/dana@ca.example", "project:drone_flights:readonly").status == 0)
    }
  }

  @Test func `mistakes are told all at once, with line and column, and nothing is made`() throws {
    try withAnswers { binary in
      try binary.write("[{\"id\": 1,\n  \"name\": 2}]", to: "answers/projects_3.json")
      try binary.write("[\n{\"id\": 381001, \"is_active\": 1}]", to: "answers/users_2.json")
      try binary.write("{", to: "answers/app_manifests/dc2b6d0e.json")
      let run = try importing(on: binary)
      #expect(run.status == 1)
      for place in [
        "answers/projects_3.json:2:11:", "answers/users_2.json:2:29:",
        "answers/app_manifests/dc2b6d0e.json:1:",
      ] {
        #expect(run.error.contains(place), "\(run.error)")
      }
      #expect(!binary.exists("s.dmsa"))
    }
  }

  @Test func `the company is the projects' or --company-id's`() throws {
    try withAnswers { binary in
      #expect(try importing("--company-id", "1234", on: binary).status == 0)
      let other = try importing("--company-id", "99", into: "o.dmsa", on: binary)
      #expect(other.status == 1 && other.error.contains("99") && other.error.contains("1234"))
      for name in ["projects.json", "projects_2.json"] {
        try FileManager.default.removeItem(at: binary.folder.appending(path: "answers/\(name)"))
      }
      let nameless = try importing(into: "n.dmsa", on: binary)
      #expect(nameless.status == 2 && nameless.error.contains("--company-id"))
      #expect(!binary.exists("o.dmsa") && !binary.exists("n.dmsa"))
      #expect(try importing("--company-id", "5", into: "n.dmsa", on: binary).status == 0)
      #expect(try export("n.dmsa", on: binary).contains("company: {id: 5,"))
    }
  }

  @Test func `a tool that is switched off in every answer is denied as such, not unknown`() throws {
    try withAnswers { binary in
      try binary.write(
        "[{\"engine_name\": \"laser\", \"is_active\": false}]",
        to: "answers/project_tools/12738-2.json"
      )
      #expect(try importing(on: binary).status == 0)
      let exported = try export(on: binary)
      try binary.write(exported, to: "a.yaml")
      let again = try binary.run(["company", "import", "a.yaml", "--company", "t.dmsa"])
      #expect(again.status == 0, "\(again.error)")
      #expect(try export("t.dmsa", on: binary) == exported)
      for store in ["s.dmsa", "t.dmsa", "a.yaml"] {
        let run = try binary.run(
          ["access", "check", "user/kim@ca.example", "project:laser:admin", "--project", "12738"]
            + ["--format", "json", "--company", store]
        )
        #expect(run.status == 1, "\(run.error)")
        #expect(try run.json()["denied_because"] as? String == "tool-disabled")
        #expect(try run.json()["http_status"] as? Int == 403)
      }
      #expect(try importing("--dry-run", "--detailed-exitcode", on: binary).status == 0)
      #expect(try binary.run(["company", "check", "--company", "s.dmsa"]).status == 0)
    }
  }

  @Test func `a tool that is heard of later joins by a plan`() throws {
    try withAnswers { binary in
      #expect(try importing(on: binary).status == 0)
      try binary.write(
        "[{\"engine_name\": \"laser\", \"is_active\": false}]",
        to: "answers/project_tools/12738-2.json"
      )
      let plan = ShownPlan(try importing("--dry-run", "--format", "json", on: binary).json())
      #expect(plan.actions == ["company update"])
      #expect(plan.relation == "equal")
      #expect(try SchemaValidator("plan").problems(plan.json) == [])
      #expect(try importing("--out", "p.json", on: binary).status == 0)
      let applied = try binary.run(["apply", "p.json", "--yes", "--company", "s.dmsa"])
      #expect(applied.status == 0, "\(applied.error)")
      #expect(try importing("--dry-run", "--detailed-exitcode", on: binary).status == 0)
      let check = try binary.run(
        ["access", "check", "user/kim@ca.example", "project:laser:admin", "--project", "12738"]
          + ["--company", "s.dmsa"]
      )
      #expect(check.status == 1)
    }
  }

  @Test func `what can't be meant is 2`() throws {
    try withAnswers { binary throws in
      func status(_ arguments: String...) throws -> Int32 {
        try binary.run(["company", "import", "--company", "s.dmsa"] + arguments).status
      }
      #expect(try status() == 2)
      #expect(try status("a.yaml", "--api", "answers") == 2)
      #expect(try status("a.yaml", "--company-id", "5") == 2)
      #expect(try status("--api", "answers", "--company-id", "0") == 2)
      #expect(try status("--api", "nowhere") == 2)
      #expect(try status("--api", "answers/project_tools") == 2)
      #expect(!binary.exists("s.dmsa"))
    }
  }

  @Test func `into the same company it is a plan, gaps and all`() throws {
    try withAnswers { binary in
      #expect(try importing(on: binary).status == 0)
      let again = try importing("--dry-run", "--detailed-exitcode", on: binary)
      #expect(again.status == 0, "\(again.output)")
      try binary.write(Self.rfi, to: "answers/project_tools/12800.json")
      try FileManager.default.removeItem(
        at: binary.folder.appending(path: "answers/project_assignments/381001.json")
      )
      let plan = try importing("--dry-run", "--format", "json", on: binary)
      let changes = ShownPlan(try plan.json()).changes
      #expect(
        changes.compactMap { $0["address"] as? String }.sorted()
          == ["company", "project/12800"]
      )
      #expect(plan.error.contains("memberships/381001"))
      #expect(try importing(on: binary).status == 7)
      #expect(try importing("--out", "p.json", on: binary).status == 0)
      // Where nobody knows any more which projects a user is in, there may be others.
      let applied = try binary.run(
        ["apply", "p.json", "--allow-widen", "--allow-remove", "--company", "s.dmsa"]
      )
      #expect(applied.status == 0, "\(applied.error)\(applied.output)")
      let unknown = try #require(try contents(binary)["unknown"] as? [String])
      #expect(unknown.contains("memberships/381001") && !unknown.contains("project/12800"))
      #expect(try importing("--dry-run", "--detailed-exitcode", on: binary).status == 0)
    }
  }

  @Test func `an app that is called something else by now keeps its user`() throws {
    try withAnswers { binary in
      #expect(try importing(on: binary).status == 0)
      let file = binary.folder.appending(path: "answers/app_installations.json")
      let answer = try String(contentsOf: file, encoding: .utf8)
      try binary.write(
        answer.replacing("\"name\": \"Daily Sync\"", with: "\"name\": \"Log Sync\""),
        to: "answers/app_installations.json"
      )
      let run = try importing("--yes", "--allow-widen", "--allow-remove", on: binary)
      #expect(run.status == 0, "\(run.error)\(run.output)")
      let apps = try #require(try contents(binary)["apps"] as? [[String: Any]])
      #expect(apps.map { $0["name"] as? String } == ["Log Sync"])
      #expect(apps.map { $0["user"] as? Int } == [381006])
      let unknown = try #require(try contents(binary)["unknown"] as? [String])
      #expect(unknown.contains("configuration/Log Sync/East"))
    }
  }

  @Test(arguments: [
    ["app_installations.json"], ["users.json"], ["users_inactive.json"],
    ["projects.json", "projects_2.json"], ["app_configurations.json"],
    ["permission_templates.json"],
    ["project_assignments/381001.json", "project_assignments/381006.json"],
    ["project_tools/12738.json"],
  ])
  func `a list that is missing takes nothing from the store`(files: [String]) throws {
    try withAnswers { binary in
      #expect(try importing(on: binary).status == 0)
      for file in files {
        try FileManager.default.removeItem(at: binary.folder.appending(path: "answers/\(file)"))
      }
      let run = try importing("--company-id", "1234", "--dry-run", "--format", "json", on: binary)
      let changed = ShownPlan(try run.json()).changes.compactMap { $0["address"] as? String }
      #expect(changed == ["company"], "\(run.output)\(run.error)")
      #expect(run.error.contains("configuration/Daily Sync/East"))
    }
  }

  @Test func `a store keeps what no answer says`() throws {
    try withAnswers { binary in
      #expect(try importing(on: binary).status == 0)
      let company = ["--company", "s.dmsa"]
      let set = ["settings", "allow-user-installs", "on", "--allow-widen"]
      #expect(try binary.run(set + company).status == 0)
      try binary.write(
        try export(on: binary)
          .replacing("service_accounts: []", with: "service_accounts: [{name: Old, user: 381002}]")
          .replacing("values: {}", with: "values: {area: a}")
          .replacing("configuration/Daily Sync/East, ", with: ""),
        to: "edited.yaml"
      )
      let edited = try binary.run(["company", "import", "edited.yaml", "--yes"] + company)
      #expect(edited.status == 0, "\(edited.error)\(edited.output)")
      try FileManager.default.removeItem(
        at: binary.folder.appending(path: "answers/app_manifests/dc2b6d0e.json")
      )
      let run = try importing("--dry-run", "--detailed-exitcode", on: binary)
      #expect(run.status == 0, "\(run.output)\(run.error)")
    }
  }
}
