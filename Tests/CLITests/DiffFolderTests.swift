import Foundation
import Testing

/// What belongs to a folder that is compared with a revision.
@Suite struct DiffFolderTests {
  /// A repository whose one commit holds a sound app.
  private func inRepository(_ body: (Binary) throws -> Void) throws {
    try inFolder { dmsa in
      try dmsa.git(["init", "-q"])
      try dmsa.write(soundManifest, to: "a.manifest.yaml")
      try commit(in: dmsa)
      try body(dmsa)
    }
  }

  private func commit(_ files: [String] = ["."], in dmsa: Binary) throws {
    try dmsa.git(["add", "--force"] + files)
    try dmsa.git(["commit", "-q", "-m", "one"])
  }

  private func manifest(_ name: String, _ level: String) -> String {
    soundManifest.replacingOccurrences(of: "Crew Sync", with: name)
      + "  company: {directory: {level: \(level), reason: Matches crew leads}}\n"
  }

  private func changes(_ arguments: [String], in dmsa: Binary) throws -> [String] {
    let run = try dmsa.run(["diff", "--format", "json"] + arguments)
    try #require(run.status == 0, "\(run.error)")
    let apps = try #require(try run.json()["apps"] as? [[String: Any]])
    return try apps.map { app in
      let sides = [app["new"], app["old"]].compactMap { $0 as? [String: Any] }
      let name = try #require(sides.first?["name"] as? String)
      return "\(name) \(app["change"] as? String ?? "")"
    }
  }

  @Test func `a file that git tracks is seen, ignored or not`() throws {
    try inRepository { dmsa in
      try dmsa.write("made/\n", to: ".gitignore")
      try dmsa.write(manifest("Made", "admin"), to: "made/b.manifest.yaml")
      #expect(try changes(["HEAD"], in: dmsa) == [])
      try commit(in: dmsa)
      #expect(try changes(["HEAD^"], in: dmsa) == ["Made added"])
      #expect(try changes(["HEAD^:", "HEAD:"], in: dmsa) == ["Made added"])
      #expect(try changes(["HEAD^:", "."], in: dmsa) == ["Made added"])
    }
  }

  @Test func `a link is what it leads to`() throws {
    try inRepository { dmsa in
      let link = dmsa.folder.appending(path: "b.manifest.yaml").path
      try dmsa.write(manifest("Linked", "readonly"), to: "real/b.yaml")
      try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "real/b.yaml")
      // This one leads to a manifest that is found by itself.
      let twin = dmsa.folder.appending(path: "c.manifest.yaml").path
      try FileManager.default.createSymbolicLink(
        atPath: twin,
        withDestinationPath: "a.manifest.yaml"
      )
      try commit(in: dmsa)
      #expect(try changes(["HEAD"], in: dmsa) == [])
      try dmsa.write(manifest("Linked", "admin"), to: "real/b.yaml")
      #expect(try changes(["HEAD"], in: dmsa) == ["Linked changed"])
      #expect(try changes(["HEAD:", "."], in: dmsa) == ["Linked changed"])
      let file = try dmsa.run([
        "diff", "HEAD:b.manifest.yaml", "b.manifest.yaml", "--fail-on", "wider",
      ])
      #expect(file.status == 1)
    }
  }

  @Test(arguments: ["../away.yaml", "/etc/hostname", "nowhere.yaml", "b.manifest.yaml"])
  func `a link of a revision that leads out of it is said`(target: String) throws {
    try inRepository { dmsa in
      let link = dmsa.folder.appending(path: "b.manifest.yaml").path
      try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: target)
      try commit(in: dmsa)
      try FileManager.default.removeItem(atPath: link)
      let run = try dmsa.run(["diff", "HEAD"])
      #expect(run.status == 2)
      #expect(run.error.contains("HEAD:b.manifest.yaml"))
    }
  }

  @Test func `a repository inside is another one's`() throws {
    try inRepository { dmsa in
      try dmsa.write(manifest("Inner", "admin"), to: "inner/b.manifest.yaml")
      #expect(try changes(["HEAD"], in: dmsa) == ["Inner added"])
      try dmsa.git(["init", "-q", "inner"])
      #expect(try changes(["HEAD"], in: dmsa) == [])
    }
  }

  @Test func `the working folder's config holds on both sides`() throws {
    try inRepository { dmsa in
      try dmsa.write("include: [app.yaml]\n", to: "below/.dmsa.yaml")
      try dmsa.write(manifest("Below", "admin"), to: "below/app.yaml")
      try commit(in: dmsa)
      #expect(try changes(["HEAD"], in: dmsa) == [])
      try dmsa.write(manifest("Side", "readonly"), to: "old/s.manifest.yaml")
      try dmsa.write(manifest("Side", "admin"), to: "new/s.manifest.yaml")
      try dmsa.write("exclude: [\"*.yaml\"]\n", to: "new/.dmsa.yaml")
      #expect(try changes(["old", "new"], in: dmsa) == ["Side changed"])
    }
  }

  @Test func `folders without any manifest can't be compared`() throws {
    try inFolder { dmsa in
      try dmsa.write("a: 1\n", to: "old/a.yaml")
      try dmsa.write("a: 1\n", to: "new/a.yaml")
      let run = try dmsa.run(["diff", "old", "new"])
      #expect(run.status == 2)
      #expect(run.error.contains("no manifest on either side"))
    }
  }
}
