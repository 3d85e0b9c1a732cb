import Foundation
import Testing

/// Bytes that no manifest has, and what is said of them.
struct BadInput: CustomTestStringConvertible, Sendable {
  let name: String
  let file: String
  let bytes: Data
  let rule: String
  let line: Int

  var testDescription: String { name }

  init(
    _ name: String,
    _ bytes: Data,
    _ rule: String,
    line: Int = 1,
    file: String = "a.manifest.yaml"
  ) {
    self.name = name
    self.bytes = bytes
    self.rule = rule
    self.line = line
    self.file = file
  }

  static let bomb =
    "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    + (1...9).map { level in
      "a\(level): &a\(level) ["
        + Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ") + "]\n"
    }.joined()

  static let all: [BadInput] = [
    BadInput("an empty file", Data(), "empty-value"),
    BadInput("an empty JSON file", Data(), "empty-value", file: "a.manifest.json"),
    BadInput("comments alone", Data("# nothing\n".utf8), "empty-value"),
    BadInput("a null", Data("~\n".utf8), "empty-value"),
    BadInput("binary", Data([0x7F, 0x45, 0x4C, 0x46, 2, 1, 1, 0, 0, 0]), "yaml-syntax"),
    BadInput("NUL", Data("app:\n  name: a\0b\n".utf8), "yaml-syntax", line: 2),
    BadInput(
      "Latin-1",
      Data("app:\n  name: caf".utf8) + Data([0xE9]) + Data("\n".utf8),
      "yaml-encoding",
      line: 2
    ),
    BadInput(
      "UTF-16",
      Data([0xFF, 0xFE]) + Data("a: b\n".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }),
      "yaml-encoding"
    ),
    BadInput("UTF-32", Data([0xFF, 0xFE, 0, 0, 0x61, 0, 0, 0]), "yaml-encoding"),
    BadInput("9 MiB", Data(repeating: 0x20, count: 9 << 20), "yaml-limits"),
    BadInput("100,000 open brackets", Data(repeating: 0x5B, count: 100_000), "yaml-limits"),
    BadInput(
      "100,000 open brackets in JSON",
      Data(repeating: 0x5B, count: 100_000),
      "yaml-limits",
      file: "a.manifest.json"
    ),
    BadInput("100,000 open braces", Data(repeating: 0x7B, count: 100_000), "yaml-limits"),
    BadInput(
      "100,000 nested lists",
      Data(String(repeating: "- ", count: 100_000).utf8),
      "yaml-limits"
    ),
    BadInput("an alias bomb", Data(bomb.utf8), "yaml-limits", line: 5),
    BadInput(
      "a lone surrogate",
      Data("{\"a\": \"\\ud800\"}".utf8),
      "yaml-syntax",
      file: "a.manifest.json"
    ),
    BadInput("YAML named JSON", Data("a: b\n".utf8), "yaml-syntax", file: "a.manifest.json"),
    BadInput("a tab as indentation", Data("app:\n\tname: x\n".utf8), "yaml-syntax", line: 2),
    BadInput("a text without its end", Data("app: \"x\n".utf8), "yaml-syntax", line: 2),
    BadInput("!!binary", Data("app: !!binary aGVsbG8=\n".utf8), "yaml-tag"),
    BadInput("a second document", Data("a: b\n---\nc: d\n".utf8), "multiple-documents", line: 2),
    BadInput("a list", Data("- a\n- b\n".utf8), "wrong-type"),
    BadInput("a word", Data("hello\n".utf8), "wrong-type"),
  ]
}

@Suite struct BadInputTests {
  @Test(arguments: BadInput.all)
  func `bad input is a finding with its line`(_ input: BadInput) throws {
    try inFolder { dmsa in
      try dmsa.write(input.bytes, to: input.file)
      let run = try dmsa.run(["lint", "--format", "json", input.file])
      #expect(run.status == 1, "\(run.error)")
      let findings = try run.findings()
      let finding = try #require(findings.first { $0["rule"] as? String == input.rule })
      let start = try #require(finding["start"] as? [String: Int])
      #expect(start["line"] == input.line)
      if ["yaml-syntax", "yaml-encoding", "yaml-limits"].contains(input.rule) {
        #expect(findings.count == 1)
      }
    }
  }

  @Test func `a directory given for a config is said`() throws {
    try inFolder { dmsa in
      try dmsa.write(soundManifest, to: "sub/a.manifest.yaml")
      let run = try dmsa.run(["lint", "--config", "sub", "sub/a.manifest.yaml"])
      #expect(run.status == 2)
      #expect(run.error.contains("is a directory"))
    }
  }

  /// What a file holds comes after a comment that makes it as large as is wanted.
  @Test(arguments: [8190, 8191, 8192, 8193, 16_383, 16_384, 16_385, 100_000])
  func `a file of any size is read to its end`(_ size: Int) throws {
    try inFolder { dmsa in
      let comment = "#" + String(repeating: "x", count: size - soundManifest.utf8.count - 2) + "\n"
      try dmsa.write(comment + soundManifest, to: "a.manifest.yaml")
      let bytes = try Data(contentsOf: dmsa.folder.appending(path: "a.manifest.yaml"))
      #expect(bytes.count == size)
      let whole = try dmsa.run(["compile", "a.manifest.yaml"])
      #expect(whole.status == 0)
      try dmsa.write(soundManifest, to: "b.manifest.yaml")
      #expect(try dmsa.run(["compile", "b.manifest.yaml"]).output == whole.output)
    }
  }

  /// A file in memory may say that it has more bytes than any disk; it takes no room.
  @Test func `a file of the largest size that there is is too large`() throws {
    let path = "/dev/shm/dmsa-\(getpid()).manifest.yaml"
    defer { unlink(path) }
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL, 0o600)
    try #require(descriptor >= 0)
    defer { close(descriptor) }
    try #require(ftruncate(descriptor, .max) == 0)
    try inFolder { dmsa in
      let run = try dmsa.run(["lint", path])
      #expect(run.status == 1)
      #expect(run.output.contains("error[yaml-limits]: the file is larger than 8 MiB"))
    }
  }

  @Test func `a broken link is said and the rest is linted`() throws {
    try inFolder { dmsa in
      try dmsa.write(riskyManifest, to: "a.manifest.yaml")
      try FileManager.default.createSymbolicLink(
        atPath: dmsa.folder.appending(path: "b.manifest.yaml").path,
        withDestinationPath: "nowhere"
      )
      let run = try dmsa.run(["lint", "--format", "json"])
      #expect(run.status == 2)
      #expect(run.error.contains("b.manifest.yaml: no such file or directory"))
      #expect(try run.rules().contains("company-directory-admin"))
    }
  }

  @Test func `a folder that links to itself is searched once`() throws {
    try inFolder { dmsa in
      try dmsa.write(soundManifest, to: "sub/a.manifest.yaml")
      try FileManager.default.createSymbolicLink(
        atPath: dmsa.folder.appending(path: "sub/again").path,
        withDestinationPath: "."
      )
      let run = try dmsa.run(["lint", "--list-files"])
      #expect(run.output == "sub/a.manifest.yaml\n")
    }
  }
}
