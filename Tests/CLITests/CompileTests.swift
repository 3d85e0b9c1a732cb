import Foundation
import Testing

@Suite struct CompileCommandTests {
  @Test func `a manifest compiles, a risky one too, a wrong one doesn't`() throws {
    try inFolder { dmsa in
      try dmsa.write(soundManifest, to: "a.manifest.yaml")
      let run = try dmsa.run(["compile", "a.manifest.yaml"])
      #expect(run.status == 0)
      #expect(try run.json()["schema_version"] as? String == "4.1")
      #expect(try run.json()["app"] == nil)
      try dmsa.write(riskyManifest, to: "b.manifest.yaml")
      let risky = try dmsa.run(["compile", "b.manifest.yaml"])
      #expect(risky.status == 0)
      #expect(risky.error.contains("company-directory-admin"))
      try dmsa.write(
        riskyManifest.replacingOccurrences(
          of: "level: admin",
          with: "level: admin # dmsa: ignore[company-directory-admin] own"
        ),
        to: "b.manifest.yaml"
      )
      #expect(
        try dmsa.run(["compile", "b.manifest.yaml"]).error.contains("company-directory-admin")
      )
      try dmsa.write(
        soundManifest.replacingOccurrences(of: "1.0.0", with: "one"),
        to: "c.manifest.yaml"
      )
      let wrong = try dmsa.run(["compile", "c.manifest.yaml"])
      #expect(wrong.status == 1)
      #expect(wrong.output.isEmpty)
      #expect(wrong.error.contains("invalid-version"))
    }
  }

  @Test(.timeLimit(.minutes(2)))
  func `many errors cost no square`() throws {
    try inFolder { dmsa in
      let line = "app: {name: a, name: b, \"name\": c}\n"
      try dmsa.write(String(repeating: line, count: 4_000), to: "a.manifest.yaml")
      let run = try dmsa.run(["compile", "a.manifest.yaml"])
      #expect(run.status == 1)
      #expect(run.error.contains("duplicate-key"))
    }
  }

  @Test func `3_x doesn't compile but has the digest of its migrated form`() throws {
    try inFolder { dmsa in
      try dmsa.write(
        """
        {"schema_version": "3.2", "app_manifest": {"id": "7", "name": "Crew Sync"},
         "post_installation_instruction": {"notes": "Permit the projects."},
         "components": {"oauth": {"instances": [{"grant_type": "client_credentials", "uid": "u",
           "permissions": {"project": {"daily_log": "readonly"}}}]}}}
        """,
        to: "old.manifest.json"
      )
      let run = try dmsa.run(["compile", "old.manifest.json"])
      #expect(run.status == 1)
      #expect(run.error.contains("dmsa migrate"))
      let digest = try dmsa.run(["compile", "--digest", "old.manifest.json"])
      #expect(digest.status == 0)
      #expect(digest.output.hasPrefix("sha256:"))
      let asked = try dmsa.run(["migrate", "old.manifest.json"])
      #expect(asked.status != 0)
      #expect(asked.error.contains("--app-version"))
      let migrated = try dmsa.run([
        "migrate", "old.manifest.json", "--app-version", "2.0.0", "-o", "new.manifest.yaml",
      ])
      #expect(migrated.status == 0)
      #expect(migrated.error.contains("/app_manifest/id"))
      #expect(migrated.error.contains("/components/oauth/instances/0/uid"))
      #expect(try dmsa.run(["lint", "new.manifest.yaml"]).status == 0)
      #expect(try dmsa.run(["compile", "new.manifest.yaml"]).status == 0)
    }
  }

  @Test func `what can't be whole is not migrated`() throws {
    try inFolder { dmsa in
      let frame =
        "{\"name\": \"N\", \"type\": \"fullscreen\", \"iframe_src\": \"https://a.crewsync.io/\"}"
      try dmsa.write(
        "{\"app_manifest\": {\"name\": \"A\"}, \"post_installation_instruction\": {\"notes\": \"x\"},"
          + " \"components\": {\"iframe\": {\"instances\": [\(frame), \(frame)]}}}",
        to: "old.manifest.json"
      )
      let run = try dmsa.run(["migrate", "old.manifest.json", "--app-version", "1.0.0"])
      #expect(run.status == 1)
      #expect(run.output.isEmpty)
      #expect(run.error.contains("/components/iframe/instances/0"))
      #expect(run.error.contains("/components/iframe/instances/1"))
    }
  }

  @Test func `a name that no app may have is asked for anew`() throws {
    try inFolder { dmsa in
      try dmsa.write(#"{"app_manifest": {"name": "Crew "}, "components": {}}"#, to: "old.json")
      let run = try dmsa.run(["migrate", "old.json", "--app-version", "1.0.0"])
      #expect(run.status == 2)
      #expect(run.output.isEmpty)
      #expect(run.error.contains("the app's name `Crew ` has a blank at an end; give another by"))
      let named = try dmsa.run([
        "migrate", "old.json", "--app-version", "1.0.0", "--app-name", "Crew",
      ])
      #expect(named.status == 0)
    }
  }

  @Test func `what a file says moves no cursor when messages quote it`() throws {
    try inFolder { dmsa in
      try dmsa.write(
        """
        {"schema_version": "3.2", "app_manifest": {"name": "A"}, "a\\u001b[2Jb\\u0085c\\nd": 1,
         "post_installation_instruction": {"notes": "x"},
         "components": {"iframe": {"instances": [{"type": "fullscreen", "name": "N",
           "iframe_src": "https://a.crewsync.io/"}]}}}
        """,
        to: "old.json"
      )
      let run = try dmsa.run(["migrate", "old.json", "--app-version", "1.0.0"])
      #expect(run.status == 0)
      #expect(run.error.contains("dropped /a␛[2Jb\\u{85}c␊d; the source form"))
      let missing = try dmsa.run(["compile", "no\u{1B}file.manifest.yaml"])
      #expect(missing.status == 2)
      #expect(missing.error.contains("no␛file.manifest.yaml"))
    }
  }

  @Test func `numbers in a field's schema stay numbers`() throws {
    try inFolder { dmsa in
      try dmsa.write(
        """
        {"schema_version": "3.2", "app_manifest": {"name": "A"},
         "post_installation_instruction": {"notes": "x"},
         "components": {"iframe": {"instances": [{"type": "fullscreen", "name": "N",
           "iframe_src": "https://a.crewsync.io/{{x}}", "configuration": {"schema": {
             "type": "object", "properties": {"x": {"name": "X", "type": "string",
               "max": 1.5, "big": 12345678901234567890123, "most": 1e3, "code": "1.5"}}}}}]}}}
        """,
        to: "old.manifest.json"
      )
      let run = try dmsa.run(["migrate", "old.manifest.json", "--app-version", "1.0.0"])
      #expect(run.status == 0)
      #expect(run.output.contains("max: 1.5\n"))
      #expect(run.output.contains("big: 12345678901234567890123\n"))
      #expect(run.output.contains("most: 1000\n"))
      #expect(run.output.contains("code: \"1.5\"\n"))
      try dmsa.write(run.output, to: "new.manifest.yaml")
      let same = try dmsa.run([
        "diff", "old.manifest.json", "new.manifest.yaml", "--format", "json",
      ])
      #expect(try same.json()["components"] as? [String] == [])
      try dmsa.write(
        run.output.replacingOccurrences(of: "max: 1.5", with: "max: \"1.5\""),
        to: "text.manifest.yaml"
      )
      let other = try dmsa.run([
        "diff", "new.manifest.yaml", "text.manifest.yaml", "--format", "json",
      ])
      #expect((try other.json()["components"] as? [[String: Any]])?.count == 1)
    }
  }

  @Test func `permissions of an app that signs in for users alone have no source form`() throws {
    try inFolder { dmsa in
      try dmsa.write(
        """
        {"schema_version": "3.2", "app_manifest": {"name": "A"},
         "components": {"oauth": {"instances": [{"grant_type": "authorization_code",
           "permissions": {"company": {"home": "readonly"}}}]}}}
        """,
        to: "old.json"
      )
      let run = try dmsa.run(["migrate", "old.json", "--app-version", "1.0.0"])
      #expect(run.status == 1)
      #expect(run.output.isEmpty)
      #expect(run.error.contains("only a service account has permissions"))
    }
  }

  @Test func `what is no file stays what it is and is written to`() throws {
    try inFolder { dmsa in
      try dmsa.write(soundManifest, to: "a.manifest.yaml")
      let pipe = dmsa.folder.appending(path: "pipe").path
      try #require(mkfifo(pipe, 0o600) == 0)
      // Open for both, so that neither side waits for the other.
      let descriptor = open(pipe, O_RDWR | O_NONBLOCK)
      try #require(descriptor >= 0)
      defer { close(descriptor) }
      #expect(try dmsa.run(["compile", "a.manifest.yaml", "-o", "pipe"]).status == 0)
      var bytes = [UInt8](repeating: 0, count: 65_536)
      let count = read(descriptor, &bytes, bytes.count)
      let written = String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
      #expect(written == (try dmsa.run(["compile", "a.manifest.yaml"]).output))
      var status = stat()
      #expect(lstat(pipe, &status) == 0 && status.st_mode & S_IFMT == S_IFIFO)
    }
  }

  @Test func `a link to nothing yet stays one`() throws {
    try inFolder { dmsa in
      try dmsa.write(soundManifest, to: "a.manifest.yaml")
      let link = dmsa.folder.appending(path: "link").path
      try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "made.json")
      #expect(try dmsa.run(["compile", "a.manifest.yaml", "-o", "link"]).status == 0)
      #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "made.json")
      #expect(try dmsa.read("made.json").contains("schema_version"))
    }
  }

  @Test func `standard output is written to by its name`() throws {
    try inFolder { dmsa in
      try dmsa.write(soundManifest, to: "a.manifest.yaml")
      let run = try dmsa.run(["compile", "a.manifest.yaml", "-o", "/dev/stdout"])
      #expect(run.output == (try dmsa.run(["compile", "a.manifest.yaml"]).output))
      try dmsa.write(riskyManifest, to: "b.manifest.yaml")
      let both = try dmsa.run([
        "lint", "b.manifest.yaml", "--format", "concise", "--output-file", "jsonl=/dev/stdout",
      ])
      let lines = both.output.split(separator: "\n")
      #expect(lines.contains { $0.hasPrefix("b.manifest.yaml:") })
      #expect(lines.contains { $0.hasPrefix("{") })
    }
  }

  @Test func `what a merge brings stands once, and odd texts stay themselves`() throws {
    try inFolder { dmsa in
      try dmsa.write(
        """
        {"schema_version": "3.2", "app_manifest": {"name": "A"},
         "post_installation_instruction": {"notes": "yes\\u007f: # \\ufffe"},
         "components": {"iframe": {"instances": [{"type": "fullscreen", "name": "N",
           "iframe_src": "https://a.crewsync.io/{{k}}", "views": ["rfi.detail"],
           "configuration": {"schema": {"type": "object", "required": ["k"],
             "properties": {"k": {"type": "string", "default": "1.0"}}}}}]},
          "oauth": {"instances": [{"permissions": {"project": {"images": "readonly"}}}]}}}
        """,
        to: "old.json"
      )
      try dmsa.run(["migrate", "old.json", "--app-version", "1.0.0", "-o", "new.manifest.yaml"])
      #expect(
        try dmsa.run(["lint", "--select", "schema,syntax,permission", "new.manifest.yaml"]).output
          .contains("error") == false
      )
      let delta = try dmsa.run(["diff", "old.json", "new.manifest.yaml", "--format", "json"]).json()
      #expect((delta["components"] as? [Any])?.isEmpty == true)
      #expect((delta["warnings"] as? [Any])?.isEmpty == true)
      #expect((delta["version"] as? [String: Any])?["required"] as? String == "none")
      try dmsa.write(
        """
        schema_version: "4.1"
        sidepanel: &s {views: [rfi.detail], source_url: "https://a.crewsync.io/p"}
        fullscreen: {<<: *s}

        """,
        to: "merged.yaml"
      )
      let compiled = try dmsa.run(["compile", "merged.yaml"]).output
      #expect(compiled.components(separatedBy: "\"views\"").count == 3)
      #expect(
        try dmsa.run(["compile", "-", "--stdin-filename", "x.json"], input: Data(compiled.utf8))
          .output == compiled
      )
    }
  }

  @Test func `the digest is the same from file and standard input`() throws {
    try inFolder { dmsa in
      try dmsa.write(soundManifest, to: "a.manifest.yaml")
      let file = try dmsa.run(["compile", "--digest", "a.manifest.yaml"]).output
      #expect(
        try dmsa.run(["compile", "--digest", "-"], input: Data(soundManifest.utf8)).output == file
      )
      let checklist = try dmsa.run(["compile", "--format", "checklist", "a.manifest.yaml"]).output
      #expect(checklist.contains("Daily Log"))
      #expect(checklist.contains("Read Only"))
    }
  }
}

@Suite struct DiffCommandTests {
  private let wider = soundManifest.replacingOccurrences(
    of: "daily_log: readonly",
    with: "daily_log: standard"
  )
  .replacingOccurrences(of: "1.0.0", with: "2.0.0")

  @Test func `a widened grant is told, with its places and a witness`() throws {
    try inFolder { dmsa in
      try dmsa.write(soundManifest, to: "a.yaml")
      try dmsa.write(wider, to: "b.yaml")
      let run = try dmsa.run(["diff", "a.yaml", "b.yaml", "--format", "json"])
      #expect(run.status == 0)
      let delta = try run.json()
      #expect(delta["relation"] as? String == "wider")
      #expect(delta["requires_consent"] as? Bool == true)
      let row = try #require((delta["permissions"] as? [[String: Any]])?.first)
      #expect(row["change"] as? String == "raised")
      #expect(row["before"] as? String == "readonly")
      #expect((row["witness"] as? [String: Any])?["level"] as? String == "standard")
      #expect(((row["new"] as? [String: Any])?["start"] as? [String: Int])?["line"] == 9)
      for (flag, status) in [
        ("wider", 1), ("consent", 1), ("any", 1), ("risk", 0), ("incomparable", 0), ("never", 0),
      ] {
        #expect(
          try dmsa.run(["diff", "a.yaml", "b.yaml", "--fail-on", flag]).status == Int32(status),
          "\(flag)"
        )
      }
      #expect(try dmsa.run(["diff", "a.yaml", "b.yaml", "--exit-code"]).status == 1)
      #expect(
        try dmsa.run(["diff", "a.yaml", "a.yaml", "--exit-code", "--fail-on", "any"]).status == 0
      )
    }
  }

  @Test func `a side that can't be read is named with its place`() throws {
    try inFolder { dmsa in
      try dmsa.write(soundManifest, to: "a.yaml")
      try dmsa.write("app:\n  name: [\n", to: "b.yaml")
      let run = try dmsa.run(["diff", "a.yaml", "b.yaml"])
      #expect(run.status == 2)
      #expect(run.error.contains("b.yaml:3:1"))
    }
  }

  @Test func `revisions of git are compared, and its errors explained`() throws {
    try inFolder { dmsa in
      try dmsa.write(soundManifest, to: "app.manifest.yaml")
      let outside = try dmsa.run(["diff", "HEAD:app.manifest.yaml", "app.manifest.yaml"])
      #expect(outside.status == 2)
      #expect(outside.error.contains("no git repository"))
      try dmsa.git(["init", "-q"])
      try dmsa.git(["add", "."])
      try dmsa.git(["commit", "-q", "-m", "one"])
      try dmsa.write(wider, to: "app.manifest.yaml")
      let file = try dmsa.run([
        "diff", "HEAD:app.manifest.yaml", "app.manifest.yaml", "--format", "json",
      ])
      #expect(try file.json()["relation"] as? String == "wider")
      let tree = try dmsa.run(["diff", "HEAD", "--format", "json"])
      let apps = try #require(try tree.json()["apps"] as? [[String: Any]])
      #expect(apps.count == 1)
      #expect(apps.first?["change"] as? String == "changed")
      for (side, part) in [
        ("nope", "neither a file nor a revision"), ("nope:app.manifest.yaml", "nope"),
        ("HEAD:gone.yaml", "no `gone.yaml`"),
      ] {
        let run = try dmsa.run(["diff", side, "app.manifest.yaml"])
        #expect(run.status == 2)
        #expect(run.error.contains(part), "\(run.error)")
      }
    }
  }

  @Test func `apps of two folders are paired: added, removed, changed`() throws {
    try inFolder { dmsa in
      let other = soundManifest.replacingOccurrences(of: "Crew Sync", with: "Other")
      try dmsa.write(soundManifest, to: "old/a.manifest.yaml")
      try dmsa.write(other, to: "old/o.manifest.yaml")
      try dmsa.write(wider, to: "new/renamed.manifest.yaml")
      try dmsa.write(
        other.replacingOccurrences(of: "Other", with: "Third"),
        to: "new/o.manifest.yaml"
      )
      let run = try dmsa.run(["diff", "old", "new", "--format", "json"])
      let apps = try #require(try run.json()["apps"] as? [[String: Any]])
      #expect(apps.map { $0["change"] as? String ?? "" } == ["changed", "removed", "added"])
      #expect(apps[1]["new"] is NSNull)
      #expect(apps[2]["old"] is NSNull)
      try dmsa.write(soundManifest, to: "old/twin.manifest.yaml")
      #expect(try dmsa.run(["diff", "old", "new"]).status == 2)
      #expect(try dmsa.run(["diff", "old", "new/o.manifest.yaml"]).status == 2)
    }
  }

  @Test func `a revision means the same from every folder, links and tracked files included`()
    throws
  {
    try inFolder { dmsa in
      try dmsa.write(soundManifest, to: "m/app.manifest.yaml")
      try dmsa.write("m/*.manifest.yaml\n", to: ".gitignore")
      try dmsa.git(["init", "-q"])
      try dmsa.git(["add", "-f", "."])
      try FileManager.default.createSymbolicLink(
        atPath: dmsa.folder.appending(path: "m/link.manifest.yaml").path,
        withDestinationPath: "app.manifest.yaml"
      )
      try dmsa.git(["add", "-f", "m/link.manifest.yaml"])
      try dmsa.git(["commit", "-q", "-m", "one"])
      #expect(try dmsa.run(["diff", "HEAD", "--exit-code"]).status == 0)
      let below = Binary(folder: dmsa.folder.appending(path: "m"))
      #expect(try below.run(["diff", "HEAD", "--exit-code"]).status == 0)
      #expect(try below.run(["diff", "HEAD:m", ".", "--exit-code"]).status == 0)
      #expect(try below.run(["diff", "HEAD:./", ".", "--exit-code"]).status == 0)
      #expect(try below.run(["diff", "HEAD:./app.manifest.yaml", "app.manifest.yaml"]).status == 0)
    }
  }

  @Test func `keys that the form doesn't know are changes too`() throws {
    try inFolder { dmsa in
      let base =
        "{\"schema_version\": \"4.1\", \"fullscreen\": {\"source_url\": \"https://a.crewsync.io/\"}}"
      try dmsa.write(base, to: "a.json")
      try dmsa.write(
        base.replacingOccurrences(of: "io/\"}", with: "io/\", \"zoom\": 2}"),
        to: "b.json"
      )
      let delta = try dmsa.run(["diff", "a.json", "b.json", "--format", "json"]).json()
      let component = try #require((delta["components"] as? [[String: Any]])?.first)
      let field = try #require((component["fields"] as? [[String: Any]])?.first)
      #expect(field["pointer"] as? String == "/zoom")
      #expect(field["kind"] as? String == "changed")
      #expect((delta["version"] as? [String: Any])?["required"] as? String == "minor")
    }
  }

  @Test func `an app is the one with its uid, else the one with its name`() throws {
    try inFolder { dmsa in
      func manifest(_ uid: String?, _ name: String) -> String {
        soundManifest.replacingOccurrences(of: "Crew Sync", with: name)
          + (uid.map { "app_manifest: {uid: \($0)}\n" } ?? "")
      }
      try dmsa.write(manifest("u1", "N"), to: "old/a.manifest.yaml")
      try dmsa.write(manifest(nil, "N"), to: "new/1.manifest.yaml")
      try dmsa.write(manifest("u1", "M"), to: "new/2.manifest.yaml")
      let run = try dmsa.run(["diff", "old", "new", "--format", "json"])
      let apps = try #require(try run.json()["apps"] as? [[String: Any]])
      #expect(apps.map { $0["change"] as? String ?? "" } == ["changed", "added"])
      #expect((apps[0]["new"] as? [String: Any])?["name"] as? String == "M")
    }
  }

  @Test(arguments: [("none", "readwrite"), ("rw", "readwrite"), ("readwrite", "readwrite")])
  func `an unknown level that is new is a change`(before: String, after: String) throws {
    try inFolder { dmsa in
      func manifest(_ level: String) -> String {
        soundManifest.replacingOccurrences(
          of: "permissions:\n",
          with: "permissions:\n  company: {directory: \(level)}\n"
        )
      }
      try dmsa.write(manifest(before), to: "old/a.manifest.yaml")
      try dmsa.write(manifest(after), to: "new/a.manifest.yaml")
      let status: Int32 = before == after ? 0 : 1
      let sides = ["old/a.manifest.yaml", "new/a.manifest.yaml"]
      #expect(try dmsa.run(["diff", "--exit-code"] + sides).status == status)
      #expect(try dmsa.run(["diff", "--fail-on", "any"] + sides).status == status)
      let run = try dmsa.run(["diff", "old", "new", "--fail-on", "wider", "--format", "json"])
      #expect(run.status == status)
      let apps = try #require(try run.json()["apps"] as? [[String: Any]])
      #expect(apps.count == Int(status))
      #expect(
        apps.allSatisfy { ($0["version"] as? [String: Any])?["required"] as? String == "major" }
      )
    }
  }

  @Test func `setup notes that come or go are prose`() throws {
    try inFolder { dmsa in
      let notes =
        "post_installation_instruction:\n"
        + "  notes: Permit the projects whose crews are to be kept in step.\n"
      try dmsa.write(soundManifest, to: "new.yaml")
      try dmsa.write(soundManifest.replacingOccurrences(of: notes, with: ""), to: "old.yaml")
      for sides in [["old.yaml", "new.yaml"], ["new.yaml", "old.yaml"]] {
        let run = try dmsa.run(["diff", "--format", "json"] + sides)
        let version = try #require(try run.json()["version"] as? [String: Any])
        #expect(version["required"] as? String == "patch")
      }
    }
  }

  @Test func `two tools that look alike are two`() throws {
    try inFolder { dmsa in
      func manifest(_ composed: String, _ taken: String) -> String {
        let tools = "\"t\u{E9}\":\"\(composed)\",\"te\u{301}\":\"\(taken)\""
        return "{\"schema_version\":\"4.1\",\"permissions\":{\"project\":{\(tools)}}}"
      }
      try dmsa.write(manifest("readonly", "admin"), to: "old.json")
      try dmsa.write(manifest("admin", "readonly"), to: "new.json")
      let run = try dmsa.run(["diff", "old.json", "new.json", "--format", "json"])
      let rows = try #require(try run.json()["permissions"] as? [[String: Any]])
      #expect(rows.map { $0["change"] as? String } == ["lowered", "raised"])
      #expect(try dmsa.run(["diff", "old.json", "new.json", "--fail-on", "wider"]).status == 1)
    }
  }

  @Test func `git takes it for a diff driver`() throws {
    try inFolder { dmsa in
      try dmsa.write(soundManifest, to: "app.manifest.yaml")
      try dmsa.write("*.manifest.yaml diff=dmsa\n", to: ".gitattributes")
      try dmsa.git(["init", "-q"])
      try dmsa.git(["config", "diff.dmsa.command", "\(Binary.path) diff"])
      try dmsa.git(["add", "."])
      try dmsa.git(["commit", "-q", "-m", "one"])
      try dmsa.write(wider, to: "app.manifest.yaml")
      let text = try dmsa.git(["--no-pager", "diff"])
      #expect(text.contains("daily_log"))
    }
  }

  @Test func `a manifest that can't be read doesn't end what git shows`() throws {
    try inFolder { dmsa in
      for name in ["a", "b", "c"] { try dmsa.write(soundManifest, to: "\(name).manifest.yaml") }
      try dmsa.write("*.manifest.yaml diff=dmsa\n", to: ".gitattributes")
      try dmsa.git(["init", "-q"])
      try dmsa.git(["config", "diff.dmsa.command", "\(Binary.path) diff"])
      try dmsa.git(["add", "."])
      try dmsa.git(["commit", "-q", "-m", "one"])
      let secret = "ghp_q7ZpL2xVt9RkWm4Bd8HsYc3NfJ6gTuEa5QrX"
      try dmsa.write("app: [ # \(secret)\n", to: "a.manifest.yaml")
      try dmsa.write(wider, to: "b.manifest.yaml")
      let text = try dmsa.git(["--no-pager", "diff"])
      #expect(text.contains("+app: [ # ••••"))
      #expect(!text.contains(secret))
      #expect(text.contains("daily_log"))
    }
  }

  @Test func `a revision needs no working tree, and the index is one as git spells it`() throws {
    try inFolder { dmsa in
      try dmsa.write(soundManifest, to: "app.manifest.yaml")
      try dmsa.git(["init", "-q"])
      try dmsa.git(["add", "."])
      try dmsa.git(["commit", "-q", "-m", "one: two"])
      try dmsa.write(wider, to: "app.manifest.yaml")
      try dmsa.git(["add", "."])
      for index in [":app.manifest.yaml", ":0:app.manifest.yaml", ":./app.manifest.yaml"] {
        for old in ["HEAD:app.manifest.yaml", "HEAD^{/one: two}:app.manifest.yaml"] {
          let run = try dmsa.run(["diff", old, index, "--format", "json"])
          #expect(run.status == 0, "\(run.error)")
          #expect(run.output.contains("daily_log"))
        }
      }
      #expect(
        try dmsa.run(["diff", ":none.yaml", "app.manifest.yaml"]).error.contains("the index")
      )
      try dmsa.git(["clone", "-q", "--bare", ".", "bare.git"])
      let bare = Binary(folder: dmsa.folder.appending(path: "bare.git"))
      let run = try bare.run(["diff", "HEAD:app.manifest.yaml", "HEAD:app.manifest.yaml"])
      #expect(run.status == 0, "\(run.error)")
    }
  }

  @Test func `one side alone that is a file is told to need another`() throws {
    try inFolder { dmsa in
      try dmsa.write(soundManifest, to: "app.manifest.yaml")
      try dmsa.git(["init", "-q"])
      let run = try dmsa.run(["diff", "app.manifest.yaml"])
      #expect(run.status == 2)
      #expect(run.error.contains("app.manifest.yaml: is one side; name what"))
    }
  }
}
