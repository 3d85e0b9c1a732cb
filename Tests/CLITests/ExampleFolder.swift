import Foundation
import Testing

/// A folder of examples with the commands that are run in it.
struct ExampleFolder: CustomTestStringConvertible, Sendable {
  let url: URL
  var testDescription: String { url.lastPathComponent }

  /// What `commands.txt` says.
  struct Script {
    /// The commands, each as its words.
    var commands: [[String]] = []
    /// What `export NAME=VALUE` sets for all of them.
    var environment: [String: String] = [:]
  }

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

  /// What is run, comments and empty lines left out.
  func script() throws -> Script {
    var script = Script()
    for line in try String(contentsOf: commandsFile, encoding: .utf8).components(separatedBy: "\n")
    where !line.isEmpty && !line.hasPrefix("#") {
      let words = ExampleFolder.words(line)
      if words.first == "export" {
        let parts = words.dropFirst().joined().split(separator: "=", maxSplits: 1).map(String.init)
        try #require(parts.count == 2, "\(line)")
        script.environment[parts[0]] = parts[1]
      } else {
        script.commands.append(words)
      }
    }
    return script
  }

  /// The words of a line; what stands in quotes is one.
  static func words(_ line: String) -> [String] {
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

  /// Runs every command in a fresh copy of the folder.
  ///
  /// - Returns: For each command all of standard output, each line of standard error marked, and how
  ///   it ended.
  func run() throws -> [String] {
    let script = try script()
    var transcripts: [String] = []
    try inFolder { dmsa in
      try copy(to: dmsa.folder)
      for words in script.commands {
        #expect(words.first == "dmsa", "\(words)")
        let arguments = try words.dropFirst().map { try Self.expanded($0, in: dmsa) }
        let run = try dmsa.run(arguments, environment: script.environment)
        let errors = run.error.split(separator: "\n").map { "stderr: \($0)\n" }
        transcripts.append(run.output + errors.joined() + "exit \(run.status)\n")
      }
    }
    return transcripts
  }

  /// A word with `$(jq -r PATH FILE)` replaced by what jq would print: what a plan drew can't be
  /// written down before.
  private static func expanded(_ word: String, in dmsa: Binary) throws -> String {
    guard word.hasPrefix("$("), word.hasSuffix(")") else { return word }
    let parts = word.dropFirst(2).dropLast().split(separator: " ").map(String.init)
    try #require(parts.count == 4 && parts[0...1] == ["jq", "-r"], "\(word)")
    var value = try JSONSerialization.jsonObject(with: Data(dmsa.read(parts[3]).utf8))
    // `.changes[0].after.id` leads through the keys and places of this list.
    for step in parts[2].split(whereSeparator: { ".[]".contains($0) }) {
      if let place = Int(step) {
        let items = try #require(value as? [Any], "\(word)")
        value = try #require(items.indices.contains(place) ? items[place] : nil, "\(word)")
      } else {
        value = try #require((value as? [String: Any])?[String(step)], "\(word)")
      }
    }
    return try #require(value as? String ?? (value as? Int).map(String.init), "\(word)")
  }
}
