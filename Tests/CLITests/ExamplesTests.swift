import Foundation
import Testing

/// A folder of examples with the commands that are run in it.
struct ExampleFolder: CustomTestStringConvertible, Sendable {
  let url: URL
  var testDescription: String { url.lastPathComponent }

  /// Every folder that says what is run in it.
  static let all: [ExampleFolder] = {
    let root = URL(filePath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appending(path: "examples")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: root.path)) ?? []
    return names.sorted().map { ExampleFolder(url: root.appending(path: $0)) }.filter {
      FileManager.default.fileExists(atPath: $0.commandsFile.path)
    }
  }()

  private var commandsFile: URL { url.appending(path: "commands.txt") }

  /// The commands, comments and empty lines left out, each as its words.
  func commands() throws -> [[String]] {
    try String(contentsOf: commandsFile, encoding: .utf8).components(separatedBy: "\n").filter {
      !$0.isEmpty && !$0.hasPrefix("#")
    }.map(ExampleFolder.words)
  }

  /// The words of a line; what stands in quotes is one.
  private static func words(_ line: String) -> [String] {
    var words: [String] = []
    var word: String?
    var quote: Character?
    for character in line {
      if let open = quote {
        if character == open { quote = nil } else { word = (word ?? "") + String(character) }
      } else if character == "\"" || character == "'" {
        quote = character
        word = word ?? ""
      } else if character == " " {
        if let whole = word { words.append(whole) }
        word = nil
      } else {
        word = (word ?? "") + String(character)
      }
    }
    return words + [word].compactMap(\.self)
  }

  func expectedFile(_ number: Int) -> URL { url.appending(path: "expected/\(number).out") }

  /// Copies what the commands need to a folder where they may write.
  func copy(to folder: URL) throws {
    for name in try FileManager.default.contentsOfDirectory(atPath: url.path)
    where !["commands.txt", "expected", "README.md"].contains(name) {
      try FileManager.default.copyItem(
        at: url.appending(path: name),
        to: folder.appending(path: name)
      )
    }
  }
}

/// Runs the examples, so that nothing in them is out of date.
///
/// `GOLDEN=record` writes anew what is expected.
@Suite struct ExamplesTests {
  private let isRecording = ProcessInfo.processInfo.environment["GOLDEN"] == "record"

  @Test func `there are examples`() {
    let names = ExampleFolder.all.map(\.testDescription)
    #expect(names.contains("upgrade-review"))
    #expect(names.contains("installed-manifest"))
  }

  @Test(arguments: ExampleFolder.all)
  func `every command prints what is expected`(_ example: ExampleFolder) throws {
    try inFolder { dmsa in
      try example.copy(to: dmsa.folder)
      let commands = try example.commands()
      for (number, words) in zip(1..., commands) {
        #expect(words.first == "dmsa", "\(words)")
        let run = try dmsa.run(Array(words.dropFirst()))
        try compare(actual(run), with: example.expectedFile(number), of: words)
      }
      let expected = example.expectedFile(1).deletingLastPathComponent()
      let files = try FileManager.default.contentsOfDirectory(atPath: expected.path)
      #expect(Set(files) == Set(commands.indices.map { "\($0 + 1).out" }))
    }
  }

  /// All of standard output, each line of standard error marked, and how it ended.
  private func actual(_ run: Binary.Run) -> String {
    let errors = run.error.split(separator: "\n").map { "stderr: \($0)\n" }
    return run.output + errors.joined() + "exit \(run.status)\n"
  }

  private func compare(_ actual: String, with file: URL, of words: [String]) throws {
    let expected = try? String(contentsOf: file, encoding: .utf8)
    if isRecording || expected == nil {
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(),
        withIntermediateDirectories: true
      )
      try Data(actual.utf8).write(to: file)
      if expected == nil { Issue.record("\(file.path) was missing; look at what was written") }
      return
    }
    #expect(actual == expected, "\(words.joined(separator: " "))")
  }
}
