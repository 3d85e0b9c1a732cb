import Foundation
import Testing

@Suite struct ReadmeTests {
  private let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// The README shows what the program prints: each `$ dmsa …` of a console block is run in the
  /// example that it is taken from.
  @Test func `what the README shows is what is printed`() throws {
    let text = try String(contentsOf: root.appending(path: "README.md"), encoding: .utf8)
    let blocks = text.components(separatedBy: "```console\n").dropFirst().compactMap {
      $0.components(separatedBy: "```").first
    }
    #expect(!blocks.isEmpty)
    for block in blocks {
      let lines = block.components(separatedBy: "\n")
      let command = try #require(lines.first)
      #expect(command.hasPrefix("$ dmsa "))
      let expected = lines.dropFirst().joined(separator: "\n")
      try inFolder { dmsa in
        let example = root.appending(path: "examples/first-lint/crew-sync.manifest.yaml")
        try dmsa.write(Data(contentsOf: example), to: "crew-sync.manifest.yaml")
        let words = command.dropFirst("$ dmsa ".count).split(separator: " ").map(String.init)
        let run = try dmsa.run(words)
        #expect(run.output == expected)
      }
    }
  }
}
