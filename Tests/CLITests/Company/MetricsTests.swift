import Foundation
import Testing

@Suite struct MetricsTests {
  private func metrics(_ acme: Acme, _ more: [String] = []) throws -> [String: Any] {
    try acme.succeed(["metrics", "Crew Sync", "--format", "json"] + more).json()
  }

  private func counts(_ acme: Acme, _ more: [String] = []) throws -> [String: Int] {
    let days = try #require(try metrics(acme, more)["requests"] as? [[String: Any]])
    return Dictionary(
      uniqueKeysWithValues: days.map { ($0["date"] as? String ?? "?", $0["count"] as? Int ?? -1) }
    )
  }

  private func users(_ acme: Acme) throws -> [Int: String?] {
    let users = try #require(try metrics(acme)["users"] as? [[String: Any]])
    return Dictionary(
      uniqueKeysWithValues: users.map { ($0["user"] as? Int ?? 0, $0["last"] as? String) }
    )
  }

  /// Expects every one of these mistakes, and that nothing was imported.
  private func expectMistakes(
    _ acme: Acme,
    _ text: String,
    _ places: [String],
    to name: String = "bad.csv",
    _ location: SourceLocation = #_sourceLocation
  ) throws {
    let before = try acme.export()
    try acme.binary.write(text, to: name)
    for more in [[], ["--dry-run"]] {
      let run = try acme.run(["metrics", "import", "Crew Sync", name] + more)
      #expect(run.status == 1, "\(run.output)\(run.error)", sourceLocation: location)
      for place in places {
        #expect(
          run.error.contains("\(name):\(place): "),
          "\(place) in \(run.error)",
          sourceLocation: location
        )
      }
      let lines = run.error.split(separator: "\n").count
      #expect(lines == places.count, "\(run.error)", sourceLocation: location)
    }
    #expect(try acme.export() == before, sourceLocation: location)
    #expect(try acme.log().count == 2, sourceLocation: location)
  }

  // MARK: - Importing

  @Test func `the portal's export is summed by day`() throws {
    try inCompanyWithApp { acme in
      try acme.binary.write(
        "\u{FEFF}Date,Response Code,HTTP Method,Normalized Route,Count\r\n"
          + "2026-11-02,200,GET,\"/rest/v1.0/a,b\",7\r\n\r\n"
          + "2026-11-01,200,GET,/rest/v1.0/projects,300\r\n"
          + "2026-11-01,403,GET,\"/rest/\"\"x\"\"\",10",
        to: "portal.csv"
      )
      let run = try acme.succeed(["metrics", "import", "Crew Sync", "portal.csv"])
      #expect(run.output.contains("2 days"))
      #expect(try counts(acme) == ["2026-11-01": 310, "2026-11-02": 7])
      let document = try metrics(acme)
      #expect(document["format_version"] as? String == "1.0")
      #expect(document["app"] as? String == "Crew Sync")
      #expect(document["total"] as? Int == 317)
      #expect(document["permitted_projects"] as? [Int] == [6, 7])
      #expect((document["users"] as? [Any])?.isEmpty == true)
      #expect(try acme.run(["company", "check"]).status == 0)
    }
  }

  @Test func `a table of days tells who used the app last, and when`() throws {
    try inCompanyWithApp { acme in
      try acme.binary.write(
        """
        Count,date,LOGIN
        5,2026-11-02,WORKER@acme.example
        6,2026-11-01,worker@acme.example
        1,2026-11-01,
        0,2026-11-03,admin@acme.example
        """,
        to: "days.csv"
      )
      try acme.succeed(["metrics", "import", "Crew Sync", "days.csv"])
      #expect(try counts(acme) == ["2026-11-01": 7, "2026-11-02": 5, "2026-11-03": 0])
      #expect(try users(acme) == [103: "2026-11-02"])
      let used = try #require(try acme.app()["used_by"] as? [[String: Any]])
      #expect(used.compactMap { $0["user"] as? Int } == [103])
    }
  }

  @Test func `a list in JSON says the same`() throws {
    try inCompanyWithApp { acme in
      try acme.binary.write(
        """
        [{"date": "2026-11-02", "count": 5, "login": "Worker@acme.example"},
         {"count": 6, "date": "2026-11-01"}, {"count": 1, "date": "2026-11-01", "login": null}]
        """,
        to: "days.json"
      )
      try acme.succeed(["metrics", "import", "Crew Sync", "days.json"])
      #expect(try counts(acme) == ["2026-11-01": 7, "2026-11-02": 5])
      #expect(try users(acme) == [103: "2026-11-02"])
    }
  }

  @Test func `standard input is read, in either form`() throws {
    try inCompanyWithApp { acme in
      for (text, count) in [
        ("date,count\n2026-11-01,1\n", 1), ("[{\"date\":\"2026-11-01\",\"count\":2}]", 2),
      ] {
        let run = try acme.binary.run(
          ["metrics", "import", "Crew Sync", "-", "--company", Acme.store],
          input: Data(text.utf8)
        )
        #expect(run.status == 0, "\(run.error)")
        #expect(try counts(acme) == ["2026-11-01": count])
      }
    }
  }

  @Test func `a day that is there is replaced, the others stay`() throws {
    try inCompanyWithApp { acme in
      for text in [
        "date,count,login\n2026-11-01,1,lead@acme.example\n2026-11-02,2,\n",
        "date,count,login\n2026-11-02,9,worker@acme.example\n2026-10-01,3,lead@acme.example\n",
      ] {
        try acme.binary.write(text, to: "days.csv")
        try acme.succeed(["metrics", "import", "Crew Sync", "days.csv"])
      }
      #expect(try counts(acme) == ["2026-10-01": 3, "2026-11-01": 1, "2026-11-02": 9])
      #expect(try users(acme) == [101: "2026-11-01", 103: "2026-11-02"])
    }
  }

  @Test func `there is one entry of the log and no plan, and the chain is whole`() throws {
    try inCompanyWithApp { acme in
      try acme.binary.write("date,count\n2026-11-01,1\n", to: "one.csv")
      try acme.binary.write("date,count\n2026-11-01,4\n2026-11-02,2\n", to: "two.csv")
      try acme.succeed(["metrics", "import", "Crew Sync", "one.csv"])
      try acme.succeed(
        ["metrics", "import", "Crew Sync", "two.csv", "--as", "admin@acme.example"]
          + ["--now", "2026-11-25T08:00:00Z"]
      )
      let log = try acme.log()
      #expect(log.count == 4)
      let entry = try #require(log.last)
      #expect(entry["verb"] as? String == "metrics import")
      #expect(entry["who"] as? String == "admin@acme.example")
      #expect(entry["at"] as? String == "2026-11-25T08:00:00Z")
      #expect(entry["plan"] is NSNull)
      let change = try #require((entry["changes"] as? [[String: Any]])?.first)
      #expect(change["address"] as? String == "app/Crew Sync")
      #expect(change["id"] as? Int == 1)
      #expect(change["reason"] as? String == "metrics import")
      #expect(change["relation"] as? String == "equal")
      #expect((change["depends_on"] as? [Int])?.isEmpty == true)
      func days(_ key: String) -> [Int]? {
        ((change[key] as? [String: Any])?["requests"] as? [[String: Any]])?
          .compactMap { $0["count"] as? Int }
      }
      #expect(days("before") == [1])
      #expect(days("after") == [4, 2])
      #expect(try acme.run(["log", "--verify"]).status == 0)
      #expect(try acme.run(["company", "check"]).status == 0)
    }
  }

  @Test func `an import takes admin on either tool, and an app that is known`() throws {
    try inCompanyWithApp { acme in
      try acme.binary.write("date,count\n2026-11-01,1\n", to: "days.csv")
      let take = ["metrics", "import", "Crew Sync", "days.csv"]
      for login in ["worker@acme.example", "gone@acme.example", "nobody"] {
        let run = try acme.run(take + ["--as", login])
        #expect(run.status == 1)
        #expect(run.error.contains(login))
      }
      #expect(try counts(acme).isEmpty)
      let unknown = try acme.run(["metrics", "import", "Crew Sink", "days.csv"])
      #expect(unknown.status == 1)
      #expect(unknown.error.contains("did you mean `Crew Sync`"))
      #expect(try acme.run(["metrics", "Crew Sink"]).status == 1)
      #expect(try acme.run(["metrics", "import", "Crew Sync", "none.csv"]).status == 2)
      for login in ["lead@acme.example", "admin@acme.example"] {
        try acme.succeed(take + ["--as", login])
      }
    }
  }

  @Test func `a dry run writes nothing, and a snapshot can't be written`() throws {
    try inCompanyWithApp { acme in
      try acme.binary.write("date,count\n2026-11-01,1\n", to: "days.csv")
      let before = try acme.binary.listing()
      let take = ["metrics", "import", "Crew Sync", "days.csv"]
      #expect(try acme.succeed(take + ["--dry-run"]).output.contains("would import 1 day"))
      #expect(try acme.run(take + ["--dry-run", "--detailed-exitcode"]).status == 2)
      #expect(try acme.run(take + ["--out", "p.json"]).status == 2)
      #expect(try acme.binary.listing() == before)
      try acme.binary.write(try acme.export(), to: "copy.yaml")
      let snapshot = ["--company", "copy.yaml"]
      #expect(try acme.binary.run(take + snapshot).status == 2)
      #expect(try acme.binary.run(take + snapshot + ["--dry-run"]).status == 0)
    }
  }

  @Test func `a file without days changes nothing`() throws {
    try inCompanyWithApp { acme in
      for (name, text) in [("days.csv", "date,count\n"), ("days.json", "[]")] {
        try acme.binary.write(text, to: name)
        let run = try acme.succeed(["metrics", "import", "Crew Sync", name])
        #expect(run.output.contains("nothing to import"))
      }
      #expect(try acme.log().count == 2)
    }
  }

  // MARK: - Mistakes

  @Test func `all mistakes of a table are told at once, with line and column`() throws {
    try inCompanyWithApp { acme in
      try expectMistakes(
        acme,
        """
        date,count,login
        2026-02-29,5,worker@acme.example
        2026-11-1,5,
        2026-11-01,-5,
        2026-11-01,1.5,
        2026-11-01,,
        2026-11-01,99999999999999999999,
        "2026-11-01",5,wörker@acme.example
        2026-11-01,5
        2026-11-01,5,"open
        """,
        ["2:1", "3:1", "4:12", "5:12", "6:12", "7:12", "8:16", "9:1", "10:14", "10:14"]
      )
    }
  }

  @Test(
    arguments: [
      ("", ["1:1"]), ("2026-11-01,5\n", ["1:1"]), ("date\n2026-11-01\n", ["1:1"]),
      ("date,count,user\n2026-11-01,5,x\n", ["1:12"]), ("date,count,Date\n", ["1:12"]),
      ("date,count,Response Code\n2026-11-01,5,200\n", ["1:1", "1:1"]),
      ("date,count\n2026-11-01,\"5\"x\n", ["2:15"]),
      ("date,count\n2026-11-01,5\"\n", ["2:12", "2:13"]),
      ("date,count\n2026-11-01,9007199254740991\n2026-11-01,1\n", ["3:12"]),
    ]
  )
  func `mistakes of a table`(text: String, places: [String]) throws {
    try inCompanyWithApp { acme in try expectMistakes(acme, text, places) }
  }

  @Test(
    arguments: [
      ("", ["1:1"]), ("{}", ["1:1"]), ("[{\"date\": \"2026-11-01\"}]", ["1:3"]),
      ("[{\"date\": \"2026-13-01\", \"count\": -1, \"user\": 1}]", ["1:11", "1:34", "1:38"]),
      ("[{\"date\": \"2026-11-01\", \"count\": 99999999999999999999}]", ["1:34"]),
      ("[{\"date\": \"2026-11-01\", \"count\": 1.5, \"login\": \"who\"}]", ["1:34", "1:48"]),
    ]
  )
  func `mistakes of a list`(text: String, places: [String]) throws {
    try inCompanyWithApp { acme in try expectMistakes(acme, text, places, to: "bad.json") }
  }

  // MARK: - Showing

  @Test func `days are chosen by --from and --to, both included`() throws {
    try inCompanyWithApp { acme in
      let days = (1...9).map { "2026-11-0\($0),\($0)" }.joined(separator: "\n")
      try acme.binary.write("date,count\n\(days)\n", to: "days.csv")
      try acme.succeed(["metrics", "import", "Crew Sync", "days.csv"])
      #expect(try counts(acme).count == 9)
      #expect(
        try counts(acme, ["--from", "2026-11-08"]).keys.sorted() == ["2026-11-08", "2026-11-09"]
      )
      #expect(try counts(acme, ["--to", "2026-11-01"]) == ["2026-11-01": 1])
      let some = ["--from", "2026-11-02", "--to", "2026-11-04"]
      #expect(try metrics(acme, some)["total"] as? Int == 9)
      let text = try acme.succeed(["metrics", "Crew Sync"] + some).output
      #expect(text.contains("2026-11-02") && text.contains("2026-11-04"))
      #expect(!text.contains("2026-11-05"))
      #expect(text.contains("█"))
      for flags in [
        ["--from", "2026-02-30"], ["--to", "x"], ["--from", "2026-11-02", "--to", "2026-11-01"],
      ] {
        #expect(try acme.run(["metrics", "Crew Sync"] + flags).status == 2)
      }
    }
  }

  @Test func `huge counts of a snapshot neither trap nor lie about a day or all of them`() throws {
    let app = """
      apps:
        - name: Old
          version: 1.0.0
          state: uninstalled
          manifest: {schema_version: "4.1"}
          permitted_projects: [6]
          requests:
            - {date: 2026-11-01, count: 9007199254740991}
            - {date: 2026-11-03, count: 9007199254740991}
          used_by: [{user: 103}]

      """
    try inCompany(Acme.snapshot + app) { acme in
      let text = try acme.succeed(["metrics", "Old"]).output
      #expect(text.contains("9007199254740991"))
      #expect(text.contains("worker@acme.example"))
      #expect(text.contains("uninstalled"))
      let json = try acme.succeed(["metrics", "Old", "--format", "json"]).json()
      #expect(json["total"] as? Int == 18_014_398_509_481_982)
      let huge = (Acme.snapshot + app).replacing(
        "count: 9007199254740991",
        with: "count: 9007199254740992"
      )
      try acme.binary.write(huge, to: "huge.yaml")
      let refused = try acme.binary.run(["company", "import", "huge.yaml", "--company", "h.dmsa"])
      #expect(refused.status == 1)
      let lines = refused.error.split(separator: "\n").filter { $0.contains("huge.yaml:") }
      #expect(lines.count == 2, "\(refused.error)")
      #expect(refused.error.contains("from 0 to 9007199254740991"))
    }
  }

  @Test func `who installed an app for themselves is among its users`() throws {
    try inCompany { acme in
      try acme.binary.write(RequestTests.markup, to: "markup.yaml")
      try acme.carryOut(["settings", "allow-user-installs", "on"])
      try acme.succeed(["request-install", "markup.yaml", "--as", "worker@acme.example"])
      let json = try acme.succeed(["metrics", "Markup", "--format", "json"]).json()
      let users = try #require(json["users"] as? [[String: Any]])
      #expect(users.count == 1)
      #expect(users.first?["user"] as? Int == 103)
      #expect(users.first?["last"] is NSNull)
      #expect((json["requests"] as? [Any])?.isEmpty == true)
      #expect(json["total"] as? Int == 0)
    }
  }

  @Test func `who installed an app with an account is among them too`() throws {
    try inCompanyWithApp(options: ["--as", "lead@acme.example"]) { acme in
      #expect(try users(acme) == [101: nil])
      try acme.binary.write("date,count,login\n2026-11-01,8,lead@acme.example\n", to: "days.csv")
      try acme.succeed(["metrics", "import", "Crew Sync", "days.csv"])
      #expect(try users(acme) == [101: "2026-11-01"])
    }
  }

  @Test func `an import survives export and import`() throws {
    try inCompanyWithApp { acme in
      try acme.binary.write("date,count,login\n2026-11-01,8,lead@acme.example\n", to: "days.csv")
      try acme.succeed(["metrics", "import", "Crew Sync", "days.csv"])
      try acme.binary.write(try acme.export(), to: "copy.yaml")
      let run = try acme.binary.run(
        ["metrics", "Crew Sync", "--format", "json", "--company", "copy.yaml"]
      )
      #expect(try run.json()["total"] as? Int == 8)
      try acme.importing(try acme.contents())
      #expect(try counts(acme) == ["2026-11-01": 8])
    }
  }
}
