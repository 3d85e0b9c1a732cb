import Foundation
import Testing

@Suite struct DeltaViewsSARIFTests {
  private func results(_ delta: DeltaCase) throws -> [[String: Any]] {
    let log = try delta.run("--format", "sarif").json()
    let run = try #require((log["runs"] as? [[String: Any]])?.first)
    return try #require(run["results"] as? [[String: Any]])
  }

  private func rules(_ delta: DeltaCase) throws -> [String] {
    try results(delta).compactMap { $0["ruleId"] as? String }
  }

  /// Where a result stands.
  private func place(_ result: [String: Any]) -> (file: String, line: Int, column: Int) {
    let location = (result["locations"] as? [[String: Any]])?.first
    let physical = location?["physicalLocation"] as? [String: Any]
    let artifact = physical?["artifactLocation"] as? [String: Any]
    let region = physical?["region"] as? [String: Any]
    return (
      artifact?["uri"] as? String ?? "", region?["startLine"] as? Int ?? 0,
      region?["startColumn"] as? Int ?? 0
    )
  }

  @Test(arguments: DeltaCase.all)
  func `there is a result for each widening, warning and new risk`(_ delta: DeltaCase) throws {
    let report = try delta.run("--format", "json").json()
    let apps = report["apps"] as? [[String: Any]] ?? [report]
    let rules = try rules(delta)
    let rows = apps.flatMap { $0["permissions"] as? [[String: Any]] ?? [] }
    let wider = rows.count { ["wider", "incomparable"].contains($0["relation"] as? String) }
    #expect(rules.count { $0 == "permission-widened" } == wider)
    let consents = apps.count { $0["requires_consent"] as? Bool == true }
    #expect(rules.count { $0 == "consent-required" } == consents)
    let warnings = apps.flatMap { $0["warnings"] as? [[String: Any]] ?? [] }
    for warning in warnings { #expect(rules.contains(warning["rule"] as? String ?? "")) }
    for app in apps {
      let risks = app["risks"] as? [String: [String]] ?? [:]
      for risk in risks["introduced"] ?? [] { #expect(rules.contains(risk)) }
    }
  }

  @Test func `results stand on the new side, and on the old one where it is gone there`() throws {
    let results = try results(.everything)
    let directory = results.first {
      ($0["message"] as? [String: String])?["text"]?.hasPrefix("company Directory") == true
    }
    let place = place(try #require(directory))
    #expect(place == ("new.manifest.yaml", 24, 16))
    let removed = try self.results(DeltaCase(name: "narrower")).first {
      $0["ruleId"] as? String == "view-removed"
    }
    #expect(self.place(try #require(removed)) == ("old.manifest.yaml", 4, 23))
  }

  @Test func `a revision's file is named as the working tree has it`() throws {
    try inFolder { dmsa in
      try dmsa.write(soundManifest, to: "sub/crew.manifest.yaml")
      let git = Process()
      git.executableURL = URL(filePath: "/bin/sh")
      git.currentDirectoryURL = dmsa.folder
      git.arguments = [
        "-c",
        "git init -q . && git add . && "
          + "git -c user.name=a -c user.email=a@example.net commit -q -m first",
      ]
      try git.run()
      git.waitUntilExit()
      #expect(git.terminationStatus == 0)
      try dmsa.write(riskyManifest, to: "sub/crew.manifest.yaml")
      let run = try dmsa.run([
        "diff", "HEAD:sub/crew.manifest.yaml", "sub/crew.manifest.yaml", "--format", "sarif",
      ])
      #expect(run.output.contains("\"uri\": \"sub/crew.manifest.yaml\""))
      #expect(!run.output.contains("HEAD"))
    }
  }
}
