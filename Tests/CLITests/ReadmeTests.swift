import Foundation
import Testing

@Suite struct ReadmeTests {
  private let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// Each `$ dmsa …` of a console block is a command of an example.
  ///
  /// It leaves out who asks and when, and shows the output that is expected there. A line `…` stands
  /// for lines left out.
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
      let outputs = try outputs(of: ExampleFolder.words(String(command.dropFirst(2))))
      let shown = lines.dropFirst().joined(separator: "\n").components(separatedBy: "…\n")
      #expect(outputs.contains { shows(shown, of: $0) }, "\(command)")
    }
  }

  /// What the examples that have this command expect on standard output.
  private func outputs(of words: [String]) throws -> [String] {
    var outputs: [String] = []
    for example in ExampleFolder.all {
      for (index, command) in try example.script().commands.enumerated()
      where withoutActor(command) == words {
        let expected = try String(contentsOf: example.expectedFile(index + 1), encoding: .utf8)
        let lines = expected.split(separator: "\n", omittingEmptySubsequences: false)
        outputs.append(
          lines.dropLast(2).filter { !$0.hasPrefix("stderr: ") }.map { $0 + "\n" }.joined()
        )
      }
    }
    return outputs
  }

  /// A command without `--as` and `--now`.
  private func withoutActor(_ words: [String]) -> [String] {
    let left = words.indices.filter { index in
      ["--as", "--now"].contains(words[index])
        || (index > 0 && ["--as", "--now"].contains(words[index - 1]))
    }
    return words.indices.filter { !left.contains($0) }.map { words[$0] }
  }

  /// Whether the parts stand in an output in this order, the first at its start, the last at its
  /// end.
  private func shows(_ parts: [String], of output: String) -> Bool {
    guard let first = parts.first, let last = parts.last, output.hasPrefix(first) else {
      return false
    }
    var rest = output.dropFirst(first.count)
    guard parts.count > 1 else { return rest.isEmpty }
    for part in parts.dropFirst().dropLast() {
      guard let range = rest.range(of: "\n" + part) else { return false }
      rest = rest[range.upperBound...]
    }
    return rest.hasSuffix(last)
  }
}
