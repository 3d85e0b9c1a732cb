import Foundation
import TestSupport
import Testing

/// Two sides in a folder of `Tests/Golden/delta`: `old` and `new`, files or folders.
struct DeltaCase: CustomTestStringConvertible, Sendable {
  let name: String
  var testDescription: String { name }
  var folder: URL { DeltaCase.root.appending(path: name) }

  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Golden/delta")

  static let all: [DeltaCase] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: root.path)) ?? []
    return names.sorted().map { DeltaCase(name: $0) }
  }()

  static let everything = DeltaCase(name: "everything")
  static let hostile = DeltaCase(name: "hostile")
  static let folders = DeltaCase(name: "folders")

  /// The names of both sides, once they are copied to where the program runs.
  func copy(to target: URL) throws -> [String] {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    return try ["old", "new"].map { side in
      let name = try #require(names.first { $0 == side || $0.hasPrefix(side + ".") })
      try FileManager.default.copyItem(
        at: folder.appending(path: name),
        to: target.appending(path: name)
      )
      return name
    }
  }

  /// What `dmsa diff` says of the case.
  func run(_ options: String...) throws -> Binary.Run {
    let dmsa = try Binary()
    defer { dmsa.remove() }
    let sides = try copy(to: dmsa.folder)
    return try dmsa.run(["diff"] + sides + ["--no-config"] + options)
  }
}

@Suite struct DeltaViewsGoldenTests {
  private func compare(_ actual: String, with name: String, of delta: DeltaCase) throws {
    let file = delta.folder.appending(path: name)
    let expected = try GoldenFile.expected(at: file, actual: actual)
    #expect(actual == expected, "\(delta.name)/\(name)")
  }

  @Test func `there are cases`() { #expect(DeltaCase.all.count >= 8) }

  @Test(arguments: DeltaCase.all)
  func `text and Markdown look as they did when they were last looked at`(
    _ delta: DeltaCase
  ) throws {
    let text = try delta.run("--format", "text")
    #expect(text.status == 0)
    #expect(text.error.isEmpty)
    try compare(text.output, with: "text.out", of: delta)
    try compare(delta.run("--format", "markdown").output, with: "markdown.out", of: delta)
  }

  @Test func `colour and the short form look as they did`() throws {
    try compare(
      DeltaCase.everything.run("--color", "always").output,
      with: "colored.out",
      of: .everything
    )
    try compare(DeltaCase.folders.run("--quiet").output, with: "quiet.out", of: .folders)
  }

  @Test func `colour is all that it adds`() throws {
    let colored = try DeltaCase.everything.run("--color", "always").output
    let plain = try DeltaCase.everything.run("--color", "never").output
    #expect(colored != plain)
    #expect(colored.replacing(/\u{1B}\[[0-9;]*m/, with: "") == plain)
  }
}
