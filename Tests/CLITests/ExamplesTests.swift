import Foundation
import TestSupport
import Testing

/// Runs the examples, so that nothing in them is out of date.
///
/// `GOLDEN=record` writes anew what is expected.
@Suite struct ExamplesTests {
  @Test func `there are examples`() {
    let names = ExampleFolder.all.map(\.testDescription)
    for name in [
      "upgrade-review", "installed-manifest", "company-install", "company-update",
      "company-new-projects", "company-drift", "company-uninstall", "company-portfolio",
      "company-service-account", "company-embedded", "company-user-app",
      "fetch-company",
    ] {
      #expect(names.contains(name))
    }
  }

  @Test func `the examples of a company start from the same one`() throws {
    let companies = try ExampleFolder.all.filter { $0.testDescription.hasPrefix("company-") }.map {
      try String(contentsOf: $0.url.appending(path: "acme.yaml"), encoding: .utf8)
    }
    #expect(Set(companies).count == 1)
  }

  /// Each example is run twice, in two folders: what both print was not drawn.
  @Test(arguments: ExampleFolder.all)
  func `every command prints what is expected`(_ example: ExampleFolder) throws {
    let transcripts = try example.run()
    let again = try example.run()
    let drawn = DrawnValues(in: transcripts, notIn: again)
    let drawnAgain = DrawnValues(in: again, notIn: transcripts)
    let commands = try example.script().commands
    for (index, words) in commands.enumerated() {
      let actual = drawn.masked(transcripts[index])
      #expect(actual == drawnAgain.masked(again[index]), "\(words.joined(separator: " "))")
      try compare(actual, with: example.expectedFile(index + 1), of: words)
    }
    let expected = example.expectedFile(1).deletingLastPathComponent()
    let files = try FileManager.default.contentsOfDirectory(atPath: expected.path)
    #expect(Set(files) == Set(commands.indices.map { "\($0 + 1).out" }))
  }

  private func compare(_ actual: String, with file: URL, of words: [String]) throws {
    let expected = try GoldenFile.expected(at: file, actual: actual)
    #expect(actual == expected, "\(words.joined(separator: " "))")
  }
}
