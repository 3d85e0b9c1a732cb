import Foundation
import Testing

@Suite struct DeltaViewsSchemaTests {
  private let schema: SchemaValidator

  init() throws { schema = try SchemaValidator("delta") }

  @Test(arguments: DeltaCase.all)
  func `a report is as the schema says`(_ delta: DeltaCase) throws {
    let report = try delta.run("--format", "json").json()
    #expect(schema.problems(report) == [])
    #expect((report["apps"] != nil) == (delta.name == DeltaCase.folders.name))
  }

  @Test func `so is one that shows the effect on a company`() throws {
    try inCompanyWithApp { acme in
      try acme.binary.write(
        Acme.manifest(version: "1.1.0", project: ["daily_log": "admin"]),
        to: "next.yaml"
      )
      let run = try acme.run(["diff", "crew.yaml", "next.yaml", "--format", "json"])
      let report = try run.json()
      #expect(schema.problems(report) == [])
      let company = try #require(report["company"] as? [String: Any])
      #expect(company["installed"] as? Bool == true)
      #expect((company["cells"] as? [Any])?.isEmpty == false)
    }
  }

  @Test func `the check finds what is wrong`() throws {
    let output = try DeltaCase.everything.run("--format", "json").output
    let changes = [
      ("\"risk\": \"critical\"", "\"risk\": \"grave\""), ("\"line\": 1", "\"line\": -1"),
      ("\"relation\": \"wider\"", "\"relation\": null"), ("\"implies\": {", "\"implied\": {"),
      ("\"projects\": \"all\"", "\"projects\": \"none\""), ("sha256:", "sha1:"),
      ("\"requires_consent\": true", "\"requires_consent\": 1"),
    ]
    for (before, after) in changes {
      let wrong = output.replacing(before, with: after)
      #expect(wrong != output, "\(before)")
      let report = try JSONSerialization.jsonObject(with: Data(wrong.utf8))
      #expect(schema.problems(report) != [], "\(after)")
    }
  }
}
