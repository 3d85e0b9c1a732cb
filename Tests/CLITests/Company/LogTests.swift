import Foundation
import Testing

@Suite struct LogTests {
  /// Changes the store's file behind the program's back.
  static func tamper(_ acme: Acme, _ sql: String) throws {
    let script =
      "import sqlite3,sys;c=sqlite3.connect(sys.argv[1]);"
      + "c.executescript(sys.argv[2]);c.commit();c.close()"
    let run = try acme.binary.tool("python3", ["-c", script, Acme.store, sql])
    try #require(run.status == 0, "\(run.error)")
  }

  @Test func `entries carry the hash of the one before`() throws {
    try inCompanyWithApp { acme in
      try acme.carryOut(["projects", "remove", "Crew Sync", "6", "--as", "lead@acme.example"])
      let log = try acme.log()
      #expect(log.map { $0["seq"] as? Int } == [1, 2, 3])
      #expect(log.map { $0["verb"] as? String } == ["import", "install", "projects remove"])
      #expect(log.last?["who"] as? String == "lead@acme.example")
      #expect(log.first?["previous"] as? String == String(repeating: "0", count: 64))
      let previous = log.dropFirst().map { $0["previous"] as? String }
      #expect(previous == log.dropLast().map { $0["hash"] as? String })
      let keys = ["seq", "at", "who", "verb", "plan", "changes", "previous", "hash"]
      #expect(log.allSatisfy { Set($0.keys) == Set(keys) })
      let run = try acme.run(["log", "--format", "json"])
      #expect(try run.json()["format_version"] as? String == "1.0")
    }
  }

  @Test func `the first entry's change has what every change has`() throws {
    try inCompanyWithApp { acme in
      let changes = try acme.log().map { try #require($0["changes"] as? [[String: Any]]) }
      let first = try #require(changes.first?.first)
      #expect(Set(first.keys) == Set(try #require(changes.last?.first).keys))
      #expect(first["id"] as? Int == 1)
      #expect(first["reason"] as? String == "import")
      #expect(first["relation"] as? String == "equal")
      #expect((first["depends_on"] as? [Any])?.isEmpty == true)
      #expect((first["after"] as? [String: Any])?["name"] as? String == "Acme")
    }
  }

  @Test func `the hash is that of the entry without it`() throws {
    try inCompanyWithApp { acme in
      let script = """
        import hashlib, json, sys
        for entry in json.load(sys.stdin)["entries"]:
          stated = entry.pop("hash")
          text = json.dumps(entry, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
          assert hashlib.sha256(text.encode()).hexdigest() == stated, entry["seq"]
        """
      try acme.binary.write(script, to: "verify.py")
      try acme.binary.write(try acme.run(["log", "--format", "json"]).output, to: "log.json")
      let run = try acme.binary.tool("bash", ["-c", "python3 verify.py < log.json"])
      #expect(run.status == 0, "\(run.error)")
    }
  }

  @Test func `--verify --expect wants the last hash`() throws {
    try inCompanyWithApp { acme in
      #expect(try acme.run(["log", "--verify"]).status == 0)
      let log = try acme.log()
      let last = try #require(log.last?["hash"] as? String)
      let first = try #require(log.first?["hash"] as? String)
      #expect(try acme.run(["log", "--verify", "--expect", last]).status == 0)
      #expect(try acme.run(["log", "--verify", "--expect", first]).status == 1)
      #expect(try acme.run(["log", "--expect", last]).status == 2)
      let sound = try acme.run(["log", "--verify", "--format", "json"])
      #expect(try sound.status == 0 && sound.json()["sound"] as? Bool == true)
      #expect(try sound.json()["last"] as? String == last)
      #expect(try sound.json()["count"] as? Int == log.count)
      let broken = try acme.run(["log", "--verify", "--expect", first, "--format", "json"])
      #expect(try broken.status == 1 && broken.json()["sound"] as? Bool == false)
      #expect(try (broken.json()["problems"] as? [String])?.count == 1)
    }
  }

  @Test(
    arguments: [
      "UPDATE audit SET who = 'somebody@acme.example' WHERE seq = 2",
      "UPDATE audit SET at = '2020-01-01T00:00:00Z' WHERE seq = 1",
      "UPDATE audit SET changes = '[]' WHERE seq = 2", "DELETE FROM audit WHERE seq = 1",
      "DELETE FROM audit WHERE seq = 3", "DELETE FROM audit",
      "UPDATE audit SET plan = NULL WHERE seq = 2",
      "UPDATE audit SET hash = replace(hash, 'a', 'b') WHERE seq = 3",
      "UPDATE audit SET previous = replace(previous, '0', '1') WHERE seq = 1",
      "UPDATE meta SET audit_count = 2",
    ]
  )
  func `a log that was tampered with is broken`(sql: String) throws {
    try inCompanyWithApp { acme in
      try acme.carryOut(["projects", "remove", "Crew Sync", "6"])
      try Self.tamper(acme, sql)
      let run = try acme.run(["log", "--verify"])
      #expect(run.status == 1)
      #expect(!run.output.isEmpty)
      let check = try acme.run(["company", "check", "--format", "json"])
      #expect(check.status == 1)
      #expect(try check.json()["sound"] as? Bool == false)
      #expect((try check.json()["problems"] as? [Any])?.isEmpty == false)
    }
  }

  @Test func `an entry that can't be read breaks the log, and is named`() throws {
    try inCompanyWithApp { acme in
      try acme.carryOut(["projects", "remove", "Crew Sync", "6"])
      try Self.tamper(acme, "UPDATE audit SET changes = 'garbage' WHERE seq = 2")
      let run = try acme.run(["log", "--verify"])
      #expect(run.status == 1, "\(run.error)")
      #expect(run.output == "log entry 2 can't be read: a row has no sound `changes`\n")
      #expect(try acme.run(["log"]).status == 2)
    }
  }

  @Test func `a log that was emptied together with its count shows it`() throws {
    try inCompanyWithApp { acme in
      try Self.tamper(acme, "DELETE FROM audit; UPDATE meta SET audit_count = 0")
      for words in [["log", "--verify"], ["company", "check"]] {
        let run = try acme.run(words)
        #expect(run.status == 1)
        #expect(run.output.contains("the log is empty"))
      }
    }
  }

  @Test(
    arguments: [
      "UPDATE memberships SET template_id = 999 WHERE user_id = 103",
      "UPDATE users SET company_levels = '{\"x' WHERE id = 101",
      "UPDATE users SET company_template_id = 21 WHERE id = 103",
      "DELETE FROM projects WHERE id = 6", "UPDATE apps SET manifest = '{'",
      "UPDATE apps SET user_id = 101; UPDATE apps SET state = 'gone'",
    ]
  )
  func `a store that was damaged isn't sound`(sql: String) throws {
    try inCompanyWithApp { acme in
      try Self.tamper(
        acme,
        "PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON;" + sql
      )
      let run = try acme.run(["company", "check"])
      #expect(run.status == 1, "\(run.error)")
      #expect(!run.output.isEmpty)
    }
  }

  @Test func `a sound company has no problems`() throws {
    try inCompanyWithApp { acme in
      let check = try acme.succeed(["company", "check", "--format", "json"])
      let report = try check.json()
      #expect(report["format_version"] as? String == "1.0")
      #expect(report["sound"] as? Bool == true)
      #expect((report["problems"] as? [Any])?.isEmpty == true)
      #expect((report["drift"] as? [Any])?.isEmpty == true)
    }
  }

  @Test func `drift that nobody adopted isn't sound`() throws {
    try inCompanyWithApp { acme in
      let login = try #require(try acme.user()["login"] as? String)
      try acme.carryOut(
        ["user", "set", login, "--project", "9", "--accept-risk", "dmsa-user-edited"]
      )
      let check = try acme.run(["company", "check", "--format", "json"])
      #expect(check.status == 1)
      let drift = try #require(try check.json()["drift"] as? [[String: Any]])
      #expect(drift.map { $0["kind"] as? String } == ["membership-added"])
      #expect((try check.json()["problems"] as? [Any])?.isEmpty == true)
      let id = try #require(drift.first?["id"] as? String)
      try acme.carryOut(["drift", "--adopt", id])
      #expect(try acme.run(["company", "check"]).status == 0)
    }
  }
}
