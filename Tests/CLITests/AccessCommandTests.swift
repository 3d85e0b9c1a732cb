import Foundation
import TestSupport
import Testing

@Suite struct AccessCommandTests {
  // MARK: - check

  @Test(arguments: AccessCase.allowed)
  func `what is allowed is a yes and exit 0`(_ given: AccessCase) throws {
    try AccessCompany.run { company in
      let run = try company.access(["check"] + given.words + ["--format", "json"])
      #expect(run.status == 0, "\(run.error)")
      let answer = try run.json()
      #expect(answer["allowed"] as? Bool == true)
      #expect(answer["effective"] as? String == given.effective)
      #expect(answer["denied_because"] is NSNull)
      #expect(answer["repair"] is NSNull)
      #expect(answer["http_status"] as? Int == 200)
      #expect(try company.access(["check"] + given.words).output.hasPrefix("yes\n"))
    }
  }

  @Test(arguments: AccessCase.denied + AccessCase.drifted)
  func `what is denied is a no, exit 1, and says why`(_ given: AccessCase) throws {
    try AccessCompany.run { company in
      let run = try company.access(["check"] + given.words + ["--format", "json"])
      #expect(run.status == 1, "\(run.error)")
      let answer = try run.json()
      #expect(answer["allowed"] as? Bool == false)
      #expect(answer["effective"] as? String == given.effective)
      #expect(answer["denied_because"] as? String == given.denial)
      #expect(answer["http_status"] as? Int == given.status)
      #expect(try !#require(answer["because"] as? [Any]).isEmpty)
      #expect(try company.access(["check"] + given.words).output.hasPrefix("no\n"))
    }
  }

  @Test(arguments: AccessCase.denied)
  func `a no names the smallest command that would change it`(_ given: AccessCase) throws {
    try AccessCompany.run { company in
      let run = try company.access(["check"] + given.words + ["--format", "json"])
      let answer = try run.json()
      #expect(answer["repair"] as? String == given.repair)
    }
  }

  @Test(
    arguments: (AccessCase.denied + AccessCase.drifted).filter { given in
      given.repair?.contains("MANIFEST") == false || given.repair == nil && given.isDrifted
    }
  )
  func `carrying the command out makes it a yes`(_ given: AccessCase) throws {
    try AccessCompany.run { company in
      let imported = try company.binary.run(
        ["company", "import", "acme.yaml", "--company", "acme.dmsa"]
      )
      try #require(imported.status == 0, "\(imported.error)")
      let run = try company.access(
        ["check"] + given.words + ["--format", "json"],
        company: "acme.dmsa"
      )
      let repair = try #require(try run.json()["repair"] as? String)
      for var words in ShellWords(repair).commands {
        #expect(words.removeFirst() == "dmsa")
        let done = try company.binary.run(
          words + ["--company", "acme.dmsa", "--allow-widen", "--allow-remove", "--yes"]
        )
        #expect(done.status == 0, "\(words): \(done.output)\(done.error)")
      }
      let after = try company.access(["check"] + given.words, company: "acme.dmsa")
      #expect(after.status == 0, "\(repair): \(after.output)")
    }
  }

  @Test func `an update by the manifest that the developer is asked for makes it a yes`() throws {
    try AccessCompany.run { company in
      try company.binary.write(
        """
        schema_version: "4.1"
        app: {name: Daily Sync, version: 1.5.0}
        post_installation_instruction: {notes: Permit the projects to be kept in step.}
        permissions:
          project:
            daily_log: {level: admin, reason: Removes entries}
            rfi: {level: standard, reason: Asks}

        """,
        to: "MANIFEST.yaml"
      )
      try company.binary.run(["company", "import", "acme.yaml", "--company", "acme.dmsa"])
      let given = ["check", "app/Daily Sync", "project:rfi:standard", "--project", "7"]
      let before = try company.access(given + ["--format", "json"], company: "acme.dmsa")
      let repair = try #require(try before.json()["repair"] as? String)
      let words = try #require(ShellWords(repair).commands.first).dropFirst().map {
        $0 == "MANIFEST" ? "MANIFEST.yaml" : $0
      }
      let done = try company.binary.run(
        words + ["--company", "acme.dmsa", "--allow-widen", "--allow-remove"]
          + ["excessive-admin", "financial-write"].flatMap { ["--accept-risk", $0] }
      )
      #expect(done.status == 0, "\(done.output)\(done.error)")
      #expect(try company.access(given, company: "acme.dmsa").status == 0)
      let kept = ["check", "app/Daily Sync", "project:daily_log:admin", "--project", "6"]
      #expect(try company.access(kept, company: "acme.dmsa").status == 0)
    }
  }

  @Test func `a question about a project's tool needs a project, one about the company's none`()
    throws
  {
    try AccessCompany.run { company in
      let run = try company.access(["check", "user/boss@acme.example", "project:rfi:admin"])
      #expect(run.status == 2)
      #expect(run.output.isEmpty)
      #expect(run.error.contains("--project"))
      let ignored = try company.access([
        "check", "user/boss@acme.example", "company:documents:admin", "--project", "4711",
        "--format", "json",
      ])
      #expect(ignored.status == 0)
      let answer = try ignored.json()
      #expect(answer["project"] is NSNull)
    }
  }

  @Test func `a project's answer names it, a new one as new`() throws {
    try AccessCompany.run { company in
      let words = ["check", "user/boss@acme.example", "project:rfi:admin", "--format", "json"]
      let one = try company.access(words + ["--project", "7"]).json()
      #expect(one["project"] as? Int == 7)
      let new = try company.access(words + ["--project", "new"]).json()
      #expect(new["project"] as? String == "new")
    }
  }

  @Test(arguments: [
    (["user/leed@acme.example", "company:documents:admin"], "did you mean `lead@acme.example`"),
    (["app/Daly Sync", "company:documents:admin"], "did you mean `Daily Sync`"),
    (["service-account/Old-Synk", "company:documents:admin"], "did you mean `Old-Sync`"),
    (["user/boss@acme.example", "compny:documents:admin"], "did you mean `company`"),
    (["user/boss@acme.example", "company:document:admin"], "did you mean `documents`"),
    (["user/boss@acme.example", "company:daily_log:admin"], "did you mean `project:daily_log`"),
    (["user/boss@acme.example", "company:documents:reedonly"], "did you mean `readonly`"),
    (["user/boss@acme.example", "project:rfi:admin", "--project", "neww"], "did you mean `new`"),
    (["user/Twin", "company:documents:admin"], "`twin1@acme.example`, `twin2@acme.example`"),
    (["app/Both", "company:documents:admin"], "0b5c7a36-7d3e-4c3a-9f3d-0c8a5a3f6c02"),
    (["app/Sign In@user/Twin", "company:documents:admin"], "`twin1@acme.example`"),
    (["boss@acme.example", "company:documents:admin"], "user/LOGIN-OR-NAME"),
    (["user/boss@acme.example", "company:documents"], "SCOPE:TOOL:LEVEL"),
  ])
  func `what nobody knows or several have is exit 2 and a hint`(
    _ words: [String],
    _ hint: String
  ) throws {
    try AccessCompany.run { company in
      let run = try company.access(["check"] + words)
      #expect(run.status == 2)
      #expect(run.output.isEmpty)
      #expect(run.error.contains(hint), "\(run.error)")
    }
  }

  @Test func `an app that shares its name is asked for by its uid`() throws {
    try AccessCompany.run { company in
      let run = try company.access([
        "check", "app/0b5c7a36-7d3e-4c3a-9f3d-0c8a5a3f6c02@user/lead@acme.example",
        "company:documents:readonly",
      ])
      #expect(run.status == 0, "\(run.error)")
    }
  }

  @Test func `quiet prints nothing, warnings of the snapshot neither`() throws {
    try AccessCompany.run { company in
      let text = AccessCompany.snapshot.replacing(
        "company_template: 12",
        with: "permissions: {directory: admin, hovercraft: admin}"
      )
      try company.binary.write(text, to: "acme.yaml")
      for (tool, status) in [("documents", Int32(0)), ("permissions", 1)] {
        let words = ["check", "user/boss@acme.example", "company:\(tool):admin"]
        let quiet = try company.access(words + ["--quiet"])
        #expect(quiet.status == status)
        #expect(quiet.output.isEmpty)
        #expect(quiet.error.isEmpty)
        #expect(try company.access(words + ["--verbose"]).error.contains("hovercraft"))
      }
    }
  }

  @Test func `a verdict that rests on what nobody knows is none`() throws {
    try AccessCompany.run { company in
      let text = AccessCompany.snapshot + "unknown: [membership/101/6, user/105]\n"
      try company.binary.write(text, to: "acme.yaml")
      let words = ["check", "user/lead@acme.example", "project:daily_log:standard", "--project"]
      let run = try company.access(words + ["6", "--format", "json"])
      #expect(run.status == 2)
      let answer = try run.json()
      for key in ["allowed", "denied_because", "repair", "http_status"] {
        #expect(answer[key] is NSNull, "\(key)")
      }
      let shown = try company.access(words + ["6"])
      #expect(shown.output.hasPrefix("unknown\n"))
      #expect(shown.output.contains("membership/101/6"))
      #expect(try company.access(words + ["new"]).status == 1)
      let batch = "user/twin1@acme.example\tcompany:documents:admin\n"
      #expect(try company.access(["check", "-"], input: batch).status == 2)
      #expect(
        try company.access(["check", "-"], input: batch + "user/Gone\tcompany:admin:admin\n").status
          == 1
      )
    }
  }

  // MARK: - Batches

  private static let batch =
    "user/lead@acme.example\tcompany:documents:readonly\r\n"
    + "\n"
    + "app/Daily Sync\tproject:daily_log:standard\t7\n"
    + "user/boss@acme.example\tproject:rfi:admin\tnew"

  @Test func `a batch answers one question a line`() throws {
    try AccessCompany.run { company in
      let run = try company.access(["check", "-"], input: Self.batch)
      #expect(run.status == 1)
      #expect(run.error.isEmpty)
      #expect(
        run.output == """
          yes\tuser/lead@acme.example\tcompany:documents:readonly
          no\tapp/Daily Sync\tproject:daily_log:standard\t7
          yes\tuser/boss@acme.example\tproject:rfi:admin\tnew

          """
      )
      let lines = try company.access(["check", "-", "--format", "jsonl"], input: Self.batch)
        .output.split(separator: "\n").map {
          try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
        }
      #expect(lines.map { $0["allowed"] as? Bool } == [true, false, true])
      #expect(lines[1]["repair"] as? String == #"dmsa projects add "Daily Sync" 7"#)
      #expect(lines.allSatisfy { $0["format_version"] as? String == "1.0" })
      let whole = try company.access(["check", "-", "--format", "json"], input: Self.batch).json()
      #expect((whole["answers"] as? [Any])?.count == 3)
    }
  }

  @Test func `a batch of yeses is exit 0, none at all too`() throws {
    try AccessCompany.run { company in
      let yes = "user/boss@acme.example\tcompany:documents:admin\n"
      #expect(try company.access(["check", "-"], input: yes + yes).status == 0)
      #expect(try company.access(["check", "-"]).status == 0)
      let quiet = try company.access(["check", "-", "--quiet"], input: Self.batch)
      #expect(quiet.status == 1)
      #expect(quiet.output.isEmpty)
    }
  }

  @Test(arguments: [
    "user/boss@acme.example", "user/boss@acme.example\tcompany:documents:admin\t6\t7",
    "user/nobody\tcompany:documents:admin", "user/boss@acme.example\tproject:rfi:admin",
    "user/boss@acme.example\tproject:rfi:admin\t4711",
  ])
  func `a line that can't be asked is named, the others are answered`(_ line: String) throws {
    try AccessCompany.run { company in
      let run = try company.access(["check", "-"], input: "\n\(line)\n" + Self.batch)
      #expect(run.status == 2)
      #expect(run.error.hasPrefix("dmsa: line 2: "), "\(run.error)")
      #expect(run.output.split(separator: "\n").count == 3)
    }
  }

  @Test func `each line of a batch has its object, one that can't be asked too`() throws {
    try AccessCompany.run { company in
      let input = "user/nobody\tcompany:documents:admin\n" + Self.batch
      let run = try company.access(["check", "-", "--format", "jsonl"], input: input)
      #expect(run.status == 2)
      let lines = try run.output.split(separator: "\n").map {
        try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
      }
      #expect(lines.map { $0["allowed"] as? Bool } == [nil, true, false, true])
      #expect((lines[0]["error"] as? String)?.contains("`nobody`") == true)
      #expect(lines[0]["line"] as? Int == 1)
      #expect(lines.dropFirst().allSatisfy { $0["error"] == nil })
    }
  }

  @Test func `a long batch is answered whole`() throws {
    try AccessCompany.run { company in
      let line = "user/boss@acme.example\tcompany:documents:admin\r\n"
      let run = try company.access(["check", "-"], input: String(repeating: line, count: 5_000))
      #expect(run.status == 0)
      #expect(run.output.split(separator: "\n").count == 5_000)
      let long = try company.access(
        ["check", "-"],
        input: line + String(repeating: "x", count: 100_000)
      )
      #expect(long.status == 2)
      #expect(long.error.hasPrefix("dmsa: line 2: "))
    }
  }

  // MARK: - list

  @Test func `list gives what is held, company and projects, or one project's part`() throws {
    try AccessCompany.run { company in
      let all = try company.access(["list", "user/lead@acme.example", "--format", "json"])
      #expect(all.status == 0)
      let document = try all.json()
      #expect(document["principal"] as? String == "user/lead@acme.example")
      let cells = try #require(document["cells"] as? [[String: Any]])
      // Project 8 is inactive.
      #expect(cells.map { $0["tool"] as? String } == ["documents", "daily_log"])
      #expect(cells[0]["project"] is NSNull)
      #expect(cells[1]["project"] as? Int == 6)
      #expect(cells.map { $0["effective"] as? String } == ["readonly", "readonly"])
      let words = ["list", "user/lead@acme.example", "--format", "json", "--project"]
      let elsewhere = try company.access(words + ["7"]).json()
      #expect((elsewhere["cells"] as? [Any])?.count == 1)
      let new = try company.access([
        "list", "user/new@acme.example", "--format", "json", "--project", "new",
      ]).json()
      let inNew = try #require(new["cells"] as? [[String: Any]])
      #expect(inNew.first?["project"] as? String == "new")
    }
  }

  @Test func `list of who holds nothing is empty and exit 0, of an unknown project exit 2`()
    throws
  {
    try AccessCompany.run { company in
      let nothing = try company.access(["list", "app/Crew Sync", "--format", "json"])
      #expect(nothing.status == 0)
      let document = try nothing.json()
      #expect((document["cells"] as? [Any])?.isEmpty == true)
      #expect(try company.access(["list", "user/nobody"]).status == 2)
      #expect(
        try company.access(["list", "user/boss@acme.example", "--project", "99"]).status == 2
      )
    }
  }

  // MARK: - who-can

  @Test func `who-can names each holder once, sorted, apps and accounts as such`() throws {
    try AccessCompany.run { company in
      let run = try company.access([
        "who-can", "project:daily_log:readonly", "--project", "6", "--format", "json",
      ])
      #expect(run.status == 0)
      let principals = try #require(try run.json()["principals"] as? [[String: Any]])
      #expect(
        principals.map { $0["principal"] as? String } == [
          "app/Daily Sync", "service-account/Old-Sync", "user/boss@acme.example",
          "user/lead@acme.example",
        ]
      )
      #expect(
        principals.map { $0["effective"] as? String } == ["standard", "admin", "admin", "readonly"]
      )
      for principal in principals {
        let facts = try #require(principal["because"] as? [[String: String]])
        #expect(!facts.isEmpty && facts.allSatisfy { $0["fact"] != nil && $0["address"] != nil })
      }
    }
  }

  @Test func `who-can agrees with check on everybody`() throws {
    try AccessCompany.run { company in
      for project in ["6", "7", "8", "new"] {
        let words = ["project:daily_log:standard", "--project", project]
        let run = try company.access(["who-can"] + words + ["--format", "json"])
        let listed = try #require(try run.json()["principals"] as? [[String: Any]])
          .compactMap { $0["principal"] as? String }
        #expect(run.status == (listed.isEmpty ? 1 : 0))
        let everybody = [
          "app/Crew Sync", "app/Daily Sync", "app/Stopped", "service-account/Old-Sync",
          "user/boss@acme.example", "user/gone@acme.example", "user/lead@acme.example",
          "user/new@acme.example", "user/twin1@acme.example", "user/twin2@acme.example",
        ]
        let asked = try everybody.filter {
          try company.access(["check", $0] + words).status == 0
        }
        #expect(listed == asked, "\(project)")
      }
    }
  }

  @Test func `who-can says of whom nobody knows`() throws {
    try AccessCompany.run { company in
      let text = AccessCompany.snapshot + "unknown: [membership/101/6]\n"
      try company.binary.write(text, to: "acme.yaml")
      let words = ["who-can", "project:daily_log:standard", "--project", "6"]
      let json = try company.access(words + ["--format", "json"])
      #expect(json.status == 0)
      let unknown = try #require(try json.json()["unknown"] as? [[String: Any]])
      #expect(unknown.map { $0["principal"] as? String } == ["user/lead@acme.example"])
      #expect(unknown.map { $0["addresses"] as? [String] } == [["membership/101/6"]])
      let shown = try company.access(words)
      #expect(shown.error.isEmpty)
      let told = shown.output.split(separator: "\n").filter {
        $0.contains("user/lead@acme.example")
      }
      #expect(told.count == 1 && told[0].contains("nobody knows"), "\(shown.output)")
      // What nobody knows about one project says nothing of another.
      let other = try company.access(
        ["who-can", "project:rfi:admin", "--project", "7", "--format", "json"]
      ).json()
      #expect(other["unknown"] == nil)
      let several =
        "unknown: [project/66, project/6, membership/101, membership/101/6/level,"
        + " membership/101/66, membership/101/6]\n"
      try company.binary.write(AccessCompany.snapshot + several, to: "acme.yaml")
      let whole = try company.access(words + ["--format", "json"]).json()
      let lead = try #require(whole["unknown"] as? [[String: Any]])
        .first { $0["principal"] as? String == "user/lead@acme.example" }
      #expect(
        lead?["addresses"] as? [String] == [
          "membership/101", "membership/101/6", "membership/101/6/level", "project/6",
        ]
      )
    }
  }

  @Test func `nobody is exit 1, an unknown tool exit 2`() throws {
    try AccessCompany.run { company in
      let nobody = try company.access(["who-can", "company:permissions:admin"])
      #expect(nobody.status == 1)
      #expect(nobody.output == "nobody\n")
      let json = try company.access([
        "who-can", "company:permissions:admin", "--format", "json",
      ]).json()
      #expect((json["principals"] as? [Any])?.isEmpty == true)
      #expect(try company.access(["who-can", "company:permission:admin"]).status == 2)
      #expect(try company.access(["who-can", "project:rfi:admin"]).status == 2)
    }
  }

  // MARK: - The company

  @Test func `without a company, with a broken one or on PostgreSQL it is exit 2`() throws {
    try AccessCompany.run { company in
      let words = ["access", "check", "user/boss@acme.example", "company:documents:admin"]
      let none = try company.binary.run(words)
      #expect(none.status == 2)
      #expect(none.error.contains("--company") && none.error.contains("DMSA_COMPANY"))
      let later = try company.binary.run(words + ["--company", "postgres://localhost/acme"])
      #expect(later.status == 2)
      #expect(later.error.contains("later"))
      try company.binary.write(
        """
        format_version: "1.0"
        company: {id: 8089, name: Acme}
        users:
          - {id: 101, name: A, login: a@acme.example, company_template: 11}
          - {id: 101, name: B, login: a@acme.example}

        """,
        to: "broken.yaml"
      )
      let broken = try company.binary.run(words + ["--company", "broken.yaml"])
      #expect(broken.status == 2)
      #expect(broken.output.isEmpty)
      #expect(broken.error.contains("broken.yaml:4:"))
      #expect(broken.error.contains("broken.yaml:5:"))
    }
  }

  @Test func `a store answers as the snapshot that it was made of does`() throws {
    try AccessCompany.run { company in
      let run = try company.binary.run(["company", "import", "acme.yaml", "--company", "acme.dmsa"])
      try #require(run.status == 0, "\(run.error)")
      for given in AccessCase.allowed + AccessCase.denied {
        let words = ["check"] + given.words + ["--format", "json"]
        let stored = try company.access(words, company: "acme.dmsa")
        #expect(stored.output == (try company.access(words).output), "\(given.words)")
      }
    }
  }

  // MARK: - How it looks

  @Test(arguments: [
    ("yes", ["check", "user/boss@acme.example", "project:rfi:admin", "--project", "7"]),
    ("no", ["check", "app/Daily Sync", "project:daily_log:standard", "--project", "7"]),
    ("no-update", ["check", "app/Daily Sync", "project:daily_log:admin", "--project", "6"]),
    ("no-disabled", ["check", "user/lead@acme.example", "project:rfi:readonly", "--project", "6"]),
    ("list", ["list", "user/lead@acme.example"]), ("list-nothing", ["list", "app/Crew Sync"]),
    ("who-can", ["who-can", "project:daily_log:readonly", "--project", "6"]),
  ])
  func `text looks as it did when it was last looked at`(
    _ name: String,
    _ words: [String]
  ) throws {
    try AccessCompany.run { company in
      let actual = try company.access(words).output
      let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Golden/access")
      let file = folder.appending(path: "\(name).text")
      let expected = try GoldenFile.expected(at: file, actual: actual)
      #expect(actual == expected, "\(name)")
    }
  }
}

/// The commands of a line as a shell would cut it, as far as `dmsa` writes such lines.
private struct ShellWords {
  var commands: [[String]] = [[]]

  init(_ line: String) {
    var word: String?
    var isQuoted = false
    var isEscaped = false
    for character in line + " " {
      if isEscaped {
        word = (word ?? "") + String(character)
        isEscaped = false
      } else if isQuoted, character == "\\" {
        isEscaped = true
      } else if character == "\"" {
        isQuoted.toggle()
        word = word ?? ""
      } else if character == " ", !isQuoted {
        if word == "&&" {
          commands.append([])
        } else if let word {
          commands[commands.count - 1].append(word)
        }
        word = nil
      } else {
        word = (word ?? "") + String(character)
      }
    }
  }
}
