import Foundation
import Testing

/// What `company import --api` leaves for `drift` to find, and files that are no answers.
@Suite struct PlatformDriftTests {
  private func importing(_ binary: Binary, _ options: String...) throws -> Binary.Run {
    try binary.run(["company", "import", "--api", "answers", "--company", "s.dmsa"] + options)
  }

  @Test func `a user that was deleted by hand, and a project given by hand, are drift`() throws {
    try withAnswers { binary in
      #expect(try importing(binary).status == 0)
      let assignments = "answers/project_assignments/381006.json"
      let answer = try String(
        contentsOf: binary.folder.appending(path: assignments),
        encoding: .utf8
      )
      try binary.write(answer.replacing("12738", with: "12739"), to: assignments)
      func drifting() throws -> [String] {
        let run = try importing(binary, "--allow-widen", "--allow-remove")
        #expect(run.status == 0, "\(run.error)\(run.output)")
        let drift = try binary.run(["drift", "--format", "json", "--company", "s.dmsa"])
        return try #require(try drift.json()["drift"] as? [[String: Any]])
          .compactMap { $0["kind"] as? String }.sorted()
      }
      #expect(try drifting() == ["membership-added", "membership-removed"])
      let users = try String(
        contentsOf: binary.folder.appending(path: "answers/users.json"),
        encoding: .utf8
      )
      let lines = users.split(separator: "\n").filter { !$0.contains("381006") }
      try binary.write(
        lines.joined(separator: "\n").replacing("},\n]", with: "}\n]"),
        to: "answers/users.json"
      )
      #expect(try drifting() == ["user-deleted"])
    }
  }

  @Test func `a folder that is named like an answer is told`() throws {
    try withAnswers { binary in
      let folder = binary.folder.appending(path: "answers/users_2.json")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
      let run = try importing(binary)
      #expect(run.status == 2 && run.error.contains("answers/users_2.json"), "\(run.error)")
      #expect(!binary.exists("s.dmsa"))
    }
  }
}
