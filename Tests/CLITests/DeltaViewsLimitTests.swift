import Foundation
import Testing

@Suite struct DeltaViewsLimitTests {
  /// A version of an app with so many grants that the catalog doesn't know.
  private func manifest(
    _ name: String = "Big",
    version: String,
    tools: Int,
    level: String,
    text: String = "short",
    directory: String = "readonly"
  ) -> String {
    let grants = (0..<tools).map { "    tool_number_\($0): \(level)\n" }.joined()
    return """
      schema_version: "4.1"
      app: {name: \(name), version: \(version)}
      fullscreen:
        source_url: https://big.example.net/
        description: \(text)
        user_configuration:
          schema:
            type: object
            properties:
              area: {name: Area, type: string, description: \(text)}
      permissions:
        company:
          directory: \(directory)
        project:
          daily_log: readonly

      """ + grants
  }

  private func markdown(_ old: String, _ new: String) throws -> String {
    let dmsa = try Binary()
    defer { dmsa.remove() }
    try dmsa.write(old, to: "old.manifest.yaml")
    try dmsa.write(new, to: "new.manifest.yaml")
    let run = try dmsa.run([
      "diff", "--no-config", "old.manifest.yaml", "new.manifest.yaml", "--format", "markdown",
    ])
    #expect(run.error == "")
    #expect(run.output.utf8.count <= 65_535)
    return run.output
  }

  /// Long prose goes, every widening stays with what it means.
  @Test func `prose goes first`() throws {
    let prose = String(repeating: "words and <more> @words ", count: 3000)
    let text = try markdown(
      manifest(version: "1.0.0", tools: 40, level: "readonly", text: prose),
      manifest(
        version: "2.0.0",
        tools: 40,
        level: "standard",
        text: prose + "!",
        directory: "admin"
      )
    )
    for number in 0..<40 { #expect(text.contains("`tool_number_\(number)`")) }
    #expect(text.contains("all 46 project tools in every project, present and future"))
    #expect(text.contains("denied before"))
  }

  @Test(arguments: [200, 400, 800])
  func `no widening is dropped`(_ tools: Int) throws {
    let text = try markdown(
      manifest(version: "1.0.0", tools: tools, level: "readonly"),
      manifest(version: "2.0.0", tools: tools, level: "admin", directory: "admin")
    )
    for number in 0..<tools { #expect(text.contains("`tool_number_\(number)`")) }
    #expect(text.contains("company-directory-admin"))
  }

  @Test func `what no comment can hold is counted, the riskiest named first`() throws {
    let text = try markdown(
      manifest(version: "1.0.0", tools: 5000, level: "readonly"),
      manifest(version: "2.0.0", tools: 5000, level: "admin", directory: "admin")
    )
    let named = text.matches(of: /`tool_number_\d+`/).count
    #expect(text.contains("5001 widenings"))
    let first = text.split(separator: "\n").first { $0.hasPrefix("- ") }
    #expect(first?.contains("company readonly → **admin**: `directory`") == true)
    #expect(named > 2500)
    #expect(text.contains("**\(5000 - named) more widenings**"))
  }

  @Test func `folders of many apps fit too`() throws {
    let dmsa = try Binary()
    defer { dmsa.remove() }
    for number in 0..<300 {
      let name = "App \(number)"
      try dmsa.write(
        manifest(name, version: "1.0.0", tools: 3, level: "readonly"),
        to: "old/app-\(number).manifest.yaml"
      )
      try dmsa.write(
        manifest(name, version: "1.1.0", tools: 3, level: "standard"),
        to: "new/app-\(number).manifest.yaml"
      )
    }
    let run = try dmsa.run(["diff", "--no-config", "old", "new", "--format", "markdown"])
    #expect(run.output.utf8.count <= 65_535)
    #expect(run.output.hasPrefix("### dmsa diff: 300 apps: 300 changed; 300 wider"))
    for number in 0..<300 { #expect(run.output.contains("**App \(number) 1.0.0 → 1.1.0**")) }
    #expect(run.output.matches(of: /`tool_number_\d`/).count == 900)
  }
}
