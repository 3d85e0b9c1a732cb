import Foundation
import Testing

/// Which files a run looks at, in which order, and by which config.
@Suite struct DiscoveryTests {
  private static let names = [
    "a-b/x.manifest.yaml", "a.manifest.yaml", "a/x-y.manifest.yaml", "a/x.manifest.yaml",
    "a/x/y.manifest.yaml", "a0/x.manifest.yaml", "b.manifest.json", "é/x.manifest.yml",
  ]

  private func listed(_ dmsa: Binary, _ paths: [String]) throws -> [String] {
    let run = try dmsa.run(["lint", "--list-files"] + paths)
    #expect(run.status == 0, "\(run.error)")
    return run.output.split(separator: "\n").map(String.init)
  }

  @Test func `files come in the order of their paths' bytes, however they are asked for`() throws {
    try inFolder { dmsa in
      for name in DiscoveryTests.names { try dmsa.write(soundManifest, to: name) }
      for paths in [[], ["."], ["é", "a", "./a", "a0", "b.manifest.json", "a-b", "."]] {
        let files = try listed(dmsa, paths)
        #expect(files.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) } == files)
        #expect(files.count == DiscoveryTests.names.count, "\(files)")
      }
      #expect(try listed(dmsa, ["."]) == DiscoveryTests.names)
      let inA = ["a/x-y.manifest.yaml", "a/x.manifest.yaml", "a/x/y.manifest.yaml"]
      for path in ["a", "a/"] { #expect(try listed(dmsa, [path]) == inA) }
      #expect(try listed(dmsa, ["./a"]) == inA.map { "./" + $0 })
      #expect(try listed(dmsa, ["a0", "./a/x", "a0"]) == ["./a/x/y.manifest.yaml", inA0])
    }
  }

  /// Git is the judge of what it ignores.
  @Test(
    arguments: [
      "/", "//", "!/", "\u{FEFF}a/", "a//x.manifest.yaml", "/a", "a/", "a/**", "**/x.manifest.yaml",
      "a/*\n!a/x.manifest.yaml", "x*", "\\#", "a0/ ", "[a-b]/", "*/x/", "a-b",
      "a[[:digit:]]/", "[[:alpha:]]/", "[[:none:]]/", "[[:alpha]/", "[![:upper:]].manifest.*",
      "[]a]/", "[!]]", "[^]b]/", "[a", "[a-]-b", "[\\a]/", "a[0-\\9]", "[z-a]/", "[b-a]", "[a\\",
      "[[:alpha:]-x].manifest.yaml", "a[-0]*", "a-b\r", "a\u{2028}b", "a\u{0B}", "a\\",
      "\\", "/****/x/", "a//", "**/\\",
    ]
  )
  func `what git ignores is left out`(ignored: String) throws {
    try inFolder { dmsa in
      for name in DiscoveryTests.names + ["\\/x.manifest.yaml"] {
        try dmsa.write(soundManifest, to: name)
      }
      try dmsa.write(ignored + "\n", to: ".gitignore")
      try dmsa.git(["init", "-q"])
      let wanted = try dmsa.git(["ls-files", "-z", "-co", "--exclude-standard"])
        .split(separator: "\0").map(String.init).filter { $0 != ".gitignore" }
        .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
      let run = try dmsa.run(["lint", "--list-files"])
      let listed = run.output.split(separator: "\n").map(String.init)
      #expect(listed == wanted)
      #expect(run.status == (wanted.isEmpty ? 3 : 0))
    }
  }

  private let inA0 = "a0/x.manifest.yaml"

  @Test func `each folder has the config that is the nearest, on the way back up too`() throws {
    try inFolder { dmsa in
      for folder in ["a", "a/deep", "b", "c/repository", "c"] {
        try dmsa.write(riskyManifest, to: "\(folder)/x.manifest.yaml")
      }
      try dmsa.write("rules: {company-directory-admin: note}\n", to: ".dmsa.yaml")
      try dmsa.write("rules: {company-directory-admin: off}\n", to: "a/.dmsa.yaml")
      try dmsa.write("", to: "c/repository/.git/HEAD")
      // One that leads nowhere is none.
      try FileManager.default.createSymbolicLink(
        atPath: dmsa.folder.appending(path: "b/.dmsa.yaml").path,
        withDestinationPath: "nowhere"
      )
      for paths in [["."], ["a", "c", "b"], ["c/repository", "c/x.manifest.yaml", "b", "a/deep"]] {
        let arguments = ["lint", "--format", "concise", "--select", "risk"] + paths
        let lines = try dmsa.run(arguments).output.split(separator: "\n")
        let found = lines.filter { $0.contains("[company-directory-admin]") }
        #expect(
          found.map { $0.prefix { $0 != "[" } } == [
            "b/x.manifest.yaml:10:14: note", "c/repository/x.manifest.yaml:10:14: error",
            "c/x.manifest.yaml:10:14: note",
          ]
        )
      }
    }
  }
}
